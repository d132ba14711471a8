import { MINT_DEADLINE_MS } from '../../../recovery/mint-pass';
import { passIsUsable } from '../../../simulators/entra/pass-state';
import { decidedOf } from '../../../recovery/request';
import { LIST_LAG_MS } from '../../../recovery/replaced-pass';
import type { IssuedPass } from '../../../recovery/run';
import { PASS_MARGIN_MS } from '../../../recovery/owed';
import { WHO } from '../../support/sample-people';
import { placeOf } from './chat-invariants';
import type { EmptySpell } from './evidence';
import type { Universe } from './universe';
import { A_LOOK_MS, decisionsIn, type Invariant, type Trail } from './outlook';

/** 2. Never an enabled account with neither method nor pass. */
export const neverEmpty: Invariant = ({ universe }) =>
  universe.evidence.empty.filter((spell) => !isAllowed(universe, spell)).map((spell) => describeSpell(spell));

/**
 * Only inside the one journaled gap, where a pass counts as another method: delete pass, delete default, mint. Also where
 * Graph said that it deleted what stood on: then that refuses the default, and nobody can tell it from the pass.
 */
function isAllowed(universe: Universe, spell: EmptySpell): boolean {
  const { scene, evidence } = universe;
  const { afterWrite, from, requests, writes } = spell;
  if (afterWrite?.byProduct === false) return true;
  // Somebody outside removed a method, and Entra still lists it: nobody can know.
  const unseen = from - scene.tenant.switches.replicationLagMs - 1_000;
  if (evidence.writes.some(({ what, at }) => what.startsWith('PORTAL remove') && at >= unseen && at <= from))
    return true;
  if (!scene.tenant.switches.passCountsAsOtherMethod && evidence.deletesLost.size === 0) return false;
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
export const noSeenPassOutlives: Invariant = ({ universe, trails }) => {
  const { ada, scene, evidence } = universe;
  const { pass } = ada;
  if (!ada.accountEnabled || pass === undefined || !passIsUsable(scene.tenant, pass)) return [];
  const seen = evidence.shown.find(({ passId }) => passId === pass.id);
  const request = trails.find((trail) => trail.request.id === seen?.requestId)?.request;
  return request !== undefined && OVER.has(request.state) ? [`${request.state}, and the shown pass still works`] : [];
};

/** 4. The pass that the card shows is the one that works, until the case moves on. */
export const theShownPassWorks: Invariant = ({ universe }) => {
  const { ada, scene, evidence, clock } = universe;
  const shown = evidence.shown.at(-1);
  const claimed = universe.claimedPass();
  if (shown === undefined || claimed !== shown.passId || ada.pass?.id === claimed) return [];
  const decided = decidedOf(universe.requests().at(-1) ?? never());
  if (cannotBeToldYet(universe, decided?.pass)) return [];
  const valid = (decided?.pass?.expiresAt ?? 0) - PASS_MARGIN_MS > clock.now() && decided?.enrolled === undefined;
  return valid && scene.tenant.passPolicy.state === 'enabled' ? ['the card shows a pass that is dead'] : [];
};

/** Entra made both in the same millisecond: until its lists are sure to be up to date nobody knows which came last. */
function cannotBeToldYet({ ada, clock }: Universe, shown: IssuedPass | undefined): boolean {
  if (shown === undefined || ada.pass?.createdAt !== shown.mintedAt) return false;
  return clock.now() - shown.issuedAt < LIST_LAG_MS + A_LOOK_MS;
}

function never(): never {
  throw new Error('a pass was shown without a request');
}

/**
 * 4b. No mint of the product's own kills a shown pass, unless a newer reveal or the gap is under way or it is about to end. A
 * call that reaches Entra after its own deadline can: nobody can hold it off once it was sent.
 */
export const noShownPassIsKilled: Invariant = ({ universe, trails }) => {
  const { writes, shown } = universe.evidence;
  return writes.flatMap(({ what, byProduct, before, at, sentAt, requests }) => {
    const seen = shown.find(({ passId, at: then }) => passId === before && then <= at);
    if (!byProduct || what !== 'POST passes' || seen === undefined || at - sentAt > MINT_DEADLINE_MS) return [];
    const request = requests.find(({ id }) => id === seen.requestId);
    const decided = request?.state === 'revealed' ? request.decided : undefined;
    const margin = PASS_MARGIN_MS + universe.scene.skewMs;
    const stands = decided?.pass?.methodId === before && (decided?.pass?.expiresAt ?? 0) - margin > at;
    const asked =
      decided?.revealStartedAt !== undefined ||
      decided?.gap === 'open' ||
      trails.some(({ request: { state } }) => state === 'incident');
    return stands && !asked ? ['a shown pass was killed by another mint'] : [];
  });
};

/** 5. Nothing is written on the account before an approval stands. */
export const nothingBeforeApproval: Invariant = ({ universe, trails }) =>
  universe.evidence.writes
    .filter((write) => write.byProduct && !wasApprovedBy(trails, write.at + universe.scene.skewMs))
    .map(({ what }) => `${what} before an approval`);

/** By the clock of the process that took the approval. */
function wasApprovedBy(trails: readonly Trail[], at: number): boolean {
  return trails.some((trail) => decisionsIn(trail).some((event) => event.at <= at));
}

/** 6. Nothing outside the frozen plan is deleted; containment takes passes and what came after the approval. */
export const onlyThePlan: Invariant = ({ universe, trails }) =>
  universe.evidence.writes.flatMap(({ byProduct, removed, requests, what }) => {
    if (!byProduct || removed === undefined) return [];
    const approvals = trails.flatMap((trail) => decisionsIn(trail).map(({ decided }) => decided));
    const planned = approvals.some(({ plan }) =>
      plan.some(({ methodId, fingerprint }) => `${methodId}#${fingerprint}` === removed),
    );
    const contained =
      requests.some(({ state }) => state === 'incident') && approvals.some(({ known }) => !known.includes(removed));
    return planned || contained ? [] : [`${what} is outside the plan`];
  });

/** 8. Shown to nobody but the employee, four times at most per approval. */
export const onlyToHer: Invariant = ({ universe, trails }) => {
  const { shown } = universe.evidence;
  const others = shown.filter(({ presser }) => presser !== WHO.ada);
  const elsewhere = shown.filter(({ requestId, passId, place }) =>
    trails.some((trail) => trail.request.id === requestId && placeOf(trail, passId) !== place),
  );
  const approvals = trails.flatMap(decisionsIn).length;
  return [
    ...others.map(({ presser }) => `shown to ${presser.slice(-2)}`),
    ...elsewhere.map(({ place }) => `shown at the wrong place: ${place}`),
    ...(shown.length > 4 * approvals ? [`shown ${String(shown.length)} times`] : []),
    ...(new Set(shown.map(({ passId }) => passId)).size < shown.length ? ['one pass shown twice'] : []),
  ];
};

/**
 * 8b. A method that somebody else registered is never called hers: the case is an incident, or says that nobody knows. Once
 * she has registered something herself the log that was waited for is there.
 */
export const theNewMethodIsHers: Invariant = ({ universe, trails }) =>
  trails.flatMap(({ request }) => {
    const { outside, own } = universe.evidence;
    const enrolled = request.state === 'completed' ? request.decided.enrolled : undefined;
    const registeredAt = outside.get(enrolled?.methodId ?? '');
    if (enrolled === undefined || registeredAt === undefined) return [];
    const since = request.state === 'completed' ? request.decided.at : 0;
    // By the clock of the instance it may have been there at the approval.
    if (registeredAt <= since + universe.scene.skewMs) return [];
    if (own.some((at) => at >= since && at <= registeredAt)) return [];
    const outcome = enrolled.check?.outcome ?? 'nothing';
    return outcome === 'open' || outcome === 'unknown' ? [] : [`somebody else’s method closed the case: ${outcome}`];
  });

/** How long a write may be under way after it got leave, in a process that nothing happens to. */
const TO_SEND_MS = 2_000;

/**
 * 9. No more is written in any time than the quota lets through. Leave that was given is used late by a process that stood
 * still, and a clock that is ahead fills the bucket once for as much.
 */
export const thePaceIsKept: Invariant = ({ universe }) => {
  const { evidence, network, scene } = universe;
  const { capacity, perSecond } = scene.quota;
  const writes = evidence.writes.filter(({ byProduct }) => byProduct);
  const tooMany = writes.some(({ at: until }, last) =>
    writes.slice(0, last).some(({ at: from }, first) => {
      const late = network.disturbances.late(from - A_LOOK_MS, until) ? A_LOOK_MS : TO_SEND_MS;
      const seconds = (until - from + late + 2 * scene.skewMs) / 1_000;
      return last - first + 1 > capacity + perSecond * seconds;
    }),
  );
  return tooMany ? ['more was written than the quota lets through'] : [];
};
