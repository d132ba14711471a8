import { standInFor } from '../../recovery/default-method';
import type { EffectErrorCode } from '../../recovery/errors';
import type { MethodKind } from '../../recovery/methods';
import type { PlanItem } from '../../recovery/run';
import { enrol, expectSoundness, passShown, story } from '../support/domain-stories';
import { createWorld, newest, newestIn, pass, work, type World } from '../support/domain-world';
import { MINUTE, SECOND } from '../support/fake-clock';
import { decided, TENANT } from '../support/request-builder';
import { method } from '../support/sample-methods';

const item = (kind: MethodKind, outcome: PlanItem['outcome'] = 'deferred'): PlanItem => ({
  ...{ methodId: method(kind).id, kind, label: kind, fingerprint: 'f', outcome },
});

describe('when a stand-in for the default is looked for', () => {
  const find = (gone: readonly PlanItem[], stands: readonly MethodKind[]): string | undefined => {
    const [first] = gone;
    if (first === undefined) throw new Error('something goes');
    const listed = [...stands, ...gone.map(({ kind }) => kind)].map((kind) => method(kind));
    return standInFor(decided({ plan: gone }), first, listed)?.kind;
  };

  it.each<readonly [string, readonly PlanItem[], readonly MethodKind[], string | undefined]>([
    ['a method that stays', [item('microsoftAuthenticator')], ['mobilePhone'], 'mobilePhone'],
    ['the better of two', [item('mobilePhone')], ['officePhone', 'softwareOath'], 'softwareOath'],
    ['nothing that is never the default', [item('microsoftAuthenticator')], ['fido2', 'email', 'password'], undefined],
    ['nothing that is the same default', [item('softwareOath')], ['hardwareOath'], undefined],
    ['nothing that goes too', [item('microsoftAuthenticator'), item('mobilePhone', 'pending')], [], undefined],
    ['nothing that is gone and still listed', [item('softwareOath'), item('mobilePhone', 'removed')], [], undefined],
    ['what had to stay', [item('softwareOath'), item('mobilePhone', 'kept')], [], 'mobilePhone'],
    [
      'the mobile number, for the alternate one',
      [item('alternateMobilePhone'), item('mobilePhone')],
      [],
      'mobilePhone',
    ],
    ['not the office number, which goes too', [item('alternateMobilePhone'), item('officePhone')], [], undefined],
    ['not the mobile number, for another kind', [item('microsoftAuthenticator'), item('mobilePhone')], [], undefined],
    [
      'not the mobile number once it is gone',
      [item('alternateMobilePhone'), item('mobilePhone', 'removed')],
      [],
      undefined,
    ],
    [
      'rather one that stays, for the alternate one',
      [item('alternateMobilePhone'), item('mobilePhone')],
      ['officePhone'],
      'officePhone',
    ],
  ])('it is %s', (_what, gone, stands, expected) => {
    expect(find(gone, stands)).toBe(expected);
  });

  it('one that stays comes before one that goes, however they are listed', () => {
    const gone = [item('alternateMobilePhone'), item('mobilePhone')];
    const [first] = gone;
    if (first === undefined) throw new Error('something goes');
    const kinds = ['mobilePhone', 'officePhone'] as const;
    for (const order of [kinds, kinds.toReversed()]) {
      const listed = order.map((kind) => method(kind));
      expect(standInFor(decided({ plan: gone }), first, listed)?.kind).toBe('officePhone');
    }
  });
});

const BROKEN_APP = { defaultMethod: 'microsoftAuthenticator' } as const;

async function appBroken(world: World): Promise<void> {
  await passShown(world, { scenario: 'appBroken' });
  await work(world);
}

describe('when the default has to go and another method stays', () => {
  it('that one becomes the default, then the broken one goes, and the case closes', async () => {
    const world = await createWorld({ ...BROKEN_APP, passBlocksDefault: false });
    await appBroken(world);
    expect(world.account.story()).toEqual(['issue 30', 'prefer oath', 'remove microsoftAuthenticator']);
    expect((await story(world)).filter((type) => /method(Def|Rem)|default/.test(type))).toEqual([
      'methodDeferred',
      'defaultSwitched',
      'methodRemoved',
    ]);
    const trail = await world.ledger.trail(TENANT, (await newest(world)).request.id);
    expect(trail.map(({ event }) => event).find(({ type }) => type === 'defaultSwitched')).toMatchObject({
      ...{ methodId: method('microsoftAuthenticator').id, kind: 'microsoftAuthenticator' },
      ...{ standInId: method('softwareOath').id, standInKind: 'softwareOath' },
    });
    enrol(world);
    await pass(world, MINUTE);
    expect((await newest(world)).request.state).toBe('completed');
    await expectSoundness(world);
  });

  it.each<EffectErrorCode>(['forbidden', 'rejected', 'notFound'])(
    'where Graph does not let us (%s) it is kept, with the words of the first refusal',
    async (code) => {
      const world = await createWorld(BROKEN_APP);
      world.methods.preferenceRefused = code;
      await appBroken(world);
      expect(world.account.story()).toEqual(['issue 30']);
      expect((await newestIn(world, 'revealed')).decided.plan).toMatchObject([
        { outcome: 'kept', keptBecause: 'defaultMethod' },
      ]);
      const requestId = (await newest(world)).request.id;
      expect(world.log.lines).toContainEqual({
        ...{ level: 'warn', event: 'default.notSwitched' },
        fields: { requestId, code, error: expect.objectContaining({ code }) },
      });
      expect(await story(world)).not.toContain('defaultSwitched');
    },
  );

  it('a scarce quota lets both writes through in the end, and no delete takes what another default waits for', async () => {
    const world = await createWorld({ ...BROKEN_APP, passBlocksDefault: false });
    let left = 1;
    world.permits.waitMs = ({ lane, count = 1 }) => {
      if (lane === 'then' && count > left) return 5 * SECOND;
      if (lane === 'then') left -= count;
      return 0;
    };
    await appBroken(world);
    for (let turns = 0; turns < 10; turns += 1) {
      left = Math.min(2, left + 1);
      await pass(world, 6 * SECOND);
    }
    expect(world.account.story()).toEqual(['issue 30', 'prefer oath', 'remove microsoftAuthenticator']);
    await expectSoundness(world);
  });

  it('a Graph that is busy is asked again', async () => {
    const world = await createWorld(BROKEN_APP);
    world.methods.preferenceRefused = 'throttled';
    await appBroken(world);
    expect(await story(world)).toContain('stepFailed');
    world.methods.preferenceRefused = undefined;
    await pass(world, MINUTE);
    expect(world.account.kinds()).not.toContain('microsoftAuthenticator');
  });

  it('Graph may take a minute to act on it; after that the method is kept', async () => {
    const world = await createWorld(BROKEN_APP);
    const blocked = world.account.blocked.bind(world.account);
    let settled = false;
    world.account.blocked = (one) =>
      one.kind === 'microsoftAuthenticator' && !settled ? 'defaultMethod' : blocked(one);
    await passShown(world, { scenario: 'appBroken' });
    expect(await work(world)).toEqual({ againMs: 5_000 });
    settled = true;
    await pass(world, 5_000);
    await work(world);
    expect(world.account.kinds()).not.toContain('microsoftAuthenticator');
    const never = await createWorld(BROKEN_APP);
    never.account.blocked = (one) => (one.kind === 'microsoftAuthenticator' ? 'defaultMethod' : undefined);
    await passShown(never, { scenario: 'appBroken' });
    expect(await work(never)).toEqual({ againMs: 5_000 });
    never.clock.advance(MINUTE - 1);
    expect(await work(never)).toEqual({ againMs: 5_000 });
    never.clock.advance(1);
    await work(never);
    expect(never.account.story()).toEqual(['issue 30', 'prefer oath']);
    expect((await newestIn(never, 'revealed')).decided.plan).toMatchObject([{ outcome: 'kept' }]);
  });

  it('an alternate number that is the default leans on the mobile one; both go', async () => {
    const methods: readonly MethodKind[] = ['password', 'mobilePhone', 'alternateMobilePhone', 'email'];
    const world = await createWorld({ methods, defaultMethod: 'alternateMobilePhone' });
    await passShown(world, { scenario: 'lockedOut' });
    await work(world);
    expect(world.account.story()).toEqual([
      'issue 30',
      'prefer sms',
      'remove alternateMobilePhone',
      'remove mobilePhone',
    ]);
    expect(world.account.emptyMoments()).toEqual([]);
    await expectSoundness(world);
  });
});
