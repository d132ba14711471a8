import { closeSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import path from 'node:path';

/** What a tap heard: one exchange over HTTP, or one write to an output or a file. As tap.cjs writes it. */
export interface TapRecord {
  readonly channel: 'http' | 'stdout' | 'stderr' | 'file';
  /** The test file that it is about; empty outside Jest. */
  readonly scope: string;
  readonly path?: string;
  readonly method?: string;
  readonly url?: string;
  readonly status?: number;
  /** Of an exchange: so many bytes are the question, the rest is the answer. */
  readonly askLength?: number;
  readonly bytes: Buffer;
}

export const CODE_KINDS = ['code', 'textCode'] as const;
export type CodeKind = (typeof CODE_KINDS)[number];

export type Kind =
  | ('pass' | 'link')
  /** What an approver reads out, and what goes by text message in an approver's place. */
  | CodeKind
  | ('graphToken' | 'connectorToken' | 'botToken' | 'assertion')
  | ('clientSecret' | 'storageKey' | 'smsKey' | 'ledgerKey');

/** A secret that some process knew of. */
export interface Value {
  readonly kind: Kind;
  readonly value: string;
  readonly scope: string;
}

const named = (folder: string, ending: string): readonly string[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith(ending))
    .map((file) => path.join(folder, file));

const SIZES = 8;

/** Each record of a tap file, in order. The last one is left out where a process was killed while it wrote. */
function* recordsIn(file: string): Generator<TapRecord> {
  const fd = openSync(file, 'r');
  try {
    const sizes = Buffer.alloc(SIZES);
    while (readSync(fd, sizes) === SIZES) {
      const [headLength, length] = [sizes.readUInt32LE(0), sizes.readUInt32LE(4)];
      const all = Buffer.alloc(headLength + length);
      if (readSync(fd, all) < all.length) return;
      // Written by tap.cjs.
      const head = JSON.parse(all.subarray(0, headLength).toString()) as Omit<TapRecord, 'bytes'>;
      yield { ...head, bytes: all.subarray(headLength) };
    }
  } finally {
    closeSync(fd);
  }
}

const streamOf = ({ channel, path: file, scope }: TapRecord): string => `${channel} ${file ?? ''} ${scope}`;

/** All records of a folder. A write goes with the end of the one before it to the same place: a secret may lie across both. */
export function* recordsOf(folder: string, overlap: number): Generator<TapRecord> {
  for (const file of named(folder, '.tap')) {
    const ends = new Map<string, Buffer>();
    for (const record of recordsIn(file)) {
      if (record.channel === 'http') {
        yield record;
        continue;
      }
      const stream = streamOf(record);
      const bytes = Buffer.concat([ends.get(stream) ?? Buffer.alloc(0), record.bytes]);
      ends.set(stream, Buffer.from(bytes.subarray(-overlap)));
      yield { ...record, bytes };
    }
  }
}

export function valuesOf(folder: string): readonly Value[] {
  const lines = named(folder, '.values').flatMap((file) => readFileSync(file, 'utf8').trimEnd().split('\n'));
  // Written by tap.cjs.
  return [...new Set(lines)].filter((line) => line !== '').map((line) => JSON.parse(line) as Value);
}
