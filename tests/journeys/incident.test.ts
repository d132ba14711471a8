import { refusalText } from '../../words/replies';
import { expectSound } from './support/sound';
import { peopleOf } from './support/people';
import type { World } from './support/world';
import { useWorlds } from './support/world';

const world = useWorlds();

/** Fraud is reported after the pass was shown, and the account is secured. */
async function reported(): Promise<World> {
  const latchkey = await world();
  const { ada, marcus } = peopleOf(latchkey);
  await ada.reveals(await marcus.approves(await ada.opens()));
  await marcus.reportsFraud('fraud.notThem');
  expect(await latchkey.request('ada')).toMatchObject({ incident: { containedAt: expect.any(Number) } });
  return latchkey;
}

const WORDS = {
  reached: { answer: 'hrNumber', note: 'She did not ask for it' },
  found: { note: 'Marcus called her back' },
  password: { answer: 'reset', note: 'By the desk' },
  reviewed: { note: 'One sign-in, ended' },
} as const;

describe('when security works on an incident', () => {
  it('gets the card, fills the tasks, is not let to close it early, and closes it', async () => {
    const latchkey = await reported();
    const { ada, priya, oskar, hana } = peopleOf(latchkey);
    await priya.sees('Account switched off');
    await priya.sees('reported it: The person I spoke with was not them');
    await oskar.sees('4 tasks are open');
    await priya.presses('incident.close');
    expect(priya.reads()).toContain(refusalText('tasksOpen', { left: 4 }));
    for (const [task, words] of Object.entries(WORDS)) {
      await priya.presses(`incident.${task}`);
      await priya.presses(`incident.${task}`, words);
    }
    await oskar.sees('Every task is filled');
    await oskar.sees('Person reached: By the number that HR holds. She did not ask for it (Priya');
    await oskar.presses('incident.close');
    await priya.sees('Security incident, closed');
    expect((await latchkey.trail('ada')).filter((type) => type === 'incidentClosed')).toHaveLength(1);
    const { shortCode } = await latchkey.request('ada');
    await hana.says(`status ${shortCode}`);
    expect(hana.reads()).toContain('4 of 4 filled');
    expect(hana.reads()).toContain('stopped until somebody lifts the shield');
    await ada.says('I lost my phone');
    expect((await latchkey.request('ada')).shortCode).toBe(shortCode);
    await expectSound(latchkey);
  });

  it('gets the card again by its code, and that is kept true as well', async () => {
    const latchkey = await reported();
    const { priya, oskar } = peopleOf(latchkey);
    await priya.says(`incident ${(await latchkey.request('ada')).shortCode}`);
    await priya.sees('4 tasks are open');
    await oskar.presses('incident.found');
    await oskar.presses('incident.found', WORDS.found);
    await priya.sees('How it was found: Marcus called her back');
    await expectSound(latchkey);
  });

  it.each(['ada', 'marcus', 'hana', 'elias'] as const)('%s does not get it by its code', async (who) => {
    const latchkey = await reported();
    const person = peopleOf(latchkey)[who];
    await person.says(`incident ${(await latchkey.request('ada')).shortCode}`);
    expect(person.reads()).toContain(refusalText('notFound'));
    await expectSound(latchkey);
  });
});
