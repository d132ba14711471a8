import type { Waiting } from '../recovery/stuck';
import { mayPass } from '../recovery/stuck';
import { PAUSED } from '../words/stop';
import { WAITING } from '../words/stuck';
import type { Note } from './card-data';
import { clockTime } from './moments';
import { readerOf } from './reader';
import type { RequestView } from './request-view';

function textOf(view: RequestView): string | undefined {
  const { waits, timeZone } = view;
  switch (waits?.kind) {
    case undefined:
      return undefined;
    case 'noAnswer':
      if (readerOf(view) !== 'employee') return undefined;
      return view.request.state === 'revealed' ? WAITING.noNewPass : WAITING.noAnswer;
    case 'paused':
      return PAUSED[readerOf(view)];
    case 'press':
      return WAITING.press;
    case 'working':
      return WAITING.working;
    case 'noPass':
      return WAITING.noPass(waits.failure.code);
    case 'step': {
      const { step, nextAttemptAt } = waits.failure;
      const why = mayPass(waits.failure) ? WAITING.slow : WAITING.refused;
      return [WAITING.lead, why, WAITING.next(step, clockTime(nextAttemptAt, timeZone))].join(' ');
    }
  }
}

/** Security has stopped all effects, as far as this instance knows. */
export const isPaused = ({ waits }: { readonly waits?: Waiting | undefined }): boolean => waits?.kind === 'paused';

/** The same for whoever sees the whole state anyway: only what it does not say. */
export function withPause(view: RequestView): RequestView {
  return isPaused(view) ? withWait(view) : view;
}

/** With the banner that says what is waited for; what the last press came to goes before it. */
export function withWait(view: RequestView): RequestView {
  const text = view.note === undefined ? textOf(view) : undefined;
  if (text === undefined) return view;
  const note: Note = { tone: 'accent', text };
  return { ...view, note };
}
