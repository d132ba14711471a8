import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ChainRow } from '../../recovery/audit';
import { parseEntry, verifyChain } from '../../recovery/audit';
import { next } from '../../recovery/machine';
import type { RecoveryRequest } from '../../recovery/request';
import { fakeKeyRing } from '../support/fake-key-ring';

/**
 * Whole stories as an earlier version stored them, byte for byte. They are never edited: what cannot be read any more
 * would be somebody's open request after an update. A new version of the stored shapes adds files of its own.
 */
interface History {
  readonly end: { readonly seq: number; readonly head: string };
  readonly request: RecoveryRequest;
  readonly rows: readonly ChainRow[];
}

const FOLDER = path.join(__dirname, 'histories');
const files = readdirSync(FOLDER);

// The files are ours; their shape is what the test is about.
const read = (file: string): History => JSON.parse(readFileSync(path.join(FOLDER, file), 'utf8')) as History;

describe('when a story was stored by an earlier version', () => {
  it('there are some', () => {
    expect(files.length).toBeGreaterThanOrEqual(8);
  });

  it.each(files)('%s: its chain holds', (file) => {
    const { end, request, rows } = read(file);
    expect(verifyChain(fakeKeyRing(), request.id, rows, end)).toEqual({ ok: true, entries: rows.length });
  });

  it.each(files)('%s: its events still lead to the state that was stored', (file) => {
    const { request, rows } = read(file);
    const [first, ...later] = rows.flatMap(({ bytes }) => parseEntry(bytes)?.event ?? []);
    if (first?.type !== 'opened') throw new Error('a trail starts with the opening');
    expect(later).toHaveLength(rows.length - 1);
    const replayed = later.reduce((before: RecoveryRequest, event) => next(before, event), first.request);
    expect(replayed).toEqual(request);
  });
});
