import type { CardVerb } from '../../cards/actions';
import { PEOPLE } from '../../simulators/entra/contoso-ids';
import { userById } from '../../simulators/entra/people';
import { refusalText } from '../../words/replies';
import { ADA, FORM } from './support/counter';
import { writesOnAnybody } from './support/every-verb';
import { peopleOf } from './support/people';
import { linkFor, NOOR, numberKnownSinceYesterday, PROOF } from './support/rows';
import { expectSound } from './support/sound';
import type { Handle, World } from './support/world';
import { useWorlds } from './support/world';

const world = useWorlds();

type Asks = (latchkey: World) => Promise<string>;

/** Somebody confirms their draft, with whatever a forged form says beside. */
async function confirms(latchkey: World, who: Handle, data = {}, verb: CardVerb = 'request.confirm'): Promise<string> {
  const person = peopleOf(latchkey)[who];
  await person.seesButton('request.confirm');
  const { token, messageId } = person.holds('request.confirm');
  return person.forges(messageId, verb, { token, ...data });
}

/** The employee asks in their own chat. */
const asksAlone =
  (who: Handle, data = {}, phrase = 'I lost my phone', verb?: CardVerb): Asks =>
  async (latchkey) => {
    await peopleOf(latchkey)[who].says(phrase);
    return confirms(latchkey, who, data, verb);
  };

/** Somebody without a form to fill in asks for somebody else. */
const asksFor =
  (who: Handle, address = ADA, data = {}, verb?: CardVerb): Asks =>
  async (latchkey) => {
    if (!latchkey.cloud.teams.isInstalled(who)) await latchkey.cloud.teams.install(who);
    await peopleOf(latchkey)[who].says(`open for ${address}, lost phone`);
    return confirms(latchkey, who, data, verb);
  };

/** Hana fills in the form of the helpdesk; the answer to it, where it is not taken. */
const fillsIn =
  (form: Readonly<Record<string, string>>, address = ADA, verb?: CardVerb): Asks =>
  async (latchkey) => {
    const { hana } = peopleOf(latchkey);
    await hana.says(`open for ${address}`);
    const { messageId, token } = hana.holds('helpdesk.openFor');
    const answer = await hana.forges(messageId, 'helpdesk.openFor', { token, person: address, ...form });
    return answer.includes(refusalText('proofMissing')) || answer.includes(refusalText('cannotCome'))
      ? answer
      : confirms(latchkey, 'hana', {}, verb);
  };

const noProof = { scenario: 'lostPhone', proof: '', ticket: '' };
const byLink: Asks = (latchkey) => linkFor(latchkey, ADA, 'ada.lindqvist@post.example');
/** All that the bot says to somebody who is a guest here and asks for Ada. */
const asGuest =
  (who: Handle): Asks =>
  async (latchkey) => {
    userById(latchkey.cloud.tenant, PEOPLE[who]).userType = 'Guest';
    const { [who]: guest } = peopleOf(latchkey);
    await guest.says(`open for ${ADA}, lost phone`);
    expect(() => guest.holds('request.confirm')).toThrow();
    return guest.reads();
  };

interface Opened {
  readonly by: Handle;
  readonly place: 'teams' | 'link' | 'inPerson';
  /** Whether it goes on without the employee's own yes. */
  readonly confirmed: boolean;
  readonly groups: readonly string[];
}
type Cell = readonly [row: string, who: string, asks: Asks, opened: Opened, about?: Handle];

const one = ['manager'];
const two = ['duty', 'security'];
const asked = (by: Handle): Opened => ({ by, place: 'teams', confirmed: false, groups: [] });

const MAY: readonly Cell[] = [
  ['A', 'the employee', asksAlone('ada'), { by: 'ada', place: 'teams', confirmed: true, groups: one }],
  ['A2', 'a colleague', asksFor('elias'), asked('elias')],
  ['A2', 'the manager', asksFor('marcus'), asked('marcus')],
  ['A2', 'a member of security', asksFor('priya'), asked('priya')],
  ['A2', 'the helpdesk with a proof', fillsIn(PROOF), { ...asked('hana'), groups: one }],
  ['B', 'the helpdesk with a proof', byLink, { by: 'hana', place: 'link', confirmed: false, groups: one }],
  [
    ...(['C', 'the helpdesk with a proof', fillsIn(FORM)] as const),
    { by: 'hana', place: 'inPerson', confirmed: false, groups: ['manager', 'security'] },
  ],
  ['D', 'the employee', asksAlone('noor'), { by: 'noor', place: 'teams', confirmed: true, groups: two }, 'noor'],
  ['D', 'a colleague', asksFor('elias', NOOR), asked('elias'), 'noor'],
  ['D', 'the helpdesk with a proof', fillsIn(PROOF, NOOR), { ...asked('hana'), groups: two }, 'noor'],
  [
    ...(['D', 'the helpdesk with a proof, at the counter', fillsIn(FORM, NOOR)] as const),
    ...([{ by: 'hana', place: 'inPerson', confirmed: false, groups: two }, 'noor'] as const),
  ],
  // Who may not have this row has the next one that is theirs: never a link, a counter or a code that they named themselves.
  ['B', 'a colleague, to a link: asked in her chat', asksFor('elias', ADA, { delivery: 'email' }), asked('elias')],
  ['B', 'the manager, to a link: asked in her chat', asksFor('marcus', ADA, { delivery: 'email' }), asked('marcus')],
  ['C', 'a colleague: asked in her chat', asksFor('elias', ADA, { ...FORM, delivery: 'inPerson' }), asked('elias')],
  ['C', 'the manager: asked in her chat', asksFor('marcus', ADA, { ...FORM, delivery: 'inPerson' }), asked('marcus')],
];

const OPENINGS = MAY.map(([row, who, asks, opened, about = 'ada']) => ({ row, who, asks, opened, about }));

interface Refusal {
  readonly row: string;
  readonly who: string;
  readonly asks: Asks;
  readonly code: 'proofMissing' | 'cannotCome' | 'cannotOpenFor' | 'deliveryNotPossible';
}

const MAY_NOT: readonly Refusal[] = [
  { row: 'A2', who: 'a guest', asks: asGuest('elias'), code: 'cannotOpenFor' },
  {
    row: 'A2',
    who: 'the helpdesk without a proof',
    asks: fillsIn({ ...noProof, place: 'teams' }),
    code: 'proofMissing',
  },
  {
    row: 'C',
    who: 'the helpdesk without a proof',
    asks: fillsIn({ ...noProof, place: 'inPerson' }),
    code: 'proofMissing',
  },
  { row: 'C', who: 'the employee', asks: asksAlone('ada', { delivery: 'inPerson' }), code: 'deliveryNotPossible' },
  { row: 'C’', who: 'the helpdesk', asks: fillsIn({ ...FORM, place: 'nowhere' }), code: 'cannotCome' },
];

const SELF = { policy: { selfVerified: { scenarios: ['appBroken'] } } };
const BROKEN = 'my authenticator app is broken';

describe('when everybody who stands under “may open”, or does not, opens (T16, T27)', () => {
  it.each(OPENINGS)('row $row, $who: it is opened for that row', async ({ asks, opened, about }) => {
    const latchkey = await world();
    await asks(latchkey);
    const { requester, delivery, employeeConfirmed, slots } = await latchkey.request(about);
    expect({
      ...{ by: requester, place: delivery.place, confirmed: employeeConfirmed },
      groups: slots.map(({ group }) => group),
    }).toEqual({ ...opened, by: PEOPLE[opened.by] });
    expect(writesOnAnybody(latchkey)).toEqual([]);
    await expectSound(latchkey);
  });

  it.each(MAY_NOT)('row $row, $who: refused, and nothing is opened', async ({ asks, code }) => {
    const latchkey = await world();
    expect(await asks(latchkey)).toContain(refusalText(code));
    await expect(latchkey.request('ada')).rejects.toThrow('there is no request');
    expect(writesOnAnybody(latchkey)).toEqual([]);
  });

  it.each<readonly [string, Asks, boolean]>([
    ['the employee', asksAlone('ada', {}, BROKEN, 'request.confirmWithCode'), true],
    ['a colleague', asksFor('elias', ADA, {}, 'request.confirmWithCode'), false],
    ['the manager', asksFor('marcus', ADA, {}, 'request.confirmWithCode'), false],
    ['the helpdesk', fillsIn({ ...PROOF, scenario: 'appBroken' }, ADA, 'request.confirmWithCode'), false],
  ])('row E, %s: a code goes out only when it is the employee who asks', async (_who, asks, goesOut) => {
    const latchkey = await world(SELF);
    await numberKnownSinceYesterday(latchkey);
    await asks(latchkey);
    await latchkey.settle();
    expect(JSON.stringify(latchkey.cloud.outbox.posted).match(/ code \d{6} /) !== null).toBe(goesOut);
  });
});
