import type { Millis } from '../recovery/terms';
import { COUNTDOWN } from '../words/pass';
import type { Card } from './card';
import { drawMessage } from './draw-message';
import { clockTime } from './moments';

/** What the time left of one pass comes to. `begins`: the message is new; `replaced`: a newer pass was made. */
export type PassTime =
  | { readonly kind: 'begins'; readonly expiresAt: Millis }
  | { readonly kind: 'runs'; readonly minutes: number; readonly expiresAt: Millis }
  | { readonly kind: 'ranOut' | 'ranOutByText' | 'replaced' | 'enrolled' | 'over' };

/** The short message beside the card with the pass, which itself is never edited while the pass may be needed. */
export function drawCountdown(time: PassTime, timeZone?: string): Card {
  if (time.kind === 'begins') {
    return drawMessage({ title: COUNTDOWN.begins(clockTime(time.expiresAt, timeZone)), text: COUNTDOWN.beginsText });
  }
  if (time.kind !== 'runs') return drawMessage(COUNTDOWN[time.kind]);
  const { minutes, expiresAt } = time;
  return drawMessage({ title: COUNTDOWN.title(minutes), text: COUNTDOWN.text(clockTime(expiresAt, timeZone)) });
}
