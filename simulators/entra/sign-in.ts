import { recordAudit } from './audit-log';
import { registerMethod } from './methods';
import type { NewMethod } from './new-methods';
import { passEndsAt, passHasReplicated, passUsability } from './pass-state';
import { userById } from './people';
import { recordSignIn } from './sign-in-log';
import type { SimMethod, SimPass, SimUser } from './sim-user';
import type { SimTenant } from './tenant';
import { recordWrite } from './write-log';

const TEN_MINUTES = 600_000;

export type SignInRefusal =
  'accountDisabled' | 'noPass' | 'wrongPass' | 'deniedByPolicy' | 'expired' | 'notYetValid' | 'used';

/** A browser in which somebody has signed in. */
export interface SimSession {
  readonly userId: string;
  readonly startedAt: number;
  /** A session that began with a pass lives no longer than the pass. */
  readonly pass?: SimPass;
}

export type SignIn =
  { readonly ok: true; readonly session: SimSession } | { readonly ok: false; readonly why: SignInRefusal };

export type Enrolment =
  | { readonly ok: true; readonly session: SimSession; readonly method: SimMethod }
  | { readonly ok: false; readonly why: SignInRefusal | 'sessionEnded' };

/** Signs in with a Temporary Access Pass, as a person would type it. A one-time pass is used up by it. */
export function signInWithPass(tenant: SimTenant, userId: string, passText: string): SignIn {
  const user = userById(tenant, userId);
  const why = passRefusal(tenant, user, passText);
  recordSignIn(tenant, user, why);
  if (why !== undefined || user.pass === undefined) return { ok: false, why: why ?? 'noPass' };
  const { pass } = user;
  pass.usedAt = tenant.clock.now();
  return { ok: true, session: { userId: user.id, startedAt: pass.usedAt, pass } };
}

/** Registers a method from a signed-in browser (the security-info page). */
export function enrol(tenant: SimTenant, session: SimSession, method: NewMethod): Enrolment {
  const user = userById(tenant, session.userId);
  if (!sessionStands(tenant, session)) return { ok: false, why: 'sessionEnded' };
  const origin = { by: `user:${user.id}`, method: 'PORTAL', path: `/users/${user.id}/authentication/methods` };
  const registered = recordWrite(tenant, origin, user, () => {
    return registerMethod(tenant, user, method, tenant.clock.now());
  });
  const reason = `User registered ${method.auditName}`;
  const activity = 'User registered security info';
  recordAudit(tenant, { activity, reason, operationType: 'Add', target: user, initiator: { user } });
  return { ok: true, session, method: registered };
}

/** Signs in with a pass and registers a method: the end of a recovery. */
export function enrolWithPass(
  tenant: SimTenant,
  { userId, passText, method }: { readonly userId: string; readonly passText: string; readonly method: NewMethod },
): Enrolment {
  const signIn = signInWithPass(tenant, userId, passText);
  return signIn.ok ? enrol(tenant, signIn.session, method) : signIn;
}

/** Signs in without a pass, with password and whatever the account has, and registers a method. */
export function signInAndEnrol(tenant: SimTenant, userId: string, method: NewMethod): Enrolment {
  const user = userById(tenant, userId);
  const why = user.accountEnabled ? undefined : 'accountDisabled';
  recordSignIn(tenant, user, why);
  if (why !== undefined) return { ok: false, why };
  return enrol(tenant, { userId: user.id, startedAt: tenant.clock.now() }, method);
}

/**
 * Whether a session still counts: not revoked since, account enabled, and for one that began with a pass: the pass stands,
 * is not over, and a one-time pass was used less than ten minutes ago.
 */
export function sessionStands(tenant: SimTenant, { userId, startedAt, pass }: SimSession): boolean {
  const user = userById(tenant, userId);
  const now = tenant.clock.now();
  if (!user.accountEnabled || startedAt < user.sessionsValidFrom) return false;
  if (pass === undefined) return true;
  const inTime = now < passEndsAt(pass) && (!pass.isUsableOnce || now < startedAt + TEN_MINUTES);
  return user.pass?.id === pass.id && inTime;
}

function passRefusal(tenant: SimTenant, user: SimUser, passText: string): SignInRefusal | undefined {
  if (!user.accountEnabled) return 'accountDisabled';
  if (user.pass === undefined || !passHasReplicated(tenant, user.pass)) return 'noPass';
  if (user.pass.secret !== passText) return 'wrongPass';
  const reasons = {
    EnabledByPolicy: undefined,
    DisabledByPolicy: 'deniedByPolicy',
    Expired: 'expired',
    NotYetValid: 'notYetValid',
    OneTimeUsed: 'used',
  } as const;
  return reasons[passUsability(tenant, user.pass)];
}
