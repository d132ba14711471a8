import { recordAudit, type Initiator } from './audit-log';
import { METHOD_TYPES } from './method-types';
import type { NewMethod } from './new-methods';
import { SimError } from './sim-error';
import type { SimMethod, SimUser } from './sim-user';
import type { SimTenant } from './tenant';
import { ADMIN, recordWrite, type WriteOrigin } from './write-log';
import { userById } from './people';

/** Registers a method: of the fixed-id kinds (phones, e-mail) a new one replaces the old. The first that can be, is the default. */
export function registerMethod(tenant: SimTenant, user: SimUser, method: NewMethod, createdAt: number): SimMethod {
  const id = method.id ?? tenant.ids.guid();
  const registered: SimMethod = { id, type: method.type, properties: method.properties, createdAt };
  user.methods = [...user.methods.filter((other) => other.id !== id), registered];
  if (METHOD_TYPES[method.type].canBeDefault) user.defaultMethodId ??= id;
  return registered;
}

/** Puts a method on an account as an administrator would have, `createdAt` (now, if left out) being any time. */
export function giveMethod(tenant: SimTenant, userId: string, method: NewMethod, createdAt?: number): SimMethod {
  const user = userById(tenant, userId);
  const origin = { ...ADMIN, path: `/users/${user.id}/authentication/methods` };
  const at = createdAt ?? tenant.clock.now();
  return recordWrite(tenant, origin, user, () => registerMethod(tenant, user, method, at));
}

/** Puts another number or address into the entry that a person has: its id and its date stay. */
export function changeMethod(user: SimUser, { id, properties }: NewMethod): SimMethod {
  const before = user.methods.find((method) => method.id === id);
  if (before === undefined) throw new SimError('noSuchMethod', `${user.displayName} has no method ${String(id)}`);
  const changed: SimMethod = { ...before, properties: { ...before.properties, ...properties } };
  user.methods = user.methods.map((method) => (method === before ? changed : method));
  return changed;
}

/** The same, as whoever holds a session does it in the portal; what the log says of it is not told here. */
export function changeInPortal(tenant: SimTenant, userId: string, method: NewMethod): SimMethod {
  const user = userById(tenant, userId);
  const origin = { ...ADMIN, path: `/users/${user.id}/authentication/methods` };
  return recordWrite(tenant, origin, user, () => changeMethod(user, method));
}

/** Makes a registered method the default one. */
export function setDefaultMethod(tenant: SimTenant, userId: string, methodId: string): void {
  const user = userById(tenant, userId);
  if (!user.methods.some(({ id }) => id === methodId)) {
    throw new SimError('noSuchMethod', `${user.displayName} has no method ${methodId}`);
  }
  user.defaultMethodId = methodId;
}

/** What the service lists at this moment: what stands, and what was deleted so recently that it still shows. */
export function listedMethods(tenant: SimTenant, user: SimUser): readonly SimMethod[] {
  const lag = tenant.switches.replicationLagMs;
  const still = user.leftovers.filter(({ method, deletedAt }) => {
    const returned = user.methods.some(({ id }) => id === method.id);
    return !returned && tenant.clock.now() < deletedAt + lag;
  });
  return [...user.methods, ...still.map(({ method }) => method)];
}

/** Takes a method away; whether it may go was decided before. */
export function removeMethod(
  tenant: SimTenant,
  user: SimUser,
  { method, origin, initiator }: { method: SimMethod; origin: WriteOrigin; initiator: Initiator },
): void {
  recordWrite(tenant, origin, user, () => {
    user.methods = user.methods.filter(({ id }) => id !== method.id);
    user.leftovers.push({ method, deletedAt: tenant.clock.now() });
    if (user.defaultMethodId === method.id) user.defaultMethodId = undefined;
  });
  const actor = 'admin' in initiator ? 'Admin' : 'User';
  const name = METHOD_TYPES[method.type].odataType.replace('#microsoft.graph.', '').replace('AuthenticationMethod', '');
  recordAudit(tenant, {
    activity: `${actor} deleted security info`,
    reason: `${actor} deleted ${name} method`,
    operationType: 'Delete',
    target: user,
    initiator,
  });
}

/** Why the service refuses to delete a method now: it is the default beside others, or the alternate number hangs on it. */
export function deletionBlock(
  tenant: SimTenant,
  user: SimUser,
  method: SimMethod,
): 'default' | 'alternateMobile' | undefined {
  const others = user.methods.filter(({ id }) => id !== method.id);
  const isMobile = method.properties['phoneType'] === 'mobile';
  if (isMobile && others.some(({ properties }) => properties['phoneType'] === 'alternateMobile'))
    return 'alternateMobile';
  if (user.defaultMethodId !== method.id) return undefined;
  const { defaultBlockedBy, passCountsAsOtherMethod } = tenant.switches;
  const blocks = others.some(({ type }) => defaultBlockedBy === 'everyMethod' || METHOD_TYPES[type].canBeDefault);
  return blocks || (passCountsAsOtherMethod && user.pass !== undefined) ? 'default' : undefined;
}
