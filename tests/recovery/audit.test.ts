import { Secret } from '../../platform/secret';
import type { ChainRow } from '../../recovery/audit';
import {
  auditEntry,
  auditRowKey,
  canonicalJson,
  CHAIN_START,
  parseEntry,
  SCHEMA_VERSION,
  seal,
  verifyChain,
  wrongEnd,
} from '../../recovery/audit';
import type { RecoveryEvent } from '../../recovery/events';
import { next } from '../../recovery/machine';
import type { RecoveryRequest } from '../../recovery/request';
import { fakeKeyRing } from '../support/fake-key-ring';
import { awaiting, openedEvent } from '../support/request-builder';
import { eventOf } from '../support/sample-events';

const keys = fakeKeyRing();
const opened = awaiting({ details: 'I lost it — «bag», 2 km away' });
const EVENTS: readonly RecoveryEvent[] = [
  openedEvent(opened),
  eventOf('approverAsked'),
  eventOf('reminded'),
  eventOf('approved'),
  eventOf('notified'),
];

interface Chain {
  readonly rows: readonly ChainRow[];
  readonly end: { readonly seq: number; readonly head: string };
}

function chainOf(request: RecoveryRequest, events: readonly RecoveryEvent[], ring = keys): Chain {
  const rows: ChainRow[] = [];
  let [state, head] = [request, CHAIN_START];
  for (const event of events) {
    if (event.type !== 'opened') state = next(state, event);
    const sealed = seal(ring, auditEntry(state, event, rows.length + 1, head));
    rows.push({ row: auditRowKey(rows.length + 1), ...sealed });
    head = sealed.hash;
  }
  return { rows, end: { seq: rows.length, head } };
}

const chain = chainOf(opened, EVENTS);
const { rows } = chain;
const at = (index: number): ChainRow => {
  const row = rows[index];
  if (row === undefined) throw new Error('no such row');
  return row;
};
const replaced = (index: number, row: Partial<ChainRow>): readonly ChainRow[] =>
  rows.map((one, place) => (place === index ? { ...one, ...row } : one));
const renumbered = (list: readonly ChainRow[]): readonly ChainRow[] =>
  list.map((row, index) => ({ ...row, row: auditRowKey(index + 1) }));
const verify = (list: readonly ChainRow[], end = chain.end) => verifyChain(keys, opened.id, list, end);

describe('when an entry is sealed', () => {
  it('holds who, what, which state and what came before', () => {
    const entry = parseEntry(at(3).bytes);
    expect(entry).toMatchObject({
      v: SCHEMA_VERSION,
      seq: 4,
      tenantId: opened.tenantId,
      requestId: opened.id,
      shortCode: opened.shortCode,
      name: 'mfa.recovery.approved',
      state: 'approved',
      prev: at(2).hash,
    });
    expect(entry?.event).toEqual(EVENTS[3]);
  });

  it('is canonical: the order in which facts were written does not matter', () => {
    expect(canonicalJson({ b: 1, a: [2, { d: 3, c: 'é' }] })).toBe('{"a":[2,{"c":"é","d":3}],"b":1}');
    const { bytes } = at(3);
    expect(canonicalJson(JSON.parse(bytes))).toBe(bytes);
  });

  it('refuses what has no canonical form', () => {
    expect(() => canonicalJson(undefined)).toThrow(
      expect.objectContaining({ code: 'integrity', message: 'value has no canonical form' }),
    );
  });

  it('never holds what a secret says', () => {
    expect(canonicalJson({ slip: Secret.of('+hidden') })).toBe('{"slip":"[secret]"}');
  });

  it('cannot be sealed without the current key', () => {
    const entry = auditEntry(opened, openedEvent(opened), 1, CHAIN_START);
    expect(() => seal({ currentId: 'k9', mac: () => undefined }, entry)).toThrow(
      expect.objectContaining({ code: 'integrity', message: 'the current key is not in the key ring' }),
    );
  });

  it.each([
    [1, 'a000001'],
    [42, 'a000042'],
    [1_234_567, 'a1234567'],
  ])('entry %d lies in row %s', (seq, row) => {
    expect(auditRowKey(seq)).toBe(row);
  });
});

describe('when nobody touched the trail', () => {
  it('holds', () => {
    expect(verify(rows)).toEqual({ ok: true, entries: 5 });
  });

  it('holds across a change of keys', () => {
    const both = fakeKeyRing(['k2', 'k1']);
    const moved = chainOf(opened, EVENTS, both);
    const mixedHead = seal(both, auditEntry(opened, eventOf('reminded'), 6, chain.end.head));
    const mixed = [...rows, { row: auditRowKey(6), ...mixedHead }];
    expect(verifyChain(both, opened.id, moved.rows, moved.end).ok).toBe(true);
    expect(verifyChain(both, opened.id, mixed, { seq: 6, head: mixedHead.hash }).ok).toBe(true);
    expect(verifyChain(keys, opened.id, moved.rows, moved.end).firstBad?.row).toBe('a000001');
  });
});

describe('when one entry was edited', () => {
  const { bytes, hash } = at(2);
  const edits: readonly (readonly [string, Partial<ChainRow>])[] = [
    ['a letter', { bytes: bytes.replace('reminded', 'remindeb') }],
    ['a digit of the time', { bytes: bytes.replace(/"at":(\d)/, '"at":9') }],
    ['who it was', { bytes: bytes.replace('"system"', '"person"') }],
    ['the state', { bytes: bytes.replace('awaitingApproval', 'approved') }],
    ['the sequence', { bytes: bytes.replace('"seq":3', '"seq":4') }],
    ['the previous hash', { bytes: bytes.replace(at(1).hash, at(0).hash) }],
    ['the order of the facts', { bytes: JSON.stringify(JSON.parse(bytes), ['v', 'seq', 'state']) }],
    ['a space', { bytes: `${bytes} ` }],
    ['an invisible character', { bytes: bytes.replace('LK', 'L\u200bK') }],
    ['a letter in another alphabet', { bytes: bytes.replace('LK', '\u041bK') }],
    ['everything', { bytes: '' }],
    ['the hash', { hash: `${hash.slice(0, -1)}${hash.endsWith('A') ? 'B' : 'A'}` }],
    ['the hash, emptied', { hash: '' }],
    ['the key id', { keyId: 'k9' }],
    ['the key id, to a prototype name', { keyId: '__proto__' }],
  ];

  it.each(edits)('%s: names that row', (_what, edit) => {
    expect(Object.entries(edit).every(([name, value]) => at(2)[name as keyof ChainRow] === value)).toBe(false);
    expect(verify(replaced(2, edit))).toMatchObject({ ok: false, entries: 2, firstBad: { row: 'a000003' } });
  });

  it('every byte of it counts', () => {
    for (let place = 0; place < bytes.length; place += 1) {
      const other = bytes.charAt(place) === 'x' ? 'y' : 'x';
      const edited = bytes.slice(0, place) + other + bytes.slice(place + 1);
      expect(verify(replaced(2, { bytes: edited })).firstBad?.row).toBe('a000003');
    }
  });
});

describe('when entries were added, taken or moved (T21)', () => {
  const foreign = chainOf(awaiting(), EVENTS);
  const resealed = (entry: object): ChainRow => {
    const bytes = canonicalJson(entry);
    return { row: 'a000003', bytes, hash: keys.mac('audit-chain', bytes, 'k1') ?? '', keyId: 'k1' };
  };

  it.each<readonly [string, readonly ChainRow[], string]>([
    ['the first deleted', rows.slice(1), 'a000002'],
    ['one in the middle deleted', rows.filter((_row, index) => index !== 2), 'a000004'],
    [
      'one in the middle deleted and the rest renumbered',
      renumbered(rows.filter((_r, index) => index !== 2)),
      'a000003',
    ],
    ['one inserted twice', [...rows.slice(0, 3), at(2), ...rows.slice(3)], 'a000003'],
    ['one inserted and the rest renumbered', renumbered([...rows.slice(0, 3), at(2), ...rows.slice(3)]), 'a000004'],
    ['two swapped', [at(0), at(2), at(1), at(3), at(4)], 'a000003'],
    ['two swapped and renumbered', renumbered([at(0), at(2), at(1), at(3), at(4)]), 'a000002'],
    ['the last cut off', rows.slice(0, 4), 'a000005'],
    ['all but one cut off', rows.slice(0, 1), 'a000002'],
    ['everything cut off', [], 'a000001'],
    ['one appended', [...rows, { ...at(4), row: 'a000006' }], 'a000006'],
    ['one of another request in its place', replaced(2, { ...foreign.rows[2] }), 'a000003'],
    ['a text that is no entry', replaced(2, resealed(['not', 'an', 'entry'])), 'a000003'],
  ])('%s: names the first bad row', (_what, list, row) => {
    const report = verify(list);
    expect(report.ok).toBe(false);
    expect(report.firstBad?.row).toBe(row);
  });

  // By hand: what is said of a row, also of one whose keyed hash fits.
  const third = { ...parseEntry(at(2).bytes) };
  it.each<readonly [string, Partial<ChainRow>, string]>([
    ['another row key', { row: 'a0000031' }, 'expected row a000003: an entry is missing, added or moved'],
    ['another hash', { hash: at(1).hash }, 'the keyed hash does not match the bytes'],
    ['no entry', resealed(['not', 'an', 'entry']), 'the bytes are not an audit entry'],
    ['another number', resealed({ ...third, seq: 4 }), 'the entry belongs to another place'],
    ['another request', resealed({ ...third, requestId: 'other' }), 'the entry belongs to another place'],
    [
      'another one before it',
      resealed({ ...third, prev: at(0).hash }),
      'the entry does not continue the one before it',
    ],
  ])('%s: it is said what is wrong', (_what, row, why) => {
    const named = row.row ?? 'a000003';
    expect(verify(replaced(2, row))).toEqual({ ok: false, entries: 2, firstBad: { row: named, why } });
  });

  it.each([
    [{ seq: 5, head: 'x' }, { seq: 5, head: 'x' }, undefined],
    [{ seq: 5, head: 'x' }, { seq: 5, head: 'y' }, 'a000006'],
    [{ seq: 4, head: 'x' }, { seq: 5, head: 'x' }, 'a000005'],
    [{ seq: 5, head: 'x' }, { seq: 3, head: 'x' }, 'a000004'],
  ])('a trail that ends at %j, where the state says %j', (found, said, row) => {
    const why = 'the trail does not end where the state says it does';
    expect(wrongEnd(found, said)).toEqual(row === undefined ? undefined : { row, why });
  });

  it('a whole trail of another request is not this one’s', () => {
    expect(verifyChain(keys, opened.id, foreign.rows, foreign.end)).toMatchObject({ firstBad: { row: 'a000001' } });
  });

  it('a head rolled back with the tail still there names the first row beyond it', () => {
    expect(verify(rows, { seq: 3, head: at(2).hash })).toMatchObject({ ok: false, firstBad: { row: 'a000004' } });
  });

  it('a head that is not the last hash is noticed', () => {
    expect(verify(rows, { seq: 5, head: at(3).hash }).ok).toBe(false);
  });

  it('a tail and a head rolled back together are a shorter truth: only the anchor knows better', () => {
    expect(verify(rows.slice(0, 3), { seq: 3, head: at(2).hash })).toEqual({ ok: true, entries: 3 });
  });
});

describe('when stored bytes are read', () => {
  it.each(['', 'null', '{', '[]', '{"seq":"1","requestId":"x"}', '{"seq":1}'])('%j is no entry', (bytes) => {
    expect(parseEntry(bytes)).toBeUndefined();
  });
});
