import { policySchema } from '../../platform/policy-file';
import type { AdvanceInput, Advanced } from '../../recovery/advance-request';
import { advanceRequest } from '../../recovery/advance-request';
import { RecoveryError } from '../../recovery/errors';
import type { Deps } from '../../recovery/deps';
import type { MethodKind } from '../../recovery/methods';
import type { Policy } from '../../recovery/policy-settings';
import type { Stored } from '../../recovery/ports';
import type { RecoveryRequest } from '../../recovery/request';
import type { Millis, ObjectId } from '../../recovery/terms';
import { FakeAccount } from './fake-account';
import { FakeAccountEffects } from './fake-account-effects';
import { FakeCards } from './fake-cards';
import { DAY, FakeClock, START } from './fake-clock';
import { FakeDelegationMails, FakeDelegations } from './fake-delegations';
import { FakeDirectory } from './fake-directory';
import { fakeIds } from './fake-ids';
import { fakeKeyRing } from './fake-key-ring';
import { FakeLedger } from './fake-ledger';
import { FakeLog } from './fake-log';
import { FakeLooks } from './fake-looks';
import { FakeMethods } from './fake-methods';
import { FakeOutOfBand } from './fake-out-of-band';
import { FakePasses } from './fake-passes';
import { FakePermits } from './fake-permits';
import { FakeSignIns } from './fake-sign-ins';
import { FakeStops } from './fake-stops';
import { FakeTallies } from './fake-tallies';
import { FakeContactDirectory } from './fake-contact-directory';
import { FakeDrafts, FakeKeptContacts, FakeLastMembers, FakeLinks } from './fake-stores';
import { FakeMemberships, FakeQueue, FakeRoster, FakeSightings } from './fake-stores';
import { PortWatch } from './port-watch';
import { TENANT } from './request-builder';
import { method } from './sample-methods';
import { seedPeople, SETTINGS, WHO } from './sample-people';

export const DEFAULT_POLICY: Policy = policySchema.parse({});

/** What Ada has registered unless a test says otherwise: all on the lost phone, but for e-mail and her laptop. */
export const ADAS_METHODS: readonly MethodKind[] = [
  'password',
  'microsoftAuthenticator',
  'softwareOath',
  'mobilePhone',
  'email',
];

/** Everything a verb needs, with every fake within reach. */
export interface World {
  readonly deps: Deps;
  readonly policy: Policy;
  readonly clock: FakeClock;
  readonly ledger: FakeLedger;
  readonly directory: FakeDirectory;
  readonly passes: FakePasses;
  readonly methods: FakeMethods;
  readonly cards: FakeCards;
  readonly outOfBand: FakeOutOfBand;
  readonly sightings: FakeSightings;
  readonly delegations: FakeDelegations;
  readonly delegationMails: FakeDelegationMails;
  readonly links: FakeLinks;
  readonly lastMembers: FakeLastMembers;
  readonly memberships: FakeMemberships;
  readonly keptContacts: FakeKeptContacts;
  readonly contactRoster: FakeRoster;
  readonly contactDirectory: FakeContactDirectory;
  readonly stops: FakeStops;
  readonly queue: FakeQueue;
  readonly permits: FakePermits;
  readonly looks: FakeLooks;
  readonly signIns: FakeSignIns;
  readonly tallies: FakeTallies;
  readonly log: FakeLog;
  readonly effects: FakeAccountEffects;
  readonly ports: PortWatch;
  /** Ada's account. */
  readonly account: FakeAccount;
  accountOf(id: ObjectId): FakeAccount;
  /** Ids of requests on which this process was told to start work. */
  readonly started: readonly string[];
}

export interface WorldOptions {
  readonly policy?: Partial<Policy>;
  readonly methods?: readonly MethodKind[];
  /** Which of Ada's methods is the default; none = Graph never refuses. */
  readonly defaultMethod?: MethodKind;
  readonly passBlocksDefault?: boolean;
  readonly lagMs?: number;
  readonly shortCodes?: readonly string[];
}

async function takeBaseline(sightings: FakeSightings, directory: FakeDirectory): Promise<void> {
  for (const [person, manager] of directory.managers) {
    await sightings.record(TENANT, person, 'manager', manager, START - 90 * DAY, true);
  }
}

function equip(account: FakeAccount, options: WorldOptions): void {
  for (const kind of options.methods ?? ADAS_METHODS) account.methods.push(method(kind));
  account.defaultId = account.methods.find(({ kind }) => kind === options.defaultMethod)?.id;
  account.passBlocksDefault = options.passBlocksDefault ?? false;
  account.lagMs = options.lagMs ?? 0;
}

function accountsOn(clock: FakeClock): (id: ObjectId) => FakeAccount {
  const accounts = new Map<ObjectId, FakeAccount>();
  return (id) => {
    const account = accounts.get(id) ?? new FakeAccount(clock);
    accounts.set(id, account);
    return account;
  };
}

/** A company whose managers have been known for long, and Ada, whose phone is gone. Policy defaults. */
export async function createWorld(options: WorldOptions = {}): Promise<World> {
  const clock = new FakeClock();
  const keys = fakeKeyRing();
  const ports = new PortWatch();
  const accountOf = accountsOn(clock);
  const ledger = new FakeLedger({ keys, clock });
  const directory = new FakeDirectory(TENANT);
  const [cards, outOfBand, passes] = [new FakeCards(), new FakeOutOfBand(), new FakePasses(accountOf)];
  const [sightings, drafts, links, queue] = [
    new FakeSightings(async (tenantId, subject) =>
      (await ledger.listByEmployee(tenantId, subject, Infinity)).map(({ request }) => request.id),
    ),
    new FakeDrafts(clock),
    new FakeLinks(clock),
    new FakeQueue(),
  ];
  const lastMembers = new FakeLastMembers();
  const memberships = new FakeMemberships((groupId) => directory.groups.get(groupId) ?? []);
  const keptContacts = new FakeKeptContacts();
  const contactRoster = new FakeRoster();
  const contactDirectory = new FakeContactDirectory(directory);
  const [delegations, delegationMails] = [new FakeDelegations(), new FakeDelegationMails()];
  const stops = new FakeStops();
  const log = new FakeLog();
  const permits = new FakePermits();
  const looks = new FakeLooks();
  const signIns = new FakeSignIns();
  const tallies = new FakeTallies(clock);
  const methods = new FakeMethods(accountOf);
  const policy = { ...DEFAULT_POLICY, ...options.policy };
  const started: string[] = [];
  seedPeople(directory);
  await takeBaseline(sightings, directory);
  equip(accountOf(WHO.ada), options);
  const effects = new FakeAccountEffects(accountOf, (id) => {
    directory.change(id, { accountEnabled: false });
  });
  const deps: Deps = {
    ledger: ports.wrap('ledger', ledger),
    directory: ports.wrap('directory', directory),
    methods: ports.wrap('methods', methods),
    passes: ports.wrap('passes', passes),
    accounts: ports.wrap('accounts', effects),
    cards: ports.wrap('cards', cards),
    outOfBand: ports.wrap('outOfBand', outOfBand),
    sightings: ports.wrap('sightings', sightings),
    delegations: ports.wrap('delegations', delegations),
    delegationMails: ports.wrap('delegationMails', delegationMails),
    drafts: ports.wrap('drafts', drafts),
    links: ports.wrap('links', links),
    lastMembers: ports.wrap('lastMembers', lastMembers),
    memberships: ports.wrap('memberships', memberships),
    keptContacts: ports.wrap('keptContacts', keptContacts),
    contactRoster: ports.wrap('contactRoster', contactRoster),
    contactDirectory: ports.wrap('contactDirectory', contactDirectory),
    // Not `wrap`: what cards ask of it is answered at once.
    stops: stops.watched(ports),
    queue: ports.wrap('queue', queue),
    permits,
    looks,
    signIns: ports.wrap('signIns', signIns),
    tallies: ports.wrap('tallies', tallies),
    tenants: { find: (tenantId) => (tenantId === TENANT ? SETTINGS : undefined) },
    ...{ policy, keys, clock, ids: fakeIds(options.shortCodes), log },
    publicUrl: 'https://latchkey.contoso.example',
    startWork: (_tenantId, id) => void started.push(id),
  };
  const fakes = {
    ledger,
    directory,
    passes,
    methods,
    cards,
    outOfBand,
    sightings,
    delegations,
    delegationMails,
    links,
    lastMembers,
    memberships,
    keptContacts,
    contactRoster,
    contactDirectory,
    stops,
    queue,
    permits,
    looks,
    signIns,
    tallies,
    log,
    effects,
    ports,
  };
  return { deps, policy, clock, ...fakes, account: accountOf(WHO.ada), accountOf, started };
}

/** Ada's newest request, as it lies in storage. */
export async function newest(world: World, employee: ObjectId = WHO.ada): Promise<Stored> {
  const [stored] = await world.ledger.listByEmployee(TENANT, employee, 1);
  if (stored === undefined) throw new RecoveryError('conflict', 'there is no request');
  return stored;
}

/** Ada's newest request in a state the test is sure of. */
export async function newestIn<S extends RecoveryRequest['state']>(
  world: World,
  state: S,
): Promise<RecoveryRequest & { readonly state: S }> {
  const { request } = await newest(world);
  if (request.state !== state) throw new Error(`the request is ${request.state}, not ${state}`);
  return request as RecoveryRequest & { readonly state: S };
}

async function input(world: World): Promise<AdvanceInput> {
  const { request } = await newest(world);
  return { tenantId: request.tenantId, id: request.id };
}

/** Lets the worker look at Ada's request until it has to wait. */
export async function work(world: World): Promise<Advanced> {
  for (let looks = 0; looks < 10; looks += 1) {
    const result = await advanceRequest(world.deps, await input(world));
    if (result.againMs !== 0) return result;
  }
  throw new Error('the worker asks for another look at once, without end');
}

/** Time passes; the worker looks whenever it asked to, as its timers would make it, and at no other time. */
export async function pass(world: World, ms: Millis): Promise<void> {
  const end = world.clock.now() + ms;
  for (let looks = 0; looks < 2_000; looks += 1) {
    const { againMs } = await work(world);
    const left = end - world.clock.now();
    if (againMs === undefined || againMs > left) {
      world.clock.advance(left);
      return;
    }
    world.clock.advance(againMs);
  }
  throw new Error('the worker keeps looking without end');
}
