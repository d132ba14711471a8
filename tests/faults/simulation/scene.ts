import { policySchema } from '../../../platform/policy-file';
import type { Policy } from '../../../recovery/policy-settings';
import type { Scenario } from '../../../recovery/terms';
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
import type { SigningKey } from '../../../simulators/entra/signing-key';
import { createTenant, type SimTenant } from '../../../simulators/entra/tenant';
import { GRAPH_WRITES, type Quota } from '../../../storage/permit-bank';
import { DAY, START } from '../../support/fake-clock';
import { TENANT } from '../../support/request-builder';
import { WHO } from '../../support/sample-people';
import type { Prng } from './prng';
import type { Scheduler } from './scheduler';

/** By whom it is opened, and where the pass appears. */
export const WAYS = ['chat', 'helpdesk', 'link', 'colleague'] as const;
export type Way = (typeof WAYS)[number];

type Shares<T extends string> = Readonly<Partial<Record<T, number>>>;

/** How often each comes. */
const SHARES: Shares<Way> = { chat: 52, helpdesk: 14, link: 18, colleague: 16 };

/** Who opens, and how often. Whoever is neither Ada nor of the helpdesk is a colleague: of her team, her manager, of duty. */
const OPENERS: Readonly<Record<Way, Shares<keyof typeof WHO>>> = {
  chat: { ada: 1 },
  helpdesk: { helen: 85, ada: 15 },
  link: { helen: 1 },
  colleague: { colin: 60, max: 12, dora: 8, ada: 12, helen: 8 },
};

/** What differs between runs besides the faults: the company, the account, what is unknown about Entra. */
export interface Scene {
  readonly scenario: Scenario;
  readonly policy: Policy;
  readonly tenant: SimTenant;
  readonly way: Way;
  readonly openers: Shares<keyof typeof WHO>;
  /** The account cannot be switched off: the permission is missing. */
  readonly disableForbidden: boolean;
  /** How far a machine's clock may be off, either way. */
  readonly skewMs: number;
  /** What Graph lets the product write. */
  readonly quota: Quota;
}

/** What is left of a skew below 30 s once each process has set its clock by the storage service's. */
const LARGEST_SKEW_MS = 2_000;
/** So little that people and workers have to wait for it; a gap takes five at once. */
const TIGHT: Quota = { ...GRAPH_WRITES, capacity: 5, perSecond: 0.07, kept: 1 };

const DEFAULTS = policySchema.parse({});

/** Short times, so that a run is short; the rules are the defaults. */
function policyFor(prng: Prng): Policy {
  const timers = {
    remindMinutes: 3,
    escalateMinutes: 6,
    expireMinutes: 20,
    releaseCodeMinutes: 8,
    watchGraceMinutes: 2,
  };
  return {
    ...DEFAULTS,
    timers: { ...DEFAULTS.timers, ...timers },
    passLifetimeMinutes: 10,
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

function methodsFor(prng: Prng): readonly NewMethod[] {
  const some = (probability: number, method: NewMethod): readonly NewMethod[] =>
    prng.chance(probability) ? [method] : [];
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

/** Ada, whose phone is gone, in a company whose managers have been known for long. */
export function createScene(prng: Prng, clock: Scheduler, wanted?: Way): Scene {
  const way = wanted ?? prng.weighted(SHARES) ?? 'chat';
  const scenario = prng.pick<Scenario>([
    'lostPhone',
    'lostPhone',
    'stolenPhone',
    'stolenPhone',
    'lockedOut',
    'newPhone',
  ]);
  const tenant = tenantFor(prng, clock);
  addUser(tenant, { id: WHO.ada, displayName: 'Ada', userPrincipalName: 'ada@contoso.example' });
  const given = methodsFor(prng).map((method) => giveMethod(tenant, WHO.ada, method, START - 400 * DAY));
  const first = given[0];
  if (first !== undefined) setDefaultMethod(tenant, WHO.ada, first.id);
  tenant.writes.length = 0;
  return {
    ...{ scenario, tenant, policy: policyFor(prng), way, openers: OPENERS[way] },
    disableForbidden: prng.chance(0.15),
    skewMs: prng.chance(0.5) ? 0 : LARGEST_SKEW_MS,
    quota: prng.chance(0.2) ? TIGHT : GRAPH_WRITES,
  };
}
