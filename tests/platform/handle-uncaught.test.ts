import { spawnSync } from 'node:child_process';
import { EventEmitter } from 'node:events';
import path from 'node:path';
import { handleUncaught } from '../../platform/handle-uncaught';
import { createLog } from '../../platform/log';

class FakeProcess extends EventEmitter {
  readonly ends: number[] = [];
  exit(code: number): void {
    this.ends.push(code);
  }
}

function begin(graceMs?: number) {
  const lines: string[] = [];
  const process = new FakeProcess();
  const log = createLog({ clock: { now: () => 0 }, write: (line) => lines.push(line) });
  const uncaught = handleUncaught({ log, process, ...(graceMs !== undefined && { graceMs }) });
  return { lines, process, uncaught };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('when nobody caught an error', () => {
  it('logs it once without its words, lets what is in hand end, and ends with 1', async () => {
    const { lines, process, uncaught } = begin();
    let drained = (): void => undefined;
    uncaught.drainWith(() => new Promise<void>((resolve) => (drained = resolve)));
    process.emit('uncaughtException', new Error('the pass is Kf3wq9'));
    await turn();
    expect(lines).toEqual([expect.stringContaining('"errorName":"Error"')]);
    expect(lines.join()).toContain('"event":"process.uncaught"');
    expect(lines.join()).not.toContain('Kf3wq9');
    expect(process.ends).toEqual([]);
    drained();
    await turn();
    expect(process.ends).toEqual([1]);
  });

  it('ends with 1 where draining fails, and before there is anything to drain', async () => {
    for (const stop of [() => Promise.reject(new Error('away')), undefined]) {
      const { process, uncaught } = begin();
      if (stop !== undefined) uncaught.drainWith(stop);
      process.emit('uncaughtException', 'no error at all');
      await turn();
      expect(process.ends).toEqual([1]);
    }
  });

  it('does not wait longer than its grace, nor for a second one', () => {
    jest.useFakeTimers();
    try {
      const { lines, process, uncaught } = begin(5_000);
      uncaught.drainWith(() => new Promise(() => undefined));
      process.emit('uncaughtException', new Error('one'));
      jest.advanceTimersByTime(4_999);
      expect(process.ends).toEqual([]);
      jest.advanceTimersByTime(1);
      expect(process.ends).toEqual([1]);
      process.emit('uncaughtException', new Error('two'));
      expect([process.ends, lines.length]).toEqual([[1, 1], 2]);
    } finally {
      jest.useRealTimers();
    }
  });

  it('hears of rejections that nobody handles, in a real process', () => {
    const file = JSON.stringify(path.join(__dirname, '../../dist/platform/handle-uncaught.js'));
    const script = `require(${file}).handleUncaught({ log: { error: (event) => console.log(event) }, process })
      .drainWith(async () => console.log('drained')); Promise.reject(new Error('nobody'));`;
    const { status, stdout } = spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' });
    expect([status, stdout.trim().split('\n')]).toEqual([1, ['process.uncaught', 'drained']]);
  });
});
