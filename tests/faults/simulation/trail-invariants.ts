import type { NoticeKind } from '../../../recovery/cards';
import type { EventType } from '../../../recovery/events';
import type { IncidentTask } from '../../../recovery/incident-tasks';
import { INCIDENT_TASKS } from '../../../recovery/incident-tasks';
import { METHOD_TYPES } from '../../../simulators/entra/method-types';
import { decidedOf } from '../../../recovery/request';
import type { PlanItem } from '../../../recovery/run';
import type { Universe } from './universe';
import { A_LOOK_MS, isAtRest, types, type Invariant, type Trail } from './outlook';

/** 1a. Every request ends, or waits for people. */
export const nothingIsStuck: Invariant = ({ trails }) =>
  trails.filter(({ request }) => !isAtRest(request)).map(({ request }) => `still ${request.state}`);

/** 1b. Whatever was answered with "done" is in the trail. */
export const nothingIsLost: Invariant = ({ universe, trails }) =>
  universe.evidence.answered.flatMap(({ verb, presser, requestId }) => {
    const trail = trails.find(({ request }) => request.id === requestId);
    if (trail === undefined) return [`${verb} was answered, and there is no such request`];
    const asked = RECORDED_AS[verb];
    if (asked === undefined || types(trail).some((type) => asked.includes(type))) return [];
    return [`${presser.slice(-2)} was told that ${verb} is done, and the trail does not say so`];
  });

/** The entries of which one must be there when the verb was answered with "done". */
const RECORDED_AS: Readonly<Record<string, readonly string[]>> = {
  open: ['opened'],
  approve: ['approved', 'slotApproved', 'refused', 'held', 'approversReplaced', 'failed'],
  deny: ['denied', 'failed', 'approved', 'slotApproved'],
  unsure: ['held', 'failed', 'slotApproved'],
  cancel: ['cancelled'],
  passOn: ['approversReplaced', 'held', 'slotApproved'],
  withdraw: ['withdrawn', 'failed'],
  fraud: ['fraudReported'],
  renew: ['codeRenewed'],
  release: ['released', 'opened'],
  sayYes: ['employeeConfirmed', 'takenOver', 'refused'],
  retry: ['retried'],
  attend: ['attended'],
  idCheck: ['idChecked'],
  showQr: ['qrShown'],
  askApprover: ['approvalRequired', 'held'],
  lift: ['shieldLifted'],
  task: ['taskDone'],
  password: ['passwordChangeAsked'],
  closeIncident: ['incidentClosed'],
};

/**
 * 1c. The state is true: what it says of the account is so. A delete that was acknowledged without an effect is known of
 * when it is verified: a request that went another way before then calls nothing verified.
 */
export const theStateIsTrue: Invariant = ({ universe, trails }) =>
  trails.flatMap(({ request }, at) => {
    const { ada } = universe;
    const isNewest = at === trails.length - 1;
    const said: string[] = [];
    const { plan = [], verifiedAt } = decidedOf(request) ?? {};
    const isUnchecked = (id: string) => verifiedAt === undefined && universe.evidence.deletesLost.has(id);
    const gone = plan.filter(({ outcome, methodId }) => outcome === 'removed' && !isUnchecked(methodId));
    for (const { methodId, kind } of gone) {
      const back = ada.methods.find(({ id }) => id === methodId);
      if (back !== undefined && back.createdAt < request.openedAt) said.push(`${kind} is called removed and stands`);
    }
    if (isNewest && request.state === 'completed' && !ada.methods.some(({ type }) => METHOD_TYPES[type].strong))
      said.push('completed, and no strong method stands');
    return said;
  });

/** 1e. What containment took away is gone when it says that it is done: passes and whatever was registered since. */
export const containedIsGone: Invariant = ({ universe: { ada }, trails }) =>
  trails.flatMap(({ request }) => {
    if (request.state !== 'incident' || request.incident.containedAt === undefined) return [];
    const { removedMethods, keptMethods = [], reportedAt } = request.incident;
    const isCalledGone = ({ id, createdAt }: { readonly id: string; readonly createdAt: number }): boolean =>
      removedMethods.includes(id) && !keptMethods.includes(id) && createdAt < reportedAt;
    const standing = [...ada.methods, ...(ada.pass === undefined ? [] : [ada.pass])].filter(isCalledGone);
    return standing.map(({ id }) => `${id} is called taken away and stands`);
  });

/** 1d. What was verified to be gone had left the account by then; whatever is registered anew is another method. */
export const verifiedIsGone: Invariant = ({ universe, trails }) =>
  trails.flatMap(({ entries }) => {
    let gone: readonly PlanItem[] = [];
    let plan: readonly PlanItem[] = [];
    return entries.flatMap(({ event }) => {
      if (event.type === 'approved' || event.type === 'selfVerified') [plan, gone] = [event.decided.plan, []];
      if (event.type === 'methodRemoved')
        gone = [...gone, ...plan.filter(({ methodId }) => methodId === event.methodId)];
      if (event.type === 'methodKept') gone = gone.filter(({ methodId }) => methodId !== event.methodId);
      if (event.type !== 'removalVerified') return [];
      const by = event.at + universe.scene.skewMs;
      const stood = gone.filter(
        (item) => (universe.evidence.left.get(`${item.methodId}#${item.fingerprint}`) ?? Infinity) > by,
      );
      return stood.map(({ kind }) => `${kind} was verified to be gone while it stood`);
    });
  });

/** 1e. An incident is closed after all its tasks were filled and the containment had ended, and nothing is filled later. */
export const closedWhenDone: Invariant = ({ trails }) =>
  trails.flatMap((trail) => {
    const events = trail.entries.map(({ event }) => event);
    const closed = events.findIndex(({ type }) => type === 'incidentClosed');
    if (closed === -1) return [];
    const isFilled = (task: IncidentTask) =>
      events.slice(0, closed).some((event) => event.type === 'taskDone' && event.task === task);
    const said = INCIDENT_TASKS.filter((task) => !isFilled(task)).map((task) => `closed without ${task}`);
    if (!types(trail).slice(0, closed).includes('contained')) said.push('closed before it was contained');
    if (types(trail).slice(closed).includes('taskDone')) said.push('a task was filled after the closing');
    return said;
  });

/** 7a. Every chain holds, and no entry was ever replaced. */
export const everyChainHolds: Invariant = ({ universe, trails }) => [
  ...trails.flatMap(({ fault }) => (fault === undefined ? [] : [fault])),
  ...universe.evidence.auditRowsLost.map((where) => `audit row ${where} was replaced or removed`),
];

/** 7b. One decision per round, one end, and no more results than beginnings. */
export const nothingTwice: Invariant = ({ universe, trails }) =>
  trails.flatMap((trail) => {
    const count = (...wanted: readonly string[]) => types(trail).filter((type) => wanted.includes(type)).length;
    const anew = ['approversReplaced', 'released', 'approverLost', 'retried', 'approvalRequired', 'movedToCounter'];
    const rounds = 1 + count(...anew);
    const said: string[] = [];
    if (count('opened') !== 1) said.push('opened not once');
    if (count('approved', 'selfVerified', 'denied') > rounds) said.push('decided twice in one round');
    if (count('passIssued') > count('revealStarted')) said.push('more passes recorded than reveals begun');
    for (const once of ['completed', 'cancelled', 'expired', 'fraudReported', 'accountDisabled', 'incidentClosed'])
      if (count(once) > 1) said.push(`${once} twice`);
    // A method that went late opens the containment again.
    const story = types(trail).join(' ');
    if (/contained (?!.*methodRemoved.*contained).*contained/.test(story)) said.push('contained twice');
    if (toldAgain(universe, trail)) said.push('somebody was told the same twice');
    return said;
  });

/** Events that are news each time, and what is told of them. */
const NEWS: Readonly<Partial<Record<EventType, readonly NoticeKind[]>>> = {
  approved: ['approved'],
  held: ['held', 'numberLocked'],
  codeVoided: ['codeVoided'],
  attended: ['relieved'],
};

/**
 * True when a notice went out twice of one event, without anything that keeps a process from knowing of the first: when it
 * stood still or its answers were lost around then, it goes out again rather than not at all.
 */
function toldAgain({ network: { disturbances }, scene }: Universe, { entries }: Trail): boolean {
  const last = new Map<string, number>();
  return entries.some(({ event }) => {
    if (event.type === 'retried') last.clear();
    for (const notice of NEWS[event.type] ?? [])
      for (const key of last.keys()) if (key.startsWith(`${notice},`)) last.delete(key);
    if (event.type !== 'notified') return false;
    const key = [event.notice, event.who, event.channel, event.episode].join();
    const before = last.get(key);
    last.set(key, event.at);
    if (before === undefined) return false;
    const [from, until] = [Math.min(before, event.at), Math.max(before, event.at)];
    return !disturbances.late(from - scene.skewMs - A_LOOK_MS, until + scene.skewMs);
  });
}

/** Several tries of a commit. */
const TO_WRITE_DOWN_MS = 5_000;

/** 7c. A pass that Graph handed over is in the trail, unless whoever got it was hit before they could write it down. */
export const everyPassIsRecorded: Invariant = ({ universe, trails }) => {
  const recorded = new Set(
    trails.flatMap(({ entries }) => entries.flatMap(({ event }) => ('methodId' in event ? [event.methodId] : []))),
  );
  const { evidence, network } = universe;
  return evidence.minted
    .filter(({ passId, by, sentAt, at }) => {
      return !recorded.has(passId) && !network.disturbances.hit(by, sentAt, at + TO_WRITE_DOWN_MS);
    })
    .map(({ passId }) => `pass ${passId.slice(-3)} was minted and never recorded`);
};

/** 7d. A row that does not hold is noticed: security was alarmed. */
export const tamperingIsNoticed: Invariant = ({ universe }) =>
  universe.evidence.alarms === 0 ? ['somebody wrote to storage, and nobody was told'] : [];

/** Where a run is searched: no pass in a row, a message, a line of the log, or what cards and mails are made of. */
export const secretsNowhere: Invariant = ({ universe }) => universe.written?.leaks() ?? [];
