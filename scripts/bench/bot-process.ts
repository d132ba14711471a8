import { fork, type ForkOptions } from 'node:child_process';
import path from 'node:path';
import { BenchError } from './bench-error';
import type { Committed, FromBot, Question, Questions, ToBot } from './bot-protocol';

/** A bot in a process of its own, so that its CPU time is its own. */
export interface BotProcess {
  readonly url: string;
  ask<Q extends Question>(question: Q): Promise<Questions[Q]>;
  /** Told of every commit from now on; returns the function that ends it. */
  onCommit(listener: (committed: Committed) => void): () => void;
  stop(): Promise<void>;
}

interface Waiting {
  readonly resolve: (answer: Questions[Question]) => void;
  readonly reject: (error: BenchError) => void;
}

/** As `npm start` has it (`docs/operations.md`), for the bare bot too. */
const CHILD: ForkOptions = { stdio: ['ignore', 'inherit', 'inherit', 'ipc'], execArgv: ['--max-semi-space-size=8'] };

/** Starts `scripts/bench/<name>` and waits until it listens. */
export async function startBot(name: 'bare-process' | 'product-process', given: unknown): Promise<BotProcess> {
  const child = fork(path.join(__dirname, name), CHILD);
  const waiting = new Map<number, Waiting>();
  const listeners = new Set<(committed: Committed) => void>();
  const send = (message: ToBot): void => void child.send(message);
  let asked = 0;
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const failed = new BenchError('childFailed', `${name} ended before it was told to`);
  void gone.then(() => {
    for (const { reject } of waiting.values()) reject(failed);
  });
  const port = await new Promise<number>((resolve, reject) => {
    void gone.then(() => reject(failed));
    child.on('message', (message: FromBot) => {
      if ('port' in message) resolve(message.port);
      else if ('committed' in message) for (const listener of listeners) listener(message.committed);
      else waiting.get(message.id)?.resolve(message.answer);
    });
    send({ begin: given });
  });
  return {
    url: `http://127.0.0.1:${String(port)}`,
    ask: <Q extends Question>(ask: Q) => {
      const id = (asked += 1);
      const answer = new Promise<Questions[Question]>((resolve, reject) => waiting.set(id, { resolve, reject }));
      send({ id, ask });
      // The child answers a question with what `Questions` says for it.
      return answer.finally(() => waiting.delete(id)) as Promise<Questions[Q]>;
    },
    onCommit: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    stop: async () => {
      child.kill('SIGKILL');
      await gone;
    },
  };
}
