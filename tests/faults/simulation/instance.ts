import type { Clock } from '../../../platform/clock';
import { advanceRequest } from '../../../recovery/advance-request';
import type { Deps } from '../../../recovery/deps';
import { EffectError } from '../../../recovery/errors';
import type { AccessPasses } from '../../../recovery/ports';
import { redrawRequest } from '../../../recovery/redraw-request';
import { sweep } from '../../../recovery/sweep';
import type { WorkRunner } from '../../../recovery/work-runner';
import { createWorkRunner } from '../../../recovery/work-runner';
import { TableDrafts } from '../../../storage/drafts';
import { TableLastMembers } from '../../../storage/last-members';
import { TableMemberships } from '../../../storage/memberships';
import { TableLinks } from '../../../storage/links';
import { GRAPH_LOOKS, LookPace } from '../../../storage/look-pace';
import { TablePermitBank } from '../../../storage/permit-bank';
import { PermitLine } from '../../../storage/permit-line';
import { QueueWorker } from '../../../storage/queue-worker';
import { TableTallies } from '../../../storage/tallies';
import { TableSightings } from '../../../storage/sightings';
import { LONGEST_DELAY_MS, StorageWorkQueue } from '../../../storage/work-queue';
import { FakeDelegationMails, FakeDelegations } from '../../support/fake-delegations';
import { FakeContactDirectory } from '../../support/fake-contact-directory';
import { FakeDirectory } from '../../support/fake-directory';
import { FakeKeptContacts, FakeRoster } from '../../support/fake-stores';
import { FakeSignIns } from '../../support/fake-sign-ins';
import { FakeStops } from '../../support/fake-stops';
import { TENANT } from '../../support/request-builder';
import { SETTINGS } from '../../support/sample-people';
import type { BeforeTheYes } from './before-the-yes';
import { entraPorts } from './entra-ports';
import type { Cross, TableContent } from './memory-table';
import { MemoryQueue, type QueueContent } from './memory-queue';
import type { Bugs } from './bugs';
import type { Evidence } from './evidence';
import type { Port } from './fault-plan';
import type { Endpoint, Network } from './network';
import type { Prng } from './prng';
import { RememberingLedger, RememberingTable, type Memory } from './remembering';
import type { Scene } from './scene';
import type { Scheduler } from './scheduler';

/** What all processes share. */
export interface Shared extends Pick<Deps, 'keys' | 'ids' | 'log'> {
  readonly clock: Scheduler;
  readonly prng: Prng;
  readonly network: Network;
  readonly queue: QueueContent;
  readonly poison: QueueContent;
  readonly scene: Scene;
  readonly directory: FakeDirectory;
  readonly cards: Deps['cards'];
  readonly outOfBand: Deps['outOfBand'];
  readonly evidence: Evidence;
  /** Where a colleague opens it. */
  readonly beforeTheYes: BeforeTheYes | undefined;
  readonly bugs: Bugs;
  readonly memory: Memory;
  /** Whether every look checks the whole chain. */
  readonly verifies: boolean;
  content(table: string): TableContent;
}

/** One process of the product: its own deps, its runner and its worker on the queue. */
export interface Instance extends Endpoint {
  readonly deps: Deps;
  readonly runner: WorkRunner;
  /** The queue has something: receive and handle it, unless it is being done. */
  poke(): void;
  sweep(): Promise<number>;
}

function watched<T extends object>(port: Port, target: T, cross: (port: Port) => Cross): T {
  const over = cross(port);
  const known = new Map<string | symbol, unknown>();
  const crossing = (key: string | symbol): unknown => {
    const value: unknown = Reflect.get(target, key);
    if (typeof value !== 'function') return value;
    const name = String(key);
    const called = (...args: unknown[]) => over(name, () => Reflect.apply(value, target, args) as unknown);
    known.set(key, called);
    return called;
  };
  return new Proxy(target, { get: (_target, key): unknown => known.get(key) ?? crossing(key) });
}

/** The clock of one machine: off by as much as this run's machines may be. */
function skewed({ clock, prng, scene: { skewMs } }: Shared): Clock {
  const off = Math.round(prng.between(-skewMs, skewMs));
  return { now: () => clock.now() + off };
}

function storageOf(universe: Shared, clock: Clock, cross: (port: Port) => Cross, endpoint: Endpoint) {
  const { keys, ids, log, bugs } = universe;
  const pause = (ms: number) => universe.network.pause(endpoint, ms);
  const newWriteId = () => ids.token(12);
  const table = (name: string) => bugs.table(name, universe.content(name), cross('table'));
  const signed = (name: string) => new RememberingTable(universe.memory, table(name), keys, newWriteId);
  const ledger = new RememberingLedger(universe, {
    ...{ clock, log, requests: signed('requests'), codes: signed('codes'), journal: signed('journal') },
    ...{ active: signed('active'), indexes: table('indexes'), newHolder: newWriteId },
    pause,
  });
  const rows = signed('permits');
  const bank = new TablePermitBank({ rows, clock, log, quota: universe.scene.quota });
  const queue = new MemoryQueue(universe.queue, cross('queue'));
  const poison = new MemoryQueue(universe.poison, cross('queue'));
  const work = new StorageWorkQueue({ queue, clock, maxDelayMs: LONGEST_DELAY_MS });
  const drafts = new TableDrafts(signed('drafts'), clock);
  const small = {
    drafts,
    lastMembers: new TableLastMembers(signed('conversations')),
    memberships: new TableMemberships(signed('conversations')),
    tallies: new TableTallies({ rows, clock, log }),
    permits: new PermitLine({ bank, clock, pause }),
    looks: new LookPace({ bank: new TablePermitBank({ rows, clock, log, quota: GRAPH_LOOKS }), clock, log }),
    links: new TableLinks(signed('links'), clock),
    sightings: new TableSightings(signed('indexes')),
  };
  return { ledger: bugs.ledger(ledger), queue, poison, work, ...small };
}

/** Remembers every pass that reached its caller. */
function noted({ evidence, clock }: Shared, by: Endpoint, passes: AccessPasses): AccessPasses {
  return {
    ...passes,
    issue: async (...input) => {
      const sentAt = clock.now();
      const pass = await passes.issue(...input);
      evidence.minted.push({ passId: pass.methodId, at: clock.now(), by: by.name, sentAt });
      return pass;
    },
  };
}

function depsOf(
  universe: Shared,
  endpoint: Endpoint,
  cross: (port: Port) => Cross,
  storage: ReturnType<typeof storageOf>,
): Omit<Deps, 'startWork' | 'clock'> {
  const { keys, ids, log, scene, bugs } = universe;
  const account = entraPorts(
    {
      tenant: scene.tenant,
      mayAskForPasswords: scene.mayAskForPasswords,
      losesDelete: (id) => {
        const { losesEffect } = universe.network;
        if (losesEffect) universe.evidence.deletesLost.add(id);
        return losesEffect;
      },
      disabled: (id) => {
        universe.directory.change(id, { accountEnabled: false });
      },
    },
    cross('graph'),
  );
  const { accounts } = account;
  const forbidden = () => Promise.reject(new EffectError('forbidden', 'the permission is missing'));
  const { ledger, drafts, links, lastMembers, memberships, sightings, work, permits, looks, tallies } = storage;
  const outside = {
    methods: bugs.methods(account.methods),
    passes: bugs.passes(noted(universe, endpoint, account.passes)),
    accounts: scene.disableForbidden ? { ...accounts, disable: forbidden } : accounts,
    directory: watched('directory', universe.directory, cross),
    cards: watched('cards', universe.cards, cross),
    outOfBand: watched('outOfBand', universe.outOfBand, cross),
  };
  return {
    ...{ ledger, drafts, links, lastMembers, memberships, sightings, queue: work, keys, ids, log },
    ...{ tallies, looks },
    permits: bugs.permits(permits),
    ...(universe.beforeTheYes?.watch(endpoint.name, outside) ?? outside),
    tenants: { find: (id) => (id === TENANT ? SETTINGS : undefined) },
    policy: bugs.policy(scene.policy),
    // Nobody in these stories pauses or names a stand-in; both have tests of their own.
    stops: new FakeStops(),
    // Nor does any policy here ask for a fresh sign-in.
    signIns: new FakeSignIns(),
    delegations: new FakeDelegations(),
    delegationMails: new FakeDelegationMails(),
    // Nor does anybody change a number.
    keptContacts: new FakeKeptContacts(),
    // Nor is anybody looked at in the background.
    contactRoster: new FakeRoster(),
    contactDirectory: new FakeContactDirectory(new FakeDirectory(TENANT)),
    publicUrl: 'https://latchkey.contoso.example',
  };
}

/** Starts one more process on the shared world. */
export function startInstance(universe: Shared, name: string): Instance {
  const endpoint: Endpoint = { name, dead: false, frozenUntil: 0, tokenRefused: false };
  const { network, log, bugs } = universe;
  const clock: Clock = skewed(universe);
  const cross =
    (port: Port): Cross =>
    (what, effect) =>
      network.call(endpoint, port, what, effect);
  const storage = storageOf(universe, clock, cross, endpoint);
  const deps: Deps = {
    ...depsOf(universe, endpoint, cross, storage),
    clock,
    startWork: (tenantId, id, haste) => {
      runner.start(tenantId, id, haste);
    },
  };
  const advance = bugs.advance(advanceRequest);
  const runner = createWorkRunner({
    ...{ queue: storage.work, clock, log },
    advance: (input) => advance(deps, input),
    redraw: (input) => redrawRequest(deps, input),
  });
  const worker = new QueueWorker(
    { queue: storage.queue, poison: storage.poison, work: storage.work, log },
    { handle: async (tenantId, id) => void (await runner.look(tenantId, id)), onPoison: () => undefined },
  );
  let draining = false;
  return Object.assign(endpoint, {
    ...{ deps, runner },
    sweep: () => bugs.sweep(sweep)(deps, TENANT),
    poke: () => {
      if (draining || endpoint.dead) return;
      draining = true;
      void worker
        .drainOnce()
        .catch(() => undefined)
        .finally(() => {
          draining = false;
        });
    },
  });
}
