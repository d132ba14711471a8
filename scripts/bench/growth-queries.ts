import { systemClock } from '../../platform/clock';
import { createLog } from '../../platform/log';
import { findMine } from '../../recovery/find-request';
import type { KeyRing, Ledger } from '../../recovery/ports';
import { dayTrail } from '../../storage/day-trail';
import { SignedTable } from '../../storage/signed-table';
import type { Table } from '../../storage/table';
import { TableLedger } from '../../storage/table-ledger';
import { BenchError } from './bench-error';
import { OPEN, type Synthetic, type SyntheticTable } from './synthetic-requests';

/** A question that people ask, and how many requests its answer has. */
export interface Query {
  readonly name: string;
  readonly answers: number;
  ask(ledger: Ledger, all: Synthetic): Promise<number>;
}

const found = (stored: unknown): number => (stored === undefined ? 0 : 1);

export const QUERIES: readonly Query[] = [
  {
    name: 'status by short code',
    answers: 1,
    ask: async (ledger, all) => found(await ledger.findByShortCode(all.tenantId, all.request(7).shortCode)),
  },
  {
    name: 'my requests and what waits for me',
    answers: 1,
    ask: async (ledger, all) => {
      const mine = await findMine({ ledger }, { tenantId: all.tenantId, presser: all.employee });
      return found(mine.own) + mine.waiting.length;
    },
  },
  {
    name: 'what waits for a manager',
    answers: 2,
    ask: async (ledger, all) => (await ledger.listByApprover(all.tenantId, all.manager, 20)).length,
  },
  {
    name: `the list of ${String(OPEN)} open requests`,
    answers: OPEN,
    ask: async (ledger, all) => (await ledger.listOpen(all.tenantId)).length,
  },
];

/** The ledger as it is, on any tables. */
export function ledgerOn(table: (name: SyntheticTable) => Table, keys: KeyRing): Ledger {
  const signed = (name: SyntheticTable) => new SignedTable(table(name), keys, () => '');
  return new TableLedger({
    ...{ requests: signed('requests'), codes: signed('codes'), active: signed('active') },
    // Nothing that is measured reads the journal.
    ...{ journal: signed('requests'), indexes: table('indexes'), clock: systemClock, newHolder: () => '' },
    log: createLog({ clock: systemClock, write: () => undefined }),
    pause: () => Promise.resolve(),
  });
}

/** What the export of a day reads; answers how many entries there were. Throws `BenchError` when some are missing. */
export async function readDay(
  table: (name: SyntheticTable) => Table,
  keys: KeyRing,
  { tenantId, lastDay: { day, entries } }: Synthetic,
): Promise<number> {
  const deps = { requests: new SignedTable(table('requests'), keys, () => ''), indexes: table('indexes') };
  let found = 0;
  for await (const one of dayTrail(deps, { tenantId, day })) found += one.kind === 'entry' ? 1 : 0;
  if (found === entries) return found;
  throw new BenchError('wrongAnswer', `the day has ${String(found)} entries instead of ${String(entries)}`);
}

export async function checked(query: Query, ledger: Ledger, all: Synthetic): Promise<void> {
  const answers = await query.ask(ledger, all);
  if (answers === query.answers) return;
  throw new BenchError('wrongAnswer', `${query.name}: ${String(answers)} requests instead of ${String(query.answers)}`);
}
