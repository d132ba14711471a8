import type { Answer } from '../../bot/answer';
import { text } from '../../bot/answer';
import { inTime } from '../../bot/in-time';
import type { Patience } from '../../bot/in-time';
import { MORE_REPLIES } from '../../bot/replies';
import type { Turn } from '../../bot/turn';
import { DIALOG } from '../../words/dialog';

// The turn is handed through and never read.
const TURN = {} as Turn;

function waiting(): { readonly wait: Patience; readonly isOver: () => void; readonly cancelled: () => boolean } {
  let isOver: () => void = () => undefined;
  let cancelled = false;
  const over = new Promise<void>((resolve) => {
    isOver = resolve;
  });
  const cancel = (): void => {
    cancelled = true;
  };
  return { wait: { over, cancel }, isOver: () => isOver(), cancelled: () => cancelled };
}

describe('when the answer comes in time', () => {
  it('is the answer, and the wait is over', async () => {
    const { wait, cancelled } = waiting();
    const late = jest.fn();
    await expect(inTime(late, TURN, Promise.resolve(text('Done.')), wait)).resolves.toEqual(text('Done.'));
    expect(cancelled()).toBe(true);
    expect(late).not.toHaveBeenCalled();
  });

  it('passes an error on', async () => {
    const { wait, cancelled } = waiting();
    const failure = new Error('Graph is gone');
    await expect(inTime(jest.fn(), TURN, Promise.reject(failure), wait)).rejects.toBe(failure);
    expect(cancelled()).toBe(true);
  });
});

describe('when Graph takes longer than a second', () => {
  it('says so now and tells the real answer when it is there', async () => {
    const { wait, isOver } = waiting();
    let finish: (answer: Answer) => void = () => undefined;
    const work = new Promise<Answer>((resolve) => {
      finish = resolve;
    });
    let told: (answer: Answer) => void = () => undefined;
    const toldLater = new Promise<Answer>((resolve) => {
      told = resolve;
    });
    const answered = inTime((_turn, answer) => Promise.resolve(told(answer)), TURN, work, wait);
    isOver();
    await expect(answered).resolves.toEqual(text(MORE_REPLIES.stillWorking));
    finish(text('There is nothing to remove.'));
    await expect(toldLater).resolves.toEqual(text('There is nothing to remove.'));
  });
});

describe('when a dialog takes longer', () => {
  it('says where it goes on', async () => {
    const { wait, isOver } = waiting();
    const answered = inTime(jest.fn(), { ...TURN, kind: 'dialog' }, new Promise<Answer>(() => undefined), wait);
    isOver();
    await expect(answered).resolves.toEqual(text(DIALOG.stillWorking));
  });
});

describe('when the work fails after the answer', () => {
  it('says so, and nothing is left unhandled', async () => {
    const { wait, isOver } = waiting();
    let fail: (error: Error) => void = () => undefined;
    const work = new Promise<Answer>((_resolve, reject) => {
      fail = reject;
    });
    let told: (answer: Answer) => void = () => undefined;
    const toldLater = new Promise<Answer>((resolve) => {
      told = resolve;
    });
    const answered = inTime((_turn, answer) => Promise.resolve(told(answer)), TURN, work, wait);
    isOver();
    await answered;
    fail(new Error('storage is gone'));
    await expect(toldLater).resolves.toMatchObject({ kind: 'text' });
  });
});
