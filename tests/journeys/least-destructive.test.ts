import { refusalText } from '../../words/replies';
import { SECOND } from '../support/fake-clock';
import { account, PASS, standing, writesOn } from './support/account';
import { choiceLike } from './support/choices';
import { intruderIn } from './support/intruder';
import { peopleOf } from './support/people';
import { expectSound } from './support/sound';
import type { World } from './support/world';
import { useWorlds } from './support/world';

const world = useWorlds();

const SOLVED = 'mfa.recovery.solved_without_reset';

const metricsOf = async ({ url }: World): Promise<string> => (await fetch(`${url}/metrics`)).text();

/** How often the journal says so, as it lies in storage. */
async function solvedIn(latchkey: World): Promise<number> {
  const rows = await intruderIn(latchkey).rows('journal', latchkey.cloud.settings.tenantId);
  return rows.filter((row) => JSON.stringify(row).includes(SOLVED)).length;
}

describe('when another method of Ada’s still works', () => {
  it('reads how to use it first, and “That worked” ends it without a request', async () => {
    const latchkey = await world();
    const { ada, marcus } = peopleOf(latchkey);
    const before = standing(latchkey, 'ada');
    await ada.says('I lost my phone');
    await ada.sees('choose “Face, fingerprint, PIN or security key”');
    const again = ada.keeps('request.solved');
    await ada.presses('request.solved');
    await ada.sees('Glad that you are back in');
    expect(await again()).toContain('Glad that you are back in');

    expect(await metricsOf(latchkey)).toContain('latchkey_solved_without_reset_total 1\n');
    expect(await solvedIn(latchkey)).toBe(1);
    await expect(latchkey.request('ada')).rejects.toThrow('there is no request');
    expect([standing(latchkey, 'ada'), writesOn(latchkey, 'ada')]).toEqual([before, []]);
    expect(marcus.reads()).not.toContain('Ada');
  });

  it('is sent to the security-info page with the old phone, and nothing is opened', async () => {
    const latchkey = await world();
    const { ada } = peopleOf(latchkey);
    await ada.says('I have a new phone, and I still have the old one');
    await ada.sees('aka.ms/mysecurityinfo and sign in with the old phone');
    expect(() => ada.holds('request.confirm')).toThrow();
    await expect(latchkey.request('ada')).rejects.toThrow('there is no request');
  });
});

describe('when Ada’s domain is federated', () => {
  it('reads how to try the sign-in of the organisation, and “That worked” ends it without a request', async () => {
    const federatedDomains = ['contoso.example'];
    const latchkey = await world({
      change: (wiring) => ({ ...wiring, tenants: wiring.tenants.map((tenant) => ({ ...tenant, federatedDomains })) }),
    });
    const { ada, marcus } = peopleOf(latchkey);
    const before = standing(latchkey, 'ada');
    await ada.says('I lost my phone');
    await ada.sees('Your organisation’s own sign-in may still work');
    await ada.presses('request.solved');
    await ada.sees('Glad that you are back in');

    expect(await solvedIn(latchkey)).toBe(1);
    await expect(latchkey.request('ada')).rejects.toThrow('there is no request');
    expect([standing(latchkey, 'ada'), writesOn(latchkey, 'ada')]).toEqual([before, []]);
    expect(marcus.reads()).not.toContain('Ada');
  });

  it('is approved, shown and removed as ever where that did not work', async () => {
    const federatedDomains = ['contoso.example'];
    const latchkey = await world({
      change: (wiring) => ({ ...wiring, tenants: wiring.tenants.map((tenant) => ({ ...tenant, federatedDomains })) }),
    });
    const { ada, marcus } = peopleOf(latchkey);
    await ada.says('I lost my phone');
    await ada.presses('request.confirm');
    expect((await latchkey.request('ada')).state).toBe('awaitingApproval');
    const code = await marcus.approves(await ada.looksUpNumber());
    expect(writesOn(latchkey, 'ada')).toEqual([]);
    await ada.enrols(await ada.reveals(code));
    await latchkey.lets(5 * SECOND);
    expect((await latchkey.request('ada')).state).toBe('completed');
    await expectSound(latchkey);
  });
});

describe('when Ada chooses the one method that is gone', () => {
  it('removes that one, and all others stay', async () => {
    const latchkey = await world();
    const { ada, marcus } = peopleOf(latchkey);
    const before = standing(latchkey, 'ada');
    await ada.says('I have a new phone');
    const methods = choiceLike(await ada.presses('request.review'), 'methods', /312/);
    await ada.presses('request.confirm', { methods });
    const code = await marcus.approves(await ada.looksUpNumber());
    await ada.enrols(await ada.reveals(code));
    await latchkey.lets(5 * SECOND);

    expect((await latchkey.request('ada')).state).toBe('completed');
    expect(writesOn(latchkey, 'ada')).toEqual([PASS, 'DELETE phoneMethods']);
    const left = standing(latchkey, 'ada');
    expect(before.filter((type) => !left.includes(type))).toEqual(['phone']);
    await expectSound(latchkey);
  });

  it('cannot have a method go that is not hers, whatever a press says', async () => {
    const latchkey = await world();
    const { ada, marcus } = peopleOf(latchkey);
    const [before, his] = [standing(latchkey, 'ada'), standing(latchkey, 'marcus')];
    await ada.says('I have a new phone');
    const hers = choiceLike(await ada.presses('request.review'), 'methods', /312/);
    const { token, messageId } = ada.holds('request.confirm');
    const foreign = account(latchkey, 'marcus').methods.map(({ id }) => id);
    const strangers = foreign.filter((id) => !account(latchkey, 'ada').methods.some((one) => one.id === id));
    expect(strangers).not.toEqual([]);

    const none = await ada.forges(messageId, 'request.confirm', { token, methods: strangers.join(',') });
    expect(none).toContain(refusalText('nothingToRemove'));
    await expect(latchkey.request('ada')).rejects.toThrow('there is no request');

    await ada.forges(messageId, 'request.confirm', { token, methods: [...strangers, hers].join(',') });
    expect((await latchkey.request('ada')).chosenMethods).toEqual([hers]);
    const code = await marcus.approves(await ada.looksUpNumber());
    await ada.enrols(await ada.reveals(code));
    await latchkey.lets(5 * SECOND);

    expect(writesOn(latchkey, 'ada')).toEqual([PASS, 'DELETE phoneMethods']);
    expect(before.filter((type) => !standing(latchkey, 'ada').includes(type))).toEqual(['phone']);
    expect([standing(latchkey, 'marcus'), writesOn(latchkey, 'marcus')]).toEqual([his, []]);
    await expectSound(latchkey);
  });

  it('is hers to choose: what the helpdesk sends along as chosen counts for nothing', async () => {
    const latchkey = await world();
    const { hana } = peopleOf(latchkey);
    const [one] = account(latchkey, 'ada').methods.filter(({ type }) => type === 'phone');
    await hana.says('open for ada.lindqvist@contoso.example');
    await hana.presses('helpdesk.openFor', { scenario: 'lostPhone', proof: 'proof.callBack', ticket: 'INC1' });
    const { token, messageId } = hana.holds('request.confirm');
    await hana.forges(messageId, 'request.confirm', { token, methods: one?.id ?? '' });
    expect(one).toBeDefined();
    expect((await latchkey.request('ada')).chosenMethods).toEqual([]);
  });
});
