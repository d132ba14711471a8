import { rememberedHelpdesk } from '../../bot/remembered-helpdesk';
import { EMPLOYEE, MANAGER, NOON, OTHER_TENANT, TENANT } from '../support/request-builder';

function rig() {
  const members = new Set([MANAGER]);
  const asked: string[] = [];
  const clock = { at: NOON, now: () => clock.at };
  const seems = rememberedHelpdesk(({ tenantId, presser }) => {
    asked.push(`${tenantId}/${presser}`);
    return Promise.resolve(members.has(presser));
  }, clock);
  return { seems, asked, clock, members };
}

describe('when somebody asks for help again', () => {
  it.each([
    [MANAGER, true],
    [EMPLOYEE, false],
  ])('%s is looked up once in five minutes', async (presser, expected) => {
    const { seems, asked, clock } = rig();
    for (const minutes of [0, 4]) {
      clock.at = NOON + minutes * 60_000;
      expect(await seems({ tenantId: TENANT, presser })).toBe(expected);
    }
    expect(asked).toHaveLength(1);
    clock.at = NOON + 5 * 60_000;
    await seems({ tenantId: TENANT, presser });
    expect(asked).toHaveLength(2);
  });

  it('who left the helpdesk is told so after five minutes', async () => {
    const { seems, clock, members } = rig();
    expect(await seems({ tenantId: TENANT, presser: MANAGER })).toBe(true);
    members.clear();
    clock.at = NOON + 5 * 60_000;
    expect(await seems({ tenantId: TENANT, presser: MANAGER })).toBe(false);
  });

  it('people and tenants are kept apart', async () => {
    const { seems, asked } = rig();
    for (const tenantId of [TENANT, OTHER_TENANT])
      for (const presser of [EMPLOYEE, MANAGER]) await seems({ tenantId, presser });
    expect(asked).toHaveLength(4);
  });
});
