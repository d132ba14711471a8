import type { ManagerFacts } from '../../recovery/approver-trust';
import { previousManager, trustManager } from '../../recovery/approver-trust';
import type { Sighting } from '../../recovery/sightings';
import { DAY, START } from '../support/fake-clock';
import { samplePerson, WHO } from '../support/sample-people';

const POLICY = { managerStableDays: 30 };

function sighting(value: string, firstDaysAgo: number, lastDaysAgo = 0, baseline = false): Sighting {
  return { value, firstSeen: START - firstDaysAgo * DAY, lastSeen: START - lastDaysAgo * DAY, baseline };
}

const FACTS: ManagerFacts = {
  manager: samplePerson(WHO.max),
  employee: samplePerson(WHO.ada),
  sightings: [sighting(WHO.max, 100)],
  recoveredRecently: false,
  managersManager: WHO.mona,
  changes: [],
  openers: [WHO.ada, WHO.helen],
  now: START,
};

/** The log says that the manager was set, so many days ago. */
const logged = (daysAgo: number, by?: string): Partial<ManagerFacts> => ({
  changes: [{ at: START - daysAgo * DAY, what: 'managerChanged', ...(by === undefined ? {} : { by }) }],
});

const newcomer = samplePerson(WHO.ada, { createdAt: START - 10 * DAY });
const { createdAt: _unknown, ...ageless } = samplePerson(WHO.ada);

describe('when a manager would vouch (T5)', () => {
  it.each<readonly [string, Partial<ManagerFacts>, string]>([
    ['enabled, member, known for 100 days', {}, 'manager.stable ok'],
    ['no manager of their own', { managersManager: WHO.olga }, 'manager.stable ok'],
    ['the employee themselves', { manager: samplePerson(WHO.ada) }, 'manager.self raised'],
    ['disabled', { manager: samplePerson(WHO.max, { accountEnabled: false }) }, 'manager.enabled raised'],
    ['a guest', { manager: samplePerson(WHO.max, { userType: 'guest' }) }, 'manager.member raised'],
    ['guest or member unknown', { manager: samplePerson(WHO.max, { userType: 'unknown' }) }, 'manager.member raised'],
    ['reports to the employee', { managersManager: WHO.ada }, 'manager.loop raised'],
    ['recovered lately', { recoveredRecently: true }, 'manager.recovered raised'],
    ['never seen before', { sightings: [] }, 'manager.changed raised'],
    ['only others seen', { sightings: [sighting(WHO.mona, 100, 90)] }, 'manager.changed raised'],
    ['since 29 days', { sightings: [sighting(WHO.max, 29)] }, 'manager.changed raised'],
    ['since exactly 30 days', { sightings: [sighting(WHO.max, 30)] }, 'manager.stable ok'],
    ['since yesterday, from the baseline', { sightings: [sighting(WHO.max, 1, 0, true)] }, 'manager.stable ok'],
    [
      'set within a week of the account’s creation',
      { employee: newcomer, sightings: [sighting(WHO.max, 4)] },
      'manager.stable ok',
    ],
    [
      'set more than a week after the creation',
      { employee: newcomer, sightings: [sighting(WHO.max, 2)] },
      'manager.changed raised',
    ],
    [
      'set exactly a week after the creation',
      { employee: newcomer, sightings: [sighting(WHO.max, 3)] },
      'manager.stable ok',
    ],
    ['set yesterday, says the log, though known for 100 days', logged(1), 'manager.changed raised'],
    ['set yesterday by an administrator', logged(1, WHO.olga), 'manager.changed raised'],
    ['set just under 30 days ago, says the log', logged(29.9), 'manager.changed raised'],
    ['set exactly 30 days ago, says the log', logged(30), 'manager.stable ok'],
    ['set long ago by the employee', logged(29.9, WHO.ada), 'manager.changed raised'],
    ['set more than 30 days ago by whoever opened the request', logged(31, WHO.helen), 'manager.changed raised'],
    ['set more than 30 days ago by an administrator', logged(31, WHO.olga), 'manager.stable ok'],
    [
      'set yesterday, says the log, though in the baseline',
      { ...logged(1), sightings: [sighting(WHO.max, 90, 0, true)] },
      'manager.changed raised',
    ],
    [
      'a method was registered yesterday: no change of the manager',
      { changes: [{ at: START - DAY, what: 'methodRegistered', by: WHO.ada }] },
      'manager.stable ok',
    ],
    [
      'set a week after the creation, says the log',
      { ...logged(3), employee: newcomer, sightings: [sighting(WHO.max, 3)] },
      'manager.stable ok',
    ],
    [
      'set more than a week after the creation, says the log',
      { ...logged(2.9), employee: newcomer, sightings: [sighting(WHO.max, 4)] },
      'manager.changed raised',
    ],
    [
      'set with the account, but by whoever opened the request',
      { ...logged(9, WHO.helen), employee: newcomer, sightings: [sighting(WHO.max, 4)] },
      'manager.changed raised',
    ],
    ['set lately, creation unknown', { ...logged(3), employee: ageless }, 'manager.changed raised'],
    ['new, creation unknown', { employee: ageless, sightings: [sighting(WHO.max, 4)] }, 'manager.changed raised'],
    [
      'changed for a day and put back',
      { sightings: [sighting(WHO.max, 100), sighting(WHO.colin, 3, 2)] },
      'manager.changed raised',
    ],
    [
      'changed and put back, though in the baseline',
      { sightings: [sighting(WHO.max, 100, 0, true), sighting(WHO.colin, 3, 2)] },
      'manager.changed raised',
    ],
    [
      'changed and put back more than 30 days ago',
      { sightings: [sighting(WHO.max, 100), sighting(WHO.colin, 50, 40)] },
      'manager.stable ok',
    ],
    [
      'changed and put back, the other last seen exactly 30 days ago',
      { sightings: [sighting(WHO.max, 100), sighting(WHO.colin, 50, 30)] },
      'manager.changed raised',
    ],
    [
      'from the baseline, another one before them lately',
      { sightings: [sighting(WHO.colin, 400, 2), sighting(WHO.max, 1, 0, true)] },
      'manager.stable ok',
    ],
    [
      'from the baseline, another one until they came lately',
      { sightings: [sighting(WHO.colin, 400, 1), sighting(WHO.max, 1, 0, true)] },
      'manager.stable ok',
    ],
    [
      'the one before them was seen until they came',
      { sightings: [sighting(WHO.colin, 400, 100), sighting(WHO.max, 100)] },
      'manager.stable ok',
    ],
  ])('%s', (_what, facts, verdict) => {
    const { trusted, reason } = trustManager({ ...FACTS, ...facts }, POLICY);
    expect(`${reason.rule} ${reason.outcome}`).toBe(verdict);
    expect(trusted).toBe(reason.outcome === 'ok');
    expect(reason.sentence).toMatch(/^The .*\.$/);
  });

  it('policy may want it older', () => {
    expect(trustManager(FACTS, { managerStableDays: 101 }).trusted).toBe(false);
  });
});

describe('when the previous manager could stand in', () => {
  const facts = (...sightings: readonly Sighting[]) => ({ ...FACTS, sightings });

  it.each<readonly [string, readonly Sighting[], string | undefined]>([
    ['none known', [sighting(WHO.max, 1)], undefined],
    ['never the present one, known for however long', [sighting(WHO.max, 400)], undefined],
    ['known for long', [sighting(WHO.mona, 400, 2), sighting(WHO.max, 1)], WHO.mona],
    ['known too short', [sighting(WHO.mona, 5, 2), sighting(WHO.max, 1)], undefined],
    ['the latest of two', [sighting(WHO.olga, 900, 400), sighting(WHO.mona, 400, 2)], WHO.mona],
    ['the latest of two, told in other order', [sighting(WHO.mona, 400, 2), sighting(WHO.olga, 900, 400)], WHO.mona],
    ['from the baseline', [sighting(WHO.mona, 3, 2, true)], WHO.mona],
  ])('%s', (_what, sightings, previous) => {
    expect(previousManager(facts(...sightings), POLICY)).toBe(previous);
  });
});
