import { advanceRequest } from '../../recovery/advance-request';
import type { AuthMethods } from '../../recovery/ports';
import { watchIntervalMs } from '../../recovery/steps-watch';
import { approvedByMax, codeOf, enrol, expectSoundness, passShown, reveal, story } from '../support/domain-stories';
import type { World } from '../support/domain-world';
import { createWorld, newest, newestIn, pass, work } from '../support/domain-world';
import { DAY, HOUR, MINUTE, SECOND, START } from '../support/fake-clock';
import { TENANT } from '../support/request-builder';
import { method } from '../support/sample-methods';
import { WHO } from '../support/sample-people';

async function revealed(): Promise<World> {
  const world = await createWorld();
  await passShown(world);
  await work(world);
  return world;
}

const state = async (world: World): Promise<string> => (await newest(world)).request.state;

/** Nothing is registered any more, and the pass has ten seconds left. */
async function aboutToStandEmpty(): Promise<World> {
  const world = await revealed();
  const { request } = await newest(world);
  const ends = request.state === 'revealed' ? (request.decided.pass?.expiresAt ?? 0) : 0;
  world.account.methods = [];
  await pass(world, ends - world.clock.now() - MINUTE);
  world.clock.advance(50 * SECOND);
  return world;
}

describe('when enrolment is watched', () => {
  it.each([
    [0, 5 * SECOND],
    [5 * MINUTE - 1, 5 * SECOND],
    [5 * MINUTE, 15 * SECOND],
    [30 * MINUTE - 1, 15 * SECOND],
    [30 * MINUTE, 5 * MINUTE],
  ])('%d ms after the reveal it looks again in %d ms', (since, interval) => {
    expect(watchIntervalMs(since)).toBe(interval);
  });

  it('a new strong method closes the case by itself', async () => {
    const world = await revealed();
    await pass(world, 4 * MINUTE);
    enrol(world, 'microsoftAuthenticator');
    await pass(world, 10 * SECOND);
    const done = await newestIn(world, 'completed');
    expect(done.decided.enrolled).toMatchObject({
      methodId: 'microsoftAuthenticator-new',
      kind: 'microsoftAuthenticator',
    });
    await work(world);
    expect(world.cards.told('completed')).toEqual([WHO.ada, WHO.max]);
    const moments = ['opened', 'approved', 'revealed', 'enrolled'];
    expect(world.outOfBand.notices.map(({ notice }) => notice)).toEqual([...moments, 'completed']);
    expect(world.outOfBand.mails.map(({ notice }) => notice)).toEqual(moments);
    await expectSoundness(world);
  });

  it('the same number registered anew counts as new', async () => {
    const world = await revealed();
    world.account.enrol(method('mobilePhone'));
    await pass(world, 10 * SECOND);
    expect(await state(world)).toBe('completed');
  });

  it('verifies the whole record before it mints what keeps the account from standing empty', async () => {
    const world = await aboutToStandEmpty();
    const before = world.ports.calls.length;
    await work(world);
    const calls = world.ports.calls.slice(before);
    const mints = calls.flatMap((call, at) => (call === 'passes.issue' ? [calls.slice(at - 2, at)] : []));
    expect(mints).toEqual([['ledger.readVerified', 'stops.read']]);
  });

  it('mints nothing on the word of a record that somebody has changed meanwhile', async () => {
    const world = await aboutToStandEmpty();
    const { request } = await newest(world);
    let others = 1;
    const list: AuthMethods['list'] = async (tenantId, id) => {
      const stored = await newest(world);
      const event = { type: 'codeFailed', at: 1, by: { kind: 'person', id: WHO.ada }, tries: 1 } as const;
      if (others-- > 0) await world.ledger.commit(stored, event, stored.request);
      return world.deps.methods.list(tenantId, id);
    };
    const deps = { ...world.deps, methods: { ...world.deps.methods, list } };
    const issued = world.ports.count('passes.issue');
    expect(await advanceRequest(deps, { tenantId: TENANT, id: request.id })).toEqual({ againMs: 0 });
    expect(world.ports.count('passes.issue')).toBe(issued);
    await advanceRequest(deps, { tenantId: TENANT, id: request.id });
    expect(world.ports.count('passes.issue')).toBe(issued + 1);
  });

  it.each(['email', 'password', 'unknown'] as const)('%s is no new method', async (kind) => {
    const world = await revealed();
    world.account.methods = world.account.methods.filter((one) => one.kind !== kind);
    enrol(world, kind);
    await pass(world, 5 * MINUTE);
    expect(await state(world)).toBe('revealed');
  });

  it('a strong method that stood all along is no new method', async () => {
    const world = await createWorld({ methods: ['password', 'microsoftAuthenticator', 'fido2', 'email'] });
    await passShown(world);
    await pass(world, 5 * MINUTE);
    expect(await state(world)).toBe('revealed');
  });

  it('a list that cannot be read is read again', async () => {
    const world = await revealed();
    world.ports.fail('methods.list', 'throttled', { times: 2 });
    enrol(world);
    await pass(world, MINUTE);
    expect(await state(world)).toBe('completed');
  });
});

describe('when the pass ends unused', () => {
  it('a placeholder comes just before, with no moment in between; ten minutes later people take over', async () => {
    const world = await revealed();
    await pass(world, 29 * MINUTE + 29 * SECOND);
    expect(world.account.story()).not.toContain('issue 480');
    await pass(world, 2 * SECOND);
    expect(world.account.story()).toContain('issue 480');
    expect(world.account.passStands()).toBe(true);
    await pass(world, 30 * SECOND);
    expect(world.account.passStands()).toBe(true);
    expect(await state(world)).toBe('revealed');
    await pass(world, 10 * MINUTE);
    const request = await newestIn(world, 'failed');
    expect(request.failure).toEqual({ at: START + 40 * MINUTE, reason: 'passEndedUnused' });
    expect(world.cards.told('failed')).toEqual([WHO.ada, WHO.helen]);
    await expectSoundness(world);
  });

  it('an enrolment within those ten minutes still closes it', async () => {
    const world = await revealed();
    await pass(world, 35 * MINUTE);
    enrol(world);
    await pass(world, 6 * MINUTE);
    expect(await state(world)).toBe('completed');
  });

  it('the code of a renewed approval still shows another pass after it', async () => {
    const world = await revealed();
    await pass(world, 14 * MINUTE);
    expect(codeOf(await reveal(world))).toBe('shown');
    await pass(world, 29 * MINUTE);
    expect(await state(world)).toBe('revealed');
  });

  it('no placeholder where a strong method stands', async () => {
    const world = await createWorld({
      methods: ['password', 'microsoftAuthenticator', 'windowsHelloForBusiness', 'email'],
    });
    await passShown(world);
    await pass(world, 45 * MINUTE);
    expect(await state(world)).toBe('failed');
    expect(world.account.story()).toEqual(['issue 30', 'remove microsoftAuthenticator']);
  });

  it('the placeholder of a failed case is renewed for as long as it takes, until somebody enrolled', async () => {
    const world = await revealed();
    for (let hours = 0; hours < 30; hours += 1) {
      await pass(world, HOUR);
      expect(world.account.isEmpty()).toBe(false);
    }
    expect(await state(world)).toBe('failed');
    const renewals = world.account.story().filter((call) => call === 'issue 480').length;
    expect(renewals).toBeGreaterThanOrEqual(3);
    expect(renewals).toBeLessThanOrEqual(5);
    enrol(world);
    await pass(world, 10 * MINUTE);
    expect(await state(world)).toBe('completed');
    const { length } = world.account.story();
    await pass(world, 2 * DAY);
    expect(world.account.story()).toHaveLength(length);
    await expectSoundness(world);
  });

  it('Graph away at that moment: the placeholder comes as soon as it is back', async () => {
    const world = await revealed();
    await pass(world, 29 * MINUTE);
    world.ports.fail('passes.issue', 'unavailable', { times: 2 });
    await pass(world, 3 * MINUTE);
    expect(world.account.isEmpty()).toBe(false);
  });

  it('a failed case whose account has nothing and knows of no placeholder gets one', async () => {
    const world = await createWorld();
    await approvedByMax(world);
    world.ports.fail('passes.issue', 'timeout', { times: 4 });
    for (let press = 0; press < 4; press += 1) await reveal(world);
    await pass(world, 241 * MINUTE);
    expect(await state(world)).toBe('failed');
    world.account.methods = [method('password')];
    world.account.pass = undefined;
    await pass(world, 6 * MINUTE);
    expect(world.account.passStands()).toBe(true);
  });
});

describe('when the gap took the shown pass', () => {
  it('and nobody shows it again: people take over, not an endless watch', async () => {
    const world = await createWorld({ defaultMethod: 'microsoftAuthenticator', passBlocksDefault: true });
    await passShown(world);
    await pass(world, 5 * HOUR);
    expect(await state(world)).toBe('failed');
    expect(world.account.isEmpty()).toBe(false);
    expect((await story(world)).length).toBeLessThan(40);
  });
});

describe('when a new method stands and the pass was never used', () => {
  async function enrolledOtherwise(): Promise<World> {
    const world = await revealed();
    world.account.enrol(method('fido2', 'outside', world.clock.now()));
    return world;
  }

  it('the pass goes before the case is closed: somebody may have seen it', async () => {
    const world = await enrolledOtherwise();
    await pass(world, 10 * SECOND);
    expect(await state(world)).toBe('completed');
    expect(world.account.passStands()).toBe(false);
    expect(world.account.story().at(-1)).toBe('removePass');
    expect(await story(world)).toContain('passRemoved');
    expect(world.account.emptyMoments()).toEqual([]);
    await expectSoundness(world);
  });

  it('it is tried until it is gone, and not more often than it may', async () => {
    const world = await enrolledOtherwise();
    world.ports.fail('passes.remove', 'unavailable', { times: 3 });
    await pass(world, MINUTE);
    expect(await state(world)).toBe('completed');
    expect(world.account.passStands()).toBe(false);
    expect(world.ports.count('passes.remove')).toBeLessThanOrEqual(5);
  });

  it('a shown pass that is too new to be listed goes as well', async () => {
    const world = await revealed();
    world.account.enrol(method('fido2', 'outside', world.clock.now()));
    const real = world.deps.methods;
    const methods: AuthMethods = {
      list: async (...who) => (await real.list(...who)).filter(({ kind }) => kind !== 'temporaryAccessPass'),
      remove: (...what) => real.remove(...what),
      prefer: (...what) => real.prefer(...what),
    };
    await pass({ ...world, deps: { ...world.deps, methods } }, 10 * SECOND);
    expect(await state(world)).toBe('completed');
    expect(world.account.passStands()).toBe(false);
  });

  it('a used one is left: the browser that used it may still be open', async () => {
    const world = await revealed();
    enrol(world);
    await pass(world, 10 * SECOND);
    expect(await state(world)).toBe('completed');
    expect(world.account.story()).not.toContain('removePass');
  });
});

describe('when another pass stands where the shown one stood', () => {
  async function replaced(after: number): Promise<World> {
    const world = await revealed();
    await pass(world, after);
    await world.passes.issue(TENANT, WHO.ada, 60, 0);
    return world;
  }

  it('the shown one is not called good any more, and the next reveal shows another', async () => {
    const world = await replaced(MINUTE);
    await pass(world, 10 * SECOND);
    expect(await story(world)).toContain('passReplaced');
    expect((await newestIn(world, 'revealed')).decided.pass).toBeUndefined();
    expect(codeOf(await reveal(world))).toBe('shown');
    await expectSoundness(world);
  });

  it('a reveal whose answer was lost is found out in the same way', async () => {
    const world = await revealed();
    await pass(world, MINUTE);
    world.ports.fail('passes.issue', 'timeout', { times: 1, when: 'after' });
    expect(codeOf(await reveal(world))).toBe('stillWorking');
    await pass(world, 10 * SECOND);
    expect((await newestIn(world, 'revealed')).decided.pass).toBeUndefined();
  });

  it('and while the deletes have to wait as well', async () => {
    const world = await createWorld();
    world.permits.waitMs = ({ lane }) => (lane === 'then' ? 10 * SECOND : 0);
    await passShown(world);
    await pass(world, MINUTE);
    world.ports.fail('passes.issue', 'timeout', { times: 1, when: 'after' });
    expect(codeOf(await reveal(world))).toBe('stillWorking');
    await pass(world, 30 * SECOND);
    expect((await newestIn(world, 'revealed')).decided.pass).toBeUndefined();
    expect(await story(world)).not.toContain('methodRemoved');
  });

  it('a list that still shows an older pass is no sign', async () => {
    const world = await revealed();
    const older = world.account.pass;
    await pass(world, MINUTE);
    expect(codeOf(await reveal(world))).toBe('shown');
    world.account.pass = older;
    await pass(world, 30 * SECOND);
    expect(await story(world)).not.toContain('passReplaced');
  });

  it('a placeholder of our own is none either', async () => {
    const world = await revealed();
    await pass(world, 29 * MINUTE + 45 * SECOND);
    expect(world.account.story()).toContain('issue 480');
    expect(await story(world)).not.toContain('passReplaced');
  });
});

describe('when the list cannot be read for long', () => {
  it('each failure is written down once and the watch goes on every minute', async () => {
    const world = await revealed();
    world.ports.fail('methods.list', 'unavailable');
    const { seq } = await newest(world);
    await pass(world, 3 * MINUTE);
    expect((await newest(world)).seq - seq).toBeLessThan(15);
    world.ports.heal();
    enrol(world);
    await pass(world, 70 * SECOND);
    expect(await state(world)).toBe('completed');
  });
});
