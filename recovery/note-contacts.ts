import type { Alarming } from './alarm';
import { raiseAlarm } from './alarm';
import { isReachable } from './contact-age';
import { firstSeen } from './contacts';
import type { Deps } from './deps';
import type { FoundKept, Kept, KeptContact } from './kept-contacts';
import { sameAddress } from './kept-contacts';
import type { Method } from './methods';
import { ownKeys } from './own-keys';
import { fingerprint } from './plan';
import type { Policy } from './policy-settings';
import type { KeyRing } from './ports';
import type { RecoveryRequest } from './request';
import { decidedOf } from './request';
import type { Sighting } from './sightings';
import type { Millis, ObjectId } from './terms';

const DAY = 86_400_000;

/** Registered contacts are looked at again after so long. */
export const LOOK_AGAIN_MS = DAY;

export type NotingContacts = Alarming & Pick<Deps, 'keptContacts' | 'sightings' | 'policy' | 'keys'>;
type Days = Pick<Policy, 'contactStableDays' | 'replacedContactDays'>;

/** A look at what somebody has registered. */
export interface ContactLook {
  readonly methods: readonly Method[];
  readonly sightings: readonly Sighting[];
}

const wasStable = ({ since, lastSeen }: KeptContact, { contactStableDays }: Days): boolean =>
  lastSeen - since >= contactStableDays * DAY;

/** Replaced or removed less than so many days ago, and trusted before that. */
export function isReplaced(contact: KeptContact, days: Days, now: Millis): boolean {
  const { goneSince = now } = contact;
  return now - goneSince < days.replacedContactDays * DAY && wasStable(contact, days);
}

function registeredNow(keys: KeyRing, { methods, sightings }: ContactLook, now: Millis): readonly KeptContact[] {
  return methods.filter(isReachable).map((method): KeptContact => {
    const { contact, kind, identity } = method;
    const since = Math.min(now, firstSeen({ keys, sightings }, method));
    return { ...contact, kind, identity, since, lastSeen: now };
  });
}

/** What is to be kept after a look; `taken` are those that a recovery of ours took away. Pure. */
function keptAfter(
  found: FoundKept,
  registered: readonly KeptContact[],
  taken: readonly KeptContact[],
  { days, now }: { readonly days: Days; readonly now: Millis },
): Kept {
  if (days.replacedContactDays === 0) return { lookedAt: now, contacts: [] };
  const before = found === undefined || found === 'doesNotHold' ? [] : found.contacts;
  const known = (one: KeptContact) => before.find((other) => sameAddress(one, other));
  const gone = before
    .filter((one) => ![...registered, ...taken].some((other) => sameAddress(one, other)))
    .map((one) => ({ ...one, goneSince: one.goneSince ?? now }));
  const here = registered.map((one) => ({ ...one, since: Math.min(one.since, known(one)?.since ?? Infinity) }));
  return { lookedAt: now, contacts: [...here, ...gone.filter((one) => isReplaced(one, days, now))] };
}

/** Whether the plan of this request took the contact away, or may have. */
function tookAway(keys: KeyRing, request: RecoveryRequest, contact: KeptContact): boolean {
  const { plan = [] } = decidedOf(request) ?? {};
  const own = plan.filter(({ kind, outcome }) => kind === contact.kind && outcome !== 'kept');
  return own.length > 0 && own.some((item) => item.fingerprint === fingerprint(ownKeys(keys, request), contact));
}

/** Those that are not registered any more because of a recovery of ours: on a phone that is gone, nobody is told. */
async function takenAway(
  deps: NotingContacts,
  tenantId: ObjectId,
  person: ObjectId,
  gone: readonly KeptContact[],
): Promise<readonly KeptContact[]> {
  if (gone.length === 0) return [];
  const { requests } = await deps.sightings.about(tenantId, person);
  const recent = await deps.ledger.follow(tenantId, person, requests, 10);
  return gone.filter((one) => recent.some(({ request }) => tookAway(deps.keys, request, one)));
}

/** True when the same contacts stand there as at the last look, and that was not long ago. */
function saysSo(found: FoundKept, registered: readonly KeptContact[], now: Millis): boolean {
  if (found === undefined || found === 'doesNotHold') return registered.length === 0 && found === undefined;
  if (now - found.lookedAt >= LOOK_AGAIN_MS) return false;
  const here = found.contacts.filter(({ goneSince }) => goneSince === undefined);
  return here.length === registered.length && here.every((one) => registered.some((other) => sameAddress(one, other)));
}

/** What is kept of somebody's contacts. Of a row that does not hold security is told. */
export async function findKept(
  deps: Alarming & Pick<Deps, 'keptContacts'>,
  tenantId: ObjectId,
  person: ObjectId,
): Promise<FoundKept> {
  const found = await deps.keptContacts.of(tenantId, person);
  if (found === 'doesNotHold') await raiseAlarm(deps, tenantId, undefined, 'contacts');
  return found;
}

/**
 * Keeps the contacts that somebody has, so that they can be told when others have taken their place, and drops those that
 * were gone for `replacedContactDays`, were not trusted, or were taken away by a recovery. One read of storage, and a write
 * where something changed or a day has passed. With 0 days nothing is kept. Safe to repeat, on any instance.
 */
export async function noteContacts(
  deps: NotingContacts & Pick<Deps, 'clock'>,
  tenantId: ObjectId,
  person: ObjectId,
  look: ContactLook,
): Promise<void> {
  const { policy: days, keys, clock, keptContacts } = deps;
  const now = clock.now();
  const registered = registeredNow(keys, look, now);
  const found = await findKept(deps, tenantId, person);
  const isOff = days.replacedContactDays === 0;
  if (isOff ? found === undefined : saysSo(found, registered, now)) return;
  const before = found === undefined || found === 'doesNotHold' ? [] : found.contacts;
  const isHere = (one: KeptContact) => registered.some((other) => sameAddress(one, other));
  const gone = before.filter((one) => one.goneSince === undefined && !isHere(one));
  const taken = isOff ? [] : await takenAway(deps, tenantId, person, gone);
  await keptContacts.change(tenantId, person, (there) => keptAfter(there, registered, taken, { days, now }));
}
