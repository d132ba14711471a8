import type { Card } from '../cards/card';
import type { RefusalCode } from '../recovery/outcome';
import type { RequestId } from '../recovery/terms';
import { refusalText } from '../words/replies';

/** A button under the message that writes something in the chat. */
export interface Suggestion {
  readonly title: string;
  readonly says: string;
}

export interface Shows {
  readonly requestId: RequestId;
  readonly face: string;
  /** Not the card of the reader's own part in the request. */
  readonly as?: 'incident';
  /** The message that was pressed is kept up to date from then on, in place of the one before. */
  readonly moves?: true;
}

/** What a handler answers. It is written to Teams by one function (`write-answer.ts`), whichever way the question came. */
export type Answer =
  | {
      readonly kind: 'card';
      readonly card: Card;
      /** The request whose face the card is: a message that shows it is kept up to date from then on. */
      readonly shows?: Shows;
      /** What the card says of a request, where the card itself is not shown: in a dialog. */
      readonly inShort?: string;
    }
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly suggestions?: readonly Suggestion[];
      /** Refused before any verb was asked: nobody has written it down yet. */
      readonly refused?: RefusalCode;
    }
  /** A press that no card of ours sends. */
  | { readonly kind: 'malformed'; readonly text: string }
  /** Nobody asked anything, or it was answered before. */
  | { readonly kind: 'nothing' };

export const NOTHING: Answer = { kind: 'nothing' };

/** A refusal that no verb knows of. */
export const refusal = (code: RefusalCode, words: string = refusalText(code)): Answer => ({
  kind: 'text',
  text: words,
  refused: code,
});

export const text = (words: string, suggestions: readonly Suggestion[] = []): Answer => ({
  kind: 'text',
  text: words,
  suggestions,
});
