import { reportFraud } from '../../recovery/report-fraud';
import type { RecoveryRequest } from '../../recovery/request';
import { decidedOf } from '../../recovery/request';
import {
  approve,
  approvedByMax,
  enrol,
  expectSoundness,
  open,
  passShown,
  reveal,
  waitingForApproval,
} from '../support/domain-stories';
import type { World, WorldOptions } from '../support/domain-world';
import { ADAS_METHODS, createWorld, newest, pass, work } from '../support/domain-world';
import { MINUTE, SECOND } from '../support/fake-clock';
import { Crash } from '../support/port-watch';
import { TENANT } from '../support/request-builder';
import { askForPassword } from '../support/password-stories';
import { method } from '../support/sample-methods';
import { WHO } from '../support/sample-people';

/** A story with one act in which the process dies, at every call it makes, and a finish that any process plays. */
interface Drama {
  readonly options?: WorldOptions;
  readonly prepare: (world: World) => Promise<unknown>;
  readonly act: (world: World) => Promise<unknown>;
  readonly finish: (world: World) => Promise<unknown>;
  /** Writes after which the account may stand with nothing: only those of the journaled gap. */
  readonly mayBeEmptyAfter?: readonly string[];
}

const MAX_PRESSES = 4;

/** Ada presses again until she sees a pass, as people do. */
async function pressUntilShown(world: World): Promise<void> {
  for (let press = 0; press < MAX_PRESSES; press += 1) {
    if ((await reveal(world)).kind === 'shown') return;
    world.clock.advance(11 * SECOND);
  }
  throw new Error('no pass was shown');
}

async function enrolled(world: World): Promise<void> {
  await pass(world, 30 * SECOND);
  enrol(world, 'fido2');
  await pass(world, 30 * SECOND);
}

async function shownThenEnrolled(world: World): Promise<void> {
  await pass(world, 30 * SECOND);
  await pressUntilShown(world);
  await enrolled(world);
}

async function report(world: World): Promise<void> {
  world.clock.advance(SECOND);
  const { request } = await newest(world);
  await reportFraud(world.deps, { tenantId: TENANT, presser: WHO.ada, requestId: request.id, reason: 'notMe' });
}

const worked = (world: World): Promise<unknown> => work(world);
const looked = (world: World): Promise<unknown> => pass(world, MINUTE);

async function defrauded(world: World): Promise<void> {
  await passShown(world);
  await work(world);
  world.account.enrol(method('fido2', 'evil', world.clock.now()));
  await report(world);
}

const DRAMAS: Readonly<Record<string, Drama>> = {
  'a lost phone is removed': { prepare: (world) => passShown(world), act: worked, finish: enrolled },
  'a lost phone whose default goes last': {
    options: { defaultMethod: 'microsoftAuthenticator', lagMs: 5 * SECOND },
    prepare: (world) => passShown(world),
    act: worked,
    finish: enrolled,
  },
  'a gap is opened and closed': {
    options: { defaultMethod: 'microsoftAuthenticator', passBlocksDefault: true },
    prepare: (world) => passShown(world),
    act: worked,
    finish: shownThenEnrolled,
    mayBeEmptyAfter: ['remove microsoftAuthenticator'],
  },
  'a stolen phone is secured at the approval': {
    prepare: async (world) => {
      await waitingForApproval(world, { scenario: 'stolenPhone' });
      await approve(world);
    },
    act: worked,
    finish: shownThenEnrolled,
  },
  'the pass is minted': {
    prepare: (world) => approvedByMax(world),
    act: (world) => reveal(world),
    finish: shownThenEnrolled,
  },
  'a placeholder is replaced by the pass': {
    prepare: (world) => approvedByMax(world, { scenario: 'stolenPhone' }),
    act: (world) => reveal(world),
    finish: shownThenEnrolled,
  },
  'cards go out': {
    prepare: (world) => open(world),
    act: worked,
    finish: async (world) => {
      await looked(world);
      await approve(world);
      await shownThenEnrolled(world);
    },
  },
  'an enrolment completes it': {
    prepare: async (world) => {
      await passShown(world);
      await work(world);
      enrol(world, 'fido2');
    },
    act: worked,
    finish: looked,
  },
  'a new password is asked for, and an enrolment completes it': {
    prepare: async (world) => {
      await passShown(world);
      await work(world);
      await askForPassword(world);
      enrol(world, 'fido2');
    },
    act: worked,
    finish: looked,
  },
  'a new password is asked for in an incident': {
    options: { methods: [...ADAS_METHODS, 'windowsHelloForBusiness'] },
    prepare: async (world) => {
      await defrauded(world);
      await work(world);
      await pass(world, MINUTE);
      await askForPassword(world, { reason: 'inTheAccount' });
    },
    act: worked,
    finish: looked,
  },
  'an unused pass is followed by a placeholder': {
    prepare: async (world) => {
      await passShown(world);
      await work(world);
      world.clock.advance(31 * MINUTE);
    },
    act: worked,
    finish: (world) => pass(world, 15 * MINUTE),
  },
  'an incident is contained, the account off': { prepare: defrauded, act: worked, finish: looked },
  'an incident is contained, the account on': {
    options: { policy: { disableOnIncident: false } },
    prepare: defrauded,
    act: worked,
    finish: (world) => pass(world, 3 * MINUTE),
  },
};

/** What people would see at the end, without ids and times. */
function face(request: RecoveryRequest, world: World): unknown {
  return {
    state: request.state,
    plan: decidedOf(request)?.plan.map(({ kind, outcome }) => `${kind} ${outcome}`),
    placeholder: request.placeholder !== undefined,
    methods: world.account.kinds(),
    pass: world.account.passStands(),
    enabled: world.account.enabled,
    mustChangePassword: world.account.mustChangePassword,
    passwordIsKnownOf: request.passwordChange?.requiredAt !== undefined,
  };
}

async function play(drama: Drama, diesAt?: number) {
  const world = await createWorld(drama.options);
  await drama.prepare(world);
  const calls = world.ports.calls.length;
  if (diesAt !== undefined) world.ports.crashAt(diesAt);
  await drama.act(world).catch((error: unknown) => {
    if (!(error instanceof Crash)) throw error;
  });
  const made = world.ports.calls.length - calls;
  world.ports.restart();
  if (diesAt !== undefined) world.clock.advance(31 * SECOND);
  await drama.finish(world);
  const { request } = await newest(world);
  const empty = world.account.emptyMoments().filter(({ call }) => drama.mayBeEmptyAfter?.includes(call) !== true);
  await expectSoundness(world);
  return { made, empty, face: face(request, world) };
}

describe.each(Object.entries(DRAMAS))('when %s', (_name, drama) => {
  it('and the process dies at any call, it ends the same, never with neither method nor pass', async () => {
    const whole = await play(drama);
    expect(whole.empty).toEqual([]);
    expect(whole.made).toBeGreaterThan(3);
    for (let at = 1; at <= whole.made; at += 1) {
      const cut = await play(drama, at);
      expect({ at, ...cut, made: 0 }).toEqual({ at, ...whole, made: 0 });
    }
  }, 60_000);
});
