import { randomBytes } from 'node:crypto';
import type { Latchkey } from '../../../lifecycle';
import { compose } from '../../../compose';
import type { LocalInstallation } from '../../../local';
import { startLocal } from '../../../local';
import type { LocalConfig } from '../../../platform/config';
import { createLog } from '../../../platform/log';
import { policySchema } from '../../../platform/policy-file';
import { Secret } from '../../../platform/secret';
import type { Stored } from '../../../recovery/ports';
import type { RecoveryRequest } from '../../../recovery/request';
import type { Millis } from '../../../recovery/terms';
import { PEOPLE } from '../../../simulators/entra/contoso-ids';
import type { Switches } from '../../../simulators/graph/switches';
import type { LocalCloud } from '../../../simulators/local-cloud';
import type { Wiring } from '../../../wiring';
import { localWiring } from '../../../wiring';
import { useStore } from '../../support/azurite';
import { FakeClock, MINUTE } from '../../support/fake-clock';

export type Handle = keyof typeof PEOPLE;

export interface WorldOptions {
  /** What the policy file would say; the defaults otherwise. */
  readonly policy?: object;
  readonly switches?: Partial<Switches>;
  /** Another wiring for the product, for the first start and every restart. */
  readonly change?: (wiring: Wiring) => Wiring;
}

/** The product in its simulated cloud, with a clock that only moves when a test says so. */
export interface World {
  readonly cloud: LocalCloud;
  readonly clock: FakeClock;
  /** Everything that the product has logged, across restarts. */
  readonly log: readonly string[];
  readonly latchkey: Latchkey;
  readonly connectionString: Secret;
  /** Put before the names of its tables and queues. */
  readonly prefix: string;
  /** Where the product listens; the same after a restart. */
  readonly url: string;
  /** Waits for what is in hand: work that was started, and cards that clients ask for. */
  settle(): Promise<void>;
  /** Time passes, and whatever is due then is done. */
  lets(ms: Millis): Promise<void>;
  /** Stops the product and starts it anew on the same store. */
  restart(change?: (wiring: Wiring) => Wiring): Promise<void>;
  /** The newest request about somebody. Fails when there is none. */
  stored(who: Handle): Promise<Stored>;
  request(who: Handle): Promise<RecoveryRequest>;
  /** Types of the audit entries of the newest request about somebody, in order. */
  trail(who: Handle): Promise<readonly string[]>;
  stop(): Promise<void>;
}

/** Access tokens in the simulated cloud live an hour of the moved clock, and the SDKs that keep them do not see it move. */
const TOKENS_LIVE_MS = 50 * MINUTE;
/** A busy machine is no slow Graph: the answer itself, not “still working”. */
const PATIENT_MS = 14_000;
const MOST_ROUNDS = 50;
/** A restart takes its time; nobody reads risk twice in one moment. */
const RESTART_MS = 2_000;
const START_MS = 60_000;

function configOf(policy: object, connectionString: Secret): LocalConfig {
  return {
    ...{ profile: 'local', port: 0, dataFolder: '', policy: policySchema.parse(policy), endpoints: {} },
    storage: { kind: 'connectionString', connectionString },
    ledgerKeys: [{ id: 'k1', key: Secret.of(randomBytes(32).toString('base64')) }],
  };
}

/** Whatever waits in the queue is looked at when a test lets time pass, not by the worker's own polling. */
async function byHand(latchkey: Latchkey): Promise<Latchkey> {
  await latchkey.worker.stop();
  return latchkey;
}

async function newest({ storage }: Latchkey, who: Handle, tenantId: string): Promise<Stored> {
  const [stored] = await storage.ledger.listByEmployee(tenantId, PEOPLE[who], 1);
  if (stored === undefined) throw new Error(`there is no request about ${who}`);
  return stored;
}

interface Parts {
  readonly installation: LocalInstallation;
  readonly clock: FakeClock;
  readonly log: readonly string[];
  readonly connectionString: Secret;
  readonly prefix: string;
  readonly compose: (change?: (wiring: Wiring) => Wiring) => Promise<Latchkey>;
}

function worldOf(parts: Parts): World {
  const { installation, clock, log, connectionString, prefix } = parts;
  const { cloud } = installation;
  const { tenantId } = cloud.settings;
  let { latchkey } = installation;
  let tokensFrom = clock.now();
  const settle = async (): Promise<void> => {
    for (let round = 0; round < 2; round += 1) {
      await latchkey.runner.idle();
      await cloud.teams.settled();
    }
  };
  const work = async (): Promise<void> => {
    for (let round = 0; (await latchkey.worker.drainOnce()) > 0; round += 1) {
      if (round > MOST_ROUNDS) throw new Error('the worker keeps looking without end');
      await settle();
    }
    await settle();
  };
  const restart: World['restart'] = async (change) => {
    await latchkey.stop();
    clock.advance(RESTART_MS);
    latchkey = await parts.compose(change);
    tokensFrom = clock.now();
    await latchkey.start('127.0.0.1');
    await byHand(latchkey);
    await settle();
  };
  return {
    ...{ cloud, clock, log, connectionString, prefix, settle, restart },
    ...{ url: `http://127.0.0.1:${String(installation.port)}` },
    get latchkey() {
      return latchkey;
    },
    lets: async (ms) => {
      clock.advance(ms);
      if (clock.now() - tokensFrom > TOKENS_LIVE_MS) await restart();
      await work();
    },
    stored: (who) => newest(latchkey, who, tenantId),
    request: async (who) => (await newest(latchkey, who, tenantId)).request,
    trail: async (who) => {
      const { request } = await newest(latchkey, who, tenantId);
      return (await latchkey.storage.ledger.trail(tenantId, request.id)).map(({ event }) => event.type);
    },
    stop: async () => {
      await latchkey.stop();
      await cloud.stop();
    },
  };
}

async function begin(connectionString: Secret, prefix: string, options: WorldOptions): Promise<World> {
  const { policy = {}, change = (same) => same } = options;
  const clock = new FakeClock(Date.now());
  const lines: string[] = [];
  const log = createLog({ clock, write: (line) => lines.push(line) });
  const config = configOf(policy, connectionString);
  const wire = (wiring: Wiring): Wiring =>
    change({
      ...wiring,
      storagePrefix: prefix,
      maxWakeDelayMs: 0,
      answerWithinMs: PATIENT_MS,
      pageAnswerWithinMs: PATIENT_MS,
    });
  const installation = await startLocal(config, log, { panesPort: 0, clock, change: wire });
  await byHand(installation.latchkey);
  const { cloud, port } = installation;
  Object.assign(cloud.tenant.switches, options.switches);
  const again = (once: (wiring: Wiring) => Wiring = (same) => same): Promise<Latchkey> =>
    compose(once(wire({ ...localWiring(cloud, config, log), clock, port })));
  return worldOf({ installation, clock, log: lines, connectionString, prefix, compose: again });
}

/** One store per test file, one world per call, stopped after its test. Call it at the top of the file. */
export function useWorlds(): (options?: WorldOptions) => Promise<World> {
  // Longer than the local Teams waits for a card, so that it says what was there instead.
  jest.setTimeout(START_MS);
  const store = useStore();
  const open: World[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((world) => world.stop()));
  }, START_MS);
  return async (options = {}) => {
    const { connectionString, prefix } = store.place();
    const world = await begin(connectionString, prefix, options);
    open.push(world);
    return world;
  };
}
