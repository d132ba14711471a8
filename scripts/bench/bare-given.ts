import type { Packed } from './packed-settings';
import type { TurnScript } from './turn-script';

/** What the bare bot is given: the same world as the product, and what to do in each kind of turn. */
export interface BareGiven {
  readonly packed: Packed;
  /** By the text of a message; `invoke` for any press. */
  readonly scripts: Readonly<Record<string, TurnScript>>;
}
