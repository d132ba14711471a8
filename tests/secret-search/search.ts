import { Secret } from '../../platform/secret';
import { formsOf } from '../../scripts/spellings';
import { Finder } from './finder';
import type { Allowed, Channel, Place } from './places';
import { channelOf, isAllowed, placeOf } from './places';
import { codesIn } from './six-digits';
import type { CodeKind, Kind, TapRecord, Value } from './tap-records';
import { CODE_KINDS, recordsOf, valuesOf } from './tap-records';

/** A secret in a place where it may not be. */
export interface Leak {
  readonly kind: Kind;
  readonly place: Place;
  /** The bytes around it, with the secret itself taken out. */
  readonly around: string;
  readonly times: number;
}

export interface Found {
  readonly bytes: ReadonlyMap<Channel, number>;
  readonly values: ReadonlyMap<Kind, number>;
  /** How often a secret was seen where it may be. */
  readonly allowed: ReadonlyMap<Allowed, number>;
  readonly leaks: readonly Leak[];
  /** Answers that were packed, and so could not be read. */
  readonly packed: number;
  /** How many leaks of codes chance alone would have made, of the numbers of six digits that stood where no code may. */
  readonly byChance: number;
  readonly seconds: number;
}

/** What differs from one address to the next of the same sort. */
const IDS = /[\da-f]{4,}[\w-]*|\d+/g;
const AROUND = 60;
/** Longer than any spelling of a secret. */
const OVERLAP = 1_024;

interface Needle {
  readonly text: string;
  readonly kind: Kind;
}

const isCode = (kind: Kind): kind is CodeKind => CODE_KINDS.some((one) => one === kind);

function needlesOf(values: readonly Value[]): readonly Needle[] {
  const long = values.filter(({ kind }) => !isCode(kind));
  const needles = long.flatMap(({ kind, value }) => formsOf(Secret.of(value)).map((text) => ({ text, kind })));
  return [...new Map(needles.map((needle) => [needle.text, needle])).values()];
}

/** Codes of one sort that were made in one test file. */
interface Codes {
  readonly kind: CodeKind;
  readonly values: ReadonlySet<string>;
}

function codesByScope(values: readonly Value[]): ReadonlyMap<string, readonly Codes[]> {
  const scopes = new Set(values.flatMap(({ kind, scope }) => (isCode(kind) ? [scope] : [])));
  const of = (one: CodeKind, where: string): Codes => {
    const own = values.filter(({ kind, scope }) => kind === one && scope === where);
    return { kind: one, values: new Set(own.map(({ value }) => value)) };
  };
  return new Map([...scopes].map((scope) => [scope, CODE_KINDS.map((kind) => of(kind, scope))]));
}

function aroundOf({ bytes }: TapRecord, at: number, length: number): string {
  const before = bytes.subarray(Math.max(0, at - AROUND), at).toString('latin1');
  return `${before}[secret]${bytes.subarray(at + length, at + length + AROUND).toString('latin1')}`;
}

const add = <K>(counts: Map<K, number>, key: K, more = 1): void => void counts.set(key, (counts.get(key) ?? 0) + more);

/** Answers that no spelling would be found in, as they are packed. */
const isPacked = ({ bytes, askLength = 0, channel }: TapRecord): boolean =>
  channel === 'http' &&
  /^content-encoding: *(gzip|br|deflate|zstd)/im.test(bytes.toString('latin1', askLength, askLength + 4_096));

/** Question and answer apart, each with where it begins: what ends the one does not stand right before the other. */
const partsOf = ({ bytes, askLength = 0 }: TapRecord): readonly (readonly [number, Buffer])[] => [
  [0, bytes.subarray(0, askLength)],
  [askLength, bytes.subarray(askLength)],
];

class Search {
  readonly bytes = new Map<Channel, number>();
  readonly allowed = new Map<Allowed, number>();
  readonly leaks = new Map<string, Leak>();
  packed = 0;
  byChance = 0;
  readonly #needles: readonly Needle[];
  readonly #finder: Finder;
  readonly #codes: ReadonlyMap<string, readonly Codes[]>;

  constructor(values: readonly Value[]) {
    this.#needles = needlesOf(values);
    this.#finder = new Finder(this.#needles.map(({ text }) => text));
    this.#codes = codesByScope(values);
  }

  look(record: TapRecord): void {
    add(this.bytes, channelOf(record), record.bytes.length);
    if (isPacked(record)) this.packed += 1;
    this.#finder.scan(record.bytes, (number, at) => {
      const { text, kind } = this.#needles[number] as Needle;
      this.#seen(kind, record, at, text.length);
    });
    for (const codes of this.#codes.get(record.scope) ?? []) if (codes.values.size > 0) this.#lookFor(codes, record);
  }

  #lookFor({ kind, values }: Codes, record: TapRecord): void {
    for (const [from, part] of partsOf(record)) {
      for (const { code, at, length } of codesIn(part)) {
        if (isAllowed(kind, placeOf(record, from + at)) === undefined) this.byChance += values.size / 1_000_000;
        if (values.has(code)) this.#seen(kind, record, from + at, length);
      }
    }
  }

  #seen(kind: Kind, record: TapRecord, at: number, length: number): void {
    const place = placeOf(record, at);
    const right = isAllowed(kind, place);
    if (right !== undefined) {
      add(this.allowed, right);
      return;
    }
    const key = [kind, record.scope, place.channel, place.side, place.part, place.what.replace(IDS, '#')].join(' ');
    const known = this.leaks.get(key);
    const leak = { kind, place, around: aroundOf(record, at, length), times: 1 };
    this.leaks.set(key, known === undefined ? leak : { ...known, times: known.times + 1 });
  }
}

/** Looks for every known secret, in every spelling, in all that the taps of this folder heard. */
export function searchFolder(folder: string): Found {
  const started = performance.now();
  const values = valuesOf(folder);
  const search = new Search(values);
  for (const record of recordsOf(folder, OVERLAP)) search.look(record);
  const kinds = new Map<Kind, number>();
  const seen = new Set<string>();
  for (const { kind, value } of values) {
    if (seen.has(`${kind} ${value}`)) continue;
    seen.add(`${kind} ${value}`);
    add(kinds, kind);
  }
  const { bytes, allowed, leaks, packed, byChance } = search;
  const seconds = (performance.now() - started) / 1_000;
  return { ...{ bytes, allowed, packed, byChance, seconds }, values: kinds, leaks: [...leaks.values()] };
}
