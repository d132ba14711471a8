import type { Clock } from '../platform/clock';
import type { Log } from '../platform/log';
import type { Directory, KeyRing, Tenants } from '../recovery/ports';
import type { NotMeVerbs } from './not-me-verbs';
import type { RevealVerbs } from './reveal-verbs';
import type { StepUpVerbs } from './step-up-verbs';

export interface WebDeps {
  readonly verbs: RevealVerbs;
  readonly notMe: NotMeVerbs;
  readonly stepUp: StepUpVerbs;
  readonly keys: KeyRing;
  readonly clock: Clock;
  readonly log: Log;
  /** Where people reach this server, without a slash at the end. */
  readonly publicUrl: string;
  readonly tenants: Pick<Tenants, 'find'>;
  /** Names only, remembered for a few minutes; a page is drawn without them when they cannot be read. */
  readonly people: Pick<Directory, 'person'>;
  /** How long a press may take before the page says that it is still working. Milliseconds; default 6 s. */
  readonly answerWithinMs?: number;
}
