import { reportFraud } from '../../recovery/report-fraud';
import { approve, approvedByMax, codeOf, expectSoundness } from '../support/domain-stories';
import { passShown, reveal, shown, story, waitingForApproval } from '../support/domain-stories';
import { createWorld, newest, newestIn, pass, work } from '../support/domain-world';
import { MINUTE, SECOND } from '../support/fake-clock';
import { TENANT } from '../support/request-builder';
import { WHO } from '../support/sample-people';

const lanes = (world: Awaited<ReturnType<typeof createWorld>>): readonly string[] =>
  world.permits.asked.map(({ lane, count }) => `${lane} ${String(count)}`);

describe('when there is no leave to write', () => {
  it('the worker comes again when told, touches nothing and writes no entry', async () => {
    const world = await createWorld();
    await passShown(world);
    await work(world);
    const before = await story(world);
    const other = await createWorld();
    await passShown(other);
    other.permits.waitMs = ({ lane }) => (lane === 'then' ? 7 * SECOND : 0);
    expect(await work(other)).toEqual({ againMs: 7 * SECOND });
    expect(other.account.story()).toEqual(['issue 30']);
    const waited = await story(other);
    await pass(other, MINUTE);
    expect(await story(other)).toEqual(waited);
    expect(waited).not.toContain('stepFailed');
    other.permits.waitMs = () => 0;
    await work(other);
    // The notice went out beside the deletes, or while they waited.
    const done = (types: readonly string[]): readonly string[] => [...types].sort();
    expect(done(await story(other))).toEqual(done(before));
    await expectSoundness(other);
  });

  it('the reveal says that it is still working; nothing is counted and the next press shows the pass', async () => {
    const world = await createWorld();
    await approvedByMax(world);
    const before = [await story(world), world.ports.count('ledger.raise')];
    world.permits.waitMs = () => SECOND;
    for (let press = 0; press < 10; press += 1) expect(codeOf(await reveal(world))).toBe('stillWorking');
    expect([await story(world), world.ports.count('ledger.raise')]).toEqual(before);
    expect(world.account.story()).toEqual([]);
    world.permits.waitMs = () => 0;
    expect(shown(await reveal(world)).againLeft).toBe(3);
  });

  it('the reveal waits for its turn, half of the time it has', async () => {
    const world = await createWorld();
    await approvedByMax(world);
    world.permits.waitMs = () => {
      world.clock.advance(2 * SECOND);
      return 0;
    };
    const issue = jest.spyOn(world.passes, 'issue');
    shown(await reveal(world));
    expect(world.permits.asked.at(-1)).toMatchObject({ lane: 'first', count: 1, patienceMs: 3 * SECOND });
    expect(issue).toHaveBeenCalledWith(TENANT, WHO.ada, 30, 4 * SECOND);
  });

  it('a gap asks for all of it before it takes the pass away', async () => {
    const world = await createWorld({ defaultMethod: 'microsoftAuthenticator', passBlocksDefault: true });
    await passShown(world);
    world.permits.waitMs = ({ count }) => (count > 2 ? 5 * SECOND : 0);
    await pass(world, MINUTE);
    expect((await newestIn(world, 'revealed')).decided.gap).toBe('open');
    expect(world.account.passStands()).toBe(true);
    expect(world.account.story()).not.toContain('removePass');
    world.permits.waitMs = () => 0;
    await pass(world, MINUTE);
    expect((await newestIn(world, 'revealed')).decided.gap).toBe('closed');
    expect(world.account.writes.filter((write) => !write.pass)).toHaveLength(2);
    await expectSoundness(world);
  });
});

describe('when a placeholder has to wait for its turn', () => {
  it('is written down only then, so that waiting fills no trail and keeps no reveal back', async () => {
    const world = await createWorld();
    await waitingForApproval(world, { scenario: 'stolenPhone' });
    await approve(world);
    world.permits.waitMs = ({ patienceMs }) => (patienceMs === 0 ? 20 * SECOND : 0);
    const { seq } = await newest(world);
    await pass(world, 3 * MINUTE);
    expect((await newest(world)).seq).toBeLessThanOrEqual(seq + 3);
    expect(await story(world)).not.toContain('placeholderStarted');
    shown(await reveal(world));
  });
});

describe('when leave is asked for', () => {
  it('every write asks, by the time of the approval; passes and the gap go first', async () => {
    const world = await createWorld({ defaultMethod: 'microsoftAuthenticator', passBlocksDefault: true });
    await passShown(world);
    await work(world);
    // The default is tried at its turn, once more when it was put off, with leave for another default, in the gap, and after
    // it, to find it gone.
    expect(lanes(world)).toEqual(['first 1', 'then 1', 'then 1', 'then 1', 'then 2', 'first 5', 'then 2']);
    const { request } = await newest(world);
    const since = 'decided' in request ? request.decided?.at : undefined;
    expect(new Set(world.permits.asked.map((ask) => ask.since))).toEqual(new Set([since]));
  });

  it('everything about an incident goes first', async () => {
    const world = await createWorld();
    await passShown(world);
    await work(world);
    const before = world.permits.asked.length;
    const { request } = await newest(world);
    await reportFraud(world.deps, { tenantId: TENANT, presser: WHO.ada, requestId: request.id, reason: 'notMe' });
    await pass(world, 5 * MINUTE);
    expect((await newestIn(world, 'incident')).incident.containedAt).toBeDefined();
    expect(new Set(lanes(world).slice(before))).toEqual(new Set(['first 1']));
  });
});
