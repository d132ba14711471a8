import { tendInBackground } from '../../recovery/tend-tenant';
import { recordAudit } from '../../simulators/entra/audit-log';
import { PEOPLE } from '../../simulators/entra/contoso-ids';
import { changeInPortal, giveMethod } from '../../simulators/entra/methods';
import { email, fido2Key } from '../../simulators/entra/new-methods';
import { addGroup, addUser, userById } from '../../simulators/entra/people';
import { DAY, MINUTE } from '../support/fake-clock';
import { choicesOf } from './support/choices';
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
async function used(options: Parameters<typeof world>[0] = {}): Promise<World> {
  const latchkey = await world(options);
  await peopleOf(latchkey).ada.says('status');
  return latchkey;
}

/** Where the number and the pass may appear, as the card says that she gets when she asks. */
async function offered(latchkey: World, phrase = 'I lost my phone'): Promise<readonly string[]> {
  const { ada } = peopleOf(latchkey);
  await ada.says(phrase);
  return choicesOf(await ada.presses('request.review'), 'delivery').map(({ title }) => title);
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
const ASKED_FIRST = ['methods.list', 'contacts.members'] as const;
const ALL = [...ASKED_FIRST, 'contacts.entry'] as const;

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

  it('it is not offered, although nobody ever looked at her', async () => {
    const latchkey = await used({ switches: { licence: 'none' } });
    await tends(latchkey);
    await latchkey.lets(8 * DAY);
    changeInPortal(latchkey.cloud.tenant, PEOPLE.ada, MALLORY);
    await latchkey.lets(5 * MINUTE);
    expect(await offered(latchkey)).toEqual([expect.stringContaining('chat')]);
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
    // The entry of whose methods were refused was asked for beside them, and may be answered later.
    const asked = calls(latchkey, ASKED_FIRST);
    latchkey.clock.advance(2 * ROUND);
    await tends(latchkey);
    expect(calls(latchkey, ASKED_FIRST)).toBe(asked);
    latchkey.clock.advance(ROUND);
    await tends(latchkey);
    expect(calls(latchkey, ALL) - stopped).toBeGreaterThan(50);
    expect(calls(latchkey, ALL) - stopped).toBeLessThanOrEqual(61);
  });
});
