import fc from 'fast-check';
import { cancelRequest } from '../../recovery/cancel-request';
import { confirmIdentity } from '../../recovery/confirm-identity';
import { denyRequest } from '../../recovery/deny-request';
import { markUnsure } from '../../recovery/hold-request';
import { passOn } from '../../recovery/pass-on-request';
import { releaseRequest } from '../../recovery/release-request';
import { renewCode } from '../../recovery/renew-code';
import { reportFraud } from '../../recovery/report-fraud';
import type { RevealOutcome } from '../../recovery/outcome';
import { retryRequest } from '../../recovery/retry-request';
import type { Scenario } from '../../recovery/terms';
import { withdrawApproval } from '../../recovery/withdraw-approval';
import { approve, enrol, expectSoundness, open, reveal } from '../support/domain-stories';
import type { World, WorldOptions } from '../support/domain-world';
import { createWorld, newest, pass, work } from '../support/domain-world';
import { HOUR, MINUTE, SECOND } from '../support/fake-clock';
import { TENANT } from '../support/request-builder';
import { WHO } from '../support/sample-people';
import { PROOF } from '../support/sample-proof';

/** People press what they like, time passes, Graph stumbles: whatever the order, some things hold. */
const PEOPLE = [WHO.ada, WHO.max, WHO.mona, WHO.dan, WHO.sam, WHO.helen, WHO.colin] as const;
const PORTS = [
  'methods.remove',
  'methods.list',
  'passes.issue',
  'ledger.commit',
  'directory.person',
  'cards.notify',
] as const;
const DURATIONS = [5 * SECOND, MINUTE, 12 * MINUTE, 40 * MINUTE, 5 * HOUR] as const;

interface Walk {
  readonly world: World;
  /** Everything that was shown to somebody, with who pressed. */
  readonly shown: { readonly presser: string; readonly outcome: RevealOutcome }[];
}

type Act = (walk: Walk, presser: string) => Promise<unknown>;

const press = async ({ world }: Walk, presser: string) => {
  const { request } = await newest(world);
  return { tenantId: TENANT, presser, requestId: request.id };
};

const ACTS: Readonly<Record<string, Act>> = {
  open: ({ world }, presser) => open(world, { presser, address: WHO.ada, proof: PROOF }),
  confirm: async (walk, presser) => confirmIdentity(walk.world.deps, await press(walk, presser)),
  approveFirst: ({ world }, presser) => approve(world, { presser }, 1),
  approveSecond: ({ world }, presser) => approve(world, { presser }, 2),
  wrongNumber: ({ world }, presser) => approve(world, { presser, matchNumber: '1000' }),
  deny: async (walk, presser) =>
    denyRequest(walk.world.deps, { ...(await press(walk, presser)), reason: 'denied.other' }),
  unsure: async (walk, presser) => markUnsure(walk.world.deps, await press(walk, presser)),
  passOn: async (walk, presser) => passOn(walk.world.deps, await press(walk, presser)),
  cancel: async (walk, presser) => cancelRequest(walk.world.deps, await press(walk, presser)),
  withdraw: async (walk, presser) => withdrawApproval(walk.world.deps, await press(walk, presser)),
  renew: async (walk, presser) => renewCode(walk.world.deps, await press(walk, presser)),
  release: async (walk, presser) =>
    releaseRequest(walk.world.deps, { ...(await press(walk, presser)), reason: 'checked' }),
  retry: async (walk, presser) => retryRequest(walk.world.deps, await press(walk, presser)),
  fraud: async (walk, presser) => reportFraud(walk.world.deps, { ...(await press(walk, presser)), reason: 'notMe' }),
  reveal: async ({ world, shown }, presser) => shown.push({ presser, outcome: await reveal(world, { presser }) }),
  wrongCode: async ({ world, shown }, presser) =>
    shown.push({ presser, outcome: await reveal(world, { presser, code: '1234567' }) }),
  enrol: async ({ world }) => {
    if (world.account.pass !== undefined) enrol(world, 'fido2', String(world.clock.now()));
  },
  work: ({ world }) => work(world),
};
const NAMES = Object.keys(ACTS);

const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ act: fc.constantFrom(...NAMES), presser: fc.constantFrom(...PEOPLE) }) },
  {
    weight: 3,
    arbitrary: fc.record({
      act: fc.constantFrom('approveFirst', 'work', 'reveal'),
      presser: fc.constantFrom(WHO.max, WHO.ada),
    }),
  },
  { weight: 2, arbitrary: fc.record({ ms: fc.constantFrom(...DURATIONS) }) },
  { weight: 1, arbitrary: fc.record({ port: fc.constantFrom(...PORTS), after: fc.boolean() }) },
  { weight: 1, arbitrary: fc.constant({ managerLeaves: true } as const) },
);

type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

async function take(walk: Walk, one: Step): Promise<void> {
  const { world } = walk;
  if ('act' in one) await ACTS[one.act]?.(walk, one.presser);
  else if ('ms' in one) await pass(world, one.ms);
  else if ('port' in one) world.ports.fail(one.port, 'unavailable', { times: 1, when: one.after ? 'after' : 'before' });
  else world.directory.change(WHO.max, { accountEnabled: false });
}

/** A failure that was scripted ends a worker’s run as it would end a message: it is looked at again. */
async function forgiving(act: Promise<unknown>): Promise<void> {
  await act.catch((error: unknown) => {
    if (!(error instanceof Error) || !/scripted/.test(error.message)) throw error;
  });
}

async function wander(scenario: Scenario, options: WorldOptions, steps: readonly Step[]): Promise<Walk> {
  const world = await createWorld(options);
  const walk: Walk = { world, shown: [] };
  await open(world, { scenario });
  for (const one of steps) await forgiving(take(walk, one));
  world.ports.heal();
  await pass(world, MINUTE);
  return walk;
}

async function expectWhatAlwaysHolds({ world, shown }: Walk, inGap: string | undefined): Promise<void> {
  await expectSoundness(world);
  expect(world.account.emptyMoments().filter(({ call }) => call !== inGap)).toEqual([]);
  expect(world.account.isEmpty()).toBe(false);
  const passes = shown.flatMap(({ presser, outcome }) =>
    outcome.kind === 'shown' ? [{ presser, pass: outcome.pass.reveal() }] : [],
  );
  expect(passes.map(({ presser }) => presser)).toEqual(passes.map(() => WHO.ada));
  expect(new Set(passes.map(({ pass: secret }) => secret)).size).toBe(passes.length);
  for (const { request } of await world.ledger.listByEmployee(TENANT, WHO.ada, 50)) {
    const events = (await world.ledger.trail(TENANT, request.id)).map(({ event }) => event);
    const signed = events.filter(({ type }) => type === 'approved' || type === 'slotApproved');
    for (const { by } of signed)
      expect([WHO.ada, request.requester, WHO.colin]).not.toContain(by.kind === 'person' && by.id);
    const minted = events.filter(({ type }) => type === 'passIssued').length;
    expect(minted).toBeLessThanOrEqual(events.filter(({ type }) => type === 'revealStarted').length);
    if (minted > 0) expect(events.findIndex(({ type }) => type === 'approved')).toBeGreaterThan(0);
  }
}

const scenarios = fc.constantFrom<Scenario>('lostPhone', 'stolenPhone', 'lockedOut');
const options = fc.record({
  defaultMethod: fc.constantFrom('microsoftAuthenticator' as const, 'mobilePhone' as const),
  passBlocksDefault: fc.boolean(),
  lagMs: fc.constantFrom(0, 20 * SECOND),
});

describe('when anybody presses anything in any order', () => {
  it('nobody but Ada sees a pass, nothing is approved by the wrong ones, and the account never stands with nothing', async () => {
    const walks = fc.asyncProperty(
      scenarios,
      options,
      fc.array(step, { minLength: 5, maxLength: 25 }),
      async (scenario, how, steps) => {
        const walk = await wander(scenario, how, steps);
        await expectWhatAlwaysHolds(walk, how.passBlocksDefault ? `remove ${how.defaultMethod}` : undefined);
      },
    );
    await fc.assert(walks, { numRuns: 150, seed: 20_260_803 });
  }, 120_000);

  it('where requests are only evaluated, no account is ever written on and no pass is shown', async () => {
    const walks = fc.asyncProperty(
      scenarios,
      options,
      fc.array(step, { minLength: 5, maxLength: 25 }),
      async (scenario, how, steps) => {
        const { world, shown } = await wander(scenario, { ...how, policy: { mode: 'evaluation' } }, steps);
        await expectSoundness(world);
        expect(world.account.story()).toEqual([]);
        expect(
          world.ports.calls.filter((call) => /^(accounts|passes\.(issue|remove)|methods\.remove)/.test(call)),
        ).toEqual([]);
        expect(shown.filter(({ outcome }) => outcome.kind === 'shown')).toEqual([]);
      },
    );
    await fc.assert(walks, { numRuns: 80, seed: 20_260_804 });
  }, 120_000);
});
