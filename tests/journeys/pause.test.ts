import { TableClient } from '@azure/data-tables';
import { compose } from '../../compose';
import { pauseRecoveries } from '../../recovery/pause-recoveries';
import { PEOPLE } from '../../simulators/entra/contoso-ids';
import { SAID } from '../../words/said';
import { MINUTE, SECOND } from '../support/fake-clock';
import { account, DISABLE, PASS, writesOn } from './support/account';
import { peopleOf } from './support/people';
import { expectSound } from './support/sound';
import type { World } from './support/world';
import { useWorlds } from './support/world';
import type { Wiring } from '../../wiring';

const world = useWorlds();

describe('when security writes "pause" and why', () => {
  it('no pass leaves on the right code, everybody reads why, and it goes on after "resume"', async () => {
    const latchkey = await world();
    const { ada, marcus, priya, oskar, hana } = peopleOf(latchkey);
    const code = await marcus.approves(await ada.opens());
    const showsPass = ada.keeps('pass.reveal', { releaseCode: code });
    await priya.says('pause A rogue admin in HR');
    await priya.sees('A rogue admin in HR');
    await oskar.sees('Recoveries are paused by Priya');
    await hana.sees('Recoveries are paused by Priya');
    await ada.sees('Your security team has stopped all recoveries');
    await marcus.sees('The security team has stopped all recoveries');
    expect(() => ada.keeps('pass.reveal')).toThrow();
    expect(await showsPass()).toContain('no try was used');
    expect(writesOn(latchkey, 'ada')).toEqual([]);
    await priya.says('resume The admin is gone');
    await priya.presses('helpdesk.resume', { reason: 'The admin is gone' });
    await hana.sees('Recoveries go on, says Priya');
    expect(ada.reads()).not.toContain('Your security team has stopped all recoveries');
    await ada.enrols(await ada.reveals(code));
    await latchkey.lets(5 * SECOND);
    expect((await latchkey.request('ada')).state).toBe('completed');
    await expectSound(latchkey);
  });

  it('a request can be opened and approved meanwhile, and says so', async () => {
    const latchkey = await world();
    const { ada, marcus, priya } = peopleOf(latchkey);
    await priya.says('pause drill');
    const number = await ada.opens('My phone was stolen');
    await ada.sees('Your security team has stopped all recoveries');
    await marcus.approves(number);
    await latchkey.lets(2 * MINUTE);
    expect(writesOn(latchkey, 'ada')).toEqual([]);
    await priya.presses('helpdesk.resume');
    await priya.presses('helpdesk.resume', { reason: 'drill over' });
    await latchkey.lets(SECOND);
    expect(writesOn(latchkey, 'ada')[0]).toBe(PASS);
    await expectSound(latchkey);
  });

  it('a reported account is contained when it is over, and security is told to do it by hand until then', async () => {
    const latchkey = await world();
    const { ada, marcus, priya } = peopleOf(latchkey);
    await ada.reveals(await marcus.approves(await ada.opens()));
    await priya.says('pause the product itself is suspected');
    await priya.sees('secure them by hand in Microsoft Entra');
    const before = writesOn(latchkey, 'ada').length;
    await marcus.reportsFraud();
    await latchkey.lets(2 * MINUTE);
    expect(writesOn(latchkey, 'ada')).toHaveLength(before);
    expect(account(latchkey, 'ada').accountEnabled).toBe(true);
    await priya.presses('helpdesk.resume');
    await priya.presses('helpdesk.resume', { reason: 'it was not' });
    await latchkey.lets(SECOND);
    expect(writesOn(latchkey, 'ada')[before]).toBe(DISABLE);
    await expectSound(latchkey);
  });
});

describe('when somebody who is not of security writes so', () => {
  it.each(['ada', 'elias', 'hana'] as const)('%s is not understood, and nothing stops', async (who) => {
    const latchkey = await world();
    const person = peopleOf(latchkey)[who];
    await person.says('pause because I say so');
    await person.sees(SAID.notUnderstood);
    await person.says('resume because I say so');
    const { stops } = latchkey.latchkey.storage;
    expect(await stops.read(latchkey.cloud.settings.tenantId)).toMatchObject({ paused: false, by: 'system' });
  });
});

describe('when two instances run', () => {
  it('a pause on one holds on the other from its next write on', async () => {
    const wirings: Wiring[] = [];
    const latchkey = await world({ change: (wiring) => (wirings.push(wiring), wiring) });
    const { ada, marcus, priya } = peopleOf(latchkey);
    const code = await marcus.approves(await ada.opens());
    const { tenantId } = latchkey.cloud.settings;
    const [wiring] = wirings;
    if (wiring === undefined) throw new Error('the product was wired');
    const other = await compose({ ...wiring, port: 0 });
    await pauseRecoveries(other.deps, { tenantId, presser: PEOPLE.priya, reason: 'pressed elsewhere' });
    await priya.sees('pressed elsewhere');
    expect(await ada.tries('pass.reveal', { releaseCode: code })).toContain('no try was used');
    expect(writesOn(latchkey, 'ada')).toEqual([]);
    await other.runner.stop();
  });
});

describe('when the product is started after a restore', () => {
  it('starts paused, once for that name, and holds what was live until a senior releases it', async () => {
    const latchkey = await world();
    const { ada, marcus, priya } = peopleOf(latchkey);
    const code = await marcus.approves(await ada.opens());
    const showsPass = ada.keeps('pass.reveal', { releaseCode: code });
    await latchkey.restart((wiring) => ({ ...wiring, startPaused: 'restore-1' }));
    const { shortCode, state } = await latchkey.request('ada');
    expect(state).toBe('held');
    await showsPass();
    expect(writesOn(latchkey, 'ada')).toEqual([]);
    await priya.says('resume');
    await priya.presses('helpdesk.resume', { reason: 'compared with the log of Entra' });
    await latchkey.restart((wiring) => ({ ...wiring, startPaused: 'restore-1' }));
    await priya.says(`status ${shortCode}`);
    await priya.sees('were restored from a backup');
    await priya.presses('helpdesk.release');
    // Teams asks for a card five times a minute at most.
    await latchkey.lets(MINUTE);
    await priya.presses('helpdesk.release', { reason: 'Nothing was done since' });
    await ada.reveals(await marcus.approves(await ada.looksUpNumber()));
    await expectSound(latchkey);
  });
});

/** As somebody with the key of the storage account could. */
async function editSwitch({ connectionString, prefix, cloud }: World): Promise<void> {
  const options = { allowInsecureConnection: true };
  const active = TableClient.fromConnectionString(connectionString.reveal(), `${prefix}active`, options);
  await active.updateEntity({ partitionKey: `${cloud.settings.tenantId}|stop`, rowKey: 'stop', bytes: '{}' }, 'Merge');
}

describe('when the row of the switch was edited', () => {
  it('nothing leaves, and security is alarmed', async () => {
    const latchkey = await world();
    const { ada, marcus, priya } = peopleOf(latchkey);
    const code = await marcus.approves(await ada.opens());
    await editSwitch(latchkey);
    expect(await ada.tries('pass.reveal', { releaseCode: code })).toContain('no try was used');
    await priya.sees('a stored record of Latchkey does not hold');
    expect(writesOn(latchkey, 'ada')).toEqual([]);
  });
});
