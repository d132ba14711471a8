import { isInForce } from '../../recovery/delegation';
import type { NameDelegateInput } from '../../recovery/name-delegate';
import { endDelegation, nameDelegate, seeDelegation } from '../../recovery/name-delegate';
import { codeOf } from '../support/domain-stories';
import type { World } from '../support/domain-world';
import { createWorld } from '../support/domain-world';
import { DAY, START } from '../support/fake-clock';
import { happened, recovered } from '../support/past-requests';
import { OTHER_TENANT, TENANT } from '../support/request-builder';
import { samplePerson, WHO } from '../support/sample-people';

const MAX = { tenantId: TENANT, presser: WHO.max };
const UNTIL = START + 9 * DAY;

const name = (world: World, change: Partial<NameDelegateInput> = {}) =>
  nameDelegate(world.deps, { ...MAX, address: 'olga@contoso.example', until: UNTIL, ...change });

describe('when a manager names a stand-in (T5)', () => {
  it('is written down, and both are told, the manager by mail', async () => {
    const world = await createWorld();
    const delegation = { delegate: WHO.olga, setAt: START, until: UNTIL };
    const delegate = samplePerson(WHO.olga);
    expect(await name(world)).toEqual({ kind: 'delegation', delegation, delegate, told: true });
    expect([...world.delegations.rows]).toEqual([[`${TENANT}|${WHO.max}`, delegation]]);
    expect(world.ledger.journaled).toEqual([
      {
        ...{ at: START, by: WHO.max, name: 'user.delegate_named', what: 'named' },
        why: `${WHO.olga} until ${new Date(UNTIL).toISOString()}`,
      },
    ]);
    expect(world.cards.standIns).toEqual([[WHO.olga, 'named']]);
    const [mail] = world.delegationMails.sent;
    expect(mail?.to.reveal()).toBe('max@contoso.example');
    const names = { delegateName: 'olga', delegateAddress: 'olga@contoso.example' };
    expect(mail?.facts).toEqual({ ...names, from: START + DAY, until: UNTIL });
  });

  it('says so where the stand-in cannot be reached in Teams', async () => {
    const world = await createWorld();
    world.cards.unreachable.add(WHO.olga);
    expect(await name(world)).toMatchObject({ kind: 'delegation', told: false });
  });

  it('another one takes the place of the first, who is told, and the day begins anew', async () => {
    const world = await createWorld();
    await name(world);
    world.clock.advance(2 * DAY);
    expect(await name(world, { address: 'helen@contoso.example' })).toMatchObject({
      delegation: { delegate: WHO.helen },
    });
    expect(world.cards.standIns.slice(1)).toEqual([
      [WHO.olga, 'ended'],
      [WHO.helen, 'named'],
    ]);
    const now = await world.delegations.of(TENANT, WHO.max);
    expect(now && isInForce(now, world.clock.now())).toBe(false);
  });

  it('a record that does not hold is replaced, and security is told', async () => {
    const world = await createWorld();
    world.delegations.forge(TENANT, WHO.max);
    expect(await name(world)).toMatchObject({ kind: 'delegation', told: true });
    expect(world.cards.alarms).toEqual([WHO.sam, WHO.sue]);
  });
});

describe('when a manager may not name this stand-in (T5)', () => {
  const cases: readonly (readonly [string, string, Partial<NameDelegateInput>, (world: World) => unknown])[] = [
    ['themselves', 'delegateUnfit', { address: 'max@contoso.example' }, () => undefined],
    ['nobody of the directory', 'personNotFound', { address: 'kim@elsewhere.example' }, () => undefined],
    ['a guest', 'delegateUnfit', {}, (world) => world.directory.change(WHO.olga, { userType: 'guest' })],
    ['a disabled account', 'delegateUnfit', {}, (world) => world.directory.change(WHO.olga, { accountEnabled: false })],
    ['somebody recovered lately', 'delegateUnfit', {}, (world) => happened(world, 3, recovered(3), WHO.olga)],
    ['for no day', 'delegateDate', { until: Number.NaN }, () => undefined],
    ['for a day that is over', 'delegateDate', { until: START - DAY }, () => undefined],
    ['for less than the day it waits', 'delegateDate', { until: START + DAY }, () => undefined],
    ['for more than thirty days', 'delegateDate', { until: START + 31 * DAY }, () => undefined],
    ['after a recovery of their own', 'delegatorUnfit', {}, (world) => happened(world, 3, recovered(3), WHO.max)],
    ['as a guest', 'delegatorUnfit', {}, (world) => world.directory.change(WHO.max, { userType: 'guest' })],
    ['without a mailbox', 'delegateUntold', {}, (world) => world.directory.change(WHO.max, { mail: '' })],
    [
      'when no mail gets through',
      'delegateUntold',
      {},
      (world) => world.ports.fail('delegationMails.sendNamed', 'unavailable'),
    ],
    ['in a tenant that is not served', 'notSetUp', { tenantId: OTHER_TENANT }, () => undefined],
  ];

  it.each(cases)('%s: refused with %s, and nothing is changed', async (_what, code, input, change) => {
    const world = await createWorld();
    await change(world);
    expect(codeOf(await name(world, input))).toBe(code);
    expect(world.delegations.rows.size).toBe(0);
    expect(world.cards.standIns).toEqual([]);
  });

  it('more than five in a day', async () => {
    const world = await createWorld();
    for (let at = 0; at < 5; at += 1) {
      expect(await name(world)).toMatchObject({ kind: 'delegation' });
      world.clock.advance(1);
    }
    expect(codeOf(await name(world))).toBe('tooManyRequests');
    expect(world.delegationMails.sent).toHaveLength(5);
  });

  it('what cannot be written down does not happen', async () => {
    const world = await createWorld();
    world.ports.fail('ledger.journal', 'unavailable');
    expect(codeOf(await name(world))).toBe('directoryUnavailable');
    expect(world.delegations.rows.size).toBe(0);
  });
});

describe('when a manager ends it', () => {
  it('it is over at once, written down, and the stand-in is told', async () => {
    const world = await createWorld();
    await name(world);
    expect(await endDelegation(world.deps, MAX)).toEqual({ kind: 'delegation', ended: true });
    expect(world.delegations.rows.size).toBe(0);
    expect(world.ledger.journaled.at(-1)).toMatchObject({ name: 'user.delegate_ended', why: WHO.olga });
    expect(world.cards.standIns.at(-1)).toEqual([WHO.olga, 'ended']);
    expect(await endDelegation(world.deps, MAX)).toEqual({ kind: 'delegation' });
  });

  it('also where the record does not hold: it is gone', async () => {
    const world = await createWorld();
    world.delegations.forge(TENANT, WHO.max);
    expect(await endDelegation(world.deps, MAX)).toEqual({ kind: 'delegation' });
    expect(world.delegations.rows.size).toBe(0);
  });

  it('nobody ends that of somebody else', async () => {
    const world = await createWorld();
    await name(world);
    await endDelegation(world.deps, { tenantId: TENANT, presser: WHO.olga });
    expect(world.delegations.rows.size).toBe(1);
  });
});

describe('when a manager asks who stands in', () => {
  it('sees it until it is over, with the stand-in as the directory has them', async () => {
    const world = await createWorld();
    const see = () => seeDelegation(world.deps, MAX);
    expect(await see()).toEqual({ kind: 'delegation' });
    await name(world);
    expect(await see()).toMatchObject({ delegation: { until: UNTIL }, delegate: { id: WHO.olga } });
    world.directory.people.delete(WHO.olga);
    expect(await see()).toEqual({ kind: 'delegation', delegation: { delegate: WHO.olga, setAt: START, until: UNTIL } });
    world.clock.advance(9 * DAY);
    expect(await see()).toEqual({ kind: 'delegation' });
  });
});
