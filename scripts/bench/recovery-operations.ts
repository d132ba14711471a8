import type { LocalSettings } from '../../simulators/local-cloud';
import type { Row } from './bench';
import type { Call, During } from './outgoing-calls';
import type { Counted } from './recovery-run';
import { median } from './statistics';
import { serviceOf, tableOperation, type Service, type TableOperation } from './table-operations';

const GOAL = { atMost: 12 };

type Sent = readonly Counted[];
type Pick = (counted: Counted) => readonly Call[];

const untilPass: Pick = ({ approving, revealing }) => [...approving, ...revealing];

/** Table operations apart from leases. */
function operationsIn(settings: LocalSettings, calls: readonly Call[], during?: During): readonly TableOperation[] {
  const service = serviceOf(settings);
  return calls
    .filter((call) => service(call) === 'table' && call.during !== 'lease')
    .filter((call) => during === undefined || call.during === during)
    .map(tableOperation);
}

function countRow(what: string, sent: Sent, count: (counted: Counted) => number): Row {
  return { what, measured: median(sent.map(count)), unit: 'ops' };
}

const callsTo =
  (settings: LocalSettings, service: Service, pick: Pick) =>
  (counted: Counted): number => {
    const of = serviceOf(settings);
    return pick(counted).filter((call) => of(call) === service).length;
  };

/** Counted from what Node sent, per recovery; the median, because Teams or a retry may add one. */
export function operationRows(settings: LocalSettings, sent: Sent): readonly Row[] {
  const tables = (pick: Pick, during?: During) => (counted: Counted) =>
    operationsIn(settings, pick(counted), during).length;
  const everything: Pick = (counted) => [...untilPass(counted), ...counted.removing];
  return [
    {
      ...countRow('table operations, approve pressed to pass shown (without leases)', sent, tables(untilPass)),
      goal: GOAL,
    },
    countRow(
      '  of these in the press on approve',
      sent,
      tables(({ approving }) => approving, 'press'),
    ),
    countRow(
      '  of these in the press on reveal',
      sent,
      tables(({ revealing }) => revealing, 'press'),
    ),
    countRow('  of these beside the presses (cards, notices)', sent, tables(untilPass, 'work')),
    countRow(
      'table operations, pass shown to closed loop (without leases)',
      sent,
      tables(({ removing }) => removing),
    ),
    countRow('queue operations, whole recovery', sent, callsTo(settings, 'queue', everything)),
    countRow(
      'Graph calls in the press on approve',
      sent,
      pressed(settings, ({ approving }) => approving),
    ),
    countRow(
      'Graph calls in the press on reveal',
      sent,
      pressed(settings, ({ revealing }) => revealing),
    ),
    countRow('Graph calls, whole recovery', sent, callsTo(settings, 'graph', everything)),
    countRow('Teams calls, whole recovery', sent, callsTo(settings, 'connector', everything)),
  ];
}

const pressed = (settings: LocalSettings, pick: Pick) =>
  callsTo(settings, 'graph', (counted) => pick(counted).filter(({ during }) => during === 'press'));

function tally(operations: readonly TableOperation[]): string {
  const counts = new Map<string, number>();
  for (const { kind, table } of operations) {
    const name = `${kind} ${table}`.trim();
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const sorted = [...counts].sort(([, one], [, other]) => other - one);
  return sorted.map(([name, count]) => `${String(count)} ${name}`).join(', ');
}

/** Which tables the operations of the last recovery went to. */
export function operationNotes(settings: LocalSettings, sent: Sent): readonly string[] {
  const last = sent.at(-1);
  if (last === undefined) return [];
  const of = (calls: readonly Call[], during: During) => tally(operationsIn(settings, calls, during));
  return [
    `press on approve: ${of(last.approving, 'press')}`,
    `press on reveal: ${of(last.revealing, 'press')}`,
    `beside the presses until the pass: ${of(untilPass(last), 'work')}`,
    `after the pass: ${of(last.removing, 'work')}`,
  ];
}
