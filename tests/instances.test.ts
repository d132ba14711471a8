import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { LocalInstances } from '../instances';
import { startInstances } from '../instances';
import type { LocalConfig } from '../platform/config';
import { policySchema } from '../platform/policy-file';
import { botEnvironment, built } from './faults/bot-environment';
import { useStore } from './support/azurite';

jest.setTimeout(120_000);
const store = useStore();

const folder = mkdtempSync(path.join(os.tmpdir(), 'latchkey-instances-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Lines that were said, and a way to wait for one. */
class Said {
  readonly #lines: string[] = [];
  readonly #waiting: (() => void)[] = [];

  readonly say = (line: string): void => {
    this.#lines.push(line);
    for (const look of this.#waiting.splice(0)) look();
  };

  /** Each line is found once; what does not fit is left for the next. */
  async next(words: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      for (const [at, line] of this.#lines.entries()) {
        const found = words.exec(line);
        if (found === null) continue;
        this.#lines.splice(at, 1);
        return found;
      }
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }
}

const config = (): LocalConfig => ({
  ...{ profile: 'local', port: 0, dataFolder: folder, policy: policySchema.parse({}), endpoints: {} },
  storage: { kind: 'connectionString', connectionString: store.place().connectionString },
});

let running: LocalInstances | undefined;
afterEach(async () => {
  await running?.stop();
  running = undefined;
}, 60_000);

describe('when the local profile is started with several instances', () => {
  it('each is a process of its own behind one address, and one that is killed is started anew', async () => {
    const said = new Said();
    const program = { entry: built('dist/index.js'), env: botEnvironment(folder) };
    running = await startInstances(config(), { count: 2, panesPort: 0, say: said.say, program });
    const [, first] = await said.next(/^Instance 1 listens .* \(process (\d+)\)/);
    const [, second] = await said.next(/^Instance 2 listens .* \(process (\d+)\)/);
    expect(new Set([first, second, String(process.pid)]).size).toBe(3);
    process.kill(Number(first), 'SIGKILL');
    await said.next(/^Instance 1 died \(SIGKILL\); it is started anew\.$/);
    expect((await running.cloud.teams.say('ada', 'help')).status).toBe(200);
    const [, again] = await said.next(/^Instance 1 listens .* \(process (\d+)\)/);
    expect(again).not.toBe(first);
    expect((await fetch(`${running.url}/readyz`)).status).toBe(200);
  });
});
