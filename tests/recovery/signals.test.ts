import { EffectError } from '../../recovery/errors';
import { gatherSignals, readSignal, recoveredWithin, uncounted } from '../../recovery/signals';
import type { World } from '../support/domain-world';
import { createWorld, newest } from '../support/domain-world';
import { START } from '../support/fake-clock';
import { approvedAt, happened, recovered } from '../support/past-requests';
import { TENANT } from '../support/request-builder';
import { eventOf } from '../support/sample-events';
import { samplePerson, SETTINGS, WHO } from '../support/sample-people';
import { PROOF } from '../support/sample-proof';

const ADA = samplePerson(WHO.ada);
const READ = {
  employee: ADA,
  story: { scenario: 'lostPhone', chosenMethods: [], lostSince: START, presses: false, now: START },
  methods: { kind: 'known', value: [] },
} as const;
const GIVEN = { ...READ, by: { requester: WHO.ada } };

describe('when a signal is read', () => {
  it('is known', async () => {
    expect(await readSignal(() => Promise.resolve(7))).toEqual({ kind: 'known', value: 7 });
  });

  it.each(['forbidden', 'throttled', 'timeout', 'unavailable', 'notFound', 'rejected'] as const)(
    '%s makes it unknown and says why',
    async (code) => {
      const signal = await readSignal(() => Promise.reject(new EffectError(code, 'x')));
      expect(signal).toEqual({ kind: 'unknown', why: code });
    },
  );

  it('a missing licence makes it not available', async () => {
    const signal = await readSignal(() => Promise.reject(new EffectError('unlicensed', 'x')));
    expect(signal).toEqual({ kind: 'notAvailable' });
  });

  it('a mistake of ours is no signal', async () => {
    await expect(readSignal(() => Promise.reject(new TypeError('oops')))).rejects.toThrow('oops');
  });
});

describe('when everything about an employee is gathered', () => {
  it('reads each thing once', async () => {
    const world = await createWorld();
    const signals = await gatherSignals(world.deps, SETTINGS, GIVEN);
    expect(signals).toMatchObject({
      ...READ,
      requester: { kind: 'known', value: 'self' },
      breakGlass: { kind: 'known', value: false },
      risk: { kind: 'known', value: 'none' },
      signIns: { kind: 'known', value: { entries: [] } },
      changes: { kind: 'known', value: { entries: [] } },
      recentRecoveries: 0,
      recentDenials: 0,
    });
    expect([...world.ports.calls].sort()).toEqual([
      'directory.changes',
      'directory.isMember',
      'directory.risk',
      'directory.roles',
      'directory.signIns',
      'sightings.about',
    ]);
  });

  it.each(['roles', 'isMember', 'risk', 'signIns', 'changes'])(
    'one that fails (%s) leaves the others known',
    async (name) => {
      const world = await createWorld();
      world.ports.fail(`directory.${name}`, 'timeout');
      const { roles, breakGlass, risk, signIns, changes } = await gatherSignals(world.deps, SETTINGS, GIVEN);
      const kinds = [roles, breakGlass, risk, signIns, changes].map(({ kind }) => kind);
      expect(kinds.sort()).toEqual(['known', 'known', 'known', 'known', 'unknown']);
    },
  );
});

describe('when somebody else opened it', () => {
  const nearness = async (by: Parameters<typeof gatherSignals>[2]['by'], world?: World) => {
    const { deps } = world ?? (await createWorld());
    return (await gatherSignals(deps, SETTINGS, { ...READ, by })).requester;
  };

  it.each<readonly [string, Parameters<typeof gatherSignals>[2]['by'], string]>([
    ['nobody named', {}, 'self'],
    ['the employee', { requester: WHO.ada }, 'self'],
    ['helpdesk, with its proof', { requester: WHO.helen, proof: PROOF }, 'helpdesk'],
    ['the manager', { requester: WHO.max }, 'manager'],
    ['somebody with the same manager', { requester: WHO.colin }, 'sameTeam'],
    ['somebody of another team', { requester: WHO.helen }, 'further'],
  ])('%s: how near is read from the directory', async (_who, by, expected) => {
    expect(await nearness(by)).toEqual({ kind: 'known', value: expected });
  });

  it('whoever reports to the employee is near', async () => {
    const world = await createWorld();
    world.directory.managers.set(WHO.colin, WHO.ada);
    expect(await nearness({ requester: WHO.colin }, world)).toEqual({ kind: 'known', value: 'report' });
  });

  it('two people without a manager are no team', async () => {
    const world = await createWorld();
    world.directory.managers.delete(WHO.ada);
    world.directory.managers.delete(WHO.colin);
    expect(await nearness({ requester: WHO.colin }, world)).toEqual({ kind: 'known', value: 'further' });
  });

  it('what cannot be read is unknown', async () => {
    const world = await createWorld();
    world.ports.fail('directory.manager', 'throttled');
    expect(await nearness({ requester: WHO.colin }, world)).toEqual({ kind: 'unknown', why: 'throttled' });
  });
});

describe('when past recoveries are counted', () => {
  const count = async (world: World): Promise<number> =>
    (await gatherSignals(world.deps, SETTINGS, GIVEN)).recentRecoveries;

  it('counts those of the last 30 days that somebody approved', async () => {
    const world = await createWorld();
    await happened(world, 31, recovered(31));
    await happened(world, 30, recovered(30));
    await happened(world, 10, recovered(10));
    await happened(world, 5, [eventOf('denied')]);
    await happened(world, 4, [eventOf('cancelled')]);
    expect(await count(world)).toBe(2);
  });

  it('does not count the one under way against itself', async () => {
    const world = await createWorld();
    await happened(world, 0, [approvedAt(0)]);
    expect(await count(world)).toBe(0);
  });

  it('nor while its pass is out', async () => {
    const world = await createWorld();
    await happened(world, 0, [approvedAt(0), eventOf('passIssued')]);
    expect(await count(world)).toBe(0);
  });

  it('what is named as under way is left out, and nothing is read for it alone', async () => {
    const world = await createWorld();
    await happened(world, 2, recovered(2));
    const { request } = await newest(world);
    const signals = await gatherSignals(world.deps, SETTINGS, GIVEN, request.id);
    expect(signals.recentRecoveries).toBe(0);
    expect(world.ports.count('ledger.follow')).toBe(0);
    await happened(world, 1, recovered(1));
    expect((await gatherSignals(world.deps, SETTINGS, GIVEN, request.id)).recentRecoveries).toBe(1);
  });

  it('only one that counts has to be read again', async () => {
    const world = await createWorld();
    await happened(world, 2, recovered(2));
    expect(uncounted((await newest(world)).request)).toBeUndefined();
    await happened(world, 1, [approvedAt(1)]);
    const { request } = await newest(world);
    expect(uncounted(request)).toBe(request.id);
  });

  it('does not count those of others', async () => {
    const world = await createWorld();
    await happened(world, 1, recovered(1), WHO.colin);
    expect(await count(world)).toBe(0);
  });
});

describe('when denials are counted', () => {
  const count = async (world: World): Promise<number> =>
    (await gatherSignals(world.deps, SETTINGS, GIVEN)).recentDenials;

  it('counts what people said no to within the window of requests about one person, and fraud', async () => {
    const world = await createWorld();
    await happened(world, 2, [eventOf('denied')]);
    await happened(world, 1, [eventOf('denied')]);
    expect(await count(world)).toBe(1);
    await happened(world, 0.5, [eventOf('fraudReported'), eventOf('contained'), eventOf('shieldLifted')]);
    expect(await count(world)).toBe(2);
  });

  it('does not count what ended in another way, what the employee took back, and what was about others', async () => {
    const world = await createWorld();
    await happened(world, 0.5, [eventOf('cancelled')]);
    await happened(world, 0.4, [eventOf('expired')]);
    await happened(world, 0.3, recovered(0.3));
    await happened(world, 0.2, [{ ...eventOf('denied'), by: { kind: 'person', id: WHO.ada } }]);
    await happened(world, 0.15, [{ ...eventOf('denied'), by: { kind: 'system' } }]);
    await happened(world, 0.1, [eventOf('denied')], WHO.colin);
    expect(await count(world)).toBe(0);
  });
});

describe('when an approver was recovered themselves', () => {
  it.each([
    ['never', undefined, false],
    ['8 days ago', 8, false],
    ['exactly 7 days ago', 7, true],
    ['today', 0, true],
  ])('%s', async (_when, daysAgo, recently) => {
    const world = await createWorld();
    if (daysAgo !== undefined) await happened(world, daysAgo, recovered(daysAgo), WHO.max);
    expect(await recoveredWithin(world.deps, TENANT, WHO.max, 7)).toBe(recently);
  });

  it('a request that was only opened is no recovery', async () => {
    const world = await createWorld();
    await happened(world, 1, [eventOf('denied')], WHO.max);
    expect(await recoveredWithin(world.deps, TENANT, WHO.max, 7)).toBe(false);
  });
});
