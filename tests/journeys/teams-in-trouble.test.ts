import { MINUTE, SECOND } from '../support/fake-clock';
import { peopleOf } from './support/people';
import { expectSound } from './support/sound';
import type { Handle, World } from './support/world';
import { useWorlds } from './support/world';

const world = useWorlds();

/** Cards in somebody's chat that have this button. */
const cardsWith = ({ cloud }: World, who: Handle, verb: string): number =>
  cloud.teams.chat(who).filter(({ card }) => JSON.stringify(card ?? '').includes(`"${verb}"`)).length;

describe('when the answer to a new card is lost', () => {
  it('the client that shows it says which it is: it is kept true, and no second one is sent', async () => {
    const latchkey = await world();
    const { ada, marcus } = peopleOf(latchkey);
    const { teams } = latchkey.cloud;
    await ada.says('I lost my phone');
    await ada.seesButton('request.confirm');
    let lost = 0;
    teams.events.subscribe(({ kind, conversationId }) => {
      if (kind !== 'sent' || conversationId !== teams.conversationIdOf('marcus') || lost > 0) return;
      lost += 1;
      teams.faults.dropAnswers(1);
    });
    await ada.presses('request.confirm');
    expect(lost).toBe(1);
    await marcus.seesButton('approval.approve');
    await latchkey.lets(MINUTE);
    expect(cardsWith(latchkey, 'marcus', 'approval.approve')).toBe(1);
    expect(await latchkey.trail('ada')).toContain('approverAsked');
    await expectSound(latchkey);
  });
});

describe('when an approver has blocked Latchkey', () => {
  it('the next one is asked, the helpdesk reads who and why, and sees when it got on', async () => {
    const latchkey = await world();
    const { ada, ingrid, hana } = peopleOf(latchkey);
    await ada.says('I lost my phone');
    await ada.seesButton('request.confirm');
    // Refused, and refused again after the app was added anew for Marcus.
    latchkey.cloud.teams.faults.connector({ status: 403, times: 2, operation: 'create' });
    await ada.presses('request.confirm');
    await ingrid.seesButton('approval.approve');
    await hana.sees('cannot be asked in Teams: they have removed or blocked Latchkey');
    expect(hana.reads()).toContain('Marcus');
    expect(cardsWith(latchkey, 'marcus', 'approval.approve')).toBe(0);
    const code = await ingrid.approves(await ada.looksUpNumber());
    await hana.sees('It has got on again');
    await ada.reveals(code);
    const { tenantId, id } = await latchkey.request('ada');
    const trail = await latchkey.latchkey.storage.ledger.trail(tenantId, id);
    const told = trail.map(({ event }) => event).filter((event) => event.type === 'notified');
    expect(told.filter(({ notice }) => notice === 'unreached')).toMatchObject([{ who: 'group:helpdesk', ok: true }]);
    await expectSound(latchkey);
  });
});

describe('when Teams refuses for a while', () => {
  it.each([412, 429, 502, 504])('HTTP %i: the card comes later, once, and the request goes on', async (status) => {
    const latchkey = await world();
    const { ada, marcus } = peopleOf(latchkey);
    await ada.says('I lost my phone');
    await ada.seesButton('request.confirm');
    latchkey.cloud.teams.faults.connector({ status, times: 4, operation: 'send' });
    await ada.presses('request.confirm');
    expect(cardsWith(latchkey, 'marcus', 'approval.approve')).toBe(0);
    for (let look = 0; look < 6; look += 1) await latchkey.lets(MINUTE);
    expect(cardsWith(latchkey, 'marcus', 'approval.approve')).toBe(1);
    const code = await marcus.approves(await ada.looksUpNumber());
    await ada.enrols(await ada.reveals(code));
    await latchkey.lets(5 * SECOND);
    expect((await latchkey.request('ada')).state).toBe('completed');
    await expectSound(latchkey);
  });
});
