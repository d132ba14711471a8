import { confirmIdentity } from '../../recovery/confirm-identity';
import { RecoveryError } from '../../recovery/errors';
import { heedStop, prepareStop } from '../../recovery/heed-stop';
import { isPaused } from '../../recovery/heeding';
import { pauseRecoveries, resumeRecoveries } from '../../recovery/pause-recoveries';
import { releaseRequest } from '../../recovery/release-request';
import { approve, approvedByMax, codeOf, expectSoundness, open, passShown } from '../support/domain-stories';
import { reveal, shown, story, waitingForApproval } from '../support/domain-stories';
import type { World } from '../support/domain-world';
import { createWorld, newest, work } from '../support/domain-world';
import { TENANT } from '../support/request-builder';
import { WHO } from '../support/sample-people';

const restored = async (world: World, marker = 'restore-1'): Promise<void> => {
  await prepareStop(world.deps, TENANT, marker);
  await heedStop(world.deps, TENANT);
};
const resume = (world: World) =>
  resumeRecoveries(world.deps, { tenantId: TENANT, presser: WHO.sam, reason: 'compared with Entra' });
const release = async (world: World) =>
  releaseRequest(world.deps, {
    ...{ tenantId: TENANT, presser: WHO.sam, reason: 'nothing was done since' },
    requestId: (await newest(world)).request.id,
  });

describe('when the product starts after a restore', () => {
  it.each([
    ['waits for its approver', waitingForApproval],
    ['was approved, with nothing done on the account', approvedByMax],
  ])('a request that %s is held, with the reason in its trail', async (_state, reach) => {
    const world = await createWorld();
    await reach(world);
    await restored(world);
    const { request } = await newest(world);
    expect(request).toMatchObject({ state: 'held', held: { reason: 'restored' } });
    expect((await story(world)).filter((type) => type === 'held')).toEqual(['held']);
    await expectSoundness(world);
  });

  it('what a colleague asked for is held as well, and nobody outside hears of it before the employee has answered', async () => {
    const world = await createWorld();
    await open(world, { presser: WHO.colin, address: WHO.ada });
    await restored(world);
    await resume(world);
    await work(world);
    expect(await newest(world)).toMatchObject({ request: { state: 'held', slots: [] } });
    expect(world.outOfBand.notices).toEqual([]);
    expect(codeOf(await release(world))).toBe('done');
    await work(world);
    expect(await newest(world)).toMatchObject({ request: { state: 'awaitingApproval', slots: [], round: 2 } });
    expect(world.outOfBand.notices).toEqual([]);
    const { request } = await newest(world);
    await confirmIdentity(world.deps, { tenantId: TENANT, presser: WHO.ada, requestId: request.id });
    expect(codeOf(await approve(world))).toBe('done');
    await expectSoundness(world);
  });

  it('and whoever released it is not asked once the employee has answered', async () => {
    const world = await createWorld();
    world.directory.managers.delete(WHO.ada);
    await open(world, { presser: WHO.colin, address: WHO.ada });
    await restored(world);
    await resume(world);
    await release(world);
    const { request } = await newest(world);
    await confirmIdentity(world.deps, { tenantId: TENANT, presser: WHO.ada, requestId: request.id });
    expect((await newest(world)).request.slots.map(({ candidates }) => candidates)).toEqual([
      [WHO.dan, WHO.dora],
      [WHO.sue],
    ]);
  });

  it('a request whose pass was shown goes to people and never ends by itself', async () => {
    const world = await createWorld();
    await passShown(world);
    await restored(world);
    expect((await newest(world)).request).toMatchObject({ state: 'failed', failure: { reason: 'restored' } });
    await expectSoundness(world);
  });

  it('one that had ended, and one that was held, stay as they were', async () => {
    const world = await createWorld();
    await waitingForApproval(world);
    await restored(world);
    const before = await newest(world);
    await restored(world, 'restore-2');
    expect(await newest(world)).toEqual(before);
  });

  it('goes on when security has resumed and a senior has released it, with everybody asked anew', async () => {
    const world = await createWorld();
    await approvedByMax(world);
    await restored(world);
    await resume(world);
    expect(codeOf(await reveal(world))).not.toBe('');
    expect(world.account.writes).toEqual([]);
    expect(codeOf(await release(world))).toBe('done');
    await work(world);
    expect(codeOf(await approve(world))).toBe('done');
    await work(world);
    shown(await reveal(world));
    await expectSoundness(world);
  });

  it('a start with the same name holds nothing again', async () => {
    const world = await createWorld();
    await restored(world);
    await resume(world);
    await open(world);
    await restored(world);
    expect((await newest(world)).request.state).toBe('awaitingApproval');
    expect(await isPaused(world.deps, TENANT)).toBe(false);
  });

  it('a start that is not told of a restore holds nothing, and neither does a pause of security', async () => {
    const world = await createWorld();
    await waitingForApproval(world);
    await prepareStop(world.deps, TENANT);
    await pauseRecoveries(world.deps, { tenantId: TENANT, presser: WHO.sam, reason: 'looks odd' });
    await heedStop(world.deps, TENANT);
    expect((await newest(world)).request.state).toBe('awaitingApproval');
  });
});

describe('when the process dies before all requests are held', () => {
  it('whoever looks next goes on', async () => {
    const world = await createWorld();
    await waitingForApproval(world);
    await prepareStop(world.deps, TENANT, 'restore-1');
    world.ports.fail('ledger.commit', 'unavailable', { times: 1 });
    await expect(heedStop(world.deps, TENANT)).rejects.toMatchObject({ code: 'unavailable' });
    expect((await newest(world)).request.state).toBe('awaitingApproval');
    await heedStop(world.deps, TENANT);
    expect((await newest(world)).request.state).toBe('held');
    expect(world.stops.rows.get(TENANT)).not.toHaveProperty('holding');
  });

  it('security ends the pause only together with the rest of them', async () => {
    const world = await createWorld();
    await approvedByMax(world);
    await prepareStop(world.deps, TENANT, 'restore-1');
    world.ports.fail('ledger.commit', 'unavailable', { times: 1 });
    expect(codeOf(await resume(world))).toBe('directoryUnavailable');
    expect(await isPaused(world.deps, TENANT)).toBe(true);
    expect(await resume(world)).toMatchObject({ kind: 'stop', stop: { paused: false } });
    expect((await newest(world)).request.state).toBe('held');
  });

  it('no effect leaves before they are held, whatever the switch says', async () => {
    const world = await createWorld();
    await prepareStop(world.deps, TENANT, 'restore-1');
    const row = await world.stops.read(TENANT);
    if (row === undefined) throw new Error('the switch was written');
    world.stops.rows.set(TENANT, { ...row, paused: false });
    expect(await isPaused(world.deps, TENANT)).toBe(true);
    await heedStop(world.deps, TENANT);
    expect(await isPaused(world.deps, TENANT)).toBe(false);
  });

  it('a record that does not hold keeps nobody from being held', async () => {
    const world = await createWorld();
    const { id } = await waitingForApproval(world);
    await prepareStop(world.deps, TENANT, 'restore-1');
    const damaged = '01ZZZZZZZZZZZZZZZZZZZZZZZZ';
    const { ledger } = world;
    const read = ledger.readVerified.bind(ledger);
    jest.spyOn(ledger, 'findLive').mockResolvedValue({ ids: [damaged, id], forged: false });
    jest
      .spyOn(ledger, 'readVerified')
      .mockImplementation((tenantId, one) =>
        one === damaged ? Promise.reject(new RecoveryError('integrity', 'bad')) : read(tenantId, one),
      );
    await heedStop(world.deps, TENANT);
    expect((await newest(world)).request.state).toBe('held');
  });
});
