import { refusalText } from '../../words/replies';
import { writesOn } from './support/account';
import { ADA, FORM } from './support/counter';
import type { Onlooker, Where } from './support/onlookers';
import { onlookerIn } from './support/onlookers';
import { peopleOf } from './support/people';
import type { Drive, Driven } from './support/rows';
import { atTheCounter, byTextMessage, opensAlone, opensForAda, overALink } from './support/rows';
import { expectSound } from './support/sound';
import type { World } from './support/world';
import { useWorlds } from './support/world';

const world = useWorlds();

/** One row of “Who shows what to whom”, as it was seen to happen: everybody who ever saw it is named, nobody else did. */
interface Row extends Driven {
  readonly matchNumber: readonly Where[];
  readonly matchNumber2: readonly Where[];
  /** And how many digits each of them saw. */
  readonly releaseCode: readonly (readonly [Where, number])[];
  readonly pass: readonly Where[];
}

interface Case {
  readonly row: string;
  readonly drive: Drive;
  readonly policy?: object;
  readonly says: Row;
}

/** One approver, one number. */
const ONE = { approvers: ['manager'], numberAtFirst: [], matchNumber2: [] } as const;
const IN_ADAS_CHAT = { ...ONE, matchNumber: ['ada'], pass: ['ada'] } as const;
const TWO = { approvers: ['duty', 'security'], numberAtFirst: [] } as const;
const HALVES_OF_D = [
  ['beatriz', 3],
  ['priya', 3],
] as const;

const ROWS: readonly Case[] = [
  {
    row: 'A',
    drive: opensAlone('ada', ['marcus', 'knownNumber']),
    says: { ...IN_ADAS_CHAT, releaseCode: [['marcus', 6]] },
  },
  {
    row: 'A2, a colleague opens',
    drive: opensForAda('elias', ['marcus', 'knownNumber']),
    says: { ...IN_ADAS_CHAT, releaseCode: [['marcus', 6]] },
  },
  {
    row: 'A2, the helpdesk opens',
    drive: opensForAda('hana', ['marcus', 'knownNumber']),
    says: { ...IN_ADAS_CHAT, releaseCode: [['marcus', 6]] },
  },
  {
    row: 'A2, the manager opens: the next level approves',
    drive: opensForAda('marcus', ['ingrid', 'knownNumber']),
    says: { ...IN_ADAS_CHAT, releaseCode: [['ingrid', 6]] },
  },
  {
    row: 'B',
    drive: overALink('ada', ['marcus', 'knownNumber']),
    says: { ...ONE, matchNumber: ['page'], releaseCode: [['marcus', 6]], pass: ['page'] },
  },
  {
    row: 'C',
    drive: atTheCounter('ada', ['marcus', 'knownNumber'], ['priya', 'inPerson']),
    says: {
      ...{ numberAtFirst: [], approvers: ['manager', 'security'], matchNumber: ['tomas'], matchNumber2: ['tomas'] },
      releaseCode: [
        ['marcus', 3],
        ['priya', 3],
      ],
      pass: ['page'],
    },
  },
  {
    row: 'D, in the chat',
    drive: opensAlone('noor', ['beatriz', 'videoCall'], ['priya', 'videoCall']),
    says: { ...TWO, matchNumber: ['noor'], matchNumber2: ['noor'], releaseCode: HALVES_OF_D, pass: ['noor'] },
  },
  {
    row: 'D, over a link',
    drive: overALink('noor', ['beatriz', 'videoCall'], ['priya', 'videoCall']),
    says: { ...TWO, matchNumber: ['page'], matchNumber2: ['page'], releaseCode: HALVES_OF_D, pass: ['page'] },
  },
  {
    row: 'D, at the counter',
    drive: atTheCounter('noor', ['beatriz', 'videoCall'], ['priya', 'knownNumber']),
    says: { ...TWO, matchNumber: ['tomas'], matchNumber2: ['tomas'], releaseCode: HALVES_OF_D, pass: ['page'] },
  },
  {
    row: 'E',
    drive: byTextMessage,
    policy: { selfVerified: { scenarios: ['appBroken'] } },
    says: {
      ...{ numberAtFirst: [], approvers: [], matchNumber: [], matchNumber2: [] },
      releaseCode: [['sms', 6]],
      pass: ['ada'],
    },
  },
];

/** A pass, and a code that one person says whole, stand in no other words of anybody's either. */
function expectNowhereElse(latchkey: World, onlooker: Onlooker): void {
  const { teams } = latchkey.cloud;
  const secrets = (['releaseCode', 'pass'] as const).flatMap((id) => {
    const [words = '', ...others] = onlooker.words(id);
    return others.length === 0 ? [{ words, holders: onlooker.whoSaw(id) }] : [];
  });
  for (const { words, holders } of secrets) {
    const others = Object.values(peopleOf(latchkey)).filter(
      ({ handle }) => !holders.includes(handle) && teams.personas.some(({ id }) => id === handle),
    );
    const having = others.filter((one) => one.reads().replaceAll(/\s/g, '').includes(words));
    expect(having.map(({ handle }) => handle)).toEqual([]);
  }
}

describe('when each row of who shows what to whom is played through the product (T27)', () => {
  it.each(ROWS)(
    'row $row: number, approvers, code and pass are where the table says, and nowhere else',
    async ({ drive, policy, says }) => {
      const latchkey = await world(policy === undefined ? {} : { policy });
      const onlooker = onlookerIn(latchkey);
      const driven = await drive(latchkey, onlooker);
      expect({
        ...driven,
        matchNumber: onlooker.whoSaw('matchNumber'),
        matchNumber2: onlooker.whoSaw('matchNumber2'),
        releaseCode: onlooker.digits('releaseCode'),
        pass: onlooker.whoSaw('pass'),
      }).toEqual(says);
      expectNowhereElse(latchkey, onlooker);
      await latchkey.settle();
      await expectSound(latchkey);
    },
  );

  it('row C’: who cannot come is told what helps, and nothing is opened', async () => {
    const latchkey = await world();
    const { hana } = peopleOf(latchkey);
    await hana.says(`open for ${ADA}`);
    expect(await hana.tries('helpdesk.openFor', { ...FORM, place: 'nowhere' })).toContain(refusalText('cannotCome'));
    await expect(latchkey.request('ada')).rejects.toThrow('there is no request');
    expect(writesOn(latchkey, 'ada')).toEqual([]);
  });

  it.each(['elias', 'marcus'] as const)(
    'row B is the helpdesk’s: %s, asking for somebody whom no pass reaches in Teams, is told that she can call it',
    async (who) => {
      const latchkey = await world({ policy: { delivery: ['email', 'sms', 'inPerson'] } });
      await latchkey.cloud.teams.install(who);
      const { [who]: asks } = peopleOf(latchkey);
      await asks.says(`open for ${ADA}, lost phone`);
      await asks.sees('call the IT helpdesk');
      await expect(latchkey.request('ada')).rejects.toThrow('there is no request');
      expect(latchkey.cloud.outbox.posted).toEqual([]);
      expect(writesOn(latchkey, 'ada')).toEqual([]);
    },
  );

  it('and who asks in a tenant with Teams reads so before anything is opened', async () => {
    const latchkey = await world();
    const { elias } = peopleOf(latchkey);
    await elias.says(`open for ${ADA}, lost phone`);
    await elias.sees('If they cannot use Teams, they call the IT helpdesk.');
    await expect(latchkey.request('ada')).rejects.toThrow('there is no request');
  });
});
