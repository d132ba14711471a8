import { ARRIVING_MS } from '../../recovery/reveal-pass';
import { signInWithPass } from '../../simulators/entra/sign-in';
import { PEOPLE } from '../../simulators/entra/contoso-ids';
import { giveMethod } from '../../simulators/entra/methods';
import { authenticatorApp } from '../../simulators/entra/new-methods';
import { refusalText } from '../../words/replies';
import { SAID } from '../../words/said';
import { MINUTE, SECOND } from '../support/fake-clock';
import { hasLivePass, PASS, writesOn } from './support/account';
import { peopleOf } from './support/people';
import { expectSound } from './support/sound';
import type { World } from './support/world';
import { useWorlds } from './support/world';

const world = useWorlds();

/** On the card that shows a pass, and on no other. */
const SHOWN = 'Nobody needs this pass but you';
const passes = (latchkey: World): number => writesOn(latchkey, 'ada').filter((write) => write === PASS).length;

async function approved(): Promise<{ readonly latchkey: World; readonly releaseCode: string }> {
  const latchkey = await world();
  const { ada, marcus } = peopleOf(latchkey);
  const releaseCode = await marcus.approves(await ada.opens());
  await ada.seesButton('pass.reveal');
  return { latchkey, releaseCode };
}

const other = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

describe('when the answer with the pass gets lost on its way', () => {
  it('shows another one on the same code, and the lost one opens nothing', async () => {
    const { latchkey, releaseCode } = await approved();
    const { teams, tenant } = latchkey.cloud;
    const { ada } = peopleOf(latchkey);
    teams.faults.dropInvokeAnswers(1);
    await ada.tries('pass.reveal', { releaseCode });
    const lost = tenant.users.get(PEOPLE.ada)?.pass?.secret ?? '';
    expect((await latchkey.request('ada')).state).toBe('revealed');
    await latchkey.lets(ARRIVING_MS);
    const answer = await ada.tries('pass.reveal', { releaseCode });
    const pass = tenant.users.get(PEOPLE.ada)?.pass?.secret ?? '';
    expect(pass).not.toBe(lost);
    expect(answer).toContain(pass);
    expect(ada.reads()).not.toContain(lost);
    expect(signInWithPass(tenant, PEOPLE.ada, lost)).toEqual({ ok: false, why: 'wrongPass' });
    await ada.enrols(pass);
    await latchkey.lets(5 * SECOND);
    expect((await latchkey.request('ada')).state).toBe('completed');
    await expectSound(latchkey);
  });

  it('shows it four times at most', async () => {
    const { latchkey, releaseCode } = await approved();
    const { ada } = peopleOf(latchkey);
    await ada.reveals(releaseCode);
    const again = ada.keeps('pass.revealAgain', { releaseCode });
    for (let left = 3; left > 0; left -= 1) {
      await latchkey.lets(ARRIVING_MS);
      expect(await again()).toContain(SHOWN);
    }
    await latchkey.lets(ARRIVING_MS);
    expect(await again()).toContain(refusalText('revealsUsedUp'));
    expect(passes(latchkey)).toBe(4);
    await expectSound(latchkey);
  });
});

describe('when the pass is on the screen', () => {
  it('counts down in a message of its own, and the card with the pass stays as it is', async () => {
    const { latchkey, releaseCode } = await approved();
    const { ada } = peopleOf(latchkey);
    const pass = await ada.reveals(releaseCode);
    await ada.sees('Your pass works until');
    for (const [minutes, left] of [
      [10, 'about 20 minutes'],
      [11, '9 minutes'],
      [8, 'one minute'],
    ] as const) {
      await latchkey.lets(minutes * MINUTE);
      await ada.sees(`Your pass: ${left} left`);
      expect(ada.reads()).toContain(pass);
    }
    expect(ada.reads().match(/Your pass: \w+ \w+ left/g)).toHaveLength(1);
    await ada.enrols(pass);
    await latchkey.lets(15 * SECOND);
    await ada.sees('You do not need the pass any more');
    expect(ada.reads()).not.toContain(pass);
    await expectSound(latchkey);
  });
});

describe('when Graph breaks at the reveal', () => {
  it('never shows a pass whose answer did not come, and the next press mints anew', async () => {
    const { latchkey, releaseCode } = await approved();
    const { tenant } = latchkey.cloud;
    const { ada } = peopleOf(latchkey);
    const path = /temporaryAccessPassMethods$/;
    tenant.switches.faults.push({ method: 'POST', path, status: 504, afterCommit: true, times: 1 });
    expect(await ada.tries('pass.reveal', { releaseCode })).toContain(refusalText('graphUnavailable'));
    const unseen = tenant.users.get(PEOPLE.ada)?.pass?.secret ?? '';
    expect((await latchkey.request('ada')).state).toBe('approved');
    const pass = await ada.reveals(releaseCode);
    expect(pass).not.toBe(unseen);
    expect(hasLivePass(latchkey, 'ada')).toBe(true);
    await ada.enrols(pass);
    await latchkey.lets(5 * SECOND);
    expect((await latchkey.request('ada')).state).toBe('completed');
    await expectSound(latchkey);
  });

  it.each([
    ['is throttled', { status: 429, retryAfter: '1' }],
    ['is away', { status: 503 }],
    ['breaks the line', { resetSocket: true }],
  ])('deletes nothing when Graph %s', async (_what, fault) => {
    const { latchkey, releaseCode } = await approved();
    const { ada } = peopleOf(latchkey);
    const path = /temporaryAccessPassMethods$/;
    latchkey.cloud.tenant.switches.faults.push({ method: 'POST', path, times: 1, ...fault });
    expect(await ada.tries('pass.reveal', { releaseCode })).toContain(refusalText('graphUnavailable'));
    expect(writesOn(latchkey, 'ada')).toEqual([]);
    await latchkey.lets(5 * SECOND);
    expect(await ada.reveals(releaseCode)).not.toBe('');
    await expectSound(latchkey);
  });
});

describe('when the code is typed wrongly', () => {
  it('is void after five tries, security is told, and a new one works', async () => {
    const { latchkey, releaseCode } = await approved();
    const { ada, marcus, priya } = peopleOf(latchkey);
    for (const left of [4, 3, 2, 1]) {
      const answer = await ada.tries('pass.reveal', { releaseCode: other(releaseCode) });
      expect(answer).toContain(refusalText('codeWrong', { left }));
    }
    const last = await ada.tries('pass.reveal', { releaseCode: other(releaseCode) });
    expect(last).toContain(refusalText('codeVoid'));
    await priya.sees('was typed wrongly too often and is blocked');
    expect(await ada.tries('pass.reveal', { releaseCode })).toContain(refusalText('codeVoid'));
    expect(passes(latchkey)).toBe(0);
    const fresh = await marcus.renewsCode();
    expect(await ada.reveals(fresh)).not.toBe('');
    await expectSound(latchkey);
  });

  it('forgives spaces and dashes', async () => {
    const { latchkey, releaseCode } = await approved();
    const { ada } = peopleOf(latchkey);
    expect(await ada.reveals(` ${releaseCode.slice(0, 3)}-${releaseCode.slice(3)} `)).not.toBe('');
  });
});

describe('when the code is typed into the chat (T1)', () => {
  const newCode = async (latchkey: World, old: string): Promise<string> => {
    const { ada, marcus } = peopleOf(latchkey);
    await ada.says(old);
    await latchkey.settle();
    return marcus.looksUpCode();
  };

  it('whoever reads it there presses in vain, and the new one works on the card', async () => {
    const { latchkey, releaseCode } = await approved();
    const { ada } = peopleOf(latchkey);
    const fresh = await newCode(latchkey, releaseCode);
    expect(fresh).not.toBe(releaseCode);
    await ada.sees(SAID.codeOnCard);
    expect(await ada.tries('pass.reveal', { releaseCode })).toContain(refusalText('codeWrong', { left: 4 }));
    expect(latchkey.cloud.tenant.users.get(PEOPLE.ada)?.pass).toBeUndefined();
    expect(passes(latchkey)).toBe(0);
    expect(await latchkey.trail('ada')).toContain('codeRenewed');
    expect(await ada.reveals(fresh)).not.toBe('');
    await expectSound(latchkey);
  });

  it('also in the middle of a sentence, and after the first reveal', async () => {
    const { latchkey, releaseCode } = await approved();
    const { ada } = peopleOf(latchkey);
    await ada.reveals(releaseCode);
    await latchkey.lets(ARRIVING_MS);
    const fresh = await newCode(latchkey, `Marcus told me ${releaseCode} just now`);
    expect(await ada.tries('pass.revealAgain', { releaseCode })).toContain('That is not the code');
    expect(passes(latchkey)).toBe(1);
    expect(await ada.tries('pass.revealAgain', { releaseCode: fresh })).toContain(SHOWN);
    await expectSound(latchkey);
  });

  it('says the same to a wrong one, which costs a try', async () => {
    const { latchkey, releaseCode } = await approved();
    const { ada } = peopleOf(latchkey);
    await ada.says(other(releaseCode).replace(/\d/g, (one) => String((Number(one) + 5) % 10)));
    await ada.sees(SAID.codeOnCard);
    expect(await ada.tries('pass.reveal', { releaseCode: other(releaseCode) })).toContain(
      refusalText('codeWrong', { left: 3 }),
    );
    expect(await ada.tries('pass.reveal', { releaseCode })).toContain(SHOWN);
    await expectSound(latchkey);
  });

  it('where two approve a half is enough, and both get a new one', async () => {
    const latchkey = await world();
    const { ada, marcus, priya } = peopleOf(latchkey);
    giveMethod(latchkey.cloud.tenant, PEOPLE.ada, authenticatorApp('Nokia 3310'));
    await latchkey.lets(5 * MINUTE);
    const [first, second] = await ada.opensForTwo();
    await marcus.signs(first);
    await priya.signs(second);
    const halves = async () => [await marcus.looksUpCode(), await priya.looksUpCode()] as const;
    const [mine, theirs] = await halves();
    await ada.says(theirs);
    await latchkey.settle();
    const [one, two] = await halves();
    expect(one + two).not.toBe(mine + theirs);
    expect(await ada.tries('pass.reveal', { releaseCode: mine + theirs })).toContain('That is not the code');
    expect(passes(latchkey)).toBe(0);
    expect(await ada.reveals(one + two)).not.toBe('');
    await expectSound(latchkey);
  });
});

describe('when the code is too old (T26)', () => {
  it('is good for fifteen minutes; the manager makes a new one', async () => {
    const { latchkey, releaseCode } = await approved();
    const { ada, marcus } = peopleOf(latchkey);
    await latchkey.lets(15 * MINUTE + SECOND);
    expect(await ada.tries('pass.reveal', { releaseCode })).toContain(refusalText('codeExpired'));
    expect(await ada.reveals(await marcus.renewsCode())).not.toBe('');
    await expectSound(latchkey);
  });

  it('is dead as soon as there is a new one', async () => {
    const { latchkey, releaseCode } = await approved();
    const { ada, marcus } = peopleOf(latchkey);
    await marcus.renewsCode();
    expect(await ada.tries('pass.reveal', { releaseCode })).toContain('That is not the code');
    expect(passes(latchkey)).toBe(0);
  });
});

describe('when a Teams client is too old to show a pass safely', () => {
  it('mints none', async () => {
    const { latchkey, releaseCode } = await approved();
    const { teams } = latchkey.cloud;
    const { ada } = peopleOf(latchkey);
    await teams.press(
      'ada',
      ({ card }) => JSON.stringify(card ?? '').includes('pass.reveal'),
      'pass.reveal',
      { releaseCode },
      { oldClient: true },
    );
    await ada.sees('I cannot show the pass safely in this version of Teams');
    expect(passes(latchkey)).toBe(0);
  });
});
