import type { Outcome } from '../../recovery/outcome';
import { reportFraud } from '../../recovery/report-fraud';
import {
  approvedByMax,
  codeOf,
  enrol,
  expectSoundness,
  open,
  passShown,
  story,
  waitingForApproval,
} from '../support/domain-stories';
import type { World } from '../support/domain-world';
import { createWorld, newest, newestIn, pass, work } from '../support/domain-world';
import { MINUTE } from '../support/fake-clock';
import { TENANT } from '../support/request-builder';
import { WHO } from '../support/sample-people';
import { PROOF } from '../support/sample-proof';

async function report(world: World, presser: string = WHO.ada, reason = 'notMe'): Promise<Outcome> {
  const { request } = await newest(world);
  return reportFraud(world.deps, { tenantId: TENANT, presser, requestId: request.id, reason });
}

const STATES: readonly (readonly [string, (world: World) => Promise<unknown>])[] = [
  ['awaitingApproval', (world) => waitingForApproval(world)],
  ['approved', (world) => approvedByMax(world)],
  ['revealed', (world) => passShown(world)],
  [
    'completed',
    async (world) => {
      await passShown(world);
      await pass(world, MINUTE);
      enrol(world);
      await pass(world, 5 * MINUTE);
    },
  ],
  [
    'failed',
    async (world) => {
      await passShown(world);
      await pass(world, 45 * MINUTE);
    },
  ],
  [
    'held',
    async (world) => {
      world.directory.risks.set(WHO.ada, 'high');
      await open(world);
    },
  ],
];

describe('when somebody says that this was not them', () => {
  it.each(STATES)('in %s everything stops at once', async (state, reach) => {
    const world = await createWorld();
    await reach(world);
    expect((await newest(world)).request.state).toBe(state);
    expect(codeOf(await report(world))).toBe('done');
    expect((await newestIn(world, 'incident')).incident).toMatchObject({
      reportedBy: WHO.ada,
      why: 'notMe',
      from: state,
    });
    await pass(world, 5 * MINUTE);
    expect((await newestIn(world, 'incident')).incident.containedAt).toBeDefined();
    await expectSoundness(world);
  });

  it.each([
    ['the employee', WHO.ada, 'done'],
    ['the approver', WHO.max, 'done'],
    ['who only opened it', WHO.helen, 'notYours'],
    ['a stranger', WHO.colin, 'notFound'],
    ['nobody', '', 'notFound'],
  ])('%s may, or may not', async (_who, presser, code) => {
    const world = await createWorld();
    await waitingForApproval(world, { presser: WHO.helen, address: WHO.ada, proof: PROOF });
    expect(codeOf(await report(world, presser))).toBe(code);
  });

  it('a stranger learns nothing, who only opened it sees it, and each try is in the journal', async () => {
    const world = await createWorld();
    await waitingForApproval(world, { presser: WHO.helen, address: WHO.ada, proof: PROOF });
    expect(await report(world, WHO.colin)).toEqual({ kind: 'refused', code: 'notFound' });
    expect(await report(world, WHO.helen)).toMatchObject({ code: 'notYours', stored: await newest(world) });
    const tries = world.ledger.journaled.filter(({ what }) => what?.startsWith('reportFraud'));
    expect(tries.map(({ what }) => what)).toEqual(['reportFraud: notFound', 'reportFraud: notYours']);
  });

  it('the trail keeps who, and a hundred characters of why', async () => {
    const world = await createWorld();
    const { id } = await waitingForApproval(world);
    await report(world, WHO.max, 'y'.repeat(150));
    const last = (await world.ledger.trail(TENANT, id)).at(-1)?.event;
    const by = { kind: 'person', id: WHO.max };
    expect(last).toStrictEqual({ type: 'fraudReported', at: world.clock.now(), by, why: 'y'.repeat(100) });
  });

  it('needs a reason; a second report is the same report', async () => {
    const world = await createWorld();
    await waitingForApproval(world);
    expect(await report(world, WHO.max, ' ')).toMatchObject({ code: 'reasonMissing', stored: await newest(world) });
    expect(codeOf(await report(world, WHO.max, 'fraud.voice'))).toBe('done');
    expect(codeOf(await report(world))).toBe('done');
    expect((await story(world)).filter((type) => type === 'fraudReported')).toHaveLength(1);
    expect((await newestIn(world, 'incident')).incident.reportedBy).toBe(WHO.max);
  });

  it.each(['denied', 'cancelled'] as const)('a request that was %s stays what it is', async (type) => {
    const world = await createWorld();
    await waitingForApproval(world);
    const stored = await newest(world);
    const ended = { at: 1, reason: type };
    const by = { kind: 'person', id: WHO.ada } as const;
    await world.ledger.commit(stored, { type, at: 1, by, reason: 'x' }, { ...stored.request, state: type, ended });
    expect(await report(world)).toMatchObject({ code: 'alreadyDecided', stored: { request: { state: type } } });
  });

  it('blocks further requests for this person', async () => {
    const world = await createWorld();
    await waitingForApproval(world);
    await report(world);
    await work(world);
    expect(await open(world)).toMatchObject({ kind: 'done', stored: { request: { state: 'incident' } } });
    expect(await world.ledger.listOpen(TENANT)).toHaveLength(1);
  });

  it('tells security, the employee, the approver and the helpdesk', async () => {
    const world = await createWorld();
    await waitingForApproval(world);
    await report(world);
    await work(world);
    expect(world.cards.told('incident')).toEqual(
      expect.arrayContaining([WHO.sam, WHO.sue, WHO.ada, WHO.max, WHO.helen]),
    );
    expect(world.cards.told('incident')).toHaveLength(5);
  });
});
