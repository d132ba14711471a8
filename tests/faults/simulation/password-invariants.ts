import type { RecoveryEvent } from '../../../recovery/events';
import { PASSWORD_REASONS } from '../../../recovery/password-facts';
import type { Millis, ObjectId } from '../../../recovery/terms';
import { WHO } from '../../support/sample-people';
import type { AccountWrite } from './evidence';
import type { Universe } from './universe';
import { A_LOOK_MS, type Invariant, type Trail } from './outlook';

/** Security, as these stories have it. */
const SENIORS: readonly ObjectId[] = [WHO.sam, WHO.sue];

interface Asking {
  readonly at: Millis;
  readonly by: ObjectId;
  readonly reason: string;
}

/** Who asked, and for which reason of the list; anything else is no asking. */
function askingsIn({ entries }: Trail): readonly Asking[] {
  return entries.flatMap(({ event }) => {
    if (event.type !== 'passwordChangeAsked' || event.by.kind !== 'person') return [];
    const counts = SENIORS.includes(event.by.id) && PASSWORD_REASONS.includes(event.reason);
    return counts ? [{ at: event.at, by: event.by.id, reason: event.reason }] : [];
  });
}

/** Somebody outside took her last method away a moment ago, and Entra still listed it. */
function tookItLately({ evidence, scene }: Universe, at: Millis): boolean {
  const since = at - scene.tenant.switches.replicationLagMs - A_LOOK_MS;
  return evidence.writes.some((one) => one.what.startsWith('PORTAL remove') && one.at >= since && one.at <= at);
}

function faultsOf({ universe, trails }: Parameters<Invariant>[0], write: AccountWrite): readonly string[] {
  const until = write.at + universe.scene.skewMs;
  const asked = trails.some((trail) => askingsIn(trail).some(({ at }) => at <= until));
  return [
    ...(asked ? [] : ['a new password was asked for, and nobody of security gave a reason']),
    ...(universe.scene.onPremises ? ['a new password was asked for on an account that is kept on premises'] : []),
    ...(universe.scene.mayAskForPasswords ? [] : ['a new password was asked for without the permission']),
    ...(write.strong || tookItLately(universe, write.at)
      ? []
      : ['a new password was asked for, and she had no way in']),
  ];
}

/** Who has a part in the request by this entry. Whoever approves later had none when they asked. */
function partsIn(event: RecoveryEvent): readonly ObjectId[] {
  switch (event.type) {
    case 'opened':
      return [event.request.requester];
    case 'takenOver':
      return [event.requester];
    case 'joined':
      return [event.who];
    case 'attended':
      return [event.attendant];
    case 'slotApproved':
    case 'approved':
      return [event.approver];
    default:
      return [];
  }
}

/** What the trail calls done goes back to an asking in it, by somebody with no other part in the request. */
function unfounded(trail: Trail): readonly string[] {
  const askings = askingsIn(trail);
  const involved = new Set<ObjectId>([trail.request.employee]);
  return trail.entries.flatMap(({ event }) => {
    for (const person of partsIn(event)) involved.add(person);
    if (event.type === 'passwordChangeAsked' && event.by.kind === 'person' && involved.has(event.by.id))
      return [`${event.by.id.slice(-2)} asked for a new password in a request of their own`];
    if (event.type !== 'passwordChangeRequired') return [];
    const isFounded = askings.some(({ by, reason }) => by === event.askedBy && reason === event.reason);
    return isFounded ? [] : ['a new password stands in the trail without who asked for it'];
  });
}

/** 12. A new password is asked for as security said and why, once she has a way in, and where the product may. */
export const passwordsOnlyAsAsked: Invariant = (outlook) => [
  ...outlook.universe.evidence.writes
    .filter(({ byProduct, what }) => byProduct && what === 'PATCH passwordProfile')
    .flatMap((write) => faultsOf(outlook, write)),
  ...outlook.trails.flatMap(unfounded),
];
