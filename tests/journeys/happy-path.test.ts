import { setDefaultMethod } from '../../simulators/entra/methods';
import { fido2Key } from '../../simulators/entra/new-methods';
import { PEOPLE } from '../../simulators/entra/contoso-ids';
import { refusalText } from '../../words/replies';
import { SECOND } from '../support/fake-clock';
import {
  account,
  givesOldMethod,
  hasLivePass,
  PASS,
  SIGN_OUT,
  standing,
  strongMethods,
  writesOn,
} from './support/account';
import type { Person } from './support/people';
import { peopleOf } from './support/people';
import { expectSound } from './support/sound';
import type { World } from './support/world';
import { useWorlds } from './support/world';

const world = useWorlds();

const THE_PHONE = ['DELETE softwareOathMethods', 'DELETE phoneMethods', 'DELETE microsoftAuthenticatorMethods'];

/** Ada reveals, signs in with the pass and registers a new phone; Latchkey sees it. */
async function finish(latchkey: World, ada: Person, code: string): Promise<void> {
  await ada.enrols(await ada.reveals(code));
  await latchkey.lets(5 * SECOND);
  expect((await latchkey.request('ada')).state).toBe('completed');
}

async function play(latchkey: World, phrase: string): Promise<void> {
  const { ada, marcus } = peopleOf(latchkey);
  const code = await marcus.approves(await ada.opens(phrase));
  expect(writesOn(latchkey, 'ada')).toEqual([]);
  await finish(latchkey, ada, code);
}

describe('when Ada loses her phone', () => {
  it('is back in after one call from her manager', async () => {
    const latchkey = await world();
    await play(latchkey, 'I lost my phone');
    expect(writesOn(latchkey, 'ada')).toEqual([PASS, ...THE_PHONE, SIGN_OUT]);
    expect(standing(latchkey, 'ada')).toEqual(['windowsHelloForBusiness', 'email', 'microsoftAuthenticator']);
    const { ada, marcus } = peopleOf(latchkey);
    await ada.sees('You are back in');
    await marcus.sees('Ada Lindqvist is back in.');
    await expectSound(latchkey);
  });

  it('tells the private mail address and the manager’s mailbox at each turn, once, without a secret', async () => {
    const latchkey = await world();
    await play(latchkey, 'I lost my phone');
    const mailsTo = (address: string): readonly string[] =>
      latchkey.cloud.outbox.posted.flatMap((one) =>
        one.kind === 'mail' && one.to.includes(address) ? [one.body.content.split('\n')[2] ?? ''] : [],
      );
    const pass = 'A Temporary Access Pass for';
    expect(mailsTo('ada.lindqvist@post.example')).toEqual([
      expect.stringContaining('was opened'),
      expect.stringContaining('was approved'),
      expect.stringContaining(`${pass} your account was shown`),
      expect.stringContaining('A new sign-in method was registered'),
      expect.stringContaining('is complete'),
    ]);
    expect(mailsTo('marcus.oyelaran@contoso.example')).toEqual([
      expect.stringContaining('the account of Ada Lindqvist was opened'),
      expect.stringContaining('the account of Ada Lindqvist was approved'),
      expect.stringContaining(`${pass} the account of Ada Lindqvist was shown`),
      expect.stringContaining('registered for the account of Ada Lindqvist'),
    ]);
  });
});

describe('when Ada has a new phone', () => {
  it('loses the methods on the old one and stays signed in', async () => {
    const latchkey = await world();
    await play(latchkey, 'I have a new phone');
    expect(writesOn(latchkey, 'ada')).toEqual([PASS, ...THE_PHONE]);
    await expectSound(latchkey);
  });
});

describe("when Ada's phone was stolen", () => {
  it('takes the methods away at the approval, before she has seen a pass', async () => {
    const latchkey = await world();
    const { ada, marcus } = peopleOf(latchkey);
    const code = await marcus.approves(await ada.opens('My phone was stolen'));
    expect(writesOn(latchkey, 'ada')).toEqual([PASS, ...THE_PHONE]);
    expect(hasLivePass(latchkey, 'ada')).toBe(true);
    expect((await latchkey.request('ada')).state).toBe('approved');
    await finish(latchkey, ada, code);
    expect(writesOn(latchkey, 'ada')).toEqual([PASS, ...THE_PHONE, PASS, SIGN_OUT]);
    await expectSound(latchkey);
  });

  it('ends the sessions half an hour later at the latest, pass or no pass', async () => {
    const latchkey = await world();
    const { ada, marcus } = peopleOf(latchkey);
    await marcus.approves(await ada.opens('My phone was stolen'));
    await latchkey.lets(29 * 60 * SECOND);
    expect(writesOn(latchkey, 'ada')).not.toContain(SIGN_OUT);
    await latchkey.lets(61 * SECOND);
    expect(writesOn(latchkey, 'ada')).toContain(SIGN_OUT);
    await expectSound(latchkey);
  });
});

describe("when Ada's authenticator app is broken", () => {
  it('loses that app and nothing else', async () => {
    const latchkey = await world();
    const phone = account(latchkey, 'ada').methods.find(({ type }) => type === 'phone');
    setDefaultMethod(latchkey.cloud.tenant, PEOPLE.ada, phone?.id ?? '');
    await play(latchkey, 'My authenticator app is not working');
    expect(writesOn(latchkey, 'ada')).toEqual([PASS, 'DELETE microsoftAuthenticatorMethods']);
    await expectSound(latchkey);
  });
});

describe('when Ada loses her security key', () => {
  it('loses that key and nothing else', async () => {
    const latchkey = await world();
    givesOldMethod(latchkey, 'ada', fido2Key('Blue key'));
    await play(latchkey, 'I lost my security key');
    expect(writesOn(latchkey, 'ada')).toEqual([PASS, 'DELETE fido2Methods']);
    await expectSound(latchkey);
  });
});

describe('when Ada is locked out of everything', () => {
  it('stands on the pass alone for a while, and never on nothing', async () => {
    const latchkey = await world();
    const { ada, marcus } = peopleOf(latchkey);
    const code = await marcus.approves(await ada.opens('I am locked out'));
    const pass = await ada.reveals(code);
    expect(strongMethods(latchkey, 'ada')).toEqual([]);
    expect(hasLivePass(latchkey, 'ada')).toBe(true);
    await ada.enrols(pass);
    await latchkey.lets(5 * SECOND);
    expect((await latchkey.request('ada')).state).toBe('completed');
    expect(standing(latchkey, 'ada')).toEqual(['email', 'microsoftAuthenticator']);
    await expectSound(latchkey);
  });
});

describe('when Ada sees a sign-in that was not hers', () => {
  it('is told what to do, and nothing is opened', async () => {
    const latchkey = await world();
    const { ada } = peopleOf(latchkey);
    await ada.says('Somebody tried to sign in to my account');
    expect(ada.reads()).toContain(refusalText('suspiciousNeverResets'));
    await expect(latchkey.request('ada')).rejects.toThrow('there is no request');
    expect(writesOn(latchkey, 'ada')).toEqual([]);
  });
});
