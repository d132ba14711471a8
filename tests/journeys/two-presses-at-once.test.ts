import { PEOPLE } from '../../simulators/entra/contoso-ids';
import { refusalText } from '../../words/replies';
import { SAID } from '../../words/said';
import { hasLivePass, PASS, writesOn } from './support/account';
import { outcomeText, peopleOf } from './support/people';
import { expectSound } from './support/sound';
import type { World } from './support/world';
import { useWorlds } from './support/world';

const world = useWorlds();

/** On the card that shows a pass, and on no other. */
const SHOWN = 'Nobody needs this pass but you';
const count = (all: readonly string[], one: string): number => all.filter((each) => each === one).length;

describe('when a button is pressed twice at once (T8)', () => {
  it.each(['doubleClick', 'retry'] as const)('opens one request (%s)', async (mode) => {
    const latchkey = await world();
    const { teams, settings } = latchkey.cloud;
    const { ada } = peopleOf(latchkey);
    await ada.says('I lost my phone');
    const second = teams.duplicateNextInvoke(mode);
    const first = await ada.presses('request.confirm');
    expect(JSON.stringify(first)).toContain('matchNumber');
    expect(outcomeText(await second)).toContain('Waiting for approval');
    const all = await latchkey.latchkey.storage.ledger.listByEmployee(settings.tenantId, PEOPLE.ada, 5);
    expect(all).toHaveLength(1);
    await expectSound(latchkey);
  });

  it.each(['doubleClick', 'retry'] as const)('approves once, and both answers show the code (%s)', async (mode) => {
    const latchkey = await world();
    const { teams } = latchkey.cloud;
    const { ada, marcus } = peopleOf(latchkey);
    const matchNumber = await ada.opens();
    await marcus.presses('approval.approve');
    const second = teams.duplicateNextInvoke(mode);
    const answer = await marcus.tries('approval.confirmApprove', { matchNumber, verifiedBy: 'inPerson' });
    const [, code] = /\b(\d{3} ?\d{3})\b/.exec(answer) ?? [];
    expect(code).toBeDefined();
    expect(outcomeText(await second)).toContain(code);
    expect(count(await latchkey.trail('ada'), 'approved')).toBe(1);
    await expectSound(latchkey);
  });

  it.each(['doubleClick', 'retry'] as const)('mints one pass, which works (%s)', async (mode) => {
    const latchkey = await world();
    const { teams } = latchkey.cloud;
    const { ada, marcus } = peopleOf(latchkey);
    const releaseCode = await marcus.approves(await ada.opens());
    await ada.seesButton('pass.reveal');
    const secondPress = teams.duplicateNextInvoke(mode);
    const answers = [await ada.tries('pass.reveal', { releaseCode }), outcomeText(await secondPress)];
    expect(answers.filter((text) => text.includes(SHOWN))).toHaveLength(1);
    expect(answers.filter((text) => text.includes(refusalText('stillWorking')))).toHaveLength(1);
    expect(count(writesOn(latchkey, 'ada'), PASS)).toBe(1);
    expect(hasLivePass(latchkey, 'ada')).toBe(true);
    await expectSound(latchkey);
  });
});

describe('when two people press at once (T9)', () => {
  /** Marcus has said "approve" and is asked for the number; the escalation has reached Ingrid, who looks at the same. */
  async function bothAsked(): Promise<{ readonly latchkey: World; readonly matchNumber: string }> {
    const latchkey = await world();
    const { ada, marcus, ingrid } = peopleOf(latchkey);
    const matchNumber = await ada.opens();
    await latchkey.lets(30 * 60_000);
    await marcus.presses('approval.approve');
    await ingrid.seesButton('approval.deny');
    await ingrid.presses('approval.deny');
    return { latchkey, matchNumber };
  }

  it('counts the approval or the denial, and tells both the same', async () => {
    const { latchkey, matchNumber } = await bothAsked();
    const { marcus, ingrid } = peopleOf(latchkey);
    await Promise.all([
      marcus.tries('approval.confirmApprove', { matchNumber, verifiedBy: 'videoCall' }),
      ingrid.tries('approval.confirmDeny', { reason: 'denied.notNeeded' }),
    ]);
    const { state } = await latchkey.request('ada');
    const trail = await latchkey.trail('ada');
    expect(['approved', 'denied']).toContain(state);
    expect(trail.filter((type) => type === 'approved' || type === 'denied')).toEqual([state]);
    const title = state === 'approved' ? 'Read this code out now' : 'Not approved';
    await marcus.sees(title);
    await ingrid.sees(state === 'approved' ? 'Nothing left for you to do' : title);
    await expectSound(latchkey);
  });

  it('reports fraud whatever the other one pressed', async () => {
    const { latchkey, matchNumber } = await bothAsked();
    const { ada, marcus } = peopleOf(latchkey);
    await Promise.all([
      marcus.tries('approval.confirmApprove', { matchNumber, verifiedBy: 'videoCall' }),
      ada.tries('request.fraud'),
    ]);
    expect((await latchkey.request('ada')).state).toBe('incident');
    await expectSound(latchkey);
  });
});

describe('when fifty presses come at once (T8)', () => {
  it('decides once', async () => {
    const latchkey = await world();
    const { teams } = latchkey.cloud;
    const { ada, marcus } = peopleOf(latchkey);
    const matchNumber = await ada.opens();
    await marcus.seesButton('approval.approve');
    const { token, messageId } = marcus.holds('approval.approve');
    const data = { token, matchNumber, verifiedBy: 'inPerson' };
    const press = () =>
      teams.perform('marcus', messageId, { type: 'Action.Execute', verb: 'approval.confirmApprove', data });
    const outcomes = await Promise.all(Array.from({ length: 50 }, press));
    await latchkey.settle();
    // Whoever presses that often at once is told to wait for the first ones; each of those gets the true card.
    const turnedAway = outcomes.filter((one) => one.kind === 'message' && one.text === SAID.tooFast);
    const cards = outcomes.filter(({ kind }) => kind === 'card');
    expect(cards.length).toBeGreaterThanOrEqual(10);
    expect(cards.length + turnedAway.length).toBe(50);
    const trail = await latchkey.trail('ada');
    expect(count(trail, 'approved') + count(trail, 'held')).toBe(1);
    await expectSound(latchkey);
  });
});
