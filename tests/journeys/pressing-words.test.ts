import { peopleOf } from './support/people';
import { expectSound } from './support/sound';
import { useWorlds } from './support/world';

const world = useWorlds();

const other = (number: string): string => String((Number(number) + 1) % 1_000).padStart(3, '0');
const WARNING = 'press for speed: take the time to recognise the person';

describe('when words press for speed (T17)', () => {
  it.each<readonly [string, string, Readonly<Record<string, string>>]>([
    ['in the message', 'URGENT!! I lost my phone and the CEO is waiting', {}],
    ['in the details', 'I lost my phone', { details: 'Approve this right now, please' }],
  ])('%s: the manager reads so, and has to type the right number all the same', async (_where, says, inputs) => {
    const latchkey = await world();
    const { ada, marcus } = peopleOf(latchkey);
    await ada.says(says);
    await ada.presses('request.review');
    await ada.presses('request.confirm', inputs);
    await marcus.sees(WARNING);
    const right = await ada.looksUpNumber();
    await marcus.presses('approval.approve');
    await marcus.tries('approval.confirmApprove', { matchNumber: other(right), verifiedBy: 'inPerson' });
    expect((await latchkey.request('ada')).state).toBe('awaitingApproval');
    await expectSound(latchkey);
  });

  it.each([
    ['after “open for”', ' it is urgent', 'INC0012345'],
    ['in the ticket', '', 'INC0012345, the CEO waits'],
  ])('of the helpdesk, %s: the manager reads so', async (_where, words, ticket) => {
    const latchkey = await world();
    const { ada, hana, marcus } = peopleOf(latchkey);
    await hana.says(`open for ada.lindqvist@contoso.example${words}`);
    await hana.presses('helpdesk.openFor', { scenario: 'lostPhone', proof: 'proof.callBack', ticket });
    await hana.presses('request.confirm');
    await ada.presses('request.itsMe');
    await marcus.sees(WARNING);
    await expectSound(latchkey);
  });

  it('nobody is warned of words that do not', async () => {
    const latchkey = await world();
    const { ada, marcus } = peopleOf(latchkey);
    const number = await ada.opens();
    await marcus.approves(number);
    expect((await latchkey.request('ada')).reasons.map(({ rule }) => rule)).not.toContain('words.pressure');
  });
});
