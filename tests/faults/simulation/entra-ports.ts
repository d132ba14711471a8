import { KINDS, kindOf } from '../../../graph/method-kinds';
import { Secret } from '../../../platform/secret';
import { EffectError } from '../../../recovery/errors';
import type { Method, SignInDefault } from '../../../recovery/methods';
import { DEFAULT_OF } from '../../../recovery/methods';
import type { AccessPasses, Accounts, AuthMethods, MintedPass } from '../../../recovery/ports';
import type { ObjectId } from '../../../recovery/terms';
import { METHOD_TYPES } from '../../../simulators/entra/method-types';
import { deletionBlock, listedMethods, removeMethod } from '../../../simulators/entra/methods';
import { passEndsAt, passHasReplicated, passIsUsable } from '../../../simulators/entra/pass-state';
import { issuePass, passIsAllowed, removePass } from '../../../simulators/entra/passes';
import { revokeSessions, setAccountEnabled, userById } from '../../../simulators/entra/people';
import type { SimMethod, SimPass, SimUser } from '../../../simulators/entra/sim-user';
import type { SimTenant } from '../../../simulators/entra/tenant';
import { recordWrite } from '../../../simulators/entra/write-log';
import type { Cross } from './memory-table';

/** Who the product is in the tenant's write log. */
export const PRODUCT = 'latchkey';

const BY = { initiator: { app: PRODUCT } } as const;
const origin = (method: string, path: string) => ({ by: PRODUCT, method, path });

const REFUSALS = { default: 'defaultMethod', alternateMobile: 'orderRequired' } as const;

const domainMethods = new WeakMap<SimMethod, Method>();

/** A registered method in the domain's words. */
export function asMethod(method: SimMethod): Method {
  const known = domainMethods.get(method);
  if (known !== undefined) return known;
  const { id, type, properties, createdAt } = method;
  const text = (name: string): string => {
    const value = properties[name];
    return typeof value === 'string' ? value : '';
  };
  const kind = kindOf(METHOD_TYPES[type].odataType, text('phoneType'));
  const { contact } = KINDS[kind];
  const made: Method = {
    ...{ id, kind, label: kind, createdAt },
    identity: Secret.of([type, id, createdAt, text('phoneNumber'), text('displayName')].join('|')),
    ...(contact && {
      contact: { channel: contact.channel, address: Secret.of(text(contact.property)), masked: '••' },
    }),
  };
  domainMethods.set(method, made);
  return made;
}

function passAsMethod(tenant: SimTenant, pass: SimPass): Method {
  const { id, createdAt } = pass;
  const usable = passIsUsable(tenant, pass);
  return { id, kind: 'temporaryAccessPass', label: 'pass', createdAt, usable, identity: Secret.of(id) };
}

function list(tenant: SimTenant, user: SimUser): readonly Method[] {
  const { pass } = user;
  const passes = pass !== undefined && passHasReplicated(tenant, pass) ? [passAsMethod(tenant, pass)] : [];
  return [...listedMethods(tenant, user).map(asMethod), ...passes];
}

function remove(
  { tenant, losesDelete }: Pick<SimEntra, 'tenant' | 'losesDelete'>,
  user: SimUser,
  id: string,
): Awaited<ReturnType<AuthMethods['remove']>> {
  const method = user.methods.find((one) => one.id === id);
  if (method === undefined) return { outcome: 'alreadyGone' };
  const block = deletionBlock(tenant, user, method);
  if (block !== undefined) throw new EffectError(REFUSALS[block], 'Graph refuses');
  if (!losesDelete(id)) removeMethod(tenant, user, { method, origin: origin('DELETE', `methods/${id}`), ...BY });
  return { outcome: 'removed' };
}

function prefer(tenant: SimTenant, user: SimUser, what: SignInDefault): object {
  const standIn = list(tenant, user).find(({ kind }) => DEFAULT_OF.get(kind) === what);
  if (standIn === undefined || !tenant.switches.signInPreferences) throw new EffectError('rejected', 'Graph refuses');
  recordWrite(tenant, origin('PATCH', 'signInPreferences'), user, () => {
    user.defaultMethodId = standIn.id;
  });
  return {};
}

function issue(tenant: SimTenant, user: SimUser, lifetimeInMinutes: number): MintedPass {
  const { minimumLifetimeInMinutes, maximumLifetimeInMinutes } = tenant.passPolicy;
  if (!passIsAllowed(tenant, user)) throw new EffectError('policyBlocksPass', 'Graph refuses');
  if (lifetimeInMinutes < minimumLifetimeInMinutes || lifetimeInMinutes > maximumLifetimeInMinutes)
    throw new EffectError('lifetimeOutOfRange', 'Graph refuses');
  const wish = { lifetimeInMinutes, isUsableOnce: true, startsAt: tenant.clock.now() };
  const pass = issuePass(tenant, user, { wish, origin: origin('POST', 'passes'), ...BY });
  const { id: methodId, secret, createdAt: issuedAt } = pass;
  return { methodId, secret: Secret.of(secret), issuedAt, expiresAt: passEndsAt(pass) };
}

function requirePasswordChange(tenant: SimTenant, user: SimUser): object {
  if (user.onPremisesSyncEnabled === true) throw new EffectError('rejected', 'Graph refuses');
  recordWrite(tenant, origin('PATCH', 'passwordProfile'), user, () => {
    user.mustChangePassword = 'afterMfa';
  });
  return {};
}

/** What stands behind the ports. */
interface SimEntra {
  readonly tenant: SimTenant;
  /** Told who was disabled. */
  readonly disabled: (id: ObjectId) => void;
  /** Whether the permission for it was granted. */
  readonly mayAskForPasswords: boolean;
  /** True where the delete of this one is acknowledged and does not take effect. */
  readonly losesDelete: (id: string) => boolean;
}

/** The simulated Entra behind the domain's ports: its own plain functions and rules, reached through the network. */
export function entraPorts(
  entra: SimEntra,
  cross: Cross,
): { readonly methods: AuthMethods; readonly passes: AccessPasses; readonly accounts: Accounts } {
  const { tenant, disabled, mayAskForPasswords } = entra;
  const of = (id: ObjectId): SimUser => userById(tenant, id);
  const { minimumLifetimeInMinutes: minimumMinutes, maximumLifetimeInMinutes: maximumMinutes } = tenant.passPolicy;
  const enabled = tenant.passPolicy.state === 'enabled';
  return {
    methods: {
      list: (_tenantId, id) => cross('methods.list', () => list(tenant, of(id))),
      remove: (_tenantId, id, method) => cross('methods.remove', () => remove(entra, of(id), method.id)),
      prefer: (_tenantId, id, what) => cross('methods.prefer', () => prefer(tenant, of(id), what)),
    },
    passes: {
      policyFor: () => cross('passes.policyFor', () => ({ enabled, inScope: true, minimumMinutes, maximumMinutes })),
      issue: (_tenantId, id, minutes) => cross('passes.issue', () => issue(tenant, of(id), minutes)),
      remove: (_tenantId, id, methodId) =>
        cross('passes.remove', () => {
          if (of(id).pass?.id !== methodId) return 'alreadyGone';
          if (!entra.losesDelete(methodId))
            removePass(tenant, of(id), { origin: origin('DELETE', `passes/${methodId}`), ...BY });
          return 'removed';
        }),
    },
    accounts: {
      revokeSessions: (_tenantId, id) =>
        cross('accounts.revokeSessions', () => {
          revokeSessions(tenant, of(id), { origin: origin('POST', 'revokeSignInSessions'), ...BY });
          return {};
        }),
      disable: (_tenantId, id) =>
        cross('accounts.disable', () => {
          setAccountEnabled(tenant, of(id), { enabled: false, origin: origin('PATCH', 'accountEnabled'), ...BY });
          disabled(id);
          return {};
        }),
      mayRequirePasswordChange: () => cross('accounts.mayRequirePasswordChange', () => mayAskForPasswords),
      requirePasswordChange: (_tenantId, id) =>
        cross('accounts.requirePasswordChange', () => requirePasswordChange(tenant, of(id))),
    },
  };
}
