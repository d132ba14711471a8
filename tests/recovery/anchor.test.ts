import type { Anchor, Leaf, NextAnchor, Tip } from '../../recovery/anchor';
import { dayFor, isFault, nextTip, openAnchor, sealAnchor } from '../../recovery/anchor';
import { fakeKeyRing } from '../support/fake-key-ring';
import { NOON, OTHER_TENANT, TENANT } from '../support/request-builder';

const keys = fakeKeyRing();
const DAY = 86_400_000;

const leaf = (id: string, seq: number): Leaf => ({ id, seq, head: `head ${id} ${String(seq)}` });

/** A line of anchors as it lies there: two on a day, its close, one on the next day. */
function line(): string[] {
  const texts: string[] = [];
  let tip: Tip | undefined;
  const add = (next: Partial<NextAnchor>): void => {
    const made = sealAnchor(keys, tip, { tenantId: TENANT, at: NOON, day: '20260505', leaves: [], ...next });
    texts.push(made.text);
    ({ tip } = made);
  };
  add({ leaves: [leaf('A', 1), leaf('B', 1)] });
  add({ leaves: [leaf('A', 3)] });
  add({ leaves: [leaf('C', 2)], closes: true, at: NOON + DAY });
  add({ leaves: [leaf('A', 4)], day: '20260506', at: NOON + DAY });
  return texts;
}

/** Number of the first anchor that is wrong, and why; nothing where the whole line holds. */
function firstBad(texts: readonly (string | undefined)[], ring = keys): string | undefined {
  let tip: Tip | undefined;
  for (const [index, text] of texts.entries()) {
    const opened = openAnchor(ring, { tenantId: TENANT, number: index + 1 }, text);
    const next = isFault(opened) ? opened : nextTip(tip, opened);
    if (isFault(next)) return `${String(index + 1)}: ${next.why}`;
    tip = next;
  }
  return undefined;
}

/** The same anchor, changed and signed again, as only the product itself could. */
function resigned(text: string, change: (anchor: Anchor) => object): string {
  const { bytes, keyId } = JSON.parse(text) as { bytes: string; keyId: string };
  const changed = JSON.stringify(change(JSON.parse(bytes) as Anchor));
  return JSON.stringify({ bytes: changed, keyId, hash: keys.mac('anchor', changed, keyId) });
}

describe('when the current key is not there', () => {
  it('no anchor is made, and the reason is said', () => {
    const none = { currentId: 'k9', mac: () => undefined };
    expect(() => sealAnchor(none, undefined, { tenantId: TENANT, at: NOON, day: '20260505', leaves: [] })).toThrow(
      expect.objectContaining({ code: 'integrity', message: 'the current key is not in the key ring' }),
    );
  });
});

describe('when a line of anchors is checked', () => {
  it('it holds as it was made', () => {
    expect(firstBad(line())).toBeUndefined();
  });

  it('a day’s root and count go over all leaves of that day', () => {
    const counts = line().map((text) => {
      const { bytes } = JSON.parse(text) as { bytes: string };
      const { day, count, leaves } = JSON.parse(bytes) as Anchor;
      return [day, leaves.length, count];
    });
    expect(counts).toEqual([
      ['20260505', 2, 2],
      ['20260505', 1, 3],
      ['20260505', 1, 4],
      ['20260506', 1, 1],
    ]);
  });

  it('one that is missing is named', () => {
    const [first, , third, fourth] = line();
    expect(firstBad([first, undefined, third, fourth])).toBe('2: it is missing');
  });

  it('one that was taken out, and the rest moved up, is named', () => {
    const [first, , third] = line();
    expect(firstBad([first, third])).toBe('2: it belongs to another place');
  });

  it('two that were swapped are named', () => {
    const [first, second, third] = line();
    expect(firstBad([first, third, second])).toBe('2: it belongs to another place');
  });

  it('a day that was taken out is named', () => {
    const [, , , fourth] = line();
    expect(firstBad([fourth])).toBe('1: it belongs to another place');
    expect(firstBad([undefined, undefined, undefined, fourth])).toBe('1: it is missing');
  });

  it('every byte of it counts', () => {
    const [first = '', second = ''] = line();
    const unnoticed = Array.from({ length: second.length }, (_, at) => {
      const code = second.charCodeAt(at) === 0x30 ? '1' : '0';
      return firstBad([first, second.slice(0, at) + code + second.slice(at + 1)]);
    }).filter((bad) => bad === undefined);
    expect(unnoticed).toEqual([]);
  });

  it('one of another tenant is none of this one', () => {
    const { text } = sealAnchor(keys, undefined, {
      ...{ tenantId: OTHER_TENANT, at: NOON, day: '20260505', leaves: [leaf('A', 1)] },
    });
    expect(firstBad([text])).toBe('1: it belongs to another place');
  });

  it.each([
    ['no JSON', 'x'],
    ['a number', '7'],
    ['nothing', 'null'],
    ['no texts in it', '{"bytes":1,"hash":2,"keyId":3}'],
    ['very much', 'x'.repeat(4_000_001)],
  ])('what lies there and is %s is no anchor', (_name, text) => {
    expect(firstBad([text])).toBe('1: it is no anchor');
  });

  it('an earlier key still verifies, and one that is not in the ring does not', () => {
    expect(firstBad(line(), fakeKeyRing(['k2', 'k1']))).toBeUndefined();
    expect(firstBad(line(), fakeKeyRing(['k2']))).toBe('1: the keyed hash does not match');
  });

  it.each<readonly [string, (anchor: Anchor) => object, string]>([
    ['the leaves', (one) => ({ ...one, leaves: [leaf('B', 3)] }), 'the root is another'],
    ['the root', (one) => ({ ...one, root: 'x' }), 'the root is another'],
    ['the count', (one) => ({ ...one, count: 4 }), 'the number of leaves of its day is another'],
    ['the one before', (one) => ({ ...one, prev: 'x' }), 'it does not continue the one before it'],
    ['the day', (one) => ({ ...one, day: '20260506' }), 'its day does not follow'],
  ])('%s has to fit the line', (_name, change, why) => {
    const [first, second = ''] = line();
    expect(firstBad([first, resigned(second, change)])).toBe(`2: ${why}`);
  });

  it('the first of all has none before it', () => {
    const [first = ''] = line();
    expect(firstBad([resigned(first, (one) => ({ ...one, prev: 'x' }))])).toBe(
      '1: it does not continue the one before it',
    );
  });

  it('a day that was closed has no more', () => {
    const [first, second, third, fourth = ''] = line();
    const late = resigned(fourth, (one) => ({ ...one, day: '20260505' }));
    expect(firstBad([first, second, third, late])).toBe('4: its day does not follow');
  });

  it('one of a newer version is left alone', () => {
    const [first = ''] = line();
    const newer = resigned(first, (one) => ({ ...one, v: 2 }));
    expect(openAnchor(keys, { tenantId: TENANT, number: 1 }, newer)).toEqual({
      why: 'written by a newer version: update this instance',
      newer: true,
    });
  });

  it('what follows a restore begins anew, on the same day too', () => {
    const first = sealAnchor(keys, undefined, { tenantId: TENANT, at: NOON, day: '20260505', leaves: [leaf('A', 5)] });
    const restored = sealAnchor(keys, first.tip, {
      ...{ tenantId: TENANT, at: NOON, day: '20260505', leaves: [], restored: 'restore-1' },
    });
    const next = sealAnchor(keys, restored.tip, {
      tenantId: TENANT,
      at: NOON,
      day: '20260505',
      leaves: [leaf('A', 2)],
    });
    expect(next.anchor.count).toBe(1);
    expect(firstBad([first.text, restored.text, next.text])).toBeUndefined();
  });
});

describe('when the day of the next anchor is chosen', () => {
  const tip = (day: string, closed: boolean): Tip => ({ ...sealAnchor(keys, undefined, NEXT).tip, day, closed });
  const NEXT = { tenantId: TENANT, at: NOON, day: '20260505', leaves: [] };

  it.each<readonly [string, Tip | undefined, string | undefined, string]>([
    ['the first of all is of today', undefined, undefined, '20260505'],
    ['a day that is not closed goes on', tip('20260504', false), undefined, '20260504'],
    ['after a close it is today', tip('20260504', true), undefined, '20260505'],
    ['a clock that is behind does not reopen a day', tip('20260505', true), undefined, '20260506'],
    ['nor by two', tip('20261231', true), undefined, '20270101'],
    ['a restore is of today', tip('20260504', false), 'x', '20260505'],
    ['unless that is behind', tip('20260506', false), 'x', '20260506'],
  ])('%s', (_name, before, restored, day) => {
    expect(dayFor(before, NOON, restored === undefined ? {} : { restored })).toBe(day);
  });
});
