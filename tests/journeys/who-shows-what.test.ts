import { shownText } from '../../scripts/shown-text';
import { mustShow } from '../../scripts/story';
import { PEOPLE } from '../../simulators/entra/contoso-ids';
import { nextMail, nextSms } from '../../simulators/outbox';
import { refusalText } from '../../words/replies';
import { DAY, HOUR } from '../support/fake-clock';
import { writesOn } from './support/account';
import { choiceLike } from './support/choices';
import { ADA, bothApprove, FORM, tomasAttends, tomasChecksHerBadge, tomasShowsTheQr } from './support/counter';
import { linkIn, sendsForm } from '../../scripts/web-page';
import { peopleOf } from './support/people';
import { expectSound } from './support/sound';
import type { Handle, World } from './support/world';
import { useWorlds } from './support/world';

const world = useWorlds();

type Where = Handle | 'page' | 'sms';

/** One row of “Who shows what to whom”, as it was seen to happen. */
interface Row {
  /** Who sees the number right after the opening, and who does once the employee is there. */
  readonly numberAtFirst: readonly Where[];
  readonly number: readonly Where[];
  /** Groups of which one each has to approve. */
  readonly approvers: readonly string[];
  /** Who is told what the employee types, and how many digits each. */
  readonly code: readonly (readonly [Where, number])[];
  readonly pass: readonly Where[];
}

/** Whose chat shows this, in the views of now. */
function shows({ cloud }: World, id: string): readonly Where[] {
  // Object.keys answers with strings; these are the keys of PEOPLE.
  const handles = (Object.keys(PEOPLE) as Handle[]).filter((who) => cloud.teams.personas.some((one) => one.id === who));
  return handles.filter((who) => cloud.teams.chat(who).some(({ cards }) => shownText(cards, id) !== undefined));
}

const digits = (who: Where, code: string): readonly [Where, number] => [who, code.length];

async function groupsOf(latchkey: World, who: Handle = 'ada'): Promise<readonly string[]> {
  return (await latchkey.request(who)).slots.map(({ group }) => group);
}

/** From the number on, where one manager approves and the pass appears in Ada's own chat. */
async function onAsRowA(latchkey: World, approver: Handle, numberAtFirst: readonly Where[]): Promise<Row> {
  const { ada, [approver]: says } = peopleOf(latchkey);
  const matchNumber = await ada.looksUpNumber();
  const number = shows(latchkey, 'matchNumber');
  const approvers = await groupsOf(latchkey);
  const said = await says.approves(matchNumber);
  expect(shows(latchkey, 'releaseCode')).toEqual([approver]);
  await ada.reveals(said);
  return { numberAtFirst, number, approvers, code: [digits(approver, said)], pass: shows(latchkey, 'pass') };
}

/** A: she can use Teams, and opens it herself. */
async function rowA(latchkey: World): Promise<Row> {
  await peopleOf(latchkey).ada.opens();
  return onAsRowA(latchkey, 'marcus', shows(latchkey, 'matchNumber'));
}

/** A2: she can use Teams, and somebody else opens it. */
const rowA2 = (opener: 'elias' | 'marcus', approver: Handle) => async (latchkey: World) => {
  await latchkey.cloud.teams.install(opener);
  const { ada, [opener]: asks } = peopleOf(latchkey);
  await asks.says(`open for ${ADA}, lost phone`);
  await asks.presses('request.confirm');
  await ada.seesButton('request.itsMe');
  const first = shows(latchkey, 'matchNumber');
  await ada.presses('request.itsMe');
  return onAsRowA(latchkey, approver, first);
};

/** B: no Teams, and a private mail address of long standing. */
async function rowB(latchkey: World): Promise<Row> {
  const { hana, marcus } = peopleOf(latchkey);
  await hana.says(`open for ${ADA}`);
  await hana.presses('helpdesk.openFor', { scenario: 'lostPhone', proof: 'proof.callBack', ticket: 'INC0012345' });
  const delivery = choiceLike(await hana.presses('request.review'), 'delivery', /e-mail address/);
  await hana.presses('request.confirm', { delivery });
  const numberAtFirst = shows(latchkey, 'matchNumber');
  const link = linkIn((await nextMail(latchkey.cloud.outbox, 'ada.lindqvist@post.example')).body.content);
  const { matchNumber = '' } = await sendsForm(link, 'confirm');
  const number: readonly Where[] = [
    ...shows(latchkey, 'matchNumber'),
    ...(matchNumber === '' ? [] : ['page' as const]),
  ];
  const approvers = await groupsOf(latchkey);
  const said = await marcus.approves(matchNumber);
  const { pass } = await sendsForm(link, 'code', said);
  const seen: readonly Where[] = [...shows(latchkey, 'pass'), ...(pass === undefined ? [] : ['page' as const])];
  return { numberAtFirst, number, approvers, code: [digits('marcus', said)], pass: seen };
}

/** C: neither, and she comes to a counter. */
async function rowC(latchkey: World): Promise<Row> {
  const { tomas } = peopleOf(latchkey);
  await tomasAttends(latchkey);
  const numberAtFirst = shows(latchkey, 'matchNumber');
  const numbers = await tomasChecksHerBadge({ tomas });
  const number = shows(latchkey, 'matchNumber');
  const approvers = await groupsOf(latchkey);
  const [first = '', second = ''] = (await bothApprove(latchkey, numbers)).split(' ');
  const device = await sendsForm(await tomasShowsTheQr(latchkey), 'here');
  const { pass } = await sendsForm(device.url, 'code', `${first}${second}`);
  const seen: readonly Where[] = [...shows(latchkey, 'pass'), ...(pass === undefined ? [] : ['page' as const])];
  const code = [digits('marcus', first), digits('priya', second)];
  return { numberAtFirst, number, approvers, code, pass: seen };
}

/** D: Noor has no manager whom anybody could trust. */
async function rowD(latchkey: World): Promise<Row> {
  const { noor, beatriz, priya } = peopleOf(latchkey);
  const [first, second] = await noor.opensForTwo();
  const number = shows(latchkey, 'matchNumber');
  const approvers = await groupsOf(latchkey, 'noor');
  await beatriz.signs(first, 'videoCall');
  const other = mustShow(await priya.signs(second, 'videoCall'), 'releaseCode');
  const mine = await beatriz.looksUpCode();
  await noor.reveals(`${mine}${other}`);
  const code = [digits('beatriz', mine), digits('priya', other)];
  return { numberAtFirst: number, number, approvers, code, pass: shows(latchkey, 'pass') };
}

/** E: a code to a number of long standing does in place of an approver. */
async function rowE(latchkey: World): Promise<Row> {
  const { ada } = peopleOf(latchkey);
  await ada.says('my authenticator app is broken');
  await ada.presses('request.cancel');
  await latchkey.lets(DAY + HOUR);
  await ada.says('my authenticator app is broken');
  await ada.presses('request.confirmWithCode');
  const number = shows(latchkey, 'matchNumber');
  const { text } = await nextSms(latchkey.cloud.outbox, '+4740055312', (sms) => sms.text.includes(' code '));
  const said = / code (\d{6}) /.exec(text)?.[1] ?? '';
  expect(shows(latchkey, 'releaseCode')).toEqual([]);
  await ada.reveals(said);
  const approvers = await groupsOf(latchkey);
  return { numberAtFirst: number, number, approvers, code: [digits('sms', said)], pass: shows(latchkey, 'pass') };
}

interface Case {
  readonly row: string;
  readonly drive: (latchkey: World) => Promise<Row>;
  readonly policy?: object;
  readonly says: Row;
}

const OWN_CHAT = { number: ['ada'], approvers: ['manager'], pass: ['ada'] } as const;

const ROWS: readonly Case[] = [
  { row: 'A', drive: rowA, says: { ...OWN_CHAT, numberAtFirst: ['ada'], code: [['marcus', 6]] } },
  {
    row: 'A2, a colleague opens',
    drive: rowA2('elias', 'marcus'),
    says: { ...OWN_CHAT, numberAtFirst: [], code: [['marcus', 6]] },
  },
  {
    row: 'A2, the manager opens: the next level approves',
    drive: rowA2('marcus', 'ingrid'),
    says: { ...OWN_CHAT, numberAtFirst: [], code: [['ingrid', 6]] },
  },
  {
    row: 'B',
    drive: rowB,
    says: { numberAtFirst: [], number: ['page'], approvers: ['manager'], code: [['marcus', 6]], pass: ['page'] },
  },
  {
    row: 'C',
    drive: rowC,
    says: {
      ...{ numberAtFirst: [], number: ['tomas'], approvers: ['manager', 'security'], pass: ['page'] },
      code: [
        ['marcus', 3],
        ['priya', 3],
      ],
    },
  },
  {
    row: 'D',
    drive: rowD,
    says: {
      ...{ numberAtFirst: ['noor'], number: ['noor'], approvers: ['duty', 'security'], pass: ['noor'] },
      code: [
        ['beatriz', 3],
        ['priya', 3],
      ],
    },
  },
  {
    row: 'E',
    drive: rowE,
    policy: { selfVerified: { scenarios: ['appBroken'] } },
    says: { numberAtFirst: [], number: [], approvers: [], code: [['sms', 6]], pass: ['ada'] },
  },
];

describe('when each row of who shows what to whom is played through the product (T27)', () => {
  it.each(ROWS)(
    'row $row: number, approvers, code and pass are where the table says',
    async ({ drive, policy, says }) => {
      const latchkey = await world(policy === undefined ? {} : { policy });
      expect(await drive(latchkey)).toEqual(says);
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
