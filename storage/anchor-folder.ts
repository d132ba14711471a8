import { randomUUID } from 'node:crypto';
import { link, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { AnchorStore } from '../recovery/anchor-reader';
import { EffectError } from '../recovery/errors';
import type { ObjectId } from '../recovery/terms';
import { anchorName, numberIn } from './anchor-name';
import { codeOf } from './errors';

/** The second place of the local profile: one file for each anchor. */
export class AnchorFolder implements AnchorStore {
  constructor(private readonly folder: string) {}

  async newest(tenantId: ObjectId): Promise<number> {
    const last = lastOf(await this.#names(tenantId));
    return last === undefined ? 0 : numberIn(lastOf(await this.#names(tenantId, last)));
  }

  async read(tenantId: ObjectId, number: number): Promise<string | undefined> {
    const { folder, name } = anchorName(number);
    return unless('ENOENT', () => readFile(path.join(this.folder, tenantId, folder, name), 'utf8'));
  }

  /** Whole or not at all, also when the process ends in the middle. */
  async create(tenantId: ObjectId, number: number, text: string): Promise<boolean> {
    const { folder, name } = anchorName(number);
    const whole = path.join(this.folder, tenantId, folder);
    const made = path.join(this.folder, `${randomUUID()}.tmp`);
    const created = await unless('EEXIST', async () => {
      await mkdir(whole, { recursive: true });
      await writeFile(made, text, { flag: 'wx', mode: 0o600 });
      try {
        await link(made, path.join(whole, name));
      } finally {
        await rm(made, { force: true });
      }
      return true;
    });
    return created === true;
  }

  async #names(...below: readonly string[]): Promise<readonly string[]> {
    return (await unless('ENOENT', () => readdir(path.join(this.folder, ...below)))) ?? [];
  }
}

const lastOf = (names: readonly string[]): string | undefined => names.toSorted().at(-1);

/** `undefined` for the one failure that is expected; any other as an `EffectError`. */
async function unless<T>(expected: string, act: () => Promise<T>): Promise<T | undefined> {
  try {
    return await act();
  } catch (error) {
    if (codeOf(error) === expected) return undefined;
    throw new EffectError('unavailable', 'the folder of the anchors cannot be used', { cause: error });
  }
}
