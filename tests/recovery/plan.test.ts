import type { Method, MethodKind } from '../../recovery/methods';
import { METHOD_KINDS } from '../../recovery/methods';
import {
  chooseMethods,
  fingerprint,
  makePlan,
  methodKey,
  newStrongMethod,
  standingStrong,
  stillListed,
} from '../../recovery/plan';
import type { Decided, PlanItem } from '../../recovery/run';
import { ON_LOST_DEVICE, REVOKE } from '../../recovery/scope';
import type { Scenario } from '../../recovery/terms';
import { SCENARIOS } from '../../recovery/terms';
import { fakeKeyRing } from '../support/fake-key-ring';
import { method } from '../support/sample-methods';

const keys = fakeKeyRing();

/** By hand: `x` = goes in that scenario. Order of columns: lostPhone newPhone stolenPhone appBroken lostKey lockedOut suspicious. */
const GOES: Readonly<Record<MethodKind, string>> = {
  password: '-------',
  mobilePhone: 'xxx--x-',
  alternateMobilePhone: '-----x-',
  officePhone: '-----x-',
  email: '-------',
  microsoftAuthenticator: 'xxxx-x-',
  softwareOath: 'xxx--x-',
  hardwareOath: '----xx-',
  fido2: '----xx-',
  windowsHelloForBusiness: '-----x-',
  platformCredential: '-----x-',
  externalAuthenticationMethod: '-----x-',
  qrCodePin: '-----x-',
  temporaryAccessPass: '-------',
  unknown: '-------',
};
const CELLS = SCENARIOS.flatMap((scenario, column) =>
  METHOD_KINDS.map((kind) => ({ scenario, kind, goes: GOES[kind].charAt(column) === 'x' })),
);

describe('when a scenario says what is gone', () => {
  it.each(CELLS)('$scenario: $kind goes: $goes', ({ scenario, kind, goes }) => {
    expect(chooseMethods([method(kind)], scenario, [])).toHaveLength(goes ? 1 : 0);
  });

  it.each<readonly [Scenario, string]>([
    ['lostPhone', 'atCompletion'],
    ['newPhone', 'never'],
    ['stolenPhone', 'atOnce'],
    ['appBroken', 'never'],
    ['lostKey', 'never'],
    ['lockedOut', 'atCompletion'],
    ['suspicious', 'never'],
  ])('%s ends sessions %s', (scenario, when) => {
    expect(REVOKE[scenario]).toBe(when);
  });

  it.each<readonly [Scenario, readonly MethodKind[]]>([
    ['lostPhone', ['mobilePhone']],
    ['newPhone', ['mobilePhone']],
    ['stolenPhone', ['mobilePhone']],
    ['appBroken', []],
    ['lostKey', []],
    ['lockedOut', ['mobilePhone', 'alternateMobilePhone']],
    ['suspicious', []],
  ])('%s: on the lost device are %p', (scenario, kinds) => {
    expect([...ON_LOST_DEVICE[scenario]]).toEqual(kinds);
  });
});

describe('when the employee picked single methods', () => {
  const all = METHOD_KINDS.map((kind) => method(kind));
  const ids = (methods: readonly Method[]): readonly string[] => methods.map(({ kind }) => kind);

  it('exactly those go, whatever the scenario', () => {
    const chosen = [method('fido2').id, method('officePhone').id];
    expect(ids(chooseMethods(all, 'lostPhone', chosen))).toEqual(['officePhone', 'fido2']);
  });

  it('what can never go stays, picked or not', () => {
    const chosen = (['password', 'email', 'temporaryAccessPass', 'unknown'] as const).map((kind) => method(kind).id);
    expect(chooseMethods(all, 'lockedOut', chosen)).toEqual([]);
  });

  it('ids that are not registered do nothing', () => {
    expect(chooseMethods(all, 'lockedOut', ['made-up', '__proto__'])).toEqual([]);
  });
});

describe('when a plan is frozen', () => {
  const kinds: readonly MethodKind[] = [
    'mobilePhone',
    'officePhone',
    'fido2',
    'alternateMobilePhone',
    'microsoftAuthenticator',
  ];

  it('lists the phones last (office, alternate, mobile), and then what is most often the default', () => {
    const order = makePlan(
      keys,
      kinds.map((kind) => method(kind)),
    ).map(({ kind }) => kind);
    expect(order).toEqual(['fido2', 'officePhone', 'alternateMobilePhone', 'mobilePhone', 'microsoftAuthenticator']);
  });

  it('holds id, label and a fingerprint, and nothing that could be called or mailed', () => {
    const [item] = makePlan(keys, [method('mobilePhone')]);
    expect(item).toEqual({
      methodId: method('mobilePhone').id,
      kind: 'mobilePhone',
      label: 'mobilePhone (old)',
      fingerprint: fingerprint(keys, method('mobilePhone')),
      outcome: 'pending',
    });
    expect(item?.fingerprint).toHaveLength(22);
    expect(JSON.stringify(item)).not.toContain('mobilePhone:old');
  });

  it('cannot be made without the key', () => {
    expect(() => makePlan({ currentId: 'k9', mac: () => undefined }, [method('fido2')])).toThrow(
      expect.objectContaining({ code: 'integrity', message: 'the current key is not in the key ring' }),
    );
  });
});

describe('when a method changed under its fixed id', () => {
  // Worked out apart from the product: HMAC-SHA-256 under the purpose "method". Plans outlive an instance.
  it('is told by a fingerprint that is the same in every version and instance', () => {
    expect(fingerprint(keys, method('mobilePhone'))).toBe('GsOLo6uV_YrfRCwR4-MWho');
  });

  it('is another method', () => {
    const [before, after] = [method('mobilePhone', 'old'), method('mobilePhone', 'new')];
    expect(after.id).toBe(before.id);
    expect(methodKey(keys, after)).not.toBe(methodKey(keys, before));
    const plan = makePlan(keys, [before]);
    expect(stillListed(keys, plan, [after])).toEqual([]);
    expect(stillListed(keys, plan, [before])).toEqual(plan);
    expect(newStrongMethod(keys, [after], [methodKey(keys, before)])).toBe(after);
  });
});

describe('when somebody enrols', () => {
  const known = [method('microsoftAuthenticator'), method('password')].map((one) => methodKey(keys, one));

  it.each<readonly [string, readonly Method[], MethodKind | undefined]>([
    ['nothing new', [method('microsoftAuthenticator')], undefined],
    [
      'a new app',
      [method('microsoftAuthenticator'), method('microsoftAuthenticator', 'new')],
      'microsoftAuthenticator',
    ],
    ['a passkey', [method('fido2', 'new')], 'fido2'],
    ['only an e-mail address', [method('email', 'new')], undefined],
    ['only a password', [method('password', 'new')], undefined],
    ['only the pass', [method('temporaryAccessPass', 'new')], undefined],
    ['only something unknown', [method('unknown', 'new')], undefined],
  ])('%s', (_what, methods, kind) => {
    expect(newStrongMethod(keys, methods, known)?.kind).toBe(kind);
  });
});

describe('when it is asked what an account stands on', () => {
  const app = method('microsoftAuthenticator');
  const key = method('fido2');
  const decided = (outcome: PlanItem['outcome'], gap: Decided['gap']): Pick<Decided, 'plan' | 'gap'> => ({
    plan: makePlan(keys, [app]).map((item) => ({ ...item, outcome })),
    gap,
  });

  it.each<readonly [PlanItem['outcome'], Decided['gap'], boolean]>([
    ['pending', 'none', true],
    ['deferred', 'none', true],
    ['kept', 'closed', true],
    ['removed', 'none', false],
    ['deferred', 'open', false],
    ['deferred', 'closed', false],
  ])('a listed method that is %s, gap %s, counts: %s', (outcome, gap, counts) => {
    expect(standingStrong(keys, decided(outcome, gap), [app, key])).toEqual(counts ? [app, key] : [key]);
  });

  it('without a decision every strong method counts', () => {
    expect(standingStrong(keys, undefined, [app, method('email')])).toEqual([app]);
  });
});
