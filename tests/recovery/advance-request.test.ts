import { advanceRequest, LEASE_MS } from '../../recovery/advance-request';
import type { Advanced } from '../../recovery/advance-request';
import type { AuthMethods } from '../../recovery/ports';
import { reportFraud } from '../../recovery/report-fraud';
import type { World } from '../support/domain-world';
import { createWorld, newest, newestIn, pass, work } from '../support/domain-world';
import {
  approve,
  approvedByMax,
  enrol,
  expectSoundness,
  open,
  passShown,
  reveal,
  story,
  waitingForApproval,
} from '../support/domain-stories';
import { DAY, MINUTE, SECOND } from '../support/fake-clock';
import { TENANT } from '../support/request-builder';
import { WHO } from '../support/sample-people';

async function advance(world: World): Promise<Advanced> {
  const { request } = await newest(world);
  return advanceRequest(world.deps, { tenantId: TENANT, id: request.id });
}

describe('when a request is looked at', () => {
  it('says when it wants to be looked at again', async () => {
    const world = await createWorld();
    await open(world);
    expect(await advance(world)).toEqual({ againMs: 10 * MINUTE });
    world.clock.advance(4 * MINUTE);
    expect(await advance(world)).toEqual({ againMs: 6 * MINUTE });
  });

  it('takes no step when it may not go on, and leaves what is owed for at once', async () => {
    const world = await createWorld();
    await passShown(world);
    const { request, seq } = await newest(world);
    const stopped = { tenantId: TENANT, id: request.id, mayGoOn: () => false };
    expect(await advanceRequest(world.deps, stopped)).toEqual({ againMs: 0 });
    expect((await newest(world)).seq).toBe(seq);
    let steps = 1;
    expect(await advanceRequest(world.deps, { ...stopped, mayGoOn: () => steps-- > 0 })).toEqual({ againMs: 0 });
    // One step, and the notices that went out beside it: to a contact, and to the manager.
    expect((await newest(world)).seq).toBe(seq + 3);
    expect((await story(world)).slice(-3).sort()).toEqual(['methodRemoved', 'notified', 'notified']);
  });

  it('a second look changes nothing and sends nothing', async () => {
    const world = await createWorld();
    await passShown(world);
    await work(world);
    const { seq } = await newest(world);
    const [notices, writes] = [world.cards.notices.length, world.account.story().length];
    for (let look = 0; look < 3; look += 1) await advance(world);
    expect((await newest(world)).seq).toBe(seq);
    expect([world.cards.notices.length, world.account.story().length]).toEqual([notices, writes]);
  });

  it.each(['completed', 'cancelled'] as const)('owes nothing once it is %s', async (state) => {
    const world = await createWorld();
    await passShown(world);
    await work(world);
    enrol(world);
    if (state === 'completed') await pass(world, 5 * MINUTE);
    else {
      const stored = await newest(world);
      const { decided: _none, ...facts } = await newestIn(world, 'revealed');
      const by = { kind: 'system' } as const;
      const ended = { at: 1, reason: 'x' };
      await world.ledger.commit(stored, { type: 'expired', at: 1, by }, { ...facts, state, ended });
    }
    await work(world);
    expect(await advance(world)).toEqual({});
  });

  it('one that is not there owes nothing', async () => {
    const world = await createWorld();
    expect(await advanceRequest(world.deps, { tenantId: TENANT, id: '01NONE' })).toEqual({});
  });

  const DRAWN_OR_DONE = new Set(['cards.project', 'methods.remove', 'ledger.commit']);

  it('cards are drawn before anything is done and after everything, and no quick delete waits for them', async () => {
    const world = await createWorld();
    await passShown(world);
    await work(world);
    const calls = world.ports.calls.slice(world.ports.calls.lastIndexOf('ledger.lease'));
    const removes = calls.flatMap((call, index) => (call === 'methods.remove' ? [index] : []));
    expect(removes).toHaveLength(3);
    expect(calls.indexOf('cards.project')).toBeLessThan(removes[0] ?? 0);
    expect(calls.slice(removes[0], removes[2])).not.toContain('cards.project');
    expect(calls.filter((call) => DRAWN_OR_DONE.has(call)).at(-1)).toBe('cards.project');
  });

  it('deletes that take their time are drawn one by one', async () => {
    const world = await createWorld();
    await passShown(world);
    const remove: AuthMethods['remove'] = (...args) => {
      world.clock.advance(SECOND);
      return world.deps.methods.remove(...args);
    };
    const list: AuthMethods['list'] = (...args) => world.deps.methods.list(...args);
    const before = world.ports.calls.length;
    await work({ ...world, deps: { ...world.deps, methods: { ...world.deps.methods, list, remove } } });
    const calls = world.ports.calls.slice(before).filter((call) => /cards.project|methods.remove/.test(call));
    const between = calls.slice(calls.indexOf('methods.remove'), calls.lastIndexOf('methods.remove') + 1);
    expect(between.filter((call) => call === 'cards.project')).toHaveLength(2);
  });

  it('cards that say what is waited for are drawn before the look ends', async () => {
    const world = await createWorld();
    await passShown(world);
    world.account.lagMs = MINUTE;
    expect((await work(world)).againMs).toBeGreaterThan(0);
    expect(world.ports.calls.filter((call) => DRAWN_OR_DONE.has(call)).at(-1)).toBe('cards.project');
  });

  it('a wake-up comes before the first commit and stands for all of them', async () => {
    const world = await createWorld();
    await passShown(world);
    const before = world.ports.calls.length;
    await work(world);
    const calls = world.ports.calls.slice(before).filter((call) => /queue.wake|ledger.commit/.test(call));
    expect(calls.length).toBeGreaterThan(4);
    expect(calls.lastIndexOf('queue.wake')).toBe(0);
    expect(world.started).toHaveLength(3);
  });

  it('the whole record is verified right before each effect, and not again after what the look has committed', async () => {
    const world = await createWorld();
    await passShown(world);
    const before = world.ports.calls.length;
    await work(world);
    const calls = world.ports.calls.slice(before).filter((call) => /readVerified|methods.remove|commit/.test(call));
    const removals = calls.flatMap((call, at) => (call === 'methods.remove' ? [calls.slice(0, at).at(-1)] : []));
    expect(removals).toEqual(removals.map(() => 'ledger.readVerified'));
    expect(removals.length).toBeGreaterThan(1);
    expect(calls.filter((call) => call === 'ledger.readVerified')).toHaveLength(removals.length);
  });

  it('who is to be told at the same time is told in one commit, with an entry for each', async () => {
    const world = await createWorld();
    await waitingForApproval(world);
    await approve(world);
    const before = world.ports.calls.length;
    await work(world);
    const calls = world.ports.calls.slice(before).filter((call) => /readVerified|commit/.test(call));
    expect(calls).toEqual(['ledger.readVerified', 'ledger.commitAll']);
    expect((await story(world)).slice(-4)).toEqual(['approved', 'notified', 'notified', 'notified']);
  });

  it('who was told is recorded also where somebody else was faster', async () => {
    const world = await createWorld();
    await waitingForApproval(world);
    await approve(world);
    let others = 1;
    world.ledger.beforeCommit = async ({ type }) => {
      if (type !== 'notified' || others-- <= 0) return;
      const stored = await newest(world);
      await world.ledger.commit(
        stored,
        { type: 'codeFailed', at: 1, by: { kind: 'system' }, tries: 1 },
        stored.request,
      );
    };
    await work(world);
    expect((await story(world)).slice(-5)).toEqual(['approved', 'codeFailed', 'notified', 'notified', 'notified']);
    await work(world);
    expect(world.cards.told('approved')).toEqual([WHO.ada]);
  });

  it('cards are told what they show already, but not before they were drawn in this look', async () => {
    const world = await createWorld();
    await passShown(world);
    const before = world.cards.projections.length;
    await work(world);
    const [first, ...others] = world.cards.projections.slice(before).map(({ drawn }) => drawn);
    expect(first).toBeUndefined();
    expect(others).toEqual(others.map(() => 'revealed'));
  });

  it('cards that did not reach everybody are drawn anew', async () => {
    const world = await createWorld();
    await passShown(world);
    world.cards.unreachable.add(WHO.max);
    const before = world.cards.projections.length;
    await work(world);
    expect(world.cards.projections.slice(before).filter(({ drawn }) => drawn !== undefined)).toEqual([]);
  });
});

describe('when Teams takes no cards', () => {
  it('the lost methods go all the same, and a notice outside Teams goes out', async () => {
    const world = await createWorld();
    await passShown(world);
    world.ports.fail('cards.project', 'unavailable', { times: 100 });
    expect((await work(world)).againMs).toBeLessThanOrEqual(15 * SECOND);
    expect(world.ports.count('methods.remove')).toBe(3);
    expect(world.outOfBand.notices.map(({ notice }) => notice)).toContain('revealed');
  });

  it('fraud is contained all the same; people are told once Teams is back', async () => {
    const world = await createWorld();
    await passShown(world);
    await work(world);
    const { request } = await newest(world);
    await reportFraud(world.deps, { tenantId: TENANT, presser: WHO.max, requestId: request.id, reason: 'x' });
    world.ports.fail('cards.project', 'throttled', { times: 1 });
    await work(world);
    expect((await newestIn(world, 'incident')).incident.containedAt).toBeDefined();
    expect(world.cards.told('incident')).toEqual([]);
    await work(world);
    expect(world.cards.told('incident')).toContain(WHO.sam);
    await expectSoundness(world);
  });

  it('it is not asked again and again in one look, and nobody is reminded unseen', async () => {
    const world = await createWorld();
    await waitingForApproval(world);
    world.clock.advance(11 * MINUTE);
    world.ports.fail('cards.project', 'timeout', { times: 100 });
    expect(await work(world)).toEqual({ againMs: 15 * SECOND });
    expect(await story(world)).not.toContain('reminded');
  });
});

describe('when two instances look at the same request', () => {
  it('one works, the other comes back later; no method is deleted twice', async () => {
    const world = await createWorld();
    await passShown(world);
    const results = await Promise.all([advance(world), advance(world), advance(world)]);
    expect(results.filter(({ againMs }) => againMs === 15 * SECOND)).toHaveLength(2);
    expect(world.ports.count('methods.remove')).toBe(3);
    await expectSoundness(world);
  });

  it('a lease is given back, also after a failure', async () => {
    const world = await createWorld();
    await open(world);
    world.ports.fail('ledger.readVerified', 'unavailable', { times: 1 });
    await expect(advance(world)).rejects.toMatchObject({ code: 'unavailable' });
    expect(await advance(world)).toEqual({ againMs: 10 * MINUTE });
  });

  it('the lease of a dead process ends by itself', async () => {
    const world = await createWorld();
    await open(world);
    const { request } = await newest(world);
    await world.ledger.lease(TENANT, request.id, LEASE_MS);
    expect(await advance(world)).toEqual({ againMs: 15 * SECOND });
    expect(world.cards.refreshed).toEqual(['awaitingApproval']);
    world.clock.advance(LEASE_MS - 2 * SECOND);
    // A moment after the lease must be over, and not a whole pause later.
    expect(await advance(world)).toEqual({ againMs: 2_250 });
    world.clock.advance(2_250);
    expect((await advance(world)).againMs).toBeGreaterThan(MINUTE);
  });

  it('nobody begins a step near the end of the lease: the rest is done in the next look', async () => {
    const world = await createWorld();
    await passShown(world);
    const { remove } = world.deps.methods;
    const slow = {
      ...world,
      deps: {
        ...world.deps,
        methods: {
          ...{ list: world.deps.methods.list, prefer: world.deps.methods.prefer },
          remove: async (...args: Parameters<typeof remove>) => {
            world.clock.advance(8 * SECOND);
            return remove(...args);
          },
        },
      },
    };
    expect(await advance(slow)).toEqual({ againMs: 0 });
    expect(world.ports.count('methods.remove')).toBe(2);
    await work(world);
    expect(world.ports.count('methods.remove')).toBe(3);
  });

  it.each(['methods.list', 'ledger.lease'])(
    'who stood still at %s longer than the lease writes nothing and tells nobody',
    async (at) => {
      const world = await createWorld();
      await passShown(world);
      const { length } = world.account.story();
      const told = (): number => world.ports.count('outOfBand.sendNotice');
      const before = told();
      const { methods, ledger } = world.deps;
      const stall = async <T>(call: () => Promise<T>): Promise<T> => {
        const answer = await call();
        world.clock.advance(LEASE_MS + 1);
        return answer;
      };
      const deps = {
        ...world.deps,
        ...(at === 'methods.list'
          ? {
              methods: {
                ...methods,
                list: (...args: Parameters<typeof methods.list>) => stall(() => methods.list(...args)),
              },
            }
          : {
              ledger: {
                ...world.deps.ledger,
                lease: (...args: Parameters<typeof ledger.lease>) => stall(() => ledger.lease(...args)),
              },
            }),
      };
      expect(await advance({ ...world, deps })).toEqual({ againMs: 0 });
      expect(world.account.story()).toHaveLength(length);
      expect(told()).toBe(before);
      await work(world);
      expect(world.ports.count('methods.remove')).toBe(3);
      expect(told()).toBe(before + 2);
    },
  );
});

describe('when the trail does not hold', () => {
  it('nothing is done on its word, and security is alarmed', async () => {
    const world = await createWorld();
    await passShown(world);
    const { request } = await newest(world);
    const rows = world.ledger.rowsOf(TENANT, request.id);
    const { length } = world.account.story();
    const at = rows.findIndex(({ bytes }) => bytes.includes('inPerson'));
    const row = rows[at];
    if (row !== undefined) rows[at] = { ...row, bytes: row.bytes.replace('inPerson', 'videoCall') };
    expect(await advance(world)).toEqual({});
    expect(world.account.story()).toHaveLength(length);
    expect(world.ledger.journaled.map(({ name }) => name)).toEqual(['security.audit_integrity_failed']);
  });
});

describe('when somebody decides while the worker works', () => {
  it('the worker sees it at the next commit and follows', async () => {
    const world = await createWorld();
    await approvedByMax(world, { scenario: 'stolenPhone' });
    await reveal(world);
    world.ledger.beforeCommit = async (event) => {
      if (event.type !== 'notified') return;
      world.ledger.beforeCommit = undefined;
      const { request } = await newest(world);
      await reportFraud(world.deps, { tenantId: TENANT, presser: WHO.ada, requestId: request.id, reason: 'notMe' });
    };
    await work(world);
    expect((await newestIn(world, 'incident')).incident.containedAt).toBeDefined();
    await expectSoundness(world);
  });
});

describe('when everything goes well, start to end', () => {
  it('the whole story is in the trail, in order, and nobody was told twice', async () => {
    const world = await createWorld({ defaultMethod: 'microsoftAuthenticator' });
    await open(world);
    await work(world);
    await approve(world);
    await work(world);
    await reveal(world);
    await work(world);
    enrol(world);
    await pass(world, DAY);
    expect(await story(world)).toEqual([
      'opened',
      'approverAsked',
      ...['notified', 'notified'],
      'approved',
      ...['notified', 'notified', 'notified'],
      'revealStarted',
      'passIssued',
      'notified',
      'methodRemoved',
      // Beside the deletes, which do not wait for it.
      'notified',
      'methodRemoved',
      'methodRemoved',
      'removalVerified',
      'enrolmentSeen',
      'enrolmentChecked',
      ...['notified', 'notified'],
      'sessionsRevoked',
      'completed',
      ...['notified', 'notified', 'notified'],
    ]);
    const told = world.cards.notices.map(({ person, notice }) => `${notice} ${person}`);
    expect(new Set(told).size).toBe(told.length);
    await expectSoundness(world);
  });

  it('Graph’s own ids are in the trail, so that Entra’s log joins', async () => {
    const world = await createWorld();
    await passShown(world);
    await work(world);
    const { request } = await newest(world);
    const events = (await world.ledger.trail(TENANT, request.id)).map(({ event }) => event);
    const ids = events.flatMap(({ type, graphRequestId }) => (graphRequestId === undefined ? [] : [type]));
    expect(ids).toEqual(['passIssued', 'methodRemoved', 'methodRemoved', 'methodRemoved']);
  });
});
