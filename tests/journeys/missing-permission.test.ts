import { GRAPH_RESOURCE } from '../../simulators/entra/app-token';
import { APPS } from '../../simulators/entra/contoso-ids';
import { peopleOf } from './support/people';
import type { World } from './support/world';
import { useWorlds } from './support/world';

const world = useWorlds();

/** An administrator takes one permission away from the executor; the next token does not have it. */
async function without(latchkey: World, permission: string): Promise<void> {
  const executor = latchkey.cloud.tenant.apps.find(({ appId }) => appId === APPS.executor.appId);
  if (executor === undefined) throw new Error('there is no executor');
  const held = executor.roles[GRAPH_RESOURCE] ?? [];
  expect(held).toContain(permission);
  executor.roles[GRAPH_RESOURCE] = held.filter((name) => name !== permission);
  await latchkey.restart();
}

describe('when the product may not read a log that its rules go by', () => {
  it.each([
    ['AuditLog.Read.All', ['signIn.recent', 'manager.changed']],
    ['IdentityRiskyUser.Read.All', ['risk.user']],
  ])('without %s every recovery takes two people, whatever licence the tenant has', async (permission, rules) => {
    const latchkey = await world({ switches: { licence: 'none' } });
    await without(latchkey, permission);
    const { ada } = peopleOf(latchkey);
    expect(await ada.opensForTwo()).toHaveLength(2);
    const { slots, reasons } = await latchkey.request('ada');
    expect(slots.map(({ group }) => group)).toEqual(['manager', 'security']);
    expect(reasons.filter(({ outcome }) => outcome === 'unknown').map((one) => one.rule)).toEqual(rules);
  });

  it('without a licence, and with every permission, one is enough', async () => {
    const latchkey = await world({ switches: { licence: 'none' } });
    await peopleOf(latchkey).ada.opens();
    expect((await latchkey.request('ada')).slots).toHaveLength(1);
  });
});
