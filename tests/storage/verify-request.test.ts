import { auditEntry, canonicalJson, CHAIN_START, seal } from '../../recovery/audit';
import type { RecoveryEvent } from '../../recovery/events';
import { next } from '../../recovery/machine';
import type { RecoveryRequest } from '../../recovery/request';
import { AUDIT_ROWS, auditRow, entryFrom, isAuditRow } from '../../storage/audit-rows';
import { heldRow, signRow, type Unsigned } from '../../storage/signed-row';
import { SignedTable } from '../../storage/signed-table';
import { STATE_ROW, stateRow } from '../../storage/state-row';
import type { FoundRow, Row, Table } from '../../storage/table';
import { behind, readVerifiedState, verifyRequest } from '../../storage/verify-request';
import { fakeKeyRing } from '../support/fake-key-ring';
import { asNewer } from '../support/newer-row';
import { held } from '../support/request-arms';
import { awaiting, MANAGER, NOON, openedEvent, TENANT } from '../support/request-builder';
import { eventOf } from '../support/sample-events';

const keys = fakeKeyRing();
const TABLE = 'requests';
const opened = awaiting();
const { id } = opened;
const EVENTS: readonly RecoveryEvent[] = [openedEvent(opened), eventOf('approverAsked'), eventOf('reminded')];

const found = (row: Row, etag = `e-${row.rk}`): FoundRow => ({ ...row, etag });
const signed = (row: Unsigned): FoundRow => found(signRow(keys, TABLE, row));

interface Trail {
  readonly request: RecoveryRequest;
  readonly heads: readonly string[];
  readonly audit: readonly FoundRow[];
}

function trailOf(events: readonly RecoveryEvent[]): Trail {
  let request: RecoveryRequest = opened;
  const heads = [CHAIN_START];
  const audit = events.map((event, index) => {
    if (event.type !== 'opened') request = next(request, event);
    const entry = auditEntry(request, event, index + 1, heads[index] ?? '');
    const sealed = seal(keys, entry);
    heads.push(sealed.hash);
    return signed(auditRow(entry, sealed));
  });
  return { request, heads, audit };
}

const { request, heads, audit } = trailOf(EVENTS);
const state = signed(stateRow(request, 3, heads[3] ?? ''));
const counter = signed({ pk: state.pk, rk: 'c-match-1', bytes: '{"count":1}' });
const ROWS: readonly FoundRow[] = [...audit, counter, state];

const forged = (row: FoundRow): FoundRow => ({ ...row, columns: { ...row.columns, bytes: '{}' } });
const changed = (rk: string, change: (row: FoundRow) => FoundRow | undefined): readonly FoundRow[] =>
  ROWS.flatMap((row) => (row.rk === rk ? (change(row) ?? []) : row));

/** A table that answers the reads one after the other, the last one for ever. */
function tableOf(...reads: readonly (readonly FoundRow[])[]) {
  let at = 0;
  const list = jest.fn(async () => reads[Math.min(at++, reads.length - 1)] ?? []);
  // Verifying reads one partition and asks for nothing else of a table.
  return { list, requests: new SignedTable({ name: TABLE, list } as unknown as Table, keys, () => 'w') };
}

const verify = (...reads: readonly (readonly FoundRow[])[]) => verifyRequest(tableOf(...reads).requests, TENANT, id);

describe('when all of a request holds', () => {
  const stored = { request, seq: 3, head: heads[3], etag: 'e-s' };

  it('says so, and gives the state', async () => {
    expect(await verify(ROWS)).toEqual({ report: { ok: true, entries: 3 }, stored, etag: 'e-s' });
    expect(await readVerifiedState(tableOf(ROWS).requests, TENANT, id)).toEqual(stored);
  });

  it('holds where the last entry brought another state', async () => {
    const trail = trailOf([...EVENTS, eventOf('held')]);
    const last = signed(stateRow(trail.request, 4, trail.heads[4] ?? ''));
    expect((await verify([...trail.audit, last])).report).toEqual({ ok: true, entries: 4 });
  });

  it.each<readonly [string, boolean]>([
    ['a000001', true],
    ['a1234567', true],
    ['a', true],
    ['Z', false],
    ['c-match-1-1-0', false],
    [STATE_ROW, false],
  ])('row %s is asked for as an entry and read as one: %p', (rk, is) => {
    expect((AUDIT_ROWS.from ?? '') <= rk && rk < (AUDIT_ROWS.before ?? '')).toBe(is);
    expect(isAuditRow({ rk })).toBe(is);
  });

  it('reads the partition of this request once', async () => {
    const { list, requests } = tableOf(ROWS);
    await verifyRequest(requests, TENANT, id);
    expect(list.mock.calls).toEqual([[`${TENANT}|${id}`]]);
  });
});

describe('when something of a request does not hold (T21)', () => {
  const NO_FIT = 'the signature does not fit the row';
  const elsewhere = { ...held(), id, tenantId: TENANT };

  it.each<readonly [string, readonly FoundRow[], number, string, string]>([
    ['an entry was edited', changed('a000002', forged), 1, 'a000002', NO_FIT],
    ['the first entry was edited', changed('a000001', forged), 0, 'a000001', NO_FIT],
    [
      'an entry is gone',
      changed('a000002', () => undefined),
      1,
      'a000003',
      'expected row a000002: an entry is missing, added or moved',
    ],
    [
      'an entry is gone and a later one edited: the first is named',
      changed('a000001', () => undefined).map((row) => (row.rk === 'a000003' ? forged(row) : row)),
      0,
      'a000002',
      'expected row a000001: an entry is missing, added or moved',
    ],
    [
      'the last entry is gone',
      changed('a000003', () => undefined),
      2,
      'a000003',
      'the trail does not end where the state says it does',
    ],
    [
      'the state was set back',
      changed('s', () => signed(stateRow(request, 2, heads[2] ?? ''))),
      3,
      'a000003',
      'the trail does not end where the state says it does',
    ],
    ['the state was edited', changed('s', forged), 3, 's', NO_FIT],
    ['a counter was edited', changed('c-match-1', forged), 3, 'c-match-1', NO_FIT],
    [
      'the state is another one than the last entry says',
      changed('s', () => signed(stateRow(elsewhere, 3, heads[3] ?? ''))),
      3,
      's',
      'its state is not the one of the last entry',
    ],
  ])('%s', async (_what, rows, entries, row, why) => {
    const verified = await verify(rows);
    expect(verified).toEqual({ report: { ok: false, entries, firstBad: { row, why } }, etag: 'e-s' });
    await expect(readVerifiedState(tableOf(rows).requests, TENANT, id)).rejects.toMatchObject({
      ...{ code: 'integrity', message: `request ${id}: row ${row}: ${why}` },
    });
  });

  it('a counter stands lower than the trail says', async () => {
    const by = { kind: 'person', id: MANAGER } as const;
    const wrong: RecoveryEvent = {
      type: 'matchFailed',
      at: NOON,
      by,
      slot: 1,
      approver: MANAGER,
      tries: 1,
      counted: 2,
    };
    const trail = trailOf([...EVENTS, wrong]);
    const last = signed(stateRow(trail.request, 4, trail.heads[4] ?? ''));
    const rowsWith = (count: number): readonly FoundRow[] => [
      ...trail.audit,
      signed({ pk: state.pk, rk: 'c-match-1-1-0', bytes: canonicalJson({ count }) }),
      last,
    ];
    expect((await verify(rowsWith(2))).report).toEqual({ ok: true, entries: 4 });
    const firstBad = { row: 'c-match-1-1-0', why: 'the counter of tries was deleted or set back' };
    expect(await verify(rowsWith(1))).toEqual({ report: { ok: false, entries: 4, firstBad }, etag: 'e-s' });
  });

  it('a row in the place of an entry that says something else', () => {
    const row = heldRow(signed({ pk: state.pk, rk: 'a000001', bytes: '[]' }));
    expect(() => entryFrom(row)).toThrow(
      expect.objectContaining({ code: 'integrity', message: 'row a000001 holds no audit entry' }),
    );
  });

  it('a state row that is gone is no request that never was', async () => {
    const rows = changed('s', () => undefined);
    const firstBad = { row: 's', why: 'the state row is missing' };
    expect(await verify(rows)).toEqual({ report: { ok: false, entries: 3, firstBad } });
    await expect(readVerifiedState(tableOf(rows).requests, TENANT, id)).rejects.toMatchObject({ code: 'integrity' });
  });

  it('entries that are all gone are no request that never was either', async () => {
    const rows = [state];
    expect((await verify(rows)).report).toMatchObject({ ok: false, entries: 0, firstBad: { row: 'a000001' } });
    await expect(readVerifiedState(tableOf(rows).requests, TENANT, id)).rejects.toMatchObject({ code: 'integrity' });
  });

  it('a state row that tells of another request than its keys is refused', async () => {
    const other = signRow(keys, TABLE, { ...stateRow(awaiting(), 3, heads[3] ?? ''), pk: state.pk });
    await expect(verify(changed('s', () => found(other)))).rejects.toMatchObject({ code: 'integrity' });
  });

  it.each(['a000002', 's'])('row %s of a newer version is no fault', async (rk) => {
    // The rows are our own, so their columns are ones that can be signed.
    const rows = changed(rk, (row) => found(asNewer(keys, TABLE, row as Row)));
    expect(await verify(rows)).toMatchObject({ report: { ok: false, firstBad: { row: rk } }, newer: true });
    await expect(readVerifiedState(tableOf(rows).requests, TENANT, id)).rejects.toMatchObject({ code: 'newer' });
  });
});

describe('when there is no such request', () => {
  const report = { ok: false, entries: 0, firstBad: { row: 's', why: 'there is no such request' } };

  it('says so', async () => {
    expect(await verify([])).toEqual({ report });
    expect(await readVerifiedState(tableOf([]).requests, TENANT, id)).toBeUndefined();
  });

  it.each(['', 'x', `${id}|x`])('reads nothing for the id "%s"', async (odd) => {
    const { list, requests } = tableOf(ROWS);
    expect(await verifyRequest(requests, TENANT, odd)).toEqual({ report });
    expect(list).not.toHaveBeenCalled();
  });
});

describe('when it is known from before what a request had (T21)', () => {
  const known = (seq: number, head = heads[seq] ?? '') => ({ seq, head });
  const GONE = 'the request was anchored, and is gone';
  const ANOTHER = 'another entry stood here when it was last anchored';
  const BACK = 'an entry that was anchored is gone: the request was put back as it was before';
  const earlier = [...audit.slice(0, 2), signed(stateRow(request, 2, heads[2] ?? ''))];

  it.each<readonly [string, readonly FoundRow[], readonly ReturnType<typeof known>[], number, string, string]>([
    ['all of it is gone', [], [known(1), known(3)], 0, 's', GONE],
    ['it was put back whole as it was', earlier, [known(2), known(3)], 2, 'a000003', BACK],
    ['it went another way', ROWS, [known(1), known(2, 'other'), known(3, 'another')], 3, 'a000002', ANOTHER],
    ['what is broken in itself is named first', changed('s', forged), [known(4)], 3, 's', ''],
  ])('%s', async (_what, rows, points, entries, row, why) => {
    const { requests } = tableOf(rows);
    const expected = why === '' ? expect.any(String) : why;
    const { report, stored } = await verifyRequest(requests, TENANT, id, points);
    expect({ report, stored }).toEqual({ report: { ok: false, entries, firstBad: { row, why: expected } } });
    await expect(readVerifiedState(requests, TENANT, id, points)).rejects.toMatchObject({ code: 'integrity' });
  });

  it('all that was known is there, and more', async () => {
    const { report, stored } = await verifyRequest(tableOf(ROWS).requests, TENANT, id, [known(1), known(2)]);
    expect([report, stored?.seq]).toEqual([{ ok: true, entries: 3 }, 3]);
  });

  it.each<readonly [string, Parameters<typeof behind>, string | undefined]>([
    ['nothing was known', [known(3), []], undefined],
    ['nothing was known and nothing is there', [undefined, []], undefined],
    ['it has gone on since', [known(3), [known(2, 'other')]], undefined],
    ['it is where it was', [known(3), [known(2), known(3)]], undefined],
    ['it is gone', [undefined, [known(2)]], `row a000002: ${BACK}`],
    ['it is further back', [known(2), [known(2), known(3)]], `row a000003: ${BACK}`],
    ['it is as far, another way', [known(3), [known(2), known(3, 'other')]], `row a000003: ${ANOTHER}`],
    ['one of two that knew it knows it otherwise', [known(3), [known(3, 'x'), known(3)]], `row a000003: ${ANOTHER}`],
  ])('a state alone: %s', (_what, given, why) => {
    expect(behind(...given)).toBe(why);
  });
});

describe('when somebody commits between the pages of a read', () => {
  const torn = (etag: string): readonly FoundRow[] =>
    changed('a000002', () => undefined).map((row) => (row.rk === 's' ? { ...row, etag } : row));

  it('it is read again', async () => {
    expect((await verify(torn('e-1'), ROWS)).report).toEqual({ ok: true, entries: 3 });
    expect((await verify(torn('e-1'), torn('e-2'), ROWS)).report).toEqual({ ok: true, entries: 3 });
  });

  it.each([
    ['twice when nothing changed between', [torn('e-1')], 2],
    ['three times when it goes on changing', [torn('e-1'), torn('e-2'), torn('e-3'), ROWS], 3],
  ])('%s', async (_times, reads, times) => {
    const { list, requests } = tableOf(...reads);
    expect((await verifyRequest(requests, TENANT, id)).report.ok).toBe(false);
    expect(list).toHaveBeenCalledTimes(times);
  });
});
