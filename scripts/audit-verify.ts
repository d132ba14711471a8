import { escaped } from '../platform/visible-text';
import type { VerifyReport } from '../recovery/ports';
import type { Storage } from '../storage/connect';
import type { VerifiedTrail, VerifyAllInput } from '../storage/verify-all';
import { AuditError } from './audit-settings';

export interface VerifyDeps {
  readonly storage: Pick<Storage, 'verifyAll'>;
  /** Prints one line. */
  readonly say: (line: string) => void;
}

/** Checks the trails, prints one line each and a summary; true when everything holds. */
export async function printVerification({ storage, say }: VerifyDeps, input: VerifyAllInput): Promise<boolean> {
  const reports: VerifyReport[] = [];
  for await (const trail of storage.verifyAll(input)) {
    reports.push(trail.report);
    say(escaped(lineOf(trail)));
  }
  if (reports.length === 0 && input.shortCode !== undefined) {
    throw new AuditError('noSuchRequest', `There is no request ${input.shortCode} in the tenants that were looked at.`);
  }
  say(summaryOf(reports));
  return reports.every(({ ok }) => ok);
}

function lineOf({ name, report: { firstBad, entries } }: VerifiedTrail): string {
  if (firstBad === undefined) return `ok   ${name}  ${count(entries, 'entry', 'entries')}`;
  return `BAD  ${name}  row ${firstBad.row}: ${firstBad.why}`;
}

function summaryOf(reports: readonly VerifyReport[]): string {
  const bad = reports.filter(({ ok }) => !ok).length;
  const entries = reports.reduce((sum, report) => sum + report.entries, 0);
  const total = `${count(reports.length, 'trail', 'trails')}, ${count(entries, 'entry', 'entries')}`;
  return bad === 0
    ? `${total}: everything holds.`
    : `${total}: ${String(bad)} not as they were written. Tell security.`;
}

const count = (number: number, one: string, many: string): string => `${String(number)} ${number === 1 ? one : many}`;
