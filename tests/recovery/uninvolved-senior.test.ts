import { seemsUninvolvedSenior } from '../../recovery/uninvolved-senior';
import { createWorld } from '../support/domain-world';
import { held, incident } from '../support/request-arms';
import { awaiting, slot, TENANT } from '../support/request-builder';
import { GROUPS, WHO } from '../support/sample-people';

const opened = awaiting({ employee: WHO.ada, requester: WHO.helen, joined: [WHO.dora], slots: [slot()] });
const HELD = { ...held(), employee: WHO.ada, requester: WHO.helen, joined: [WHO.dora] };
const INCIDENT = { ...incident(), ...{ employee: WHO.ada, requester: WHO.helen, joined: [WHO.dora] } };
const REPORTED = { ...INCIDENT, incident: { ...INCIDENT.incident, reportedBy: WHO.sue } };
const SIGNED = {
  ...INCIDENT,
  slots: [slot({ candidates: [WHO.sue], approval: { approver: WHO.sue, verifiedBy: 'inPerson', at: 1 } })],
} as const;

describe('when a card may offer what is for security only', () => {
  it.each([
    ['security', WHO.sam, HELD, true],
    ['security', WHO.sam, INCIDENT, true],
    ['the helpdesk', WHO.helen, { ...INCIDENT, requester: WHO.ada }, false],
    ['duty', WHO.dan, INCIDENT, false],
    ['a stranger', WHO.colin, HELD, false],
    ['security that reported it', WHO.sue, REPORTED, false],
    ['security whose approval it was', WHO.sue, SIGNED, false],
  ])('to %s (%s): %#', async (_who, presser, request, offered) => {
    const { deps } = await createWorld();
    expect(await seemsUninvolvedSenior(deps, { tenantId: TENANT, presser, request })).toBe(offered);
  });

  it.each([
    ['is the employee', WHO.ada],
    ['opened it', WHO.helen],
    ['joined it', WHO.dora],
  ])('not to somebody of security who %s, and nobody is looked up for it', async (_part, presser) => {
    const world = await createWorld();
    world.directory.groups.set(GROUPS.security, [WHO.ada, WHO.helen, WHO.dora]);
    for (const request of [HELD, INCIDENT]) {
      expect(await seemsUninvolvedSenior(world.deps, { tenantId: TENANT, presser, request })).toBe(false);
    }
    expect(world.ports.count('directory.isMember')).toBe(0);
  });

  it('not while it cannot be read who is of security', async () => {
    const world = await createWorld();
    world.ports.fail('directory.isMember', 'timeout');
    expect(await seemsUninvolvedSenior(world.deps, { tenantId: TENANT, presser: WHO.sam, request: HELD })).toBe(false);
  });

  it('what is broken is not taken for a no', async () => {
    const { deps } = await createWorld();
    const broken = { ...deps, tenants: { find: () => JSON.parse('{') as never } };
    const look = seemsUninvolvedSenior(broken, { tenantId: TENANT, presser: WHO.sam, request: opened });
    await expect(look).rejects.toThrow(SyntaxError);
  });
});
