import { policySchema } from '../../../platform/policy-file';
import type { Policy } from '../../../recovery/policy-settings';
import type { Millis, Scenario } from '../../../recovery/terms';
import { giveMethod, setDefaultMethod } from '../../../simulators/entra/methods';
import {
  authenticatorApp,
  email,
  fido2Key,
  phone,
  softwareOath,
  windowsHello,
  type NewMethod,
} from '../../../simulators/entra/new-methods';
import { addUser } from '../../../simulators/entra/people';
import type { SimMethod } from '../../../simulators/entra/sim-user';
import type { SigningKey } from '../../../simulators/entra/signing-key';
import { createTenant, type SimTenant } from '../../../simulators/entra/tenant';
import { GRAPH_WRITES, type Quota } from '../../../storage/permit-bank';
import { DAY, START } from '../../support/fake-clock';
import { person, TENANT } from '../../support/request-builder';
import { WHO } from '../../support/sample-people';
import type { Prng } from './prng';
import type { Scheduler } from './scheduler';

/** By whom it is opened, where the pass appears, and whether a code may do in place of an approver. */
export const WAYS = ['chat', 'helpdesk', 'link', 'colleague', 'code', 'counter'] as const;
export type Way = (typeof WAYS)[number];

type Shares<T extends string> = Readonly<Partial<Record<T, number>>>;

/** How often each comes. */
const SHARES: Shares<Way> = { chat: 34, helpdesk: 14, link: 16, colleague: 13, code: 12, counter: 11 };

/** Who opens, and how often. Whoever is neither Ada nor of the helpdesk is a colleague: of her team, her manager, of duty. */
const OPENERS: Readonly<Record<Way, Shares<keyof typeof WHO>>> = {
  chat: { ada: 1 },
  helpdesk: { helen: 85, ada: 15 },
  link: { helen: 1 },
  colleague: { colin: 60, max: 12, dora: 8, ada: 12, helen: 8 },
  code: { ada: 1 },
  counter: { helen: 94, ada: 6 },
};

/** An administrator with no part in anything, or whoever uses their session. */
export const OUTSIDER = person(77);

/** What differs between runs besides the faults: the company, the account, what is unknown about Entra. */
export interface Scene {
  readonly scenario: Scenario;
  readonly policy: Policy;
  readonly tenant: SimTenant;
  readonly way: Way;
  /** Ada does not type the code while the chat of a stolen phone has its time. */
  readonly dawdles: boolean;
  readonly openers: Shares<keyof typeof WHO>;
  /** Numbers that were registered for long, by the id of their entry. */
  readonly numbers: ReadonlyMap<string, string>;
  /** When the product saw them first, where a code may go to one. */
  readonly numbersSeenAt: Millis;
  /** The account cannot be switched off: the permission is missing. */
  readonly disableForbidden: boolean;
  /** The permission to have a new password asked for was granted. */
  readonly mayAskForPasswords: boolean;
  /** Ada's password is kept on premises. */
  readonly onPremises: boolean;
  /** The directory's log is so late. */
  readonly auditLagMs: Millis;
  /** How far a machine's clock may be off, either way. */
  readonly skewMs: number;
  /** What Graph lets the product write. */
  readonly quota: Quota;
}

/** What is left of a skew below 30 s once each process has set its clock by the storage service's. */
const LARGEST_SKEW_MS = 2_000;
/** So little that people and workers have to wait for it; a gap takes five at once. */
const TIGHT: Quota = { ...GRAPH_WRITES, capacity: 5, perSecond: 0.07, kept: 1 };

const SELF_VERIFIABLE = ['newPhone', 'appBroken', 'lostKey'] as const;
const SCENARIOS = [
  ...(['lostPhone', 'lostPhone', 'stolenPhone', 'stolenPhone', 'lockedOut', 'newPhone'] as const),
] as const satisfies readonly Scenario[];

const DEFAULTS = policySchema.parse({});

/** Short times, so that a run is short; the rules are the defaults. */
function policyFor(prng: Prng, way: Way, dawdles: boolean): Policy {
  const timers = {
    remindMinutes: 3,
    escalateMinutes: 6,
    expireMinutes: 20,
    releaseCodeMinutes: 8,
    watchGraceMinutes: 2,
    stolenChatMinutes: dawdles ? prng.between(0.1, 0.6) : 6,
  };
  return {
    ...DEFAULTS,
    ...(way === 'code' && { selfVerified: { scenarios: SELF_VERIFIABLE, numberStableDays: 30 } }),
    timers: { ...DEFAULTS.timers, ...timers },
    passLifetimeMinutes: 10,
    enrolment: { ...DEFAULTS.enrolment, checkMinutes: 10 },
    disableOnIncident: prng.chance(0.6),
    defaultMethod: prng.chance(0.7) ? 'gap' : 'keep',
  };
}

/** No token is signed in a simulation. */
const NO_KEY = {} as SigningKey;

function tenantFor(prng: Prng, clock: Scheduler): SimTenant {
  let count = 0;
  const ids = {
    guid: () => `0000feed-0000-4000-8000-${(count += 1).toString(16).padStart(12, '0')}`,
    pass: () => `+pass#${String((count += 1))}`,
  };
  const switches = {
    passCountsAsOtherMethod: prng.chance(0.35),
    replicationLagMs: prng.pick([0, 0, 4_000, 20_000]),
    passLagMs: prng.pick([0, 0, 0, 3_000]),
    signInPreferences: prng.chance(0.5),
  };
  const tenant = createTenant({ tenantId: TENANT, domain: 'contoso.example', clock, ids, key: NO_KEY, switches });
  tenant.passPolicy.minimumLifetimeInMinutes = 10;
  tenant.passPolicy.maximumLifetimeInMinutes = prng.pick([30, 60]);
  return tenant;
}

/** Where a code may do she has a number that is not on the device that is gone. */
function methodsForCode(some: Some, scenario: Scenario): readonly NewMethod[] {
  const isNew = scenario === 'newPhone';
  return [
    authenticatorApp('old phone'),
    ...some(isNew ? 0.3 : 1, phone('+47 40055312')),
    ...some(isNew ? 1 : 0.2, phone('+47 90055312', 'alternateMobile')),
    ...some(scenario === 'lostKey' ? 1 : 0.1, fido2Key('old key')),
    ...some(0.3, windowsHello('laptop')),
    ...some(0.85, email('ada@home.example')),
  ];
}

type Some = (probability: number, method: NewMethod) => readonly NewMethod[];

function methodsFor(prng: Prng, way: Way, scenario: Scenario): readonly NewMethod[] {
  const some: Some = (probability, method) => (prng.chance(probability) ? [method] : []);
  if (way === 'code') return methodsForCode(some, scenario);
  return [
    authenticatorApp('old phone'),
    ...some(0.4, phone('+47 40055312')),
    ...some(0.15, phone('+47 22055312', 'office')),
    ...some(0.25, softwareOath()),
    ...some(0.1, fido2Key('old key')),
    ...some(0.3, windowsHello('laptop')),
    ...some(0.85, email('ada@home.example')),
  ];
}

function numbersAmong(methods: readonly SimMethod[]): ReadonlyMap<string, string> {
  const phones = methods.filter(({ type }) => type === 'phone');
  return new Map(phones.map(({ id, properties }) => [id, String(properties['phoneNumber'])]));
}

/** Ada, whose phone is gone, in a company whose managers have been known for long. */
export function createScene(prng: Prng, clock: Scheduler, wanted?: Way): Scene {
  const way = wanted ?? prng.weighted(SHARES) ?? 'chat';
  const scenario = prng.pick<Scenario>(way === 'code' ? SELF_VERIFIABLE : SCENARIOS);
  const dawdles = scenario === 'stolenPhone' && prng.chance(0.4);
  const tenant = tenantFor(prng, clock);
  const user = addUser(tenant, { id: WHO.ada, displayName: 'Ada', userPrincipalName: 'ada@contoso.example' });
  const given = methodsFor(prng, way, scenario).map((method) => giveMethod(tenant, WHO.ada, method, START - 400 * DAY));
  const first = given[0];
  if (first !== undefined) setDefaultMethod(tenant, WHO.ada, first.id);
  tenant.writes.length = 0;
  const onPremises = prng.chance(0.1);
  user.onPremisesSyncEnabled = onPremises;
  return {
    ...{ scenario, tenant, policy: policyFor(prng, way, dawdles), way, dawdles, openers: OPENERS[way], onPremises },
    mayAskForPasswords: prng.chance(0.9),
    numbers: numbersAmong(given),
    numbersSeenAt: START - (prng.chance(0.9) ? 60 * DAY : 3_600_000),
    disableForbidden: prng.chance(0.15),
    auditLagMs: prng.pick([0, 20_000, 180_000]),
    skewMs: prng.chance(0.5) ? 0 : LARGEST_SKEW_MS,
    quota: prng.chance(0.2) ? TIGHT : GRAPH_WRITES,
  };
}
