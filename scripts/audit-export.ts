import { escaped, escapedJson } from '../platform/visible-text';
import type { AuditEntry } from '../recovery/audit-entry';
import type { Actor } from '../recovery/events';
import type { ObjectId } from '../recovery/terms';
import type { Audit } from '../storage/connect';
import { AuditError } from './audit-settings';

export const FORMATS = ['csv', 'jsonl'] as const;
export type Format = (typeof FORMATS)[number];

export interface ExportInput {
  readonly tenantIds: readonly ObjectId[];
  /** First and last day, `YYYY-MM-DD`, UTC, both included. */
  readonly from: string;
  readonly to: string;
  readonly format: Format;
}

export interface ExportDeps {
  readonly storage: Pick<Audit, 'dayTrail'>;
  /** Takes one line of the export. */
  readonly write: (line: string) => void;
  /** Tells whoever exports what is wrong. */
  readonly warn: (line: string) => void;
}

const DAY_MS = 86_400_000;
const MOST_DAYS = 3_660;
const COLUMNS = ['at', 'name', 'event', 'shortCode', 'requestId', 'tenantId', 'seq', 'state', 'by', 'details'] as const;

function dayStart(text: string): number {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  if (!Number.isNaN(at) && new Date(at).toISOString().startsWith(text)) return at;
  throw new AuditError('badRange', `"${escaped(text)}" is no day: expected YYYY-MM-DD.`);
}

/** Every day of the range as the index names it, `YYYYMMDD`. Throws `AuditError('badRange')`. */
export function daysBetween(from: string, to: string): readonly string[] {
  const [first, last] = [dayStart(from), dayStart(to)];
  const count = (last - first) / DAY_MS + 1;
  if (count < 1) throw new AuditError('badRange', `${to} lies before ${from}.`);
  if (count > MOST_DAYS) throw new AuditError('badRange', 'That is more than ten years: export it in parts.');
  return Array.from({ length: count }, (_, index) =>
    new Date(first + index * DAY_MS).toISOString().slice(0, 10).replaceAll('-', ''),
  );
}

/** With it a spreadsheet begins a formula, also behind blanks and quotes, and in the widths of East Asia. */
const BEGINS_A_FORMULA = /^[\s"']*[=+\-@\uff1d\uff0b\uff0d\uff20]/;

/** A cell that no spreadsheet takes for a formula, and on which every character can be seen. */
function cell(value: string): string {
  const text = escaped(value);
  const safe = BEGINS_A_FORMULA.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

/** `holder employee email 1a2b3c4d5e`: whoever pressed the link in a notice that went to this contact. */
function whoIs(by: Actor): string {
  if (by.kind === 'person') return by.id;
  return by.kind === 'holder' ? [by.kind, by.of, by.channel, by.contact].join(' ') : by.kind;
}

function csvLine({ event, name, shortCode, requestId, tenantId, seq, state }: AuditEntry): string {
  const { at, by, type, ...details } = event;
  const values = [
    new Date(at).toISOString(),
    name,
    type,
    shortCode,
    requestId,
    tenantId,
    String(seq),
    state,
    whoIs(by),
  ];
  return [...values, escapedJson(details)].map(cell).join(',');
}

const LINES: Readonly<Record<Format, (entry: AuditEntry) => string>> = {
  csv: csvLine,
  jsonl: escapedJson,
};

/**
 * Writes every entry of the requests' trails in a range of days, one line each, day by day. False when a request does not
 * hold: none of its entries is written, and it is named. Refusals that belong to no request lie in the journal, not here.
 */
export async function exportAudit({ storage, write, warn }: ExportDeps, input: ExportInput): Promise<boolean> {
  const { tenantIds, format } = input;
  const days = daysBetween(input.from, input.to);
  let holds = true;
  if (format === 'csv') write(COLUMNS.join(','));
  for (const tenantId of tenantIds) {
    for (const day of days) {
      for await (const one of storage.dayTrail({ tenantId, day })) {
        if (one.kind === 'entry') write(LINES[format](one.entry));
        else warn(`BAD  ${escaped(`${one.requestId}  ${one.why}`)}: left out. Run "npm run audit -- verify".`);
        holds &&= one.kind === 'entry';
      }
    }
  }
  return holds;
}
