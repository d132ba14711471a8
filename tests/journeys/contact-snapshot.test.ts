import { tendInBackground } from '../../recovery/tend-tenant';
import { recordAudit } from '../../simulators/entra/audit-log';
import { PEOPLE } from '../../simulators/entra/contoso-ids';
import { changeInPortal, giveMethod } from '../../simulators/entra/methods';
import { email, fido2Key, phone } from '../../simulators/entra/new-methods';
import { addGroup, addUser, userById } from '../../simulators/entra/people';
import { nextSms } from '../../simulators/outbox';
import { DAY, MINUTE } from '../support/fake-clock';
import { choiceLike, choicesOf } from './support/choices';
import { linkIn, sendsForm } from '../../scripts/web-page';
import { peopleOf } from './support/people';
import { expectSound } from './support/sound';
import type { World } from './support/world';
import { useWorlds } from './support/world';

const world = useWorlds();

const EVERYBODY = 'a0da0042-0000-4000-8000-000000000042';
const ROUND = 5 * MINUTE;

/** What the product does every five minutes, beside everything else. */
const tends = ({ latchkey, cloud }: World): Promise<void> => tendInBackground(latchkey.deps, cloud.settings.tenantId);

/** Ada has used Latchkey once, for nothing in particular. */
async function used(): Promise<World> {
  const latchkey = await world();
  await peopleOf(latchkey).ada.says('status');
  return latchkey;
}

/** Where the number and the pass may appear, as the card says that she gets when she asks. */
async function offered(latchkey: World, phrase = 'I lost my phone'): Promise<readonly string[]> {
  const { ada } = peopleOf(latchkey);
  await ada.says(phrase);
  return choicesOf(await ada.presses('request.review'), 'delivery').map(({ title }) => title);
}

/** The tenant has no licence for the log of its directory. */
function withoutLog({ cloud: { tenant } }: World): void {
  const code = 'Authentication_RequestFromNonPremiumTenantOrB2CTenant';
  tenant.switches.faults.push({ method: 'GET', path: /directoryAudits$/, status: 403, code, times: 10_000 });
}

/** Ada registers a key herself, which the directory's log tells. */
function registersKey({ cloud: { tenant } }: World): void {
  giveMethod(tenant, PEOPLE.ada, fido2Key('Blue key'));
  const ada = userById(tenant, PEOPLE.ada);
  const reason = 'User registered Fido2 Authentication Method';
  recordAudit(tenant, { activity: 'User registered security info', reason, target: ada, initiator: { user: ada } });
}

/** Calls of Graph so far, by what they are for. */
function calls(latchkey: World, operations: readonly string[]): number {
  return latchkey.log.filter((line) => {
    const { event, operation } = JSON.parse(line) as { readonly event?: string; readonly operation?: string };
    return event === 'graph.call' && operation !== undefined && operations.includes(operation);
  }).length;
}
const ALL = ['methods.list', 'contacts.members', 'contacts.entry'] as const;

describe('when Latchkey was installed for everybody', () => {
  it('that makes nobody somebody who used it; writing to it does', async () => {
    const latchkey = await world();
    const { storage } = latchkey.latchkey;
    const listed = async () => {
      const { people } = await storage.contactRoster.due(
        latchkey.cloud.settings.tenantId,
        latchkey.clock.now() + 2 * DAY,
        100,
      );
      return people.map(([id]) => id);
    };
    await latchkey.cloud.teams.install(PEOPLE.ada);
    await latchkey.settle();
    await tends(latchkey);
    expect(await listed()).toContain(PEOPLE.hana);
    expect(await listed()).not.toContain(PEOPLE.ada);
    await peopleOf(latchkey).ada.says('status');
    expect(await listed()).toContain(PEOPLE.ada);
  });
});

describe('when Ada’s contacts were written down eight days ago, and nobody looked at her since', () => {
  /** She registered a key herself meanwhile, so that the date of no entry vouches for anything. */
  async function eightDays(isTended: boolean): Promise<World> {
    const latchkey = await used();
    if (isTended) await tends(latchkey);
    await latchkey.lets(6 * DAY);
    registersKey(latchkey);
    await latchkey.lets(2 * DAY);
    return latchkey;
  }

  it('her private mail address may carry a link', async () => {
    const latchkey = await eightDays(true);
    expect(calls(latchkey, ['contacts.entry'])).toBeGreaterThan(0);
    expect(await offered(latchkey)).toEqual([expect.stringContaining('chat'), expect.stringContaining('a•••@post')]);
    await expectSound(latchkey);
  });

  it('without that it may not, as before', async () => {
    expect(await offered(await eightDays(false))).toEqual([expect.stringContaining('chat')]);
  });
});

describe('when a contact was changed in place five minutes before, where the directory has no log (T2)', () => {
  const MALLORY = email('mallory@post.example');

  it('it is not offered: what stood there at the looks was another', async () => {
    const latchkey = await used();
    withoutLog(latchkey);
    await tends(latchkey);
    await latchkey.lets(8 * DAY);
    changeInPortal(latchkey.cloud.tenant, PEOPLE.ada, MALLORY);
    await latchkey.lets(5 * MINUTE);
    expect((await offered(latchkey)).filter((title) => title.includes('m•••'))).toEqual([]);
    await expectSound(latchkey);
  });
});

describe('when the directory has no log, and nothing but Graph’s date speaks for a contact (T2)', () => {
  it('without a look of ours it counts as unverified: not offered, and two people approve', async () => {
    const latchkey = await world();
    withoutLog(latchkey);
    const { ada } = peopleOf(latchkey);
    expect(await offered(latchkey)).toEqual([expect.stringContaining('chat')]);
    await ada.sees('Not offered: the e-mail address a•••@post.example was first seen just now.');
    await ada.presses('request.confirm', { delivery: 'teams' });
    expect((await latchkey.request('ada')).slots).toHaveLength(2);
    await expectSound(latchkey);
  });

  it('a look eight days ago verifies it', async () => {
    const latchkey = await used();
    withoutLog(latchkey);
    await tends(latchkey);
    await latchkey.lets(8 * DAY);
    expect(await offered(latchkey)).toEqual([expect.stringContaining('chat'), expect.stringContaining('a•••@post')]);
    await expectSound(latchkey);
  });
});

describe('when Ada’s e-mail address is another name of the mailbox that is locked (T2)', () => {
  it('it carries no link, she reads why, and it is no way to be told: two people approve', async () => {
    const latchkey = await used();
    const ada = userById(latchkey.cloud.tenant, PEOPLE.ada);
    ada.proxyAddresses.push('smtp:ada@post.example');
    changeInPortal(latchkey.cloud.tenant, PEOPLE.ada, email('Ada+home@post.example'));
    await latchkey.lets(8 * DAY);
    expect(await offered(latchkey)).toEqual([expect.stringContaining('chat')]);
    await peopleOf(latchkey).ada.sees('is the account’s own mailbox.');
    await peopleOf(latchkey).ada.presses('request.confirm', { delivery: 'teams' });
    expect((await latchkey.request('ada')).slots).toHaveLength(2);
    await expectSound(latchkey);
  });
});

describe('when everybody in a large group is to be looked at', () => {
  async function company(): Promise<World> {
    const latchkey = await world({ policy: { contactSnapshot: { who: 'groups', groups: [EVERYBODY] } } });
    const { tenant } = latchkey.cloud;
    const people = Array.from({ length: 130 }, (_, at) => {
      const userPrincipalName = `person${String(at)}@contoso.example`;
      return addUser(tenant, { displayName: `Person ${String(at)}`, userPrincipalName }).id;
    });
    const [any] = tenant.groups.values();
    if (any === undefined) throw new Error('there is no group');
    addGroup(tenant, { ...any, id: EVERYBODY, displayName: 'Everybody', members: people });
    return latchkey;
  }

  it('a run asks Graph sixty times at most, and the next goes on, also after a restart', async () => {
    const latchkey = await company();
    const looked: number[] = [];
    for (let run = 0; run < 6; run += 1) {
      const before = calls(latchkey, ALL);
      await tends(latchkey);
      expect(calls(latchkey, ALL) - before).toBeLessThanOrEqual(60);
      looked.push(calls(latchkey, ['contacts.entry']));
      await (run === 2 ? latchkey.restart() : latchkey.settle());
      latchkey.clock.advance(ROUND);
    }
    expect(looked.slice(-2)).toEqual([Math.max(...looked), Math.max(...looked)]);
    expect(Math.max(...looked)).toBeGreaterThanOrEqual(130);
  });

  it('a tenant that is throttled is left alone for as long as it asks, and then goes on', async () => {
    const latchkey = await company();
    latchkey.cloud.tenant.switches.faults.push({
      ...{ method: 'GET', path: /\/authentication\/methods$/, status: 429, retryAfter: '900', times: 1 },
    });
    await tends(latchkey);
    const stopped = calls(latchkey, ALL);
    latchkey.clock.advance(2 * ROUND);
    await tends(latchkey);
    expect(calls(latchkey, ALL)).toBe(stopped);
    latchkey.clock.advance(ROUND);
    await tends(latchkey);
    expect(calls(latchkey, ALL) - stopped).toBeGreaterThan(50);
    expect(calls(latchkey, ALL) - stopped).toBeLessThanOrEqual(60);
  });
});

describe('when the directory has a number and a mail address of Ada’s beside her methods', () => {
  const [NUMBER, HOME] = ['+47 90000007', 'ada@home.example'];

  /** They were written down eight days ago, and nobody has looked at her since. */
  async function inDirectory(isTended = true): Promise<World> {
    const latchkey = await used();
    const ada = userById(latchkey.cloud.tenant, PEOPLE.ada);
    Object.assign(ada, { mobilePhone: NUMBER, otherMails: [HOME, 'ada.l@sales.contoso.example'] });
    ada.proxyAddresses.push('smtp:ada.l@sales.contoso.example');
    if (isTended) await tends(latchkey);
    await latchkey.lets(8 * DAY);
    return latchkey;
  }

  const inChat = expect.stringContaining('chat');
  const asMethod = expect.stringContaining('a•••@post.example');
  const asNumber = 'One-time link by text message to the number in the directory +47 ••• •• 007';
  const asMail = 'One-time link by e-mail to the mail in the directory a•••@home.example';

  it('both may carry a link, but never what is the account’s own', async () => {
    expect(await offered(await inDirectory())).toEqual([inChat, asMethod, asNumber, asMail]);
  });

  it('without the looks in the background neither may: today as before', async () => {
    expect(await offered(await inDirectory(false))).toEqual([inChat, asMethod]);
  });

  it('a number that was changed five minutes before is not offered, and takes the rest along', async () => {
    const latchkey = await inDirectory();
    userById(latchkey.cloud.tenant, PEOPLE.ada).mobilePhone = '+47 90000666';
    await latchkey.lets(5 * MINUTE);
    expect(await offered(latchkey)).toEqual([inChat, asMethod]);
  });

  it('a number that is that of the lost phone is on it', async () => {
    const latchkey = await inDirectory();
    changeInPortal(latchkey.cloud.tenant, PEOPLE.ada, phone(NUMBER));
    expect(await offered(latchkey)).not.toContain(asNumber);
  });

  it('carries her through to a pass, on the page behind the link', async () => {
    const latchkey = await inDirectory();
    const { hana, marcus } = peopleOf(latchkey);
    await hana.says('open for ada.lindqvist@contoso.example');
    await hana.presses('helpdesk.openFor', { scenario: 'lostPhone', proof: 'proof.callBack', ticket: 'INC0012345' });
    const delivery = choiceLike(await hana.presses('request.review'), 'delivery', /number in the directory/);
    await hana.presses('request.confirm', { delivery });
    const link = linkIn((await nextSms(latchkey.cloud.outbox, '+4790000007')).text);
    const { matchNumber = '' } = await sendsForm(link, 'confirm');
    await marcus.sees('by text message to the number in the directory');
    const code = await marcus.approves(matchNumber);
    expect(await sendsForm(link, 'code', code)).toMatchObject({ face: 'shown', pass: expect.any(String) });
    await expectSound(latchkey);
  });
});
