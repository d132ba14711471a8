import { spawn, type ChildProcess } from 'node:child_process';
import type { BotOrder } from './bot-order';
import { orderMessage, readListening } from './bot-order';

export interface BotProcessOptions {
  /** The script of the product: dist/index.js. */
  readonly entry: string;
  /** For Node itself, before the script. */
  readonly nodeArgs?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
}

/** How a process ended: one of the two. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A bot that ended before it listened. */
export class BotProcessError extends Error {
  override readonly name = 'BotProcessError';
  readonly code = 'endedAtStart';
}

export const endingText = ({ code, signal }: Ending): string => signal ?? `exit code ${String(code)}`;

/**
 * One bot as a process of its own. Its settings and secrets go over the IPC channel between the two processes: they stand
 * on no command line, in no environment and in no file.
 */
export class BotProcess {
  /** Resolves when the process is gone, however it went. */
  readonly ended: Promise<Ending>;
  readonly #child: ChildProcess;

  constructor({ entry, nodeArgs = [], env = process.env }: BotProcessOptions) {
    this.#child = spawn(process.execPath, [...nodeArgs, entry, '--instance'], {
      env,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      // A group of its own: Ctrl+C in a terminal is for the process that started it, which then ends the bots in order.
      detached: process.platform !== 'win32',
    });
    this.ended = new Promise((resolve) => {
      this.#child.once('exit', (code, signal) => resolve({ code, signal }));
      this.#child.once('error', () => resolve({ code: -1, signal: null }));
    });
    // A message to a process that has just ended is no error of ours; its end is told by `ended`.
    this.#child.on('error', () => undefined);
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Resolves with the port once the bot listens; throws `BotProcessError` when it ends before that. */
  async start(order: BotOrder): Promise<number> {
    const listening = new Promise<number>((resolve) => {
      this.#child.on('message', (message) => {
        const port = readListening(message);
        if (port !== undefined) resolve(port);
      });
    });
    this.tell(orderMessage(order));
    const first = await Promise.race([listening, this.ended]);
    if (typeof first === 'number') return first;
    const what = `instance ${String(order.instance)} ended before it listened (${endingText(first)})`;
    throw new BotProcessError(`${what}; what it said stands above`);
  }

  /** Sends a message to the process. */
  tell(message: object): void {
    if (this.#child.connected) this.#child.send(message, () => undefined);
  }

  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** Asks the bot to drain and end; what hangs after `patienceMs` is killed. */
  async stop(patienceMs: number): Promise<Ending> {
    this.signal('SIGTERM');
    const late = setTimeout(() => this.signal('SIGKILL'), patienceMs);
    const ending = await this.ended;
    clearTimeout(late);
    return ending;
  }

  /** Ends the bot on the spot, as a machine that loses power would. */
  kill(): Promise<Ending> {
    this.signal('SIGKILL');
    return this.ended;
  }
}
