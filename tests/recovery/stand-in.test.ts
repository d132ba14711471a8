import type { Approvers, ApproverQuestion } from '../../recovery/approvers';
import { chooseApprovers, stillStands } from '../../recovery/approvers';
import { noticesOwed } from '../../recovery/notices';
import type { ObjectId } from '../../recovery/terms';
import type { World } from '../support/domain-world';
import { createWorld } from '../support/domain-world';
import { DAY, START } from '../support/fake-clock';
import { happened, recovered } from '../support/past-requests';
import { awaiting, person, TENANT } from '../support/request-builder';
import { GROUPS, samplePerson, SETTINGS, WHO } from '../support/sample-people';

const ADA = samplePerson(WHO.ada);
const QUESTION: ApproverQuestion = { tenant: SETTINGS, employee: ADA, excluded: [], passedOver: [], dual: false };
/** Somebody of another team, who reports to nobody that matters here. */
const KIM = person(60);

const choose = (world: World, question: Partial<ApproverQuestion> = {}): Promise<Approvers> =>
  chooseApprovers(world.deps, { ...QUESTION, ...question });

const nameOf = (id: ObjectId): string => (id === KIM ? 'kim' : samplePerson(id).displayName);
const said = ({ slots }: Approvers): readonly string[] =>
  slots.map(({ group, candidates }) => [group, ...candidates.map(nameOf)].join(' '));
const rules = ({ reasons }: Approvers): readonly string[] => reasons.map(({ rule, outcome }) => `${rule} ${outcome}`);

/** Max named Kim two days ago, for another week. */
async function onLeave(delegate: ObjectId = KIM, setAt = START - 2 * DAY, until = START + 7 * DAY): Promise<World> {
  const world = await createWorld();
  world.directory.people.set(KIM, samplePerson(KIM));
  world.directory.managers.set(KIM, WHO.olga);
  await world.delegations.put(TENANT, WHO.max, { delegate, setAt, until });
  return world;
}

describe('when the manager has named a stand-in (T5)', () => {
  it('the stand-in is asked in the slot of the manager, and the card says why', async () => {
    const approvers = await choose(await onLeave());
    expect(approvers.slots).toEqual([
      { slot: 1, group: 'manager', candidates: [KIM], asked: [], passedOver: [], standsInFor: WHO.max },
    ]);
    expect(rules(approvers)).toEqual(['manager.stable ok', 'manager.standIn ok']);
  });

  it('costs one read for the manager who is asked, and nothing more for one who named nobody', async () => {
    const world = await createWorld();
    await choose(world);
    expect(world.ports.count('delegations.of')).toBe(1);
  });

  it('two people: the stand-in and security, and never the manager beside them', async () => {
    const world = await onLeave();
    world.directory.groups.set(GROUPS.security, [WHO.sam, WHO.max, KIM]);
    expect(said(await choose(world, { dual: true }))).toEqual(['manager kim', 'security sam']);
  });

  it.each<readonly [string, number, number]>([
    ['named within the last day', -DAY + 1, 7 * DAY],
    ['over', -9 * DAY, 0],
  ])('one that is %s does not count', async (_what, set, until) => {
    const approvers = await choose(await onLeave(KIM, START + set, START + until));
    expect(said(approvers)).toEqual(['manager max']);
    expect(rules(approvers)).toEqual(['manager.stable ok']);
  });

  it('one that was ended does not count', async () => {
    const world = await onLeave();
    await world.delegations.remove(TENANT, WHO.max);
    expect(said(await choose(world))).toEqual(['manager max']);
  });

  it('a manager who is away and named somebody: the stand-in', async () => {
    const world = await onLeave();
    world.directory.away.add(WHO.max);
    expect(rules(await choose(world))).toEqual(['manager.stable ok', 'manager.standIn ok']);
  });

  it('an untrusted manager has no stand-in', async () => {
    const world = await onLeave();
    world.directory.change(WHO.max, { accountEnabled: false });
    expect(said(await choose(world))).toEqual(['duty dan dora', 'security sam sue']);
  });

  it('nor has the manager before, who stands in for an untrusted one', async () => {
    const world = await onLeave();
    world.directory.managers.set(WHO.ada, WHO.colin);
    world.directory.managers.delete(WHO.colin);
    expect(said(await choose(world))).toEqual(['manager max']);
  });

  it('a manager who has another part in it, or was passed over, has none', async () => {
    const world = await onLeave();
    expect(said(await choose(world, { excluded: [WHO.max] }))).toEqual(['manager mona']);
    expect(said(await choose(world, { passedOver: [WHO.max] }))).toEqual(['manager mona']);
  });

  it('the cap on cards counts for the stand-in: over it, two others are asked', async () => {
    const world = await onLeave();
    const causes = [WHO.ada];
    const asked = async (id: string) => choose(world, { card: { id, causes } });
    for (const id of ['r1', 'r2', 'r3']) expect(said(await asked(id))).toEqual(['manager kim']);
    expect(said(await asked('r4'))).toEqual(['duty dan dora', 'security sam sue']);
    expect(world.tallies.taken(TENANT, { kind: 'approver', person: KIM })).toBe(3);
    expect(world.tallies.taken(TENANT, { kind: 'approver', person: WHO.max })).toBe(0);
  });
});

/** Kim had a pass through us three days ago. */
const wasRecovered = (world: World): Promise<void> => happened(world, 3, recovered(3), KIM);

describe('when the stand-in may not answer here (T5, T27)', () => {
  const cases: readonly (readonly [string, ObjectId, Partial<ApproverQuestion>, (world: World) => unknown])[] = [
    ['is the employee', WHO.ada, {}, () => undefined],
    ['opened the request', KIM, { excluded: [KIM] }, () => undefined],
    ['was passed over', KIM, { passedOver: [KIM] }, () => undefined],
    ['reports to the employee', KIM, {}, (world) => world.directory.managers.set(KIM, WHO.ada)],
    [
      'reports to somebody who reports to the employee',
      KIM,
      {},
      (world) => world.directory.managers.set(KIM, WHO.helen).set(WHO.helen, WHO.ada),
    ],
    ['is disabled', KIM, {}, (world) => world.directory.change(KIM, { accountEnabled: false })],
    ['is a guest', KIM, {}, (world) => world.directory.change(KIM, { userType: 'guest' })],
    ['is of unknown kind', KIM, {}, (world) => world.directory.change(KIM, { userType: 'unknown' })],
    ['left the directory', KIM, {}, (world) => world.directory.people.delete(KIM)],
    ['is away too', KIM, {}, (world) => world.directory.away.add(KIM)],
    ['was recovered lately', KIM, {}, wasRecovered],
    ['is the manager', WHO.max, {}, () => undefined],
  ];

  it.each(cases)(
    'one who %s is not asked: the next level is, and the card says why',
    async (_who, id, question, change) => {
      const world = await onLeave(id);
      await change(world);
      const approvers = await choose(world, question);
      expect(said(approvers)).toEqual(['manager mona']);
      expect(rules(approvers)).toEqual(['manager.stable ok', 'manager.standIn raised']);
    },
  );

  it('nobody stands in for a stand-in', async () => {
    const world = await onLeave();
    await world.delegations.put(TENANT, KIM, { delegate: WHO.colin, setAt: START - 2 * DAY, until: START + 7 * DAY });
    expect(said(await choose(world))).toEqual(['manager kim']);
  });

  it('where nobody else is left, the manager is asked', async () => {
    const world = await onLeave(WHO.ada);
    world.directory.managers.delete(WHO.max);
    world.directory.groups.set(GROUPS.duty, []);
    expect(said(await choose(world))).toEqual(['manager max']);
  });

  it('the stand-in of the next level is asked in their place', async () => {
    const world = await onLeave(WHO.ada);
    await world.delegations.put(TENANT, WHO.mona, { delegate: KIM, setAt: START - 2 * DAY, until: START + 7 * DAY });
    expect((await choose(world)).slots[0]).toMatchObject({ candidates: [KIM], standsInFor: WHO.mona });
  });
});

describe('when the record of a stand-in does not hold (T12)', () => {
  it('it names nobody: the manager is asked, and security is told once', async () => {
    const world = await onLeave();
    world.delegations.forge(TENANT, WHO.max);
    expect(said(await choose(world))).toEqual(['manager max']);
    expect(await stillStands(world.deps, SETTINGS, { employee: ADA, openers: [] }, 'manager', KIM)).toBe(false);
    expect(world.cards.alarms).toEqual([WHO.sam, WHO.sue]);
    expect(world.ledger.journaled.map(({ name }) => name)).toEqual(['security.audit_integrity_failed']);
  });
});

describe('when it is read again whether a stand-in still stands', () => {
  const cases: readonly (readonly [string, (world: World) => unknown, boolean])[] = [
    ['as before', () => undefined, true],
    ['ended since', (world) => world.delegations.remove(TENANT, WHO.max), false],
    ['over since', (world) => world.clock.advance(7 * DAY), false],
    [
      'named anew since, which counts a day later',
      (world) => world.delegations.put(TENANT, WHO.max, { delegate: KIM, setAt: START, until: START + 7 * DAY }),
      false,
    ],
    [
      'somebody else is named since',
      (world) =>
        world.delegations.put(TENANT, WHO.max, { delegate: WHO.olga, setAt: START - 2 * DAY, until: START + 7 * DAY }),
      false,
    ],
    ['disabled since', (world) => world.directory.change(KIM, { accountEnabled: false }), false],
    ['recovered since', wasRecovered, false],
    ['reports to the employee since', (world) => world.directory.managers.set(KIM, WHO.ada), false],
    ['the manager is disabled since', (world) => world.directory.change(WHO.max, { accountEnabled: false }), false],
    ['the manager was replaced since', (world) => world.directory.managers.set(WHO.ada, WHO.colin), false],
    ['away since, and answers all the same', (world) => world.directory.away.add(KIM), true],
  ];

  it.each(cases)('%s', async (_what, change, stands) => {
    const world = await onLeave();
    await change(world);
    const vouching = { employee: ADA, openers: [WHO.ada] };
    expect(await stillStands(world.deps, SETTINGS, vouching, 'manager', KIM)).toBe(stands);
  });

  it.each([
    ['the stand-in', KIM],
    ['the manager', WHO.max],
  ])('not where %s had a hand in opening it', async (_who, opener) => {
    const world = await onLeave();
    const vouching = { employee: ADA, openers: [WHO.ada, opener] };
    expect(await stillStands(world.deps, SETTINGS, vouching, 'manager', KIM)).toBe(false);
  });

  it('the manager may still answer, if they do, and nothing is read for it', async () => {
    const world = await onLeave();
    const vouching = { employee: ADA, openers: [WHO.ada] };
    expect(await stillStands(world.deps, SETTINGS, vouching, 'manager', WHO.max)).toBe(true);
    expect(world.ports.count('delegations.of')).toBe(0);
  });
});

describe('when managers are told of a recovery', () => {
  it('the manager on leave is told as well as the stand-in', async () => {
    const { slots } = await choose(await onLeave());
    const { policy } = await createWorld();
    const mails = noticesOwed({ ...awaiting(), slots }, policy, START).filter(({ channel }) => channel === 'mail');
    expect(mails.map(({ who }) => who)).toEqual([KIM, WHO.max]);
  });
});
