import { refusalText } from '../../words/replies';
import { APPROVAL, STEP_UP } from '../../words/approval';
import { MINUTE } from '../support/fake-clock';
import { opensPage } from '../../scripts/web-page';
import { peopleOf } from './support/people';
import { expectSound } from './support/sound';
import { comesBack, goesToSignIn, signsInAs, stepsUp, stepUpLinkIn } from './support/step-up';
import type { World } from './support/world';
import { useWorlds } from './support/world';

const world = useWorlds();

const ALWAYS = { policy: { approver: { stepUp: 'always' } } };
const PRIVILEGED = { policy: { approver: { stepUp: 'privileged' } } };

const steppedUp = async (latchkey: World, who: 'ada' | 'yusuf' = 'ada'): Promise<number> =>
  (await latchkey.trail(who)).filter((type) => type === 'approverSteppedUp').length;

/** Ada waits, and Marcus has pressed “Approve” once: her number, and the link that his card opens. */
async function asked(latchkey: World): Promise<{ readonly number: string; readonly link: string }> {
  const { ada, marcus } = peopleOf(latchkey);
  const number = await ada.opens();
  await marcus.seesButton('approval.approve');
  return { number, link: stepUpLinkIn(await marcus.presses('approval.approve')) };
}

describe('when the policy asks the approver to sign in anew (T4)', () => {
  it('the card says so; the first press opens a page; after the sign-in the approval counts', async () => {
    const latchkey = await world(ALWAYS);
    const { ada, marcus } = peopleOf(latchkey);
    const number = await ada.opens();
    await marcus.sees(APPROVAL.signInFirst);
    const card = await marcus.presses('approval.approve');
    expect(JSON.stringify(card)).toContain(STEP_UP.lead);
    expect(JSON.stringify(card)).not.toContain('matchNumber');
    const link = stepUpLinkIn(card);
    const page = await opensPage(link);
    expect(page).toMatchObject({ status: 200, face: 'stepUp' });
    expect(page.html).toContain((await latchkey.request('ada')).shortCode);
    expect(page.html).not.toMatch(/Ada|Marcus/);
    const done = await stepsUp(link, 'marcus');
    expect(done).toMatchObject({ status: 200, face: 'stepUpDone' });
    expect(done.headers.get('cache-control')).toContain('no-store');
    await ada.reveals(await marcus.approves(number));
    expect((await latchkey.trail('ada')).filter((type) => /SteppedUp|approved/.test(type))).toEqual([
      'approverSteppedUp',
      'approved',
    ]);
    await expectSound(latchkey);
  });

  it('whoever goes around the first press gets no further: right or wrong number, the answer is the same', async () => {
    const latchkey = await world(ALWAYS);
    const { marcus } = peopleOf(latchkey);
    const { number } = await asked(latchkey);
    const { token, messageId } = marcus.holds('approval.approve');
    const wrong = number === '000' ? '111' : '000';
    const answers: string[] = [];
    for (const matchNumber of [number, wrong, wrong, wrong, wrong]) {
      const press = { token, matchNumber, verifiedBy: 'inPerson' };
      answers.push(await marcus.forges(messageId, 'approval.confirmApprove', press));
    }
    expect(new Set(answers.map((text) => text.includes(STEP_UP.title)))).toEqual(new Set([true]));
    expect((await latchkey.request('ada')).state).toBe('awaitingApproval');
    await stepsUp(stepUpLinkIn(await marcus.presses('approval.approve')), 'marcus');
    await marcus.approves(number);
    await expectSound(latchkey);
  });

  it('a number that is typed as a message leads to the same page', async () => {
    const latchkey = await world(ALWAYS);
    const { marcus } = peopleOf(latchkey);
    const { number } = await asked(latchkey);
    await marcus.says(number);
    await marcus.sees(STEP_UP.lead);
    expect((await latchkey.request('ada')).state).toBe('awaitingApproval');
  });

  it('denying needs no sign-in', async () => {
    const latchkey = await world(ALWAYS);
    await asked(latchkey);
    await peopleOf(latchkey).marcus.denies();
    expect((await latchkey.request('ada')).state).toBe('denied');
  });

  it('it counts for ten minutes and not longer', async () => {
    const latchkey = await world(ALWAYS);
    const { marcus } = peopleOf(latchkey);
    const { number, link } = await asked(latchkey);
    await stepsUp(link, 'marcus');
    const press = marcus.keeps('approval.approve');
    latchkey.clock.advance(10 * MINUTE + 1_000);
    expect(await press()).toContain(STEP_UP.lead);
    await stepsUp(stepUpLinkIn(await marcus.presses('approval.approve')), 'marcus');
    await marcus.approves(number);
  });
});

describe('when the sign-in is not the approver’s own, or not a fresh one (T4)', () => {
  it.each([
    ['another person of the organisation', 'elias', {}, 'stepUpOtherPerson'],
    ['the employee herself', 'ada', {}, 'stepUpOtherPerson'],
    ['without a second step', 'marcus', { second: 'no' }, 'stepUpTooWeak'],
  ] as const)('%s: refused with what to do, and the next try counts', async (_what, who, how, code) => {
    const latchkey = await world(ALWAYS);
    const { marcus } = peopleOf(latchkey);
    const { number, link } = await asked(latchkey);
    const page = await stepsUp(link, who, how);
    expect(page).toMatchObject({ status: 400, face: 'stepUp' });
    expect(page.html).toContain(refusalText(code));
    expect(await steppedUp(latchkey)).toBe(0);
    expect(JSON.stringify(await marcus.presses('approval.approve'))).toContain(STEP_UP.lead);
    expect(await stepsUp(link, 'marcus')).toMatchObject({ face: 'stepUpDone' });
    await marcus.approves(number);
  });

  it('remembered by the browser, with the prompt taken out of the address: refused', async () => {
    const latchkey = await world(ALWAYS);
    const { link } = await asked(latchkey);
    const { address, cookie } = await goesToSignIn(link);
    const bare = new URL(address);
    bare.searchParams.delete('prompt');
    const page = await comesBack(await signsInAs(bare.href, 'marcus', { remembered: '300' }), cookie);
    expect(page.html).toContain(refusalText('stepUpStale'));
    expect(await steppedUp(latchkey)).toBe(0);
  });

  it('begun in one browser and finished in another: refused', async () => {
    const latchkey = await world(ALWAYS);
    const { link } = await asked(latchkey);
    const { address } = await goesToSignIn(link);
    const back = await signsInAs(address, 'marcus');
    const other = await goesToSignIn(link);
    for (const cookie of ['', other.cookie]) {
      const page = await comesBack(back, cookie);
      expect(page.html).toContain(refusalText('stepUpNotFinished'));
    }
    expect(await steppedUp(latchkey)).toBe(0);
  });

  it('an old link, a used one and a forged one say so', async () => {
    const latchkey = await world(ALWAYS);
    const { link } = await asked(latchkey);
    await stepsUp(link, 'marcus');
    expect(await opensPage(link)).toMatchObject({ status: 200, face: 'stepUpDone' });
    expect(await opensPage(`${link}x`)).toMatchObject({ status: 410, face: 'stepUpOver' });
    latchkey.clock.advance(10 * MINUTE);
    expect(await opensPage(link)).toMatchObject({ status: 410, face: 'stepUpOver' });
    expect(await steppedUp(latchkey)).toBe(1);
  });

  it('a code that Entra never gave: refused, and nothing is recorded', async () => {
    const latchkey = await world(ALWAYS);
    const { link } = await asked(latchkey);
    const { address, cookie } = await goesToSignIn(link);
    const back = new URL(await signsInAs(address, 'marcus'));
    back.searchParams.set('code', 'made-up');
    expect((await comesBack(back.href, cookie)).html).toContain(refusalText('stepUpNotFinished'));
    expect(await steppedUp(latchkey)).toBe(0);
  });
});

describe('when it is asked for where two people approve', () => {
  it('both sign in, each for themselves', async () => {
    const latchkey = await world(PRIVILEGED);
    const { yusuf, greta, oskar } = peopleOf(latchkey);
    const [first, second] = await yusuf.opensForTwo();
    for (const [approver, who, number] of [
      [greta, 'greta', first],
      [oskar, 'oskar', second],
    ] as const) {
      await approver.seesButton('approval.approve');
      const link = stepUpLinkIn(await approver.presses('approval.approve'));
      expect(await stepsUp(link, 'priya')).toMatchObject({ face: 'stepUp' });
      expect(await stepsUp(link, who)).toMatchObject({ face: 'stepUpDone' });
      await approver.signs(number);
    }
    expect((await latchkey.request('yusuf')).state).toBe('approved');
    expect(await steppedUp(latchkey, 'yusuf')).toBe(2);
    await expectSound(latchkey);
  });

  it('one approver alone is not asked', async () => {
    const latchkey = await world(PRIVILEGED);
    const { ada, marcus } = peopleOf(latchkey);
    await marcus.approves(await ada.opens());
    expect((await latchkey.request('ada')).state).toBe('approved');
  });
});
