import { refusalText } from '../../words/replies';
import { HOUR, MINUTE, SECOND } from '../support/fake-clock';
import { hasLivePass } from './support/account';
import type { Part } from './support/every-verb';
import { pressesEverything, writesOnAnybody } from './support/every-verb';
import type { Person } from './support/people';
import { peopleOf } from './support/people';
import { expectSound } from './support/sound';
import type { World } from './support/world';
import { useWorlds } from './support/world';

const world = useWorlds();

/** A button that the attacker keeps, and goes on pressing while time passes. */
type Held = ReturnType<Person['holds']>;
type Secrets = Readonly<Record<'matchNumber' | 'releaseCode', string>>;

/** Everything that somebody in her session can press or write, once more. Nothing of it does anything. */
async function triesAgain(latchkey: World, held: Held, situation: Part['situation'], sent: Secrets): Promise<void> {
  const { ada } = peopleOf(latchkey);
  const { state, shortCode } = await latchkey.request('ada');
  expect(await pressesEverything(ada, held, { someone: 'employeeWhoOpened', situation }, sent)).toEqual([]);
  for (const said of [
    sent.matchNumber,
    `${shortCode} ${sent.matchNumber}`,
    'approve',
    `release ${shortCode}`,
    'new code',
  ])
    await ada.says(said);
  await latchkey.settle();
  expect((await latchkey.request('ada')).state).toBe(state);
  expect(writesOnAnybody(latchkey)).toEqual([]);
  expect(hasLivePass(latchkey, 'ada')).toBe(false);
  expect(JSON.stringify(latchkey.cloud.teams.chat('ada'))).not.toContain('"id":"pass"');
}

describe('when an attacker in Ada’s session waits (T1, T27)', () => {
  it('nothing is theirs after the reminder, after the next level was asked, nor after the end', async () => {
    const latchkey = await world();
    const { ada, marcus, ingrid } = peopleOf(latchkey);
    const sent = { matchNumber: await ada.opens(), releaseCode: '123456' };
    const held = ada.holds('request.cancel');
    await latchkey.lets(10 * MINUTE);
    await marcus.sees('is waiting. Please open the card');
    await triesAgain(latchkey, held, 'asked', sent);
    await latchkey.lets(20 * MINUTE);
    await ingrid.seesButton('approval.approve');
    await triesAgain(latchkey, held, 'asked', sent);
    await latchkey.lets(4 * HOUR);
    expect((await latchkey.request('ada')).state).toBe('expired');
    await triesAgain(latchkey, held, 'expired', sent);
    await expectSound(latchkey);
  });

  it('the code that was said for the real Ada is worth nothing after its fifteen minutes, nor after the end', async () => {
    const latchkey = await world();
    const { ada, marcus } = peopleOf(latchkey);
    const matchNumber = await ada.opens();
    const releaseCode = await marcus.approves(matchNumber);
    await ada.seesButton('pass.reveal');
    const held = ada.holds('pass.reveal');
    const types = (verb: string): Promise<string> =>
      ada.forges(held.messageId, verb, { token: held.token, releaseCode });
    await latchkey.lets(15 * MINUTE + SECOND);
    for (const verb of ['pass.reveal', 'pass.revealAgain'])
      expect(await types(verb)).toContain(refusalText('codeExpired'));
    await triesAgain(latchkey, held, 'approved', { matchNumber, releaseCode: '' });
    await latchkey.lets(4 * HOUR);
    expect((await latchkey.request('ada')).state).toBe('expired');
    for (const verb of ['pass.reveal', 'pass.revealAgain'])
      expect(await types(verb)).toContain(refusalText('requestEnded'));
    await triesAgain(latchkey, held, 'expired', { matchNumber, releaseCode });
    await expectSound(latchkey);
  });
});
