import type { RecoveryEvent } from '../../../recovery/events';
import { placeOf } from './chat-invariants';
import type { ShownPass } from './evidence';
import type { Invariant, Outlook, Trail } from './outlook';

/** The passes that were shown at a counter, with the trail up to each. */
function shownAtCounters({ universe, trails }: Outlook): readonly (readonly [ShownPass, readonly RecoveryEvent[]])[] {
  return universe.evidence.shown.flatMap((shown) => {
    const isTheirs = (trail: Trail) =>
      trail.request.id === shown.requestId && placeOf(trail, shown.passId) === 'inPerson';
    const { entries } = trails.find(isTheirs) ?? {};
    if (entries === undefined) return [];
    const events = entries.map(({ event }) => event);
    const issued = events.findIndex((event) => event.type === 'passIssued' && event.methodId === shown.passId);
    return [[shown, events.slice(0, issued)] as const];
  });
}

function qrFault({ generation }: ShownPass, events: readonly RecoveryEvent[]): string | undefined {
  const newest = events.findLast(({ type }) => type === 'qrShown' || type === 'qrOpened');
  if (newest?.type !== 'qrOpened') return 'shown at a counter while no device had opened the newest QR code';
  return newest.generation === generation ? undefined : 'shown on another page than that of the newest QR code';
}

/** 14. At a counter a pass appears on the page behind the newest QR code, and nowhere else. */
export const onlyBehindTheQr: Invariant = (outlook) =>
  shownAtCounters(outlook).flatMap(([shown, events]) => qrFault(shown, events) ?? []);

/** 15. A QR code opens on one device alone. */
export const oneDevicePerQr: Invariant = ({ universe }) => {
  const tokens = universe.evidence.scans.map(({ token }) => token);
  return new Set(tokens).size < tokens.length ? ['a QR code was opened twice'] : [];
};

const NEW_ROUND: ReadonlySet<string> = new Set([
  'released',
  'retried',
  'approverLost',
  'approversReplaced',
  'movedToCounter',
]);
const LOOK_AGAIN: ReadonlySet<string> = new Set(['attended', 'released', 'retried', 'movedToCounter']);
const FACE: ReadonlySet<string> = new Set(['inPerson', 'videoCall']);

const since = (events: readonly RecoveryEvent[], starts: ReadonlySet<string>): readonly RecoveryEvent[] =>
  events.slice(events.findLastIndex(({ type }) => starts.has(type)) + 1);

function proofFaults(events: readonly RecoveryEvent[]): readonly string[] {
  const signed = since(events, NEW_ROUND).flatMap((event) =>
    event.type === 'slotApproved' || event.type === 'approved' ? [event] : [],
  );
  const said: string[] = [];
  if (!since(events, LOOK_AGAIN).some(({ type }) => type === 'idChecked'))
    said.push('shown, and nobody looked at an ID');
  if (new Set(signed.map(({ approver }) => approver)).size < 2) said.push('shown at a counter on one word alone');
  if (!signed.some(({ verifiedBy }) => FACE.has(verifiedBy))) said.push('shown, and nobody who approved saw a face');
  return said;
}

/** 16. At a counter a pass follows the ID that the attendant looked at, and two people, one of whom saw the face. */
export const theCounterHasItsProof: Invariant = (outlook) =>
  shownAtCounters(outlook).flatMap(([, events]) => proofFaults(events));
