import { RecoveryError } from '../../recovery/errors';
import { heedStops, prepareStop } from '../../recovery/heed-stop';
import { askStop, isPaused, PAUSED_WAIT_MS, readStop, sharedStops } from '../../recovery/heeding';
import { pauseRecoveries, resumeRecoveries, seeStop } from '../../recovery/pause-recoveries';
import type { Stops, StoredStop } from '../../recovery/stops';
import { codeOf, waitingForApproval } from '../support/domain-stories';
import type { World } from '../support/domain-world';
import { createWorld } from '../support/domain-world';
import { MINUTE, SECOND, START } from '../support/fake-clock';
import { OTHER_TENANT, TENANT } from '../support/request-builder';
import { WHO } from '../support/sample-people';

const ROW: StoredStop = { seq: 7, paused: false, at: START, by: WHO.sam, reason: 'why', told: true };
const input = { tenantId: TENANT, presser: WHO.sam, reason: 'why' };
const withStops = (world: World, change: Partial<Stops>) => ({
  ...world.deps,
  stops: { ...world.deps.stops, ...change },
});

describe('when the switch is read', () => {
  it.each<readonly [Partial<StoredStop>, boolean]>([
    [{}, false],
    [{ paused: true }, true],
    [{ holding: true }, true],
  ])('%j: effects are stopped: %p', async (facts, stopped) => {
    const world = await createWorld();
    world.stops.rows.set(TENANT, { ...ROW, ...facts });
    expect(await isPaused(world.deps, TENANT)).toBe(stopped);
    const asked = askStop(world.deps, TENANT).catch((error: unknown) => error);
    const queued = { code: 'queued', message: 'Security has paused all effects.', retryAfterMs: PAUSED_WAIT_MS };
    if (stopped) expect(await asked).toMatchObject(queued);
    else expect(await asked).toBeUndefined();
  });

  it('one that was never written is a pause as well', async () => {
    const world = await createWorld();
    world.stops.rows.set(TENANT, 'nothing');
    expect(await readStop(world.deps, TENANT)).toBe('nothing');
    expect(await isPaused(world.deps, TENANT)).toBe(true);
  });

  it('one that does not hold is an alarm of its own, once for each spell', async () => {
    const world = await createWorld();
    world.stops.rows.set(TENANT, 'forged');
    expect(await readStop(world.deps, TENANT)).toBe('broken');
    await readStop(world.deps, TENANT);
    expect(world.cards.alarms).toEqual([WHO.sam, WHO.sue]);
    await world.ledger.forgetSpell(TENANT, 'stop');
    await readStop(world.deps, TENANT);
    expect(world.cards.alarms).toHaveLength(4);
  });

  it('one of a newer version is left to whoever can read it, and is no alarm', async () => {
    const world = await createWorld();
    const read = () => Promise.reject(new RecoveryError('newer', 'of a newer version'));
    await expect(readStop(withStops(world, { read }), TENANT)).rejects.toMatchObject({ code: 'newer' });
    expect(world.cards.alarms).toEqual([]);
  });
});

describe('when one look reads the switch several times', () => {
  const counted = () => {
    const reads: string[] = [];
    const stops: Stops = {
      read: async (tenantId) => {
        reads.push(tenantId);
        return ROW;
      },
      write: async (_tenantId, stop, over) => ({ ...stop, seq: Number(over) + 1 }),
      known: (tenantId) => tenantId === TENANT,
    };
    const time = { now: START };
    return { reads, time, shared: sharedStops(stops, { now: () => time.now }) };
  };

  it('a read counts for less than a second, and for its own tenant', async () => {
    const { reads, time, shared } = counted();
    await shared.read(TENANT);
    time.now += SECOND - 1;
    expect(await shared.read(TENANT)).toBe(ROW);
    await shared.read(OTHER_TENANT);
    expect(reads).toEqual([TENANT, OTHER_TENANT]);
    time.now += 1;
    await shared.read(TENANT);
    expect(reads).toEqual([TENANT, OTHER_TENANT, TENANT]);
  });

  it('a clock that went back is no reason to count on an old read', async () => {
    const { reads, time, shared } = counted();
    await shared.read(TENANT);
    time.now -= 1;
    await shared.read(TENANT);
    expect(reads).toHaveLength(2);
  });

  it('writes and what is known go through', async () => {
    const { shared } = counted();
    expect(await shared.write(TENANT, ROW, 7)).toMatchObject({ seq: 8 });
    expect([shared.known(TENANT), shared.known(OTHER_TENANT)]).toEqual([true, false]);
  });
});

describe('when the product starts, by its own word', () => {
  const anchored = (served: string) => {
    const restarts: string[] = [];
    const restart = async (marker: string) => void restarts.push(marker);
    const anchors = { of: (tenantId: string) => (tenantId === served ? { restart } : undefined) };
    return { restarts, anchors: anchors as never };
  };

  it('a row that does not hold is not written over, whatever the start was told', async () => {
    const world = await createWorld();
    world.stops.rows.set(TENANT, 'forged');
    const write = () => Promise.reject(new Error('nothing is to be written'));
    await expect(prepareStop(withStops(world, { write }), TENANT, 'restore-1')).resolves.toBeUndefined();
  });

  it('a new tenant runs, and its journal says so', async () => {
    const world = await createWorld();
    world.stops.rows.set(TENANT, 'nothing');
    const { restarts, anchors } = anchored(TENANT);
    await prepareStop({ ...world.deps, anchors }, TENANT);
    expect(restarts).toHaveLength(0);
    const row = { paused: false, at: START, by: 'system', reason: 'installed', told: true };
    expect(world.stops.rows.get(TENANT)).toEqual({ ...row, seq: 9 });
    const entry = { at: START, by: 'unknown', name: 'security.recoveries_installed', what: 'installed' };
    expect(world.ledger.journaled).toEqual([{ ...entry, why: 'installed' }]);
  });

  it.each([
    ['an old tenant', { ...ROW, marker: 'restore-1' }, 8],
    ['a new one', 'nothing', 9],
  ] as const)('%s is paused where it is told so, and holds what is live', async (_which, before, seq) => {
    const world = await createWorld();
    world.stops.rows.set(TENANT, before);
    const { restarts, anchors } = anchored(TENANT);
    await prepareStop({ ...world.deps, anchors }, TENANT, 'restore-2');
    const facts = { paused: true, at: START, by: 'system', told: false, marker: 'restore-2', holding: true };
    expect(world.stops.rows.get(TENANT)).toEqual({ ...facts, reason: 'started paused (restore-2)', seq });
    expect(restarts).toEqual(['restore-2']);
    const entry = { at: START, by: 'unknown', name: 'security.recoveries_paused', what: 'paused' };
    expect(world.ledger.journaled).toEqual([{ ...entry, why: 'started paused (restore-2)' }]);
  });

  it('a tenant without anchors is paused all the same', async () => {
    const world = await createWorld();
    const { restarts, anchors } = anchored(OTHER_TENANT);
    await prepareStop({ ...world.deps, anchors }, TENANT, 'restore-2');
    expect(await isPaused(world.deps, TENANT)).toBe(true);
    expect(restarts).toEqual([]);
  });

  it('a tenant that runs is left alone', async () => {
    const world = await createWorld();
    world.stops.rows.set(TENANT, ROW);
    await prepareStop(world.deps, TENANT);
    expect(world.stops.rows.get(TENANT)).toBe(ROW);
    expect(world.ledger.journaled).toEqual([]);
  });

  it('of two instances that start at once one writes it, and says so', async () => {
    const world = await createWorld();
    const start = () => prepareStop(world.deps, TENANT, 'restore-1');
    await Promise.all([start(), start()]);
    expect(world.ledger.journaled).toHaveLength(1);
  });
});

describe('when the switches of all tenants are looked at', () => {
  it('one that cannot be read keeps nobody from the others', async () => {
    const world = await createWorld();
    world.stops.rows.set(TENANT, { ...ROW, told: false });
    world.clock.advance(MINUTE);
    world.ports.fail('stops.read', 'unavailable', { times: 1 });
    await heedStops(world.deps, [OTHER_TENANT, TENANT]);
    expect(world.cards.stops.map(([who]) => who)).toEqual([WHO.sam, WHO.sue, WHO.helen]);
    expect(world.log.lines).toEqual([
      {
        ...{ level: 'warn', event: 'stop.unread' },
        fields: { tenantId: OTHER_TENANT, error: expect.objectContaining({ code: 'unavailable' }) },
      },
    ]);
  });

  it.each(['forged', 'nothing'] as const)('of a row that is %s there is nothing to tell people', async (row) => {
    const world = await createWorld();
    world.stops.rows.set(TENANT, row);
    world.clock.advance(MINUTE);
    await heedStops(world.deps, [TENANT]);
    expect(world.cards.stops).toEqual([]);
  });

  it('where this process has not read one before, nothing has changed for it', async () => {
    const world = await createWorld();
    await waitingForApproval(world);
    const before = world.started.length;
    let known: boolean | undefined;
    const read = async () => {
      known = true;
      return { ...ROW, paused: true };
    };
    await heedStops(withStops(world, { read, known: () => known }), [TENANT]);
    expect(world.started).toHaveLength(before);
    known = false;
    await heedStops(withStops(world, { read, known: () => known }), [TENANT]);
    expect(world.started).toHaveLength(before + 1);
  });
});

describe('when security turns the switch', () => {
  it('keeps three hundred characters of the reason, and what a start has written', async () => {
    const world = await createWorld();
    world.stops.rows.set(TENANT, { ...ROW, marker: 'restore-1' });
    const reason = 'x'.repeat(400);
    await pauseRecoveries(world.deps, { ...input, reason });
    const row = { paused: true, at: START, by: WHO.sam, reason: 'x'.repeat(300), told: true, marker: 'restore-1' };
    expect(world.stops.rows.get(TENANT)).toEqual({ ...row, seq: 9 });
  });

  it('leaves a start holding what it holds', async () => {
    const world = await createWorld();
    world.stops.rows.set(TENANT, { ...ROW, holding: true });
    await pauseRecoveries(world.deps, input);
    expect(world.stops.rows.get(TENANT)).toMatchObject({ paused: true, holding: true });
  });

  it('nobody counts as told where nobody could be', async () => {
    const world = await createWorld();
    world.ports.fail('cards.alarm', 'unavailable');
    await pauseRecoveries(world.deps, input);
    expect(world.stops.rows.get(TENANT)).toMatchObject({ paused: true, told: false });
  });

  it('writes nothing of a start where there was none', async () => {
    const world = await createWorld();
    world.stops.rows.set(TENANT, ROW);
    await pauseRecoveries(world.deps, input);
    expect(Object.keys(world.stops.rows.get(TENANT) ?? {}).toSorted()).toEqual(
      ['paused', 'at', 'by', 'reason', 'told', 'seq'].toSorted(),
    );
  });

  it('a resume is written down before it is so, with who and why', async () => {
    const world = await createWorld();
    world.stops.rows.set(TENANT, { ...ROW, paused: true });
    await resumeRecoveries(world.deps, input);
    const entry = { at: START, by: WHO.sam, name: 'security.recoveries_resumed', what: 'resumed', why: 'why' };
    expect(world.ledger.journaled).toEqual([entry]);
  });

  it('an old card counts for nothing where the row does not hold: what is there is no newer state', async () => {
    const world = await createWorld();
    world.stops.rows.set(TENANT, 'forged');
    expect(codeOf(await pauseRecoveries(world.deps, { ...input, since: 1 }))).toBe('stop');
  });

  it('gives up after eight others were faster, and says that it did not happen', async () => {
    const world = await createWorld();
    const tries: unknown[] = [];
    const write = async (...args: unknown[]) => void tries.push(args);
    expect(codeOf(await pauseRecoveries(withStops(world, { write: write }), input))).toBe('storageUnavailable');
    expect(tries).toHaveLength(8);
    expect(world.log.lines).toContainEqual({
      ...{ level: 'error', event: 'verb.failed' },
      fields: {
        verb: 'pause',
        error: expect.objectContaining({ code: 'conflict', message: 'the switch kept being turned' }),
      },
    });
  });

  it('stands and is told where the live requests cannot be found', async () => {
    const world = await createWorld();
    world.ports.fail('ledger.findLive', 'unavailable');
    expect(codeOf(await pauseRecoveries(world.deps, input))).toBe('stop');
    expect(world.cards.stops).toHaveLength(3);
    expect(world.log.lines).toContainEqual({
      ...{ level: 'error', event: 'stop.sweepFailed' },
      fields: { tenantId: TENANT, error: expect.objectContaining({ code: 'unavailable' }) },
    });
  });

  it.each([
    ['pause', pauseRecoveries],
    ['resume', resumeRecoveries],
    ['stop', seeStop],
  ] as const)('a stranger who tries is in the journal: %s', async (name, act) => {
    const world = await createWorld();
    await act(world.deps, { ...input, presser: WHO.colin });
    expect(world.ledger.journaled).toMatchObject([{ by: WHO.colin, what: `${name}: notFound` }]);
  });

  it('shows it as it is, and as broken where there is none', async () => {
    const world = await createWorld();
    world.stops.rows.set(TENANT, ROW);
    expect(await seeStop(world.deps, input)).toEqual({ kind: 'stop', stop: ROW });
    world.stops.rows.set(TENANT, 'nothing');
    expect(await seeStop(world.deps, input)).toEqual({ kind: 'stop', stop: 'broken' });
  });
});
