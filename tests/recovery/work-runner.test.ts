import type { Advanced, AdvanceInput } from '../../recovery/advance-request';
import { createWorkRunner, MOST_IN_TURN } from '../../recovery/work-runner';
import { FakeClock, MINUTE, SECOND } from '../support/fake-clock';
import { FakeLog } from '../support/fake-log';
import { FakeQueue } from '../support/fake-stores';
import { OTHER_TENANT, TENANT } from '../support/request-builder';

interface Look extends AdvanceInput {
  finish(result: Advanced): void;
  fail(error: Error): void;
}

/** A runner whose looks wait until the test says how they ended. */
function createStage() {
  const [clock, queue, log] = [new FakeClock(), new FakeQueue(), new FakeLog()];
  const looks: Look[] = [];
  const advance = (input: AdvanceInput): Promise<Advanced> =>
    new Promise((resolve, reject) => looks.push({ ...input, finish: resolve, fail: reject }));
  const redrawn: string[] = [];
  const redraw = async ({ id }: AdvanceInput): Promise<void> => {
    redrawn.push(id);
    await Promise.resolve();
    if (id === 'broken') throw new Error('no store');
  };
  return { runner: createWorkRunner({ advance, redraw, queue, clock, log }), looks, redrawn, clock, queue, log };
}

/** Lets everything that can go on go on. */
const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('when work is started', () => {
  it('nobody waits for it, and the next look is put on the queue', async () => {
    const { runner, looks, queue } = createStage();
    runner.start(TENANT, 'a');
    await settle();
    expect(looks.map(({ tenantId, id }) => [tenantId, id])).toEqual([[TENANT, 'a']]);
    looks[0]?.finish({ againMs: 5 * SECOND });
    await runner.idle();
    expect(queue.wakes).toEqual([{ id: 'a', delayMs: 5 * SECOND }]);
  });

  it('a request that owes nothing is not looked at again', async () => {
    const { runner, looks, queue } = createStage();
    runner.start(TENANT, 'a');
    await settle();
    looks[0]?.finish({});
    await runner.idle();
    expect(queue.wakes).toEqual([]);
  });

  it('one run per request at a time; starts during it make it look once more, not once each', async () => {
    const { runner, looks } = createStage();
    runner.start(TENANT, 'a');
    await settle();
    for (let press = 0; press < 5; press += 1) runner.start(TENANT, 'a');
    await settle();
    expect(looks).toHaveLength(1);
    looks[0]?.finish({});
    await settle();
    expect(looks).toHaveLength(2);
    looks[1]?.finish({});
    await runner.idle();
    expect(looks).toHaveLength(2);
  });

  it('different requests, and the same id in two tenants, do not wait for each other', async () => {
    const { runner, looks } = createStage();
    runner.start(TENANT, 'a');
    runner.start(TENANT, 'b');
    runner.start(OTHER_TENANT, 'a');
    await settle();
    expect(looks).toHaveLength(3);
  });

  it('a failure is logged, and the request can be started again', async () => {
    const { runner, looks, log } = createStage();
    runner.start(TENANT, 'a');
    await settle();
    looks[0]?.fail(new Error('Graph is away'));
    await runner.idle();
    expect(log.lines).toMatchObject([{ level: 'error', event: 'work.failed', fields: { requestId: 'a' } }]);
    runner.start(TENANT, 'a');
    await settle();
    expect(looks).toHaveLength(2);
  });
});

describe('when a sweep finds more than can be done at once', () => {
  const ids = Array.from({ length: MOST_IN_TURN + 3 }, (_one, at) => `r${String(at)}`);

  async function swept() {
    const stage = createStage();
    for (const id of ids) stage.runner.start(TENANT, id, 'inTurn');
    await settle();
    return stage;
  }

  it('the oldest are looked at, and each that ends makes room for the next', async () => {
    const { runner, looks } = await swept();
    expect(looks.map(({ id }) => id)).toEqual(ids.slice(0, MOST_IN_TURN));
    looks[3]?.finish({});
    looks[4]?.fail(new Error('storage is away'));
    await settle();
    expect(looks.map(({ id }) => id)).toEqual(ids.slice(0, MOST_IN_TURN + 2));
    let idle = false;
    const done = runner.idle().then(() => (idle = true));
    for (const look of looks) look.finish({});
    await settle();
    expect(idle).toBe(false);
    looks.at(-1)?.finish({});
    await done;
    expect(looks.map(({ id }) => id)).toEqual(ids);
  });

  it('what is wanted at once does not wait for them, and comes no second time', async () => {
    const { runner, looks } = await swept();
    const last = ids.at(-1) ?? '';
    runner.start(TENANT, last);
    await settle();
    expect(looks.at(-1)?.id).toBe(last);
    for (let round = 0; round < 3; round += 1) {
      for (const look of looks) look.finish({});
      await settle();
    }
    expect(looks.filter(({ id }) => id === last)).toHaveLength(1);
    expect(looks).toHaveLength(ids.length);
  });

  it('another tenant does not wait for them', async () => {
    const { runner, looks } = await swept();
    runner.start(OTHER_TENANT, 'a', 'inTurn');
    await settle();
    expect(looks.at(-1)?.tenantId).toBe(OTHER_TENANT);
  });

  it('a process that stops leaves those that wait to others', async () => {
    const { runner, looks } = await swept();
    const stop = runner.stop();
    runner.start(TENANT, 'late', 'inTurn');
    for (const look of looks) look.finish({});
    await stop;
    expect(looks).toHaveLength(MOST_IN_TURN);
  });
});

describe('when a message says to look', () => {
  it('it resolves after the look, and fails with it, so that the message is kept', async () => {
    const { runner, looks } = createStage();
    const fine = runner.look(TENANT, 'a');
    const broken = runner.look(TENANT, 'b');
    await settle();
    looks[0]?.finish({});
    looks[1]?.fail(new Error('storage is away'));
    await expect(fine).resolves.toBe('looked');
    await expect(broken).rejects.toThrow('storage is away');
  });

  it('it joins a run in hand', async () => {
    const { runner, looks } = createStage();
    runner.start(TENANT, 'a');
    const look = runner.look(TENANT, 'a');
    await settle();
    expect(looks).toHaveLength(1);
    looks[0]?.finish({});
    await look;
  });

  it.each([
    ['long before the planned look', 0, 1],
    ['a little before it', MINUTE - 400, 2],
    ['at its time', MINUTE, 2],
    ['after it', 2 * MINUTE, 2],
  ])('%s: it looks, and %d ms on there were %d messages in all', async (_when, elapsed, count) => {
    const { runner, looks, clock, queue } = createStage();
    runner.start(TENANT, 'a');
    await settle();
    looks[0]?.finish({ againMs: MINUTE });
    await runner.idle();
    clock.advance(elapsed);
    const look = runner.look(TENANT, 'a');
    await settle();
    expect(looks).toHaveLength(2);
    looks[1]?.finish({ againMs: MINUTE });
    await look;
    expect(queue.wakes).toHaveLength(count);
  });
});

describe('when the process stops in the middle of a look', () => {
  it('lets the look take no further step, and puts what is left on the queue, visible at once', async () => {
    const { runner, looks, queue } = createStage();
    runner.start(TENANT, 'a');
    await settle();
    expect(looks[0]?.mayGoOn?.()).toBe(true);
    const stop = runner.stop();
    expect(looks[0]?.mayGoOn?.()).toBe(false);
    looks[0]?.finish({ againMs: 0 });
    await stop;
    expect(queue.wakes).toEqual([{ id: 'a', delayMs: 0 }]);
  });

  it('hands a message back that comes later, and never calls it looked at', async () => {
    const { runner, looks } = createStage();
    await runner.stop();
    expect(await runner.look(TENANT, 'a')).toBe('handedBack');
    expect(looks).toEqual([]);
  });
});

describe('when the process stops', () => {
  it('takes no new work and waits for what is in hand', async () => {
    const { runner, looks } = createStage();
    runner.start(TENANT, 'a');
    await settle();
    runner.start(TENANT, 'a');
    let stopped = false;
    const stop = runner.stop().then(() => (stopped = true));
    runner.start(TENANT, 'b');
    await settle();
    expect([looks.length, stopped]).toEqual([1, false]);
    looks[0]?.finish({ againMs: SECOND });
    await stop;
    expect(looks).toHaveLength(1);
  });
});

describe('when something is committed while a look waits for Graph', () => {
  it('the cards get the new state at once; the look comes when it can', async () => {
    const { runner, looks, redrawn } = createStage();
    runner.start(TENANT, 'a');
    await settle();
    expect(redrawn).toEqual([]);
    for (let press = 0; press < 50; press += 1) runner.start(TENANT, 'a');
    expect(redrawn).toEqual(['a']);
    await settle();
    expect(redrawn).toEqual(['a', 'a']);
    expect(looks).toHaveLength(1);
    looks[0]?.finish({});
    await settle();
    looks[1]?.finish({});
    await runner.idle();
  });

  it('cards that cannot be drawn stop nothing', async () => {
    const { runner, looks, log } = createStage();
    runner.start(TENANT, 'broken');
    await settle();
    runner.start(TENANT, 'broken');
    looks[0]?.finish({});
    await settle();
    looks[1]?.finish({});
    await runner.idle();
    expect(log.events()).toEqual(['redraw.failed']);
  });
});
