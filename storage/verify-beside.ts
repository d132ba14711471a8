import { EffectError } from '../recovery/errors';
import type { VerifyReport } from '../recovery/ports';
import type { ObjectId } from '../recovery/terms';
import { REQUESTS } from './partitions';
import type { SignedTable } from './signed-table';
import type { FoundRow } from './table';

interface Forged {
  readonly tenantId: ObjectId;
  /** The table and the partition. */
  readonly name: string;
  readonly report: VerifyReport;
}

/** Signed rows that have no chain: each holds by itself, or does not. */
export interface BesideTables {
  readonly active: SignedTable;
  readonly conversations: SignedTable;
  readonly drafts: SignedTable;
  /** Pointers, which are hints and not signed, and what was seen of people, which is. */
  readonly indexes: SignedTable;
  /** The one table whose partitions do not begin with a tenant: its rows are looked at with the first one. */
  readonly links: SignedTable;
}

const all = (): boolean => true;
const isSighting = ({ pk, rk }: FoundRow): boolean => pk.split('|')[1] === 'employee' && rk >= REQUESTS.before;

/**
 * The first row of each table that is not as it was written. Says nothing of tables in which everything holds, and cannot
 * say that a row is gone, or is an earlier version of itself.
 */
export async function* verifyBeside(
  tables: BesideTables,
  tenantId: ObjectId,
  isFirst: boolean,
): AsyncGenerator<Forged> {
  const [from, before] = [`${tenantId}|`, `${tenantId}}`];
  const { active, conversations, drafts, indexes, links } = tables;
  for (const table of [active, conversations, drafts]) yield* firstForged(table, tenantId, [from, before], all);
  yield* firstForged(indexes, tenantId, [from, before], isSighting);
  if (isFirst) yield* firstForged(links, tenantId, ['', '~'], all);
}

async function* firstForged(
  signed: SignedTable,
  tenantId: ObjectId,
  [from, before]: readonly [string, string],
  isSigned: (row: FoundRow) => boolean,
): AsyncGenerator<Forged> {
  const { table } = signed;
  try {
    for await (const page of table.pagesBetween(from, before)) {
      for (const row of page.filter(isSigned)) {
        const fault = signed.faultOf(row);
        if (fault === undefined) continue;
        const firstBad = { row: row.rk, why: fault.why };
        yield { tenantId, name: `${table.name} ${row.pk}`, report: { ok: false, entries: 0, firstBad } };
        return;
      }
    }
  } catch (error) {
    // A store of an earlier version has no such table yet; an audit makes none.
    if (!(error instanceof EffectError) || error.code !== 'notFound') throw error;
  }
}
