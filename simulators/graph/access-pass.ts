import { isJsonObject } from '../entra/exchange';
import { METHOD_TYPES } from '../entra/method-types';
import { issuePass, passFields, passIsAllowed, removePass, type PassWish } from '../entra/passes';
import { passHasReplicated } from '../entra/pass-state';
import type { SimUser } from '../entra/sim-user';
import type { SimTenant } from '../entra/tenant';
import { methodNotFound, methodOwner, methodsContext } from './auth-methods';
import { methodRefused } from './failure';
import { readMethodsOfType, writeMethodsOfType } from './grants';
import { originOf } from './origin';
import { NO_CONTENT, ok, param, route, type GraphHandler, type Route } from './route';

const SEGMENT = 'temporaryAccessPassMethods';
const PASSES = `/users/{user}/authentication/${SEGMENT}`;
const { odataType, permission } = METHOD_TYPES.temporaryAccessPass;

/** Replaces whatever pass there was. The secret is in this answer and in no other. */
const createPass: GraphHandler = (tenant, request) => {
  const user = methodOwner(tenant, request);
  checkEligible(tenant, user);
  const wish = readWish(tenant, request.body);
  const pass = issuePass(tenant, user, { wish, origin: originOf(request), initiator: { app: request.caller } });
  const fields = { ...passFields(tenant, pass), temporaryAccessPass: pass.secret };
  return ok(
    { '@odata.context': methodsContext(request, `${SEGMENT}/$entity`), '@odata.type': odataType, ...fields },
    201,
  );
};

function checkEligible(tenant: SimTenant, user: SimUser): void {
  const isExternal = user.identities.some(({ signInType, issuer }) => {
    return signInType === 'federated' && issuer === 'ExternalAzureAD';
  });
  if (isExternal) throw methodRefused('Temporary Access Pass cannot be added to an external guest user.');
  if (!passIsAllowed(tenant, user)) {
    const message =
      'Converged UserCredentialPolicy does not allow creating or updating this authentication method. AuthMethodType [TemporaryAccessPass].';
    throw methodRefused(message);
  }
}

function readWish(tenant: SimTenant, body: unknown): PassWish {
  const policy = tenant.passPolicy;
  const wanted = isJsonObject(body) ? body : {};
  const lifetimeInMinutes = Number(wanted['lifetimeInMinutes'] ?? policy.defaultLifetimeInMinutes);
  const { minimumLifetimeInMinutes: least, maximumLifetimeInMinutes: most } = policy;
  if (!Number.isInteger(lifetimeInMinutes) || lifetimeInMinutes < least || lifetimeInMinutes > most) {
    const range = `${String(least)} and ${String(most)}`;
    throw methodRefused(`Invalid LifetimeInMinutes specified. The valid range between ${range}.`);
  }
  const isUsableOnce = wanted['isUsableOnce'] ?? policy.isUsableOnce;
  if (policy.isUsableOnce && isUsableOnce === false) {
    throw methodRefused('Multi-use Temporary Access Pass is not allowed by policy.');
  }
  const start = wanted['startDateTime'];
  const startsAt = typeof start === 'string' ? Date.parse(start) : tenant.clock.now();
  if (Number.isNaN(startsAt)) throw methodRefused('Invalid StartDateTime specified.');
  return { lifetimeInMinutes, isUsableOnce: isUsableOnce === true, startsAt };
}

const listPasses: GraphHandler = (tenant, request) => {
  const { pass } = methodOwner(tenant, request);
  const value = pass !== undefined && passHasReplicated(tenant, pass) ? [passFields(tenant, pass)] : [];
  return ok({ '@odata.context': methodsContext(request, SEGMENT), value });
};

const getPass: GraphHandler = (tenant, request) => {
  const { pass } = methodOwner(tenant, request);
  if (pass?.id !== param(request, 'method') || !passHasReplicated(tenant, pass)) throw methodNotFound(tenant);
  return ok({ '@odata.context': methodsContext(request, `${SEGMENT}/$entity`), ...passFields(tenant, pass) });
};

const deletePass: GraphHandler = (tenant, request) => {
  const user = methodOwner(tenant, request);
  if (user.pass?.id !== param(request, 'method')) throw methodNotFound(tenant);
  removePass(tenant, user, { origin: originOf(request), initiator: { app: request.caller } });
  return NO_CONTENT;
};

export const ACCESS_PASS_ROUTES: readonly Route[] = [
  route('POST', PASSES, writeMethodsOfType(permission), createPass),
  route('GET', PASSES, readMethodsOfType(permission), listPasses),
  route('GET', `${PASSES}/{method}`, readMethodsOfType(permission), getPass),
  route('DELETE', `${PASSES}/{method}`, writeMethodsOfType(permission), deletePass),
].map((each) => ({ ...each, backend: 'authenticationMethods' }));
