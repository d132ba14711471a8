import { DIALOG } from '../words/dialog';
import { refusalText } from '../words/replies';
import type { Answer } from './answer';
import { text } from './answer';
import { MORE_REPLIES } from './replies';
import type { Turn } from './turn';

/** A press is answered within a second, whatever Graph does. Milliseconds. */
export const ANSWER_WITHIN_MS = 900;

/** Puts an answer that came too late into the chat, where it does not stand on a card anyway. */
export type LateAnswer = (turn: Turn, answer: Answer) => Promise<void>;

/** Resolves when the time for an answer is over; `cancel` when it is not needed any more. */
export interface Patience {
  readonly over: Promise<void>;
  cancel(): void;
}

export function patience(ms: number): Patience {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  return {
    over,
    cancel: () => {
      clearTimeout(timer);
    },
  };
}

/**
 * The answer, if it comes in time. Else "still working" now; the work goes on, the card is redrawn by what it commits, and
 * words that stand on no card follow as a message.
 */
export async function inTime(late: LateAnswer, turn: Turn, work: Promise<Answer>, wait: Patience): Promise<Answer> {
  try {
    const first = await Promise.race([work, wait.over]);
    if (first !== undefined) return first;
  } finally {
    wait.cancel();
  }
  void work.then(
    (answer) => late(turn, answer),
    () => late(turn, text(refusalText('storageUnavailable'))),
  );
  return text(turn.kind === 'dialog' ? DIALOG.stillWorking : MORE_REPLIES.stillWorking);
}
