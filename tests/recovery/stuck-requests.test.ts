import { EffectError } from '../../recovery/errors';
import { reportParked } from '../../recovery/report-parked';
import { failureOf } from '../../recovery/step-failure';
import { waitingOn } from '../../recovery/stuck';
import type { World } from '../support/domain-world';
import { createWorld, newest, newestIn, pass, work } from '../support/domain-world';
import { expectSoundness, open, passShown, story, waitingForApproval } from '../support/domain-stories';
import { DAY, HOUR, MINUTE, SECOND } from '../support/fake-clock';
import { TENANT } from '../support/request-builder';
import { WHO } from '../support/sample-people';

const toldStuck = (world: World): readonly string[] => world.cards.told('stuck');

async function removing(): Promise<World> {
  const world = await createWorld();
  await passShown(world);
  return world;
}

describe('when a step does not work for long', () => {
  it('the helpdesk is told once; when it works again the trail says so, and a new spell is told anew', async () => {
    const world = await removing();
    world.ports.fail('methods.remove', 'throttled');
    await pass(world, 9 * MINUTE);
    expect(toldStuck(world)).toEqual([]);
    await pass(world, 20 * MINUTE);
    expect(toldStuck(world)).toEqual([WHO.helen]);
    world.ports.heal();
    await pass(world, 6 * MINUTE);
    expect(failureOf((await newest(world)).request)).toBeUndefined();
    world.ports.fail('methods.list', 'unavailable');
    await pass(world, 16 * MINUTE);
    expect(toldStuck(world)).toEqual([WHO.helen, WHO.helen]);
    await expectSoundness(world);
  });

  it('a refusal that waiting does not cure is told after three tries', async () => {
    const world = await removing();
    await work(world);
    world.ports.fail('methods.list', 'forbidden');
    await pass(world, MINUTE);
    expect(toldStuck(world)).toEqual([WHO.helen]);
  });

  it('a helpdesk that cannot be read is told as soon as it can', async () => {
    const world = await removing();
    for (const port of ['methods.remove', 'directory.groupMembers']) world.ports.fail(port, 'throttled');
    await pass(world, 20 * MINUTE);
    expect(toldStuck(world)).toEqual([]);
    world.ports.heal();
    world.ports.fail('methods.remove', 'throttled');
    await pass(world, 6 * MINUTE);
    expect(toldStuck(world)).toEqual([WHO.helen]);
  });

  it('also when nobody can be found to ask', async () => {
    const world = await createWorld();
    await waitingForApproval(world);
    world.ports.fail('directory.manager', 'unavailable');
    world.ports.fail('directory.groupMembers', 'unavailable', { times: 1 });
    await pass(world, 55 * MINUTE);
    expect(await story(world)).toContain('stepFailed');
    expect(toldStuck(world)).toEqual([WHO.helen]);
    world.ports.heal();
    await pass(world, 6 * MINUTE);
    expect((await newest(world)).request).not.toHaveProperty('stalled');
  });
});

describe('when a call is given up after its time', () => {
  it('those who wait have waited since it began: they read so ten seconds after that', async () => {
    const world = await removing();
    const began = world.clock.now();
    const remove = () => {
      world.clock.advance(8 * SECOND);
      return Promise.reject(new EffectError('timeout', 'scripted'));
    };
    const { methods } = world.deps;
    const hanging: typeof methods = {
      list: (...of) => methods.list(...of),
      prefer: (...of) => methods.prefer(...of),
      remove,
    };
    await work({ ...world, deps: { ...world.deps, methods: hanging } });
    const { request } = await newest(world);
    expect(failureOf(request)).toMatchObject({ step: 'removeMethod', since: began, at: began + 8 * SECOND });
    expect(waitingOn(request, began + 10 * SECOND)).toMatchObject({ kind: 'step' });
    await expectSoundness(world);
  });
});

describe('when the watch over an enrolment fails', () => {
  it('Graph is not asked again and again, and the trail does not fill', async () => {
    const world = await removing();
    await work(world);
    const [{ seq }, calls] = [await newest(world), world.ports.count('methods.list')];
    world.ports.fail('methods.list', 'throttled');
    await pass(world, 5 * MINUTE);
    expect(world.ports.count('methods.list') - calls).toBeLessThan(12);
    expect((await newest(world)).seq - seq).toBeLessThan(12);
  });

  it('one that works again is recorded, once', async () => {
    const world = await removing();
    await work(world);
    world.ports.fail('methods.list', 'throttled', { times: 1 });
    await pass(world, MINUTE);
    expect((await story(world)).filter((type) => type === 'stepRecovered')).toHaveLength(1);
    expect((await newestIn(world, 'revealed')).decided).not.toHaveProperty('failure');
  });
});

describe('when a case could not be finished', () => {
  it('the helpdesk hears of it every day until it ends', async () => {
    const world = await removing();
    await pass(world, 50 * MINUTE);
    expect((await newest(world)).request.state).toBe('failed');
    expect(world.cards.told('failed')).toEqual([WHO.ada, WHO.helen]);
    await pass(world, 2 * DAY + HOUR);
    expect(world.cards.told('failed')).toEqual([WHO.ada, WHO.helen, WHO.helen, WHO.helen]);
    expect((await newest(world)).request.told.filter((key) => key.startsWith('failed#'))).toHaveLength(1);
  });
});

describe('when the worker gave up on a message', () => {
  const parked = async (world: World): Promise<void> => {
    const { request } = await newest(world);
    await reportParked(world.deps, { tenantId: TENANT, id: request.id });
  };

  it('the helpdesk is told once, at once, and no wake-up brings it straight back', async () => {
    const world = await createWorld();
    await waitingForApproval(world);
    const wakes = world.queue.wakes.length;
    await parked(world);
    await parked(world);
    expect(toldStuck(world)).toEqual([WHO.helen]);
    expect(world.queue.wakes).toHaveLength(wakes);
    expect(world.ledger.journaled.map(({ name }) => name)).toEqual(Array(2).fill('mfa.recovery.work_parked'));
    expect(failureOf((await newest(world)).request)).toMatchObject({ step: 'look', code: 'parked', attempts: 2 });
  });

  it('the next look that works says that it has got on', async () => {
    const world = await createWorld();
    await waitingForApproval(world);
    await parked(world);
    await work(world);
    expect((await newest(world)).request).not.toHaveProperty('stalled');
    expect((await story(world)).at(-1)).toBe('stepRecovered');
    await expectSoundness(world);
  });

  it('a record that does not hold alarms security', async () => {
    const world = await createWorld();
    await open(world);
    const { request } = await newest(world);
    const rows = world.ledger.rowsOf(TENANT, request.id);
    const [row] = rows;
    if (row !== undefined) rows[0] = { ...row, bytes: row.bytes.replace('lostPhone', 'newPhone') };
    await reportParked(world.deps, { tenantId: TENANT, id: request.id });
    expect(world.cards.alarms).toContain(WHO.sam);
  });

  it('a telling that arrived nowhere rejects until it arrived, and is recorded as one parked message', async () => {
    const world = await createWorld();
    await waitingForApproval(world);
    world.ports.fail('directory.groupMembers', 'unavailable');
    await expect(parked(world)).rejects.toThrow('not reached');
    const { seq } = await newest(world);
    await expect(parked(world)).rejects.toThrow('not reached');
    expect((await newest(world)).seq).toBe(seq);
    world.ports.heal();
    world.clock.advance(5 * MINUTE);
    await parked(world);
    expect(toldStuck(world)).toEqual([WHO.helen]);
    expect(failureOf((await newest(world)).request)).toMatchObject({ step: 'look', code: 'parked', attempts: 1 });
    expect(world.ledger.journaled.filter(({ name }) => name === 'mfa.recovery.work_parked')).toHaveLength(1);
    await expectSoundness(world);
  });

  it('a store that fails rejects', async () => {
    const world = await createWorld();
    await waitingForApproval(world);
    world.ports.fail('ledger.journal', 'unavailable');
    await expect(parked(world)).rejects.toMatchObject({ code: 'unavailable' });
    expect(toldStuck(world)).toEqual([]);
  });
});
