import { commitEvent } from '../../recovery/commit';
import type { EventType } from '../../recovery/events';
import { next } from '../../recovery/machine';
import type { AccessPasses } from '../../recovery/ports';
import { MINT_GRACE_MS } from '../../recovery/run-state';
import { passOn } from '../../recovery/pass-on-request';
import { renewCode } from '../../recovery/renew-code';
import { reportFraud } from '../../recovery/report-fraud';
import { ARRIVING_MS } from '../../recovery/reveal-pass';
import { retryRequest } from '../../recovery/retry-request';
import { withdrawApproval } from '../../recovery/withdraw-approval';
import {
  approve,
  approvedByMax,
  codeOf,
  expectSoundness,
  passShown,
  reveal,
  story,
  waitingForApproval,
  wrongNumber,
} from '../support/domain-stories';
import type { World, WorldOptions } from '../support/domain-world';
import { createWorld, newest, newestIn, pass, work } from '../support/domain-world';
import { MINUTE, SECOND } from '../support/fake-clock';
import { TENANT } from '../support/request-builder';
import { method } from '../support/sample-methods';
import { WHO } from '../support/sample-people';

async function press(world: World, presser: string) {
  const { request } = await newest(world);
  return { tenantId: TENANT, presser, requestId: request.id };
}

const fraud = async (world: World): Promise<unknown> =>
  reportFraud(world.deps, { ...(await press(world, WHO.ada)), reason: 'notMe' });
const renew = async (world: World): Promise<unknown> => renewCode(world.deps, await press(world, WHO.max));
const withdraw = async (world: World) => withdrawApproval(world.deps, await press(world, WHO.max));

const trailOf = async (world: World) => world.ledger.trail(TENANT, (await newest(world)).request.id);

/** Passes that the trail names as minted and shown to nobody. */
const dropped = async (world: World): Promise<readonly string[]> =>
  (await trailOf(world)).flatMap(({ event }) => (event.type === 'passDropped' ? [event.methodId] : []));

/** Somebody else commits right before the first event of this type does. */
function raceAt(world: World, type: EventType, act: () => Promise<unknown>): void {
  world.ledger.beforeCommit = async (event) => {
    if (event.type !== type) return;
    world.ledger.beforeCommit = undefined;
    await act();
  };
}

/** Approved for a stolen phone: the run starts at once. */
async function stolen(options: WorldOptions = {}): Promise<World> {
  const world = await createWorld(options);
  await waitingForApproval(world, { scenario: 'stolenPhone' });
  await approve(world);
  return world;
}

describe('when something was done and somebody else commits before it is written down', () => {
  it('nobody is reminded twice', async () => {
    const world = await createWorld();
    await waitingForApproval(world);
    world.clock.advance(10 * MINUTE);
    raceAt(world, 'reminded', async () => approve(world, { matchNumber: await wrongNumber(world) }));
    await work(world);
    expect(world.cards.told('opened')).toEqual([WHO.max]);
    expect((await newestIn(world, 'awaitingApproval')).remindedAt).toBe(world.clock.now());
    await expectSoundness(world);
  });

  it('but who is asked only now gets a reminder of their own', async () => {
    const world = await createWorld();
    await waitingForApproval(world);
    world.clock.advance(10 * MINUTE);
    raceAt(world, 'reminded', async () => passOn(world.deps, await press(world, WHO.max)));
    await work(world);
    expect(world.cards.told('opened')).toEqual([WHO.max, WHO.mona]);
  });

  it('a reveal that another one overtook mints nothing, though the one before it failed and is not counted', async () => {
    const world = await createWorld();
    await approvedByMax(world);
    world.ports.fail('passes.issue', 'timeout', { times: 1 });
    await reveal(world);
    world.clock.advance(MINT_GRACE_MS);
    raceAt(world, 'revealStarted', async () => {
      const stored = await newest(world);
      const at = world.clock.now();
      const failure = { step: 'mintPass', code: 'tooSlow', attempts: 1, nextAttemptAt: at } as const;
      await commitEvent(world.deps, stored, { type: 'stepFailed', at, by: { kind: 'system' }, ...failure });
      expect(codeOf(await reveal(world))).toBe('shown');
    });
    expect(codeOf(await reveal(world))).toBe('stillWorking');
    expect(world.account.story()).toEqual(['issue 30']);
    await expectSoundness(world);
  });

  it('a gap whose end nobody saw is covered before the case starts over', async () => {
    const methods = ['password', 'microsoftAuthenticator', 'email'] as const;
    const world = await createWorld({ methods, defaultMethod: 'microsoftAuthenticator', passBlocksDefault: true });
    await waitingForApproval(world, { scenario: 'stolenPhone' });
    await approve(world);
    world.ports.fail('passes.remove', 'timeout', { times: 1, when: 'after' });
    await work(world);
    await withdraw(world);
    expect(await newestIn(world, 'failed')).not.toHaveProperty('placeholder');
    const retry = async () => retryRequest(world.deps, await press(world, WHO.ada));
    expect(codeOf(await retry())).toBe('stillWorking');
    await work(world);
    expect(world.account.passStands()).toBe(true);
    expect(codeOf(await retry())).toBe('done');
    await work(world);
    await approve(world);
    await pass(world, MINUTE);
    expect(world.account.kinds()).toEqual(['password', 'email']);
    expect(world.account.emptyMoments()).toHaveLength(1);
    expect(world.account.isEmpty()).toBe(false);
    await expectSoundness(world);
  });

  it('an account that two processes switched off is said to be so once', async () => {
    const world = await createWorld();
    await passShown(world);
    await fraud(world);
    raceAt(world, 'accountDisabled', async () => {
      world.clock.advance(31 * SECOND);
      await work(world);
    });
    await work(world);
    expect(world.account.story().filter((call) => call === 'disable')).toHaveLength(2);
    expect((await story(world)).filter((type) => type === 'accountDisabled')).toHaveLength(1);
    await expectSoundness(world);
  });

  it('a removed method is known in the incident, so the account is disabled before its pass is taken', async () => {
    const world = await createWorld();
    await passShown(world);
    raceAt(world, 'methodRemoved', () => fraud(world));
    await work(world);
    const events = await story(world);
    expect(events.indexOf('methodRemoved')).toBeGreaterThan(events.indexOf('fraudReported'));
    expect(events.indexOf('accountDisabled')).toBeGreaterThan(events.indexOf('methodRemoved'));
    expect(world.account.enabled).toBe(false);
    expect(world.account.emptyMoments()).toEqual([]);
    await expectSoundness(world);
  });

  it('a method that went after containment was over opens it again', async () => {
    const world = await createWorld();
    await passShown(world);
    raceAt(world, 'methodRemoved', async () => {
      await fraud(world);
      world.clock.advance(MINUTE);
      await work(world);
      expect((await newestIn(world, 'incident')).incident.containedAt).toBeDefined();
    });
    await work(world);
    const { incident } = await newestIn(world, 'incident');
    expect(incident).toMatchObject({ accountDisabledAt: expect.any(Number), containedAt: expect.any(Number) });
    await expectSoundness(world);
  });

  it('a notice goes out once', async () => {
    const world = await createWorld();
    await waitingForApproval(world);
    await approve(world);
    raceAt(world, 'notified', () => renew(world));
    await work(world);
    const told = world.cards.notices.map(({ person, notice }) => `${notice}:${person}`);
    expect(told).toContain(`approved:${WHO.ada}`);
    expect(new Set(told).size).toBe(told.length);
    await expectSoundness(world);
  });

  it('a removal is told as ours, and not as somebody else’s', async () => {
    const world = await stolen();
    raceAt(world, 'methodRemoved', () => renew(world));
    await work(world);
    const { request } = await newest(world);
    const trail = await world.ledger.trail(TENANT, request.id);
    const removed = trail.flatMap(({ event }) => (event.type === 'methodRemoved' ? [event.alreadyGone] : []));
    expect(removed.length).toBeGreaterThan(1);
    expect(removed).not.toContain(true);
    await expectSoundness(world);
  });

  it('a pass that comes after the report is recorded as a placeholder: nobody saw it', async () => {
    const world = await createWorld();
    await approvedByMax(world);
    raceAt(world, 'passIssued', () => fraud(world));
    expect(codeOf(await reveal(world))).toBe('requestEnded');
    expect(await story(world)).toEqual(expect.arrayContaining(['revealStarted', 'fraudReported', 'placeholderIssued']));
    await pass(world, 5 * MINUTE);
    expect(world.account.passStands()).toBe(false);
    await expectSoundness(world);
  });

  it('a pass that a newer reveal has replaced is not recorded over it', async () => {
    const world = await createWorld();
    await approvedByMax(world);
    raceAt(world, 'passIssued', async () => {
      world.clock.advance(MINUTE);
      expect(codeOf(await reveal(world))).toBe('shown');
    });
    expect(codeOf(await reveal(world))).toBe('stillWorking');
    const { decided } = await newestIn(world, 'revealed');
    expect(decided.pass?.methodId).toBe(world.account.pass?.id);
    expect(await dropped(world)).toEqual(['pass-1']);
    await expectSoundness(world);
  });

  it('a pass that crosses the placeholder of a containment is named in the trail, without its secret', async () => {
    const world = await stolen();
    await work(world);
    const shownBefore = world.account.pass?.id;
    raceAt(world, 'passIssued', async () => {
      await fraud(world);
      const stored = await newest(world);
      const event = { type: 'placeholderIssued', at: world.clock.now(), by: { kind: 'system' } } as const;
      const other = { ...event, methodId: 'another', expiresAt: world.clock.now() + MINUTE };
      await world.ledger.commit(stored, other, next(stored.request, other));
    });
    expect(codeOf(await reveal(world))).toBe('requestEnded');
    const minted = world.account.pass;
    expect(minted?.id).not.toBe(shownBefore);
    expect(await dropped(world)).toEqual([minted?.id]);
    expect(JSON.stringify(await trailOf(world))).not.toContain(minted?.secret);
  });

  it('a pass that came when the case was closed is named in the trail', async () => {
    const world = await createWorld();
    await approvedByMax(world);
    expect(codeOf(await reveal(world))).toBe('shown');
    world.clock.advance(ARRIVING_MS);
    raceAt(world, 'passIssued', async () => {
      world.clock.advance(MINT_GRACE_MS + SECOND);
      world.account.methods.push(method('microsoftAuthenticator', 'new', world.clock.now()));
      await pass(world, 5 * MINUTE);
      await newestIn(world, 'completed');
    });
    expect(codeOf(await reveal(world))).toBe('requestEnded');
    expect(await dropped(world)).toEqual(['pass-2']);
    await expectSoundness(world);
  });
});

describe('when a placeholder is on its way', () => {
  it('it is written down before it is minted, and Graph is not asked twice', async () => {
    const world = await stolen();
    await work(world);
    const events = await story(world);
    expect(events.indexOf('placeholderStarted')).toBeLessThan(events.indexOf('placeholderIssued'));
    expect(world.account.story().filter((call) => call.startsWith('issue'))).toHaveLength(1);
  });

  it('no pass is minted to be shown', async () => {
    const world = await stolen();
    raceAt(world, 'placeholderIssued', async () => {
      expect(codeOf(await reveal(world))).toBe('stillWorking');
    });
    await work(world);
    expect(codeOf(await reveal(world))).toBe('shown');
    const { decided } = await newestIn(world, 'revealed');
    expect(decided.pass?.methodId).toBe(world.account.pass?.id);
  });

  it('a reveal that was first keeps it back', async () => {
    const world = await stolen();
    raceAt(world, 'placeholderStarted', async () => {
      expect(codeOf(await reveal(world))).toBe('shown');
    });
    await work(world);
    const { decided } = await newestIn(world, 'revealed');
    expect(decided.pass?.methodId).toBe(world.account.pass?.id);
    expect(world.account.story().filter((call) => call.startsWith('issue'))).toHaveLength(1);
  });

  it('the request does not end as if nothing were done', async () => {
    const world = await stolen();
    raceAt(world, 'placeholderIssued', async () => {
      await withdraw(world);
      expect((await newestIn(world, 'failed')).failure.reason).toBe('withdrawn');
    });
    await work(world);
    expect((await newestIn(world, 'failed')).placeholder?.methodId).toBe(world.account.pass?.id);
    await expectSoundness(world);
  });

  it.each([
    ['throttled', 'denied'],
    ['timeout', 'failed'],
  ] as const)('Graph said %s: an approval that is withdrawn then ends %s', async (code, state) => {
    const world = await stolen();
    world.ports.fail('passes.issue', code, { times: 1, when: 'before' });
    await work(world);
    await withdraw(world);
    expect((await newest(world)).request.state).toBe(state);
  });

  it('a crash in between is followed by a new start, never by an old one', async () => {
    const world = await stolen();
    raceAt(world, 'placeholderIssued', () => Promise.reject(new Error('the process dies here')));
    await expect(work(world)).rejects.toThrow('the process dies here');
    world.clock.advance(MINUTE);
    await work(world);
    const events = await story(world);
    expect(events.filter((type) => type === 'placeholderStarted')).toHaveLength(2);
    expect(events.filter((type) => type === 'placeholderIssued')).toHaveLength(1);
    expect(world.account.emptyMoments()).toEqual([]);
  });
});

describe('when the process was asleep between the mint and its answer', () => {
  it('and the request was approved anew and revealed meanwhile, the old pass is not shown over the new one', async () => {
    const world = await createWorld();
    await approvedByMax(world);
    const real = world.deps.passes;
    const passes: AccessPasses = {
      policyFor: (...who) => real.policyFor(...who),
      remove: (...what) => real.remove(...what),
      issue: async (...what) => {
        const minted = await real.issue(...what);
        world.clock.advance(MINT_GRACE_MS + SECOND);
        await withdraw(world);
        await retryRequest(world.deps, await press(world, WHO.ada));
        await approve(world);
        expect(codeOf(await reveal(world))).toBe('shown');
        return minted;
      },
    };
    expect(codeOf(await reveal({ ...world, deps: { ...world.deps, passes } }))).toBe('stillWorking');
    expect((await newestIn(world, 'revealed')).decided.pass?.methodId).toBe(world.account.pass?.id);
    await expectSoundness(world);
  });

  it('and a placeholder is on its way meanwhile, the pass is not shown: it would be dead in a moment', async () => {
    const world = await stolen();
    await work(world);
    const real = world.deps.passes;
    const passes: AccessPasses = {
      policyFor: (...who) => real.policyFor(...who),
      remove: (...what) => real.remove(...what),
      issue: async (...what) => {
        const minted = await real.issue(...what);
        world.clock.advance(MINT_GRACE_MS);
        const stored = await newest(world);
        const event = { type: 'placeholderStarted', at: world.clock.now(), by: { kind: 'system' } } as const;
        await world.ledger.commit(stored, event, next(stored.request, event));
        return minted;
      },
    };
    expect(codeOf(await reveal({ ...world, deps: { ...world.deps, passes } }))).toBe('stillWorking');
    await pass(world, MINUTE);
    expect(codeOf(await reveal(world))).toBe('shown');
    expect((await newestIn(world, 'revealed')).decided.pass?.methodId).toBe(world.account.pass?.id);
    await expectSoundness(world);
  });
});

describe('when the process was asleep between the note and the mint', () => {
  it('nothing is minted, and no reveal is used up', async () => {
    const world = await createWorld();
    await approvedByMax(world);
    const { commit } = world.deps.ledger;
    const ledger: typeof world.deps.ledger = Object.assign(Object.create(world.deps.ledger), {
      commit: async (...args: Parameters<typeof commit>) => {
        const result = await commit(...args);
        if (args[1].type === 'revealStarted') world.clock.advance(5 * SECOND);
        return result;
      },
    });
    expect(codeOf(await reveal({ ...world, deps: { ...world.deps, ledger } }))).toBe('stillWorking');
    expect(world.account.story()).toEqual([]);
    expect((await newestIn(world, 'approved')).decided.reveals).toBe(0);
    expect(codeOf(await reveal(world))).toBe('shown');
  });
});

describe('when Entra still lists what was removed', () => {
  it('an incident does not take the pass on which the account stands', async () => {
    const world = await createWorld({ policy: { disableOnIncident: false }, lagMs: 2 * MINUTE });
    await passShown(world);
    await work(world);
    await fraud(world);
    await pass(world, 10 * MINUTE);
    expect(world.account.emptyMoments()).toEqual([]);
    expect(world.account.isEmpty()).toBe(false);
    await expectSoundness(world);
  });
});
