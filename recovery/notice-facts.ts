import type { Secret } from '../platform/secret';

/** What a notice outside Teams says beside what happened. */
export interface NoticeFacts {
  /** The link to "This was not me", made for this one reader. */
  readonly notMe: Secret;
  /** Set where the reader is the manager: whose account it is. As the directory has it, so not to be trusted as text. */
  readonly about?: string;
  /** The reader's contact was registered until lately, and is not any more. */
  readonly replaced?: true;
}
