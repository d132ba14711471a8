import { admitCard, admitDelegation, admitDraft, admitOpener, refusedAhead, tooManyAbout } from '../../recovery/flood';
import type { Flood } from '../../recovery/flood-alarm';
import { tellFlood } from '../../recovery/flood-alarm';
import type { World } from '../support/domain-world';
import { createWorld, DEFAULT_POLICY } from '../support/domain-world';
import { DAY, HOUR, MINUTE, SECOND, START } from '../support/fake-clock';
import { hire } from '../support/hire';
import { awaiting, OTHER_TENANT, TENANT } from '../support/request-builder';
import { GROUPS, WHO } from '../support/sample-people';
import { PROOF } from '../support/sample-proof';

const SENIORS = [WHO.sam, WHO.sue];
const ADA: Flood = { of: { kind: 'requester', person: WHO.ada }, over: 'cap', windowMs: HOUR };
const namesOf = (world: World) => world.ledger.journaled.map(({ by, name, what }) => [by, name, what]);
const lineOf = (world: World, event: string) => world.log.lines.filter((line) => line.event === event);
const stored = (openedAt: number) => ({ request: awaiting({ openedAt }), etag: 'e', seq: 1, head: 'h' }) as never;

describe('when a window is full', () => {
  it.each<readonly [Flood, string, object]>([
    [ADA, `${WHO.ada} cap: requester`, { kind: 'flood', of: 'requester', person: WHO.ada }],
    [{ ...ADA, of: { kind: 'tenant' } }, 'unknown cap: tenant', { kind: 'flood', of: 'tenant' }],
    [
      { ...ADA, of: { kind: 'approver', person: WHO.max }, over: 'cause', cause: WHO.ada },
      `${WHO.max} cause: approver`,
      { kind: 'flood', of: 'cause', person: WHO.max, cause: WHO.ada },
    ],
  ])('security is told of what and of whom, and the journal too: %j', async (flood, entry, about) => {
    const world = await createWorld();
    await tellFlood(world.deps, TENANT, flood);
    await tellFlood(world.deps, TENANT, flood);
    const [by, ...what] = entry.split(' ');
    const facts = { at: START, by, name: 'security.flood_detected', what: what.join(' ') };
    expect(world.ledger.journaled).toEqual([facts]);
    expect(world.cards.floods).toStrictEqual(SENIORS.map((who) => [who, about]));
  });

  it('not more than five people are told', async () => {
    const world = await createWorld();
    world.directory.groups.set(GROUPS.security, [...(await hire(world, 7))]);
    await tellFlood(world.deps, TENANT, ADA);
    expect(world.cards.floods).toHaveLength(5);
  });

  it('one who is reached is enough', async () => {
    const world = await createWorld();
    world.cards.unreachable.add(WHO.sam);
    world.ports.fail('cards.alarm', 'unavailable', { times: 1 });
    await tellFlood(world.deps, TENANT, ADA);
    await tellFlood(world.deps, TENANT, ADA);
    expect(world.cards.floods.map(([who]) => who)).toEqual([WHO.sue]);
  });

  it.each<readonly [string, (world: World) => unknown]>([
    ['nobody has a chat', (world) => SENIORS.forEach((who) => world.cards.unreachable.add(who))],
    ['no message goes out', (world) => world.ports.fail('cards.alarm', 'unavailable')],
    ['the group cannot be read', (world) => world.ports.fail('directory.groupMembers', 'timeout')],
  ])('the next one over it tries again where %s', async (_why, change) => {
    const world = await createWorld();
    change(world);
    await tellFlood(world.deps, TENANT, ADA);
    expect(world.cards.floods).toEqual([]);
    world.cards.unreachable.clear();
    world.ports.heal();
    await tellFlood(world.deps, TENANT, ADA);
    expect(world.cards.floods).toHaveLength(2);
  });

  it('the log says where nobody could be told, and where even that could not be kept; nothing is thrown', async () => {
    const world = await createWorld();
    world.ports.fail('directory.groupMembers', 'timeout');
    await tellFlood(world.deps, TENANT, ADA);
    const fields = { tenantId: TENANT, error: expect.objectContaining({ code: 'timeout' }) };
    expect(lineOf(world, 'flood.untold')).toEqual([{ level: 'warn', event: 'flood.untold', fields }]);
    world.ports.fail('ledger.journal', 'timeout');
    await tellFlood(world.deps, TENANT, ADA);
    expect(lineOf(world, 'flood.failed')).toEqual([{ level: 'error', event: 'flood.failed', fields }]);
  });

  it('in a tenant that is not served nobody is told', async () => {
    const world = await createWorld();
    await tellFlood(world.deps, OTHER_TENANT, ADA);
    expect([world.cards.floods, lineOf(world, 'flood.untold')]).toEqual([[], []]);
    expect(await world.tallies.beginsTelling(OTHER_TENANT, ADA.of, 'cap', HOUR)).toBe(true);
  });
});

describe('when a record of who did what does not hold', () => {
  const PEOPLE = { id: 'x', tenantId: TENANT, requester: WHO.ada };

  it.each<readonly [string, (world: World) => Promise<unknown>, Flood['of']['kind'] | 'drafter' | 'delegator']>([
    ['an opening', (world) => admitOpener(world.deps, PEOPLE), 'requester'],
    ['a look ahead', (world) => refusedAhead(world.deps, PEOPLE), 'requester'],
    ['an opening by the helpdesk', (world) => admitOpener(world.deps, { ...PEOPLE, proof: PROOF }), 'agent'],
    ['a form', (world) => admitDraft(world.deps, PEOPLE), 'drafter'],
    ['a stand-in', (world) => admitDelegation(world.deps, TENANT, WHO.ada), 'delegator'],
    ['a card', (world) => admitCard(world.deps, TENANT, WHO.ada, { id: 'x' }), 'approver'],
  ])('%s is too many, and an alarm of its own spell', async (_what, ask, kind) => {
    const world = await createWorld();
    world.tallies.shut(TENANT, { kind, person: WHO.ada });
    expect(await ask(world)).toBeDefined();
    await ask(world);
    expect(world.cards.alarms).toEqual(SENIORS);
    expect(world.cards.floods).toEqual([]);
    await world.ledger.forgetSpell(TENANT, `tally of ${kind}`);
    await ask(world);
    expect(world.cards.alarms).toHaveLength(4);
  });
});

describe('when somebody names one stand-in after the other', () => {
  it('the sixth of a day is refused until the first is a day old, and nobody has to be told', async () => {
    const world = await createWorld();
    for (let named = 0; named < 5; named += 1) {
      expect(await admitDelegation(world.deps, TENANT, WHO.max)).toBeUndefined();
      world.clock.advance(MINUTE);
    }
    const refusal = { kind: 'refused', code: 'tooManyRequests', facts: { minutes: 24 * 60 - 5 } };
    expect(await admitDelegation(world.deps, TENANT, WHO.max)).toEqual(refusal);
    expect(await admitDelegation(world.deps, TENANT, WHO.mona)).toBeUndefined();
    expect([world.cards.alarms, world.cards.floods, namesOf(world)]).toEqual([[], [], []]);
    world.clock.advance(DAY - 5 * MINUTE);
    expect(await admitDelegation(world.deps, TENANT, WHO.max)).toBeUndefined();
  });
});

describe('when an approver gets no further card', () => {
  const card = (world: World, id: string, cause: string) =>
    admitCard(world.deps, TENANT, WHO.max, { id, causes: [cause] });

  it('the reason says whether it is theirs, of one cause, or of a record', async () => {
    const world = await createWorld();
    for (const id of ['1', '2', '3']) expect(await card(world, id, WHO.ada)).toBeUndefined();
    expect(await card(world, '4', WHO.ada)).toEqual({
      ...{ rule: 'approver.cause', outcome: 'raised' },
      sentence:
        'The manager, or their stand-in, got several requests of the same people within an hour, so two others are asked.',
    });
    const other = await createWorld();
    other.tallies.shut(TENANT, { kind: 'approver', person: WHO.max });
    expect(await card(other, '1', WHO.ada)).toEqual({
      ...{ rule: 'approver.record', outcome: 'raised' },
      sentence:
        'It cannot be known how many requests the manager, or their stand-in, got lately, so two others are asked.',
    });
  });

  it('security is told once in the hour of a cause, and once in the window of a cap', async () => {
    const world = await createWorld({
      policy: { caps: { ...DEFAULT_POLICY.caps, perApprover: { count: 4, windowMs: DAY } } },
    });
    for (const id of ['1', '2', '3', '4', '5']) await card(world, id, WHO.ada);
    expect(world.cards.floods).toHaveLength(2);
    world.clock.advance(HOUR);
    expect(await card(world, '6', WHO.ada)).toBeUndefined();
    for (const id of ['7', '8']) expect(await card(world, id, WHO.colin)).toMatchObject({ rule: 'approver.cap' });
    expect(world.cards.floods).toHaveLength(4);
    world.clock.advance(2 * HOUR);
    await card(world, '9', WHO.colin);
    expect(world.cards.floods).toHaveLength(4);
  });
});

describe('when a cause comes back after its hour', () => {
  it('security is told again, though the window of the approver is longer', async () => {
    const caps = { ...DEFAULT_POLICY.caps, perApprover: { count: 100, windowMs: DAY } };
    const world = await createWorld({ policy: { caps } });
    const four = async (): Promise<void> => {
      for (let card = 0; card < 4; card += 1) {
        const id = `${String(world.clock.now())}-${String(card)}`;
        await admitCard(world.deps, TENANT, WHO.max, { id, causes: [WHO.ada] });
      }
    };
    await four();
    expect(world.cards.floods).toHaveLength(2);
    world.clock.advance(HOUR);
    await four();
    expect(world.cards.floods).toHaveLength(4);
  });
});

describe('when a draft that has its place is pressed again', () => {
  it('it is not refused for the place that it takes', async () => {
    const caps = { ...DEFAULT_POLICY.caps, perRequester: { count: 1, windowMs: HOUR } };
    const world = await createWorld({ policy: { caps } });
    const draft = { id: 'x', tenantId: TENANT, requester: WHO.ada };
    expect(await admitOpener(world.deps, draft)).toBeUndefined();
    expect(await refusedAhead(world.deps, draft)).toBeUndefined();
    expect(await refusedAhead(world.deps, { ...draft, id: 'y' })).toMatchObject({ code: 'tooManyOpened' });
  });
});

describe('when there are many requests about one person', () => {
  it('one more is refused from the fifth within a day to the moment after it', async () => {
    const world = await createWorld();
    const { count } = DEFAULT_POLICY.caps.perEmployee;
    const recent = Array.from({ length: count }, (_none, index) => stored(START - DAY + (count - index) * SECOND));
    const ask = (some: typeof recent) => tooManyAbout(world.deps, TENANT, WHO.ada, some);
    expect(await ask(recent.slice(1))).toBeUndefined();
    expect(await ask(recent)).toEqual({ kind: 'refused', code: 'tooManyRequests', facts: { minutes: 1 } });
    world.clock.advance(SECOND);
    expect(await ask(recent)).toEqual({ kind: 'refused', code: 'tooManyRequests', facts: { minutes: 1 } });
    world.clock.advance(1);
    expect(await ask(recent)).toBeUndefined();
    expect(namesOf(world)).toEqual([[WHO.ada, 'security.flood_detected', 'cap: employee']]);
  });
});
