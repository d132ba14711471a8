import { raiseAlarm } from '../../recovery/alarm';
import type { EffectErrorCode } from '../../recovery/errors';
import { EffectError } from '../../recovery/errors';
import type { Notice } from '../../recovery/notices';
import { groupUnread, watchGroups } from '../../recovery/standstill';
import { tellPeople } from '../../recovery/tell-people';
import type { World } from '../support/domain-world';
import { createWorld } from '../support/domain-world';
import { DAY, START } from '../support/fake-clock';
import { awaiting, OTHER_TENANT, TENANT } from '../support/request-builder';
import { GROUPS, WHO } from '../support/sample-people';

const REQUEST = awaiting({ employee: WHO.ada });
const STUCK: Notice = { notice: 'stuck', who: 'group:helpdesk', channel: 'teams', episode: '1' };
const HELD: Notice = { notice: 'held', who: 'group:helpdesk', channel: 'teams' };

const FAILED = {
  ...{ level: 'warn', event: 'standstill.failed' },
  fields: { tenantId: TENANT, error: expect.any(EffectError) },
};
const linesOf = (world: World, event: string) => world.log.lines.filter((line) => line.event === event);

/** A world whose groups were read once, and cannot be read any more. */
async function unreadable(code: EffectErrorCode): Promise<World> {
  const world = await createWorld();
  await watchGroups(world.deps, TENANT);
  world.ports.fail('directory.groupMembers', code);
  return world;
}

describe('when Entra refuses the credential of Latchkey', () => {
  it('those who were of the helpdesk lately are told once, whoever notices it, and the journal says so', async () => {
    const world = await unreadable('credentialRefused');
    expect(await tellPeople(world.deps, STUCK, REQUEST)).toMatchObject({ ok: false });
    await tellPeople(world.deps, HELD, REQUEST);
    await watchGroups(world.deps, TENANT);
    expect(world.cards.standstills).toEqual([[WHO.helen, 'credentialRefused']]);
    expect(world.cards.notices).toEqual([]);
    expect(world.ledger.journaled).toMatchObject([
      { name: 'mfa.recovery.standstill_told', what: 'credentialRefused', by: 'unknown', at: START },
    ]);
    expect(world.log.lines).toContainEqual({
      ...{ level: 'error', event: 'standstill', fields: { tenantId: TENANT, code: 'credentialRefused' } },
    });
    expect(world.log.events()).not.toContain('standstill.untold');
  });

  it('also while no request is open: the regular look at the groups notices it', async () => {
    const world = await unreadable('credentialRefused');
    await watchGroups(world.deps, TENANT);
    expect(world.cards.standstills).toEqual([[WHO.helen, 'credentialRefused']]);
  });

  it('security is told where nobody of the helpdesk can be reached', async () => {
    const world = await unreadable('credentialRefused');
    world.cards.unreachable.add(WHO.helen);
    await watchGroups(world.deps, TENANT);
    expect(world.cards.standstills.map(([who]) => who)).toEqual([WHO.sam, WHO.sue]);
  });

  it('while nobody at all can be reached, each look tries again', async () => {
    const world = await unreadable('credentialRefused');
    world.ports.fail('cards.alarm', 'unavailable', { times: 3 });
    await watchGroups(world.deps, TENANT);
    expect(world.cards.standstills).toEqual([]);
    expect(linesOf(world, 'standstill.failed')).toEqual([FAILED, FAILED, FAILED]);
    expect(linesOf(world, 'standstill.untold')).toEqual([
      { level: 'error', event: 'standstill.untold', fields: { tenantId: TENANT, code: 'credentialRefused' } },
    ]);
    expect(world.ledger.journaled).toEqual([]);
    await watchGroups(world.deps, TENANT);
    await watchGroups(world.deps, TENANT);
    expect(world.cards.standstills.map(([who]) => who)).toEqual([WHO.helen]);
  });

  it('a journal that cannot be written stops nothing, and nobody is told twice', async () => {
    const world = await unreadable('credentialRefused');
    world.ports.fail('ledger.journal', 'unavailable');
    await watchGroups(world.deps, TENANT);
    await watchGroups(world.deps, TENANT);
    expect(world.cards.standstills).toEqual([[WHO.helen, 'credentialRefused']]);
    expect(linesOf(world, 'standstill.failed')).toEqual([FAILED]);
    expect(linesOf(world, 'standstill.untold')).toHaveLength(1);
  });

  it('another reason is another spell', async () => {
    const world = await unreadable('credentialRefused');
    await watchGroups(world.deps, TENANT);
    world.ports.heal();
    world.ports.fail('directory.groupMembers', 'forbidden');
    await watchGroups(world.deps, TENANT);
    expect(world.cards.standstills.map(([, code]) => code)).toEqual(['credentialRefused', 'forbidden']);
  });

  it('in a tenant that is not served nobody is told', async () => {
    const world = await unreadable('credentialRefused');
    await groupUnread(world.deps, OTHER_TENANT, STUCK, new EffectError('credentialRefused', 'x'));
    expect(world.log.events()).toEqual(['standstill', 'standstill.untold']);
    expect(world.ledger.journaled).toEqual([]);
  });

  it('whoever was of the helpdesk more than a week ago is told nothing', async () => {
    const world = await unreadable('credentialRefused');
    world.clock.advance(7 * DAY);
    await watchGroups(world.deps, TENANT);
    expect(world.cards.standstills).toEqual([]);
  });

  it('security still hears of a record that does not hold', async () => {
    const world = await unreadable('credentialRefused');
    await raiseAlarm(world.deps, TENANT, REQUEST.id);
    expect(world.cards.alarms).toEqual([WHO.sam, WHO.sue]);
  });
});

describe('when a group cannot be read for another reason', () => {
  it.each<readonly [EffectErrorCode, Notice, boolean]>([
    ['forbidden', HELD, true],
    ['unavailable', STUCK, true],
    ['timeout', STUCK, true],
    ['unavailable', HELD, false],
    ['throttled', HELD, false],
    ['notFound', STUCK, false],
  ])('%s, for the notice %j: told %s', async (code, notice, told) => {
    const world = await unreadable(code);
    await tellPeople(world.deps, notice, REQUEST);
    expect(world.cards.standstills).toEqual(told ? [[WHO.helen, code]] : []);
  });

  it('what may pass by itself is for the caller of the regular look to log', async () => {
    const world = await unreadable('unavailable');
    await expect(watchGroups(world.deps, TENANT)).rejects.toThrow(EffectError);
    expect(world.cards.standstills).toEqual([]);
  });

  it('a mistake of our own is no standstill', async () => {
    const world = await unreadable('unavailable');
    await groupUnread(world.deps, TENANT, STUCK, new Error('x'));
    expect(world.log.events()).toEqual([]);
  });

  it('only those who would be told are remembered: the helpdesk and security', async () => {
    const world = await createWorld();
    await watchGroups(world.deps, TENANT);
    const groups = [GROUPS.helpdesk, GROUPS.security].map((group) => `${TENANT}|${group}`);
    expect([...world.lastMembers.groups.keys()].toSorted()).toEqual(groups.toSorted());
  });

  it('a tenant that is not served is not looked at', async () => {
    const world = await createWorld();
    await watchGroups(world.deps, OTHER_TENANT);
    expect(world.ports.count('directory.groupMembers')).toBe(0);
  });
});

describe('when somebody left the helpdesk', () => {
  it('they are told nothing after the next look', async () => {
    const world = await unreadable('credentialRefused');
    world.ports.heal();
    world.directory.groups.set(GROUPS.helpdesk, [WHO.dan]);
    await watchGroups(world.deps, TENANT);
    world.ports.fail('directory.groupMembers', 'credentialRefused');
    await watchGroups(world.deps, TENANT);
    expect(world.cards.standstills).toEqual([[WHO.dan, 'credentialRefused']]);
  });
});
