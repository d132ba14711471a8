import { encodeTime } from 'ulid';
import { auditEntry, canonicalJson, CHAIN_START, seal } from '../../recovery/audit';
import { dayOf } from '../../recovery/day';
import type { KeyRing } from '../../recovery/ports';
import type { AwaitingApproval, RecoveryRequest } from '../../recovery/request';
import type { ObjectId } from '../../recovery/terms';
import { auditRow } from '../../storage/audit-rows';
import { pointersOf } from '../../storage/index-rows';
import { dayPartition, dayShard, guardPlace, isRequestId } from '../../storage/partitions';
import { signRow } from '../../storage/signed-row';
import { stateRow } from '../../storage/state-row';
import type { Row } from '../../storage/table';

/** The tables that reading requests touches. */
export type SyntheticTable = 'active' | 'codes' | 'indexes' | 'requests';

export interface SyntheticRow {
  readonly table: SyntheticTable;
  readonly row: Row;
}

/** A tenant in which so many requests were made. Nothing of it is kept: every row is made when it is read. */
export interface Synthetic {
  readonly total: number;
  readonly tenantId: ObjectId;
  /** Somebody with three requests, the last of them open. */
  readonly employee: ObjectId;
  readonly manager: ObjectId;
  /** The day of the newest request, `YYYYMMDD`, and how many were opened on it. */
  readonly lastDay: { readonly day: string; readonly entries: number };
  request(number: number): RecoveryRequest;
  /** Every row of one request, in one table or in all of them. */
  rows(number: number, only?: SyntheticTable): readonly SyntheticRow[];
  /** Numbers of the requests with a row in this partition. */
  numbersIn(partition: string): readonly number[];
}

/** The newest so many are open, whatever came before them. */
export const OPEN = 40;
/** Requests of each employee. */
export const PER_EMPLOYEE = 3;

const TENANT: ObjectId = 'be0c0000-0000-4000-8000-000000000001';
const START = Date.UTC(2026, 0, 1);
const HOUR = 3_600_000;
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

const base32 = (value: number, length: number): string =>
  Array.from({ length }, (_, at) => ALPHABET.charAt(Math.floor(value / 32 ** (length - 1 - at)) % 32)).join('');

const personId = (kind: 'e' | 'f', number: number): ObjectId =>
  `${kind}0000000-0000-4000-8000-${String(number).padStart(12, '0')}`;

const MANAGER = personId('f', 1);

/** Requests lie a second apart, so that their order is the order of their numbers. */
const openedAtOf = (number: number): number => START + number * 1_000;
const idOf = (number: number): string => encodeTime(openedAtOf(number), 10) + base32(number, 16);
const codeOf = (number: number): string => `LK-${base32(number, 6)}`;
const numberOf = (base: string): number => [...base].reduce((sum, one) => sum * 32 + ALPHABET.indexOf(one), 0);

/** The request that an id or a short code names. */
export const numberIn = (idOrCode: string): number => numberOf(idOrCode.slice(idOrCode.startsWith('LK-') ? 3 : 10));

function requestOf(number: number, employee: ObjectId, isOpen: boolean, askedManager: boolean): RecoveryRequest {
  const openedAt = openedAtOf(number);
  const manager = askedManager ? MANAGER : personId('f', 2 + number);
  const awaiting: AwaitingApproval = {
    ...{ id: idOf(number), tenantId: TENANT, shortCode: codeOf(number), state: 'awaitingApproval' },
    ...{ employee, requester: employee, joined: [], scenario: 'lostPhone', chosenMethods: [] },
    ...{ delivery: { place: 'teams' }, employeeConfirmed: true, route: 'approval', reasons: [], round: 1 },
    slots: [{ slot: 1, group: 'manager', candidates: [manager], asked: [manager], passedOver: [] }],
    ...{ openedAt, expiresAt: openedAt + 4 * HOUR, told: [] },
  };
  if (isOpen) return awaiting;
  return { ...awaiting, state: 'expired', ended: { at: openedAt + 4 * HOUR, reason: 'expired' } };
}

/** The one audit entry that each request has here. */
function opening(keys: KeyRing, request: RecoveryRequest): SyntheticRow {
  const by = { kind: 'person', id: request.requester } as const;
  const { openedAt } = request;
  const entry = auditEntry(request, { type: 'reminded', at: openedAt, by }, 1, CHAIN_START);
  return { table: 'requests', row: signRow(keys, 'requests', auditRow(entry, seal(keys, entry))) };
}

function pointers(request: RecoveryRequest): readonly SyntheticRow[] {
  const { tenantId, id, openedAt } = request;
  const ofDay = { pk: dayPartition(tenantId, dayOf(openedAt), dayShard(id)), rk: id };
  return [...pointersOf(request), ofDay].map(({ pk, rk }) => ({ table: 'indexes', row: { pk, rk, columns: {} } }));
}

/** Numbers of the requests that were opened on this day and lie in this shard. */
function numbersOfDay(total: number, day: string, shard: number): readonly number[] {
  const iso = `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}T00:00:00Z`;
  const first = Math.max(0, (Date.parse(iso) - START) / 1_000);
  const end = Math.min(total, first + 86_400);
  const all = Array.from({ length: Math.max(0, end - first) }, (_, at) => first + at);
  return all.filter((number) => dayShard(base32(number % 32, 1)) === shard);
}

const numbersOfPerson = (total: number, people: number, first: number): readonly number[] =>
  Array.from({ length: PER_EMPLOYEE }, (_, at) => first + at * people).filter((number) => number < total);

/** The open ones. */
const newest = (total: number): readonly number[] =>
  Array.from({ length: Math.min(OPEN, total) }, (_, at) => total - 1 - at);

/** Describes a tenant with `total` requests. */
export function synthetic(total: number, keys: KeyRing): Synthetic {
  const people = Math.ceil(total / PER_EMPLOYEE);
  // The three requests of a person lie far apart, as they would.
  const employeeOf = (number: number): ObjectId => personId('e', number % people);
  const isOpen = (number: number): boolean => number >= total - OPEN;
  const last = total - 1;
  const request = (number: number): RecoveryRequest =>
    requestOf(number, employeeOf(number), isOpen(number), number >= last - 1);
  const named = (table: 'active' | 'codes', pk: string, rk: string, number: number): SyntheticRow => {
    const bytes = canonicalJson({ requestId: idOf(number), at: START, opened: true });
    return { table, row: signRow(keys, table, { pk, rk, bytes }) };
  };
  const rowsIn: Readonly<Record<SyntheticTable, (number: number, one: RecoveryRequest) => readonly SyntheticRow[]>> = {
    active: (number, { employee }) => {
      const { pk, rk } = guardPlace(TENANT, employee);
      return number + people > last ? [named('active', pk, rk, number)] : [];
    },
    codes: (number, { shortCode }) => [named('codes', TENANT, shortCode, number)],
    indexes: (_number, one) => pointers(one),
    requests: (_number, one) => [
      { table: 'requests', row: signRow(keys, 'requests', stateRow(one, 1, '')) },
      opening(keys, one),
    ],
  };
  const rows: Synthetic['rows'] = (number, only) => {
    const one = request(number);
    const makers = only === undefined ? Object.values(rowsIn) : [rowsIn[only]];
    return makers.flatMap((make) => make(number, one));
  };
  const numbersIn = (partition: string): readonly number[] => {
    const [, kind = '', key = '', shard] = partition.split('|');
    if (isRequestId(kind)) return [numberIn(kind)];
    if (kind === 'day') return numbersOfDay(total, key, Number(shard));
    if (kind === 'employee') return numbersOfPerson(total, people, Number(key.slice(-12)));
    return kind === 'approver' || kind === 'open' ? newest(total) : [];
  };
  const lastDay = { day: dayOf(openedAtOf(last)), entries: total - Math.floor(last / 86_400) * 86_400 };
  const about = { total, tenantId: TENANT, employee: employeeOf(last), manager: MANAGER, lastDay };
  return { ...about, request, rows, numbersIn };
}
