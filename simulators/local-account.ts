import type { Secret } from '../platform/secret';
import { giveMethod } from './entra/methods';
import type { MethodType } from './entra/method-types';
import type { NewMethod } from './entra/new-methods';
import { authenticatorApp, fido2Key, phone } from './entra/new-methods';
import { passIsUsable, passEndsAt } from './entra/pass-state';
import { userById } from './entra/people';
import { enrolWithPass } from './entra/sign-in';
import type { SimMethod } from './entra/sim-user';
import type { SimTenant } from './entra/tenant';
import type { AccountActions, NewMethodKind } from './panes/account-actions';

const NEW_METHODS: Readonly<Record<NewMethodKind, () => NewMethod>> = {
  authenticator: () => authenticatorApp('New phone'),
  phone: () => phone('+47 40099001', 'mobile'),
  fido2: () => fido2Key('Security key'),
};

/** Why Entra said no, in words for the person at the sign-in page. */
const REFUSALS: Readonly<Record<string, string>> = {
  accountDisabled: 'The account is disabled.',
  noPass: 'There is no Temporary Access Pass on this account.',
  wrongPass: 'That is not the pass. Check it and try again.',
  deniedByPolicy: 'The organisation does not allow this sign-in.',
  expired: 'The pass has expired.',
  notYetValid: 'The pass is not valid yet.',
  used: 'The pass was used already.',
  sessionEnded: 'The sign-in has ended. Sign in again.',
};

/** Names as the security-info page shows them. */
const NAMES: Readonly<Partial<Record<MethodType, string>>> = {
  microsoftAuthenticator: 'Microsoft Authenticator',
  phone: 'Phone',
  softwareOath: 'Authenticator app (code)',
  hardwareOath: 'Hardware token',
  fido2: 'Passkey or security key',
  windowsHelloForBusiness: 'Windows Hello',
  platformCredential: 'Platform credential',
  email: 'E-mail',
};

function label({ type, properties }: SimMethod): string {
  const detail = properties['displayName'] ?? properties['phoneNumber'] ?? properties['emailAddress'];
  const name = NAMES[type] ?? 'Sign-in method';
  return typeof detail === 'string' && detail !== '' ? `${name} · ${detail}` : name;
}

/** What a person does at Microsoft's own pages, for the panes and for tests: see methods, sign in with a pass, enrol. */
export function localAccount(tenant: SimTenant): AccountActions {
  return {
    methods: (objectId) =>
      Promise.resolve(
        userById(tenant, objectId).methods.map((one) => ({ id: one.id, kind: one.type, label: label(one) })),
      ),
    pass: (objectId) => {
      const { pass } = userById(tenant, objectId);
      const live = passIsUsable(tenant, pass);
      return Promise.resolve(
        pass === undefined ? { live } : { live, expiresAt: new Date(passEndsAt(pass)).toISOString() },
      );
    },
    enrolWithPass: (objectId, pass: Secret, kind) => {
      const result = enrolWithPass(tenant, { userId: objectId, passText: pass.reveal(), method: NEW_METHODS[kind]() });
      return Promise.resolve(
        result.ok
          ? { ok: true }
          : { ok: false, reason: REFUSALS[result.why] ?? 'The sign-in did not work. Try again.' },
      );
    },
    giveMethod: (objectId, kind) => {
      giveMethod(tenant, objectId, NEW_METHODS[kind]());
      return Promise.resolve();
    },
  };
}
