import fc from 'fast-check';
import type { Anchor } from '../../recovery/anchor';
import { AnchorLine } from '../../recovery/anchor-line';
import { READ_BACK_MS } from '../../recovery/anchor-reader';
import { FakeAnchorStore } from '../support/fake-anchor-store';
import { DAY, FakeClock, MINUTE } from '../support/fake-clock';
import { fakeKeyRing } from '../support/fake-key-ring';
import { NOON, TENANT } from '../support/request-builder';

const keys = fakeKeyRing();
const at = (seq: number, fork = '') => ({ seq, head: `h${String(seq)}${fork}` });

function place() {
  const [store, clock] = [new FakeAnchorStore(), new FakeClock(NOON)];
  return { store, clock, instance: () => new AnchorLine({ store, keys, clock }, TENANT) };
}

function anchors({ texts }: FakeAnchorStore): readonly Anchor[] {
  const sorted = [...texts].sort(([one], [other]) => one - other);
  return sorted.map(([, text]) => JSON.parse((JSON.parse(text) as { bytes: string }).bytes) as Anchor);
}

const seqOf = (line: AnchorLine, id: string): number | undefined => line.points(id).at(-1)?.seq;

/** One anchor for each seq of request A. */
async function anchorEach(line: AnchorLine, ...seqs: readonly number[]): Promise<void> {
  for (const seq of seqs) {
    line.chains.committed('A', seq === 1 ? undefined : at(seq - 1), at(seq));
    await line.append();
  }
}

describe('when anchors are made', () => {
  it('there is none while nothing happens', async () => {
    const { store, instance } = place();
    await instance().append();
    expect(store.texts.size).toBe(0);
  });

  it('each says what has changed since the one before', async () => {
    const { store, instance } = place();
    const line = instance();
    await anchorEach(line, 1, 2);
    await line.append();
    expect(anchors(store).map(({ number, leaves }) => [number, leaves])).toEqual([
      [1, [{ id: 'A', ...at(1) }]],
      [2, [{ id: 'A', ...at(2) }]],
    ]);
  });

  it('another instance knows it, and continues', async () => {
    const { store, instance } = place();
    const [one, other] = [instance(), instance()];
    await other.follow();
    await anchorEach(one, 1);
    await other.follow();
    expect(seqOf(other, 'A')).toBe(1);
    await anchorEach(other, 2);
    await one.follow();
    expect(seqOf(one, 'A')).toBe(2);
    expect(store.texts.size).toBe(2);
  });

  it('of two at the same moment one wins, and the other continues from it and says the rest', async () => {
    const { store, instance } = place();
    const [one, other] = [instance(), instance()];
    one.chains.committed('A', undefined, at(1));
    one.chains.committed('B', undefined, at(1));
    other.chains.committed('B', undefined, at(1));
    await other.follow();
    store.beforeCreate = () => other.append();
    await one.append();
    expect(anchors(store).map(({ leaves }) => leaves.map(({ id }) => id))).toEqual([['B'], ['A']]);
  });

  it('its own, whose answer was lost, is not made twice', async () => {
    const { store, instance } = place();
    const line = instance();
    store.losesAnswer = true;
    await anchorEach(line, 1);
    expect(store.texts.size).toBe(1);
    await anchorEach(line, 2);
    expect(store.texts.size).toBe(2);
  });

  it('while the second place is down nothing is lost', async () => {
    const { store, instance } = place();
    const line = instance();
    store.isDown = true;
    await expect(anchorEach(line, 1)).rejects.toMatchObject({ code: 'unavailable' });
    expect(seqOf(line, 'A')).toBe(1);
    store.isDown = false;
    await line.append();
    expect(anchors(store)[0]?.leaves).toEqual([{ id: 'A', ...at(1) }]);
  });

  it('many leaves make several', async () => {
    const { store, instance } = place();
    const line = instance();
    for (let n = 0; n < 5_001; n += 1) line.chains.committed(`R${String(n)}`, undefined, at(1));
    await line.append();
    expect(anchors(store).map(({ leaves }) => leaves.length)).toEqual([5_000, 1]);
  });
});

describe('when a day is over', () => {
  it('its last anchor closes it, and the next day begins anew', async () => {
    const { store, clock, instance } = place();
    const line = instance();
    await anchorEach(line, 1);
    expect(line.overdue).toBeUndefined();
    clock.advance(DAY);
    expect(line.overdue).toBe('20260505');
    await line.append({ closes: true });
    expect(line.overdue).toBeUndefined();
    await anchorEach(line, 2);
    expect(anchors(store).map(({ day, closes, count }) => [day, closes, count])).toEqual([
      ['20260505', undefined, 1],
      ['20260505', true, 1],
      ['20260506', undefined, 1],
    ]);
    await instance().follow();
  });

  it('is closed once, whoever comes', async () => {
    const { store, clock, instance } = place();
    const [one, other] = [instance(), instance()];
    await anchorEach(one, 1);
    await other.follow();
    clock.advance(DAY);
    store.beforeCreate = () => other.append({ closes: true });
    await one.append({ closes: true });
    expect(anchors(store).map(({ closes }) => closes)).toEqual([undefined, true]);
  });

  it('there is nothing to close where there was nothing', async () => {
    const { store, instance } = place();
    await instance().append({ closes: true });
    expect(store.texts.size).toBe(0);
  });
});

describe('when an instance starts', () => {
  it('reads back two weeks, to the beginning of a day', async () => {
    const { store, clock, instance } = place();
    const line = instance();
    for (let seq = 1; seq <= 20; seq += 1) {
      await anchorEach(line, seq);
      clock.advance(DAY);
      await line.append({ closes: true });
    }
    store.reads = 0;
    const fresh = instance();
    await fresh.follow();
    expect(seqOf(fresh, 'A')).toBe(20);
    // Two anchors a day, by the sixteen; whether the newest is still there; and the next one.
    expect(store.reads).toBeLessThanOrEqual((2 * READ_BACK_MS) / DAY + 16 + 2);
    await anchorEach(fresh, 21);
    await line.follow();
    expect(seqOf(line, 'A')).toBe(21);
  });

  it('goes on with its commits of before, when the second place could not be read at first', async () => {
    const { store, instance } = place();
    await anchorEach(instance(), 1, 2);
    const fresh = instance();
    store.isDown = true;
    await expect(fresh.follow()).rejects.toMatchObject({ name: 'EffectError' });
    expect(fresh.points('A')).toEqual([]);
    fresh.chains.committed('A', at(2), at(3));
    store.isDown = false;
    await fresh.append();
    expect(anchors(store)).toHaveLength(3);
  });
});

describe('when the anchors themselves do not hold (T21)', () => {
  const bad = { name: 'RecoveryError', code: 'integrity' };

  async function three() {
    const there = place();
    const line = there.instance();
    await anchorEach(line, 1, 2, 3);
    return { ...there, line };
  }

  it.each([1, 2])('an instance that starts names number %i that was taken away', async (number) => {
    const { store, instance } = await three();
    store.texts.delete(number);
    const fresh = instance();
    await expect(fresh.follow()).rejects.toMatchObject({ ...bad, message: `anchor ${String(number)}: it is missing` });
    expect(() => fresh.points('A')).toThrow(`anchor ${String(number)}`);
  });

  it('one that was running notices that the newest was taken away', async () => {
    const { store, line } = await three();
    store.texts.delete(3);
    await expect(line.follow()).rejects.toMatchObject({ ...bad, message: 'anchor 3: it is missing' });
    expect(() => line.points('A')).toThrow('anchor 3');
    await expect(anchorEach(line, 4)).rejects.toMatchObject(bad);
    expect(store.texts.size).toBe(2);
  });

  it('and that somebody went on from an older one', async () => {
    const { store, line, instance } = await three();
    store.texts.delete(3);
    const late = instance();
    late.chains.committed('B', undefined, at(1));
    await late.append();
    expect(store.texts.size).toBe(3);
    await expect(line.follow()).rejects.toMatchObject({ ...bad, message: 'anchor 3: it was another one before' });
  });

  it('it goes on by itself when what was there is there again', async () => {
    const { store, line } = await three();
    const third = store.texts.get(3) ?? '';
    store.texts.delete(3);
    await expect(line.follow()).rejects.toMatchObject(bad);
    store.texts.set(3, third);
    await line.follow();
    expect(seqOf(line, 'A')).toBe(3);
  });

  it('a place that does not answer is no sign of it', async () => {
    const { store, line } = await three();
    store.isDown = true;
    await expect(line.follow()).rejects.toMatchObject({ name: 'EffectError' });
    expect(seqOf(line, 'A')).toBe(3);
  });

  it('nor is one that a newer version has written', async () => {
    const { store, line } = await three();
    const sealed = JSON.parse(store.texts.get(3) ?? '') as { bytes: string; keyId: string };
    const bytes = sealed.bytes.replace('"number":3', '"number":4').replace('"v":1', '"v":2');
    store.texts.set(4, JSON.stringify({ bytes, keyId: 'k1', hash: keys.mac('anchor', bytes, 'k1') }));
    await expect(line.follow()).rejects.toMatchObject({ code: 'newer' });
    expect(seqOf(line, 'A')).toBe(3);
  });
});

describe('when the store was put back from a backup', () => {
  it('what was anchored before binds nobody any more, once for each name', async () => {
    const { store, instance } = place();
    const [line, other] = [instance(), instance()];
    await anchorEach(line, 1, 2);
    await other.follow();
    await line.restart('restore-1');
    await other.restart('restore-1');
    expect([seqOf(line, 'A'), seqOf(other, 'A')]).toEqual([undefined, undefined]);
    other.chains.committed('A', undefined, at(1));
    await other.append();
    const fresh = instance();
    await fresh.restart('restore-1');
    expect(seqOf(fresh, 'A')).toBe(1);
    expect(anchors(store).map(({ restored }) => restored)).toEqual([undefined, undefined, 'restore-1', undefined]);
    await fresh.restart('restore-2');
    expect(anchors(store).at(-1)?.restored).toBe('restore-2');
  });

  it('two that start at once begin anew once', async () => {
    const { store, instance } = place();
    const other = instance();
    store.beforeCreate = () => other.restart('restore-1');
    await instance().restart('restore-1');
    expect(anchors(store)).toHaveLength(1);
  });

  it('the first one of all may be the beginning', async () => {
    const { instance } = place();
    await instance().restart('restore-1');
    const line = instance();
    await anchorEach(line, 1);
    expect(seqOf(line, 'A')).toBe(1);
  });

  it('also behind anchors that do not hold: everybody goes on from there', async () => {
    const { store, instance } = place();
    const line = instance();
    await anchorEach(line, 1, 2, 3);
    store.texts.delete(2);
    const late = instance();
    await late.restart('restore-1');
    await anchorEach(late, 1);
    store.texts.set(3, 'x');
    await line.follow();
    const fresh = instance();
    await fresh.follow();
    expect([seqOf(line, 'A'), seqOf(fresh, 'A')]).toEqual([1, 1]);
  });

  it('damage after it is not forgotten by a restart with the same name', async () => {
    const { store, instance } = place();
    const line = instance();
    await line.restart('restore-1');
    await anchorEach(line, 1, 2, 3);
    store.texts.delete(3);
    const size = store.texts.size;
    await expect(instance().restart('restore-1')).rejects.toMatchObject({ code: 'integrity' });
    expect(store.texts.size).toBe(size);
  });
});

describe('when several instances make anchors in any order', () => {
  const step = fc.tuple(fc.nat(2), fc.constantFrom('commit', 'append', 'follow', 'restart', 'midnight', 'lose'));

  it('the line holds, and whoever starts knows the newest of every request', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        const { store, clock, instance } = place();
        const lines = [instance(), instance(), instance()];
        const seqs = new Map<string, number>();
        for (const [n, what] of steps) {
          const line = lines[n] ?? instance();
          if (what === 'commit') {
            const seq = (seqs.get('A') ?? 0) + 1;
            seqs.set('A', seq);
            line.chains.committed('A', seq === 1 ? undefined : at(seq - 1), at(seq));
          }
          if (what === 'append' && line.overdue !== undefined) await line.append({ closes: true });
          if (what === 'append') await Promise.all(lines.map((one) => one.append()));
          if (what === 'follow') await line.follow();
          if (what === 'restart') lines[n] = instance();
          if (what === 'midnight') clock.advance(DAY - MINUTE);
          if (what === 'lose') store.losesAnswer = true;
        }
        // Whoever looks at a request verifies it, and then it can be anchored.
        for (const line of lines) {
          await line.follow();
          const seq = seqs.get('A');
          if (seq !== undefined) line.chains.verified('A', at(seq), line.points('A'), clock.now());
          await line.append();
        }
        const fresh = instance();
        await fresh.follow();
        expect(seqOf(fresh, 'A')).toBe(seqs.get('A'));
        for (const line of lines) await line.follow();
      }),
      { numRuns: 200 },
    );
  });
});
