import type { AuditEntry } from '../../../recovery/audit-entry';
import { METHOD_TYPES } from '../../../simulators/entra/method-types';
import { passIsUsable } from '../../../simulators/entra/pass-state';
import { decidedOf, isEnded, type RecoveryRequest } from '../../../recovery/request';
import { PASS_MARGIN_MS } from '../../../recovery/owed';
import { WHO } from '../../support/sample-people';
import type { AccountWrite, EmptySpell } from './evidence';
import type { Universe } from './universe';

/** One request's trail as its rows say, chain checked. */
export interface Trail {
  readonly request: RecoveryRequest;
  readonly entries: readonly AuditEntry[];
  readonly fault: string | undefined;
}

/** What an invariant looks at: the world at rest and what was seen on the way. */
export interface Outlook {
  readonly universe: Universe;
  readonly trails: readonly Trail[];
}

type Invariant = (outlook: Outlook) => readonly string[];

const types = ({ entries }: Trail): readonly string[] => entries.map(({ event }) => event.type);

/** Ended, or waiting for people. Everything else owes something and is stuck. */
export function isAtRest(request: RecoveryRequest): boolean {
  if (request.state === 'incident') return request.incident.containedAt !== undefined;
  return isEnded(request) || request.state === 'held' || request.state === 'failed';
}

/** 1a. Every request ends, or waits for people. */
const nothingIsStuck: Invariant = ({ trails }) =>
  trails.filter(({ request }) => !isAtRest(request)).map(({ request }) => `still ${request.state}`);

/** 1b. Whatever was answered with "done" is in the trail. */
const nothingIsLost: Invariant = ({ universe, trails }) =>
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
  withdraw: ['withdrawn', 'failed'],
  fraud: ['fraudReported'],
  renew: ['codeRenewed'],
  release: ['released', 'opened'],
  retry: ['retried'],
  lift: ['shieldLifted'],
};

/** 1c. The state is true: what it says of the account is so. */
const theStateIsTrue: Invariant = ({ universe, trails }) =>
  trails.flatMap(({ request }, at) => {
    const { ada } = universe;
    const isNewest = at === trails.length - 1;
    const said: string[] = [];
    const gone = (decidedOf(request)?.plan ?? []).filter(({ outcome }) => outcome === 'removed');
    for (const { methodId, kind } of gone) {
      const back = ada.methods.find(({ id }) => id === methodId);
      if (back !== undefined && back.createdAt < request.openedAt) said.push(`${kind} is called removed and stands`);
    }
    if (isNewest && request.state === 'completed' && !ada.methods.some(({ type }) => METHOD_TYPES[type].strong))
      said.push('completed, and no strong method stands');
    return said;
  });

/** 2. Never an enabled account with neither method nor pass. */
const neverEmpty: Invariant = ({ universe }) =>
  universe.evidence.empty.filter((spell) => !isAllowed(universe, spell)).map((spell) => describeSpell(spell));

/** Only inside the one journaled gap, where a pass counts as another method: delete pass, delete default, mint. */
function isAllowed(universe: Universe, spell: EmptySpell): boolean {
  const { scene, evidence } = universe;
  const { afterWrite, from, requests, writes } = spell;
  if (afterWrite?.byProduct === false) return true;
  // Somebody outside removed a method, and Entra still lists it: nobody can know.
  const unseen = from - scene.tenant.switches.replicationLagMs - 1_000;
  if (evidence.writes.some(({ what, at }) => what.startsWith('PORTAL remove') && at >= unseen && at <= from))
    return true;
  if (!scene.tenant.switches.passCountsAsOtherMethod) return false;
  return requests.some((request) => decidedOf(request)?.gap === 'open') && writes <= 2;
}

function describeSpell({ afterWrite, from, until, requests }: EmptySpell): string {
  const after = afterWrite === undefined ? 'when the pass ended' : `after ${afterWrite.what}`;
  const length = until === undefined ? 'to the end' : `${String(Math.round((until - from) / 100) / 10)} s`;
  return `stood with nothing ${after}, for ${length}, while ${requests.map(({ state }) => state).join(', ')}`;
}

const OVER: ReadonlySet<string> = new Set([
  'completed',
  'failed',
  'incident',
  'denied',
  'cancelled',
  'refused',
  'expired',
]);

/** 3. When the case is over no pass that somebody saw opens the account. */
const noSeenPassOutlives: Invariant = ({ universe, trails }) => {
  const { ada, scene, evidence } = universe;
  const { pass } = ada;
  if (!ada.accountEnabled || pass === undefined || !passIsUsable(scene.tenant, pass)) return [];
  const seen = evidence.shown.find(({ passId }) => passId === pass.id);
  const request = trails.find((trail) => trail.request.id === seen?.requestId)?.request;
  return request !== undefined && OVER.has(request.state) ? [`${request.state}, and the shown pass still works`] : [];
};

/** 4. The pass that the card shows is the one that works, until the case moves on. */
const theShownPassWorks: Invariant = ({ universe }) => {
  const { ada, scene, evidence, clock } = universe;
  const shown = evidence.shown.at(-1);
  const claimed = universe.claimedPass();
  if (shown === undefined || claimed !== shown.passId || ada.pass?.id === claimed) return [];
  const decided = decidedOf(universe.requests().at(-1) ?? never());
  const valid = (decided?.pass?.expiresAt ?? 0) - PASS_MARGIN_MS > clock.now() && decided?.enrolled === undefined;
  return valid && scene.tenant.passPolicy.state === 'enabled' ? ['the card shows a pass that is dead'] : [];
};

function never(): never {
  throw new Error('a pass was shown without a request');
}

/**
 * 4b. No mint of the product's own kills a shown pass, unless a newer reveal or the gap is under way or it is about to end. A
 * process that was frozen between its last look and its call can: Entra knows no way to hold its late call off.
 */
const noShownPassIsKilled: Invariant = ({ universe, trails }) => {
  if (hadFreeze(universe)) return [];
  const { writes, shown } = universe.evidence;
  return writes.flatMap(({ what, byProduct, before, at, requests }) => {
    const seen = shown.find(({ passId, at: then }) => passId === before && then <= at);
    if (!byProduct || what !== 'POST passes' || seen === undefined) return [];
    const request = requests.find(({ id }) => id === seen.requestId);
    const decided = request?.state === 'revealed' ? request.decided : undefined;
    const stands = decided?.pass?.methodId === before && (decided?.pass?.expiresAt ?? 0) - PASS_MARGIN_MS > at;
    const asked =
      decided?.revealStartedAt !== undefined ||
      decided?.gap === 'open' ||
      trails.some(({ request: { state } }) => state === 'incident');
    return stands && !asked ? ['a shown pass was killed by another mint'] : [];
  });
};

function hadFreeze({ network: { counts } }: Universe): boolean {
  return counts.freezeBefore + counts.freezeAfter + counts.clockJump > 0;
}

/** A message went out and nobody could know: it goes out again rather than not at all. */
function hadLateEffect({ network: { counts } }: Universe): boolean {
  return counts.answerLost + counts.effectLate > 0;
}

/** 5. Nothing is written on the account before an approval stands. */
const nothingBeforeApproval: Invariant = ({ universe, trails }) =>
  universe.evidence.writes
    .filter((write) => write.byProduct && !wasApprovedBy(trails, write))
    .map(({ what }) => `${what} before an approval`);

function wasApprovedBy(trails: readonly Trail[], write: AccountWrite): boolean {
  return trails.some(({ entries }) => entries.some(({ event }) => event.type === 'approved' && event.at <= write.at));
}

/** 6. Nothing outside the frozen plan is deleted; containment takes passes and what came after the approval. */
const onlyThePlan: Invariant = ({ universe, trails }) =>
  universe.evidence.writes.flatMap(({ byProduct, removed, requests, what }) => {
    if (!byProduct || removed === undefined) return [];
    const approvals = trails.flatMap(({ entries }) =>
      entries.flatMap(({ event }) => (event.type === 'approved' ? [event.decided] : [])),
    );
    const planned = approvals.some(({ plan }) =>
      plan.some(({ methodId, fingerprint }) => `${methodId}#${fingerprint}` === removed),
    );
    const contained =
      requests.some(({ state }) => state === 'incident') && approvals.some(({ known }) => !known.includes(removed));
    return planned || contained ? [] : [`${what} is outside the plan`];
  });

/** 7a. Every chain holds, and no entry was ever replaced. */
const everyChainHolds: Invariant = ({ universe, trails }) => [
  ...trails.flatMap(({ fault }) => (fault === undefined ? [] : [fault])),
  ...universe.evidence.auditRowsLost.map((where) => `audit row ${where} was replaced or removed`),
];

/** 7b. One decision per round, one end, and no more results than beginnings. */
const nothingTwice: Invariant = ({ universe, trails }) =>
  trails.flatMap((trail) => {
    const count = (...wanted: readonly string[]) => types(trail).filter((type) => wanted.includes(type)).length;
    const rounds = 1 + count('approversReplaced', 'released', 'approverLost', 'retried');
    const said: string[] = [];
    if (count('opened') !== 1) said.push('opened not once');
    if (count('approved', 'denied') > rounds) said.push('decided twice in one round');
    if (count('passIssued') > count('revealStarted')) said.push('more passes recorded than reveals begun');
    for (const once of ['completed', 'cancelled', 'expired', 'fraudReported', 'accountDisabled'])
      if (count(once) > 1) said.push(`${once} twice`);
    // A method that went late opens the containment again.
    const story = types(trail).join(' ');
    if (/contained (?!.*methodRemoved.*contained).*contained/.test(story)) said.push('contained twice');
    if (!hadFreeze(universe) && !hadLateEffect(universe) && mostTold(trail) > 1 + count('retried'))
      said.push('somebody was told the same twice');
    return said;
  });

/** How often the notice was sent that was sent most often. */
function mostTold({ entries }: Trail): number {
  const times = new Map<string, number>();
  for (const { event } of entries) {
    if (event.type !== 'notified') continue;
    const key = [event.notice, event.who, event.channel].join();
    times.set(key, (times.get(key) ?? 0) + 1);
  }
  return Math.max(0, ...times.values());
}

/** 7c. A pass that Graph handed over is in the trail, unless whoever got it was hit before they could write it down. */
const everyPassIsRecorded: Invariant = ({ universe, trails }) => {
  const recorded = new Set(
    trails.flatMap(({ entries }) => entries.flatMap(({ event }) => ('methodId' in event ? [event.methodId] : []))),
  );
  // After a freeze a newer reveal may have taken the place of one whose answer came late.
  if (hadFreeze(universe)) return [];
  return universe.evidence.minted
    .filter(({ passId, by, disturbedThen }) => !recorded.has(passId) && by.disturbed === disturbedThen)
    .map(({ passId }) => `pass ${passId.slice(-3)} was minted and never recorded`);
};

/** 8. Shown to nobody but the employee, four times at most per approval. */
const onlyToHer: Invariant = ({ universe, trails }) => {
  const { shown } = universe.evidence;
  const others = shown.filter(({ presser }) => presser !== WHO.ada);
  const approvals = trails.flatMap(types).filter((type) => type === 'approved').length;
  return [
    ...others.map(({ presser }) => `shown to ${presser.slice(-2)}`),
    ...(shown.length > 4 * approvals ? [`shown ${String(shown.length)} times`] : []),
    ...(new Set(shown.map(({ passId }) => passId)).size < shown.length ? ['one pass shown twice'] : []),
  ];
};

/** What holds at the end of every run. */
export const AT_REST = {
  nothingIsStuck,
  nothingIsLost,
  theStateIsTrue,
  neverEmpty,
  noSeenPassOutlives,
  noShownPassIsKilled,
  nothingBeforeApproval,
  onlyThePlan,
  everyChainHolds,
  nothingTwice,
  everyPassIsRecorded,
  onlyToHer,
} as const satisfies Readonly<Record<string, Invariant>>;

/** 7d. A row that does not hold is noticed: security was alarmed. */
const tamperingIsNoticed: Invariant = ({ universe }) =>
  universe.evidence.alarms === 0 ? ['somebody wrote to storage, and nobody was told'] : [];

/** What holds after somebody wrote to storage: the request may stay where it is, but nothing is done on its word. */
export const TAMPERED = {
  tamperingIsNoticed,
  neverEmpty,
  nothingBeforeApproval,
  onlyThePlan,
  onlyToHer,
} as const satisfies Readonly<Record<string, Invariant>>;

/** What holds whenever nothing is under way. */
export const WHEN_QUIET = { theShownPassWorks, everyChainHolds } as const satisfies Readonly<Record<string, Invariant>>;

export type InvariantName = keyof typeof AT_REST | keyof typeof WHEN_QUIET | keyof typeof TAMPERED;

/** Every violation as `name: what`. */
export function check(invariants: Readonly<Record<string, Invariant>>, outlook: Outlook): readonly string[] {
  return Object.entries(invariants).flatMap(([name, holds]) => holds(outlook).map((what) => `${name}: ${what}`));
}
