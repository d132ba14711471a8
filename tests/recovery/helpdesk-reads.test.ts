import { findRequest } from '../../recovery/find-request';
import { findOfPerson, listOpen, seemsHelpdesk } from '../../recovery/helpdesk-reads';
import { cancelRequest } from '../../recovery/cancel-request';
import { open, waitingForApproval } from '../support/domain-stories';
import type { World } from '../support/domain-world';
import { createWorld, newest } from '../support/domain-world';
import { OTHER_TENANT, TENANT } from '../support/request-builder';
import { method } from '../support/sample-methods';
import { WHO } from '../support/sample-people';

const ADA = 'ada@contoso.example';
const NOT_FOUND = { kind: 'refused', code: 'notFound' };
const HELPDESK = [
  ['the helpdesk', WHO.helen],
  ['security', WHO.sam],
] as const;
const OTHERS = [
  ['the employee', WHO.ada],
  ['the approver', WHO.max],
  ['duty', WHO.dan],
  ['a colleague', WHO.colin],
] as const;

async function twoOpen(): Promise<World> {
  const world = await createWorld();
  await waitingForApproval(world);
  world.clock.advance(60_000);
  world.accountOf(WHO.colin).methods.push(method('mobilePhone'), method('email'));
  await open(world, { presser: WHO.colin });
  return world;
}

const who = (presser: string) => ({ tenantId: TENANT, presser });
const journaled = (world: World) => world.ledger.journaled.map(({ by, name, what }) => `${by} ${name} ${what}`);

describe('when somebody asks what is open', () => {
  it.each(HELPDESK)('%s gets everything, the oldest first, and that is recorded', async (_who, presser) => {
    const world = await twoOpen();
    const found = await listOpen(world.deps, who(presser));
    expect(found.kind === 'open' && found.all.map(({ request }) => request.employee)).toEqual([WHO.ada, WHO.colin]);
    expect(journaled(world)).toEqual([`${presser} mfa.recovery.read open: 2`]);
  });

  it.each(OTHERS)('%s gets what an unknown thing gets, and that is recorded', async (_who, presser) => {
    const world = await twoOpen();
    expect(await listOpen(world.deps, who(presser))).toEqual(NOT_FOUND);
    expect(journaled(world)).toEqual([`${presser} mfa.recovery.refusal open: notFound`]);
  });

  it('a read that cannot be recorded shows nothing; groups that cannot be read neither', async () => {
    const world = await twoOpen();
    world.ports.fail('ledger.journal', 'unavailable');
    expect(await listOpen(world.deps, who(WHO.helen))).toMatchObject({ kind: 'refused' });
    world.ports.heal();
    world.ports.fail('directory.isMember', 'timeout');
    expect(await listOpen(world.deps, who(WHO.helen))).toEqual({ kind: 'refused', code: 'directoryUnavailable' });
  });
});

describe('when somebody asks about a person (T22)', () => {
  const find = (world: World, presser: string, address = ADA) => findOfPerson(world.deps, { ...who(presser), address });

  it.each(HELPDESK)('%s gets the live request, and that is recorded', async (_who, presser) => {
    const world = await twoOpen();
    const { id } = (await newest(world)).request;
    expect(await find(world, presser)).toMatchObject({ kind: 'done', stored: { request: { id } } });
    expect(journaled(world)).toEqual([`${presser} mfa.recovery.read findPerson: found`]);
  });

  it('or the newest one when none is live', async () => {
    const world = await twoOpen();
    const { id } = (await newest(world)).request;
    await cancelRequest(world.deps, { ...who(WHO.ada), requestId: id });
    expect(await find(world, WHO.helen)).toMatchObject({ stored: { request: { id, state: 'cancelled' } } });
  });

  it.each(OTHERS)('%s cannot tell an unknown person from a forbidden one', async (_who, presser) => {
    const world = await twoOpen();
    expect(await find(world, presser)).toEqual(NOT_FOUND);
    expect(await find(world, presser, 'nobody@contoso.example')).toEqual(NOT_FOUND);
  });

  it.each([
    ['an unknown person', 'nobody@contoso.example'],
    ['somebody who never asked', 'max@contoso.example'],
  ])('the helpdesk finds nothing about %s', async (_who, address) => {
    expect(await find(await twoOpen(), WHO.helen, address)).toEqual(NOT_FOUND);
  });
});

describe('when a request is looked at by its code', () => {
  it.each([
    ['the helpdesk', WHO.helen, ['mfa.recovery.read']],
    ['the employee', WHO.ada, []],
  ] as const)('by %s: recorded as %j', async (_who, presser, names) => {
    const world = await twoOpen();
    const { shortCode } = (await newest(world)).request;
    await findRequest(world.deps, { ...who(presser), shortCode });
    expect(world.ledger.journaled.map(({ name }) => name)).toEqual(names);
  });
});

describe('when a role only decides what is shown beside', () => {
  it.each([...HELPDESK.map(([, id]) => [id, true] as const), ...OTHERS.map(([, id]) => [id, false] as const)])(
    '%s: %p',
    async (presser, expected) => {
      const world = await createWorld();
      expect(await seemsHelpdesk(world.deps, who(presser))).toBe(expected);
    },
  );

  it('one that cannot be read, or in another tenant, is none', async () => {
    const world = await createWorld();
    expect(await seemsHelpdesk(world.deps, { tenantId: OTHER_TENANT, presser: WHO.helen })).toBe(false);
    world.ports.fail('directory.isMember', 'forbidden');
    expect(await seemsHelpdesk(world.deps, who(WHO.helen))).toBe(false);
  });
});
