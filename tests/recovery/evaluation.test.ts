import { cancelRequest } from '../../recovery/cancel-request';
import { EffectError, RecoveryError } from '../../recovery/errors';
import { heldBack, isEvaluated } from '../../recovery/evaluation';
import { reportFraud } from '../../recovery/report-fraud';
import { SCENARIOS } from '../../recovery/terms';
import {
  approve,
  approvedByMax,
  codeOf,
  expectSoundness,
  open,
  passShown,
  reveal,
  saidCode,
  story,
  waitingForApproval,
} from '../support/domain-stories';
import type { World, WorldOptions } from '../support/domain-world';
import { createWorld, newest, newestIn, pass, work } from '../support/domain-world';
import { DAY, HOUR, MINUTE } from '../support/fake-clock';
import { approvedRun, planItem, revealed } from '../support/request-arms';
import { awaiting, TENANT } from '../support/request-builder';
import { WHO } from '../support/sample-people';

const EVALUATING: WorldOptions = { policy: { mode: 'evaluation' } };
const WRITES = [
  ...['passes.issue', 'passes.remove', 'methods.remove', 'methods.prefer'],
  ...['accounts.revokeSessions', 'accounts.disable'],
] as const;

const written = (world: World): readonly string[] => world.ports.calls.filter((call) => WRITES.some((w) => w === call));

async function fraud(world: World): Promise<void> {
  const { request } = await newest(world);
  await reportFraud(world.deps, { tenantId: TENANT, presser: WHO.ada, requestId: request.id, reason: 'notMe' });
}

/** The policy of a running product, changed between two presses as a restart would. */
function switchTo(world: World, mode: 'enforce' | 'evaluation'): World {
  return { ...world, deps: { ...world.deps, policy: { ...world.deps.policy, mode } } };
}

describe('when requests are only evaluated', () => {
  it.each(SCENARIOS.filter((one) => one !== 'suspicious' && one !== 'lostKey'))(
    '%s: opened, asked about, decided and recorded, and no call that writes was made',
    async (scenario) => {
      const world = await createWorld(EVALUATING);
      const request = await waitingForApproval(world, { scenario });
      expect(request).toMatchObject({ state: 'awaitingApproval', evaluation: true });
      expect(codeOf(await approve(world))).toBe('done');
      await pass(world, DAY);
      const ended = await newestIn(world, 'cancelled');
      expect(ended.ended).toMatchObject({ reason: 'evaluated', by: WHO.max });
      expect(ended.slots[0]?.approval).toMatchObject({ approver: WHO.max, verifiedBy: 'inPerson' });
      expect((await story(world)).filter((type) => type === 'evaluated' || type === 'approved')).toEqual(['evaluated']);
      expect(written(world)).toEqual([]);
      await expectSoundness(world);
    },
  );

  it('the trail has who signed, what the rules said and what would have gone', async () => {
    const world = await createWorld(EVALUATING);
    await waitingForApproval(world);
    await approve(world, { reason: 'spoke with her' });
    const { request } = await newest(world);
    const event = (await world.ledger.trail(TENANT, request.id)).at(-1)?.event;
    if (event?.type !== 'evaluated') throw new Error('the last entry is no evaluation');
    expect(event.signature).toEqual({ slot: 1, approver: WHO.max, verifiedBy: 'inPerson', reason: 'spoke with her' });
    expect(event.decided.plan.map(({ kind, outcome }) => `${kind} ${outcome}`)).toEqual([
      'softwareOath pending',
      'mobilePhone pending',
      'microsoftAuthenticator pending',
    ]);
    expect(event.reasons.map(({ rule }) => rule)).toContain('account.roles');
  });

  it('asks for two people where two would be asked', async () => {
    const world = await createWorld(EVALUATING);
    world.directory.risks.set(WHO.ada, 'medium');
    await waitingForApproval(world);
    await approve(world);
    expect((await newest(world)).request.state).toBe('awaitingApproval');
    await approve(world, { presser: WHO.sam }, 2);
    expect((await newestIn(world, 'cancelled')).ended.reason).toBe('evaluated');
  });

  it('a pass is never shown, and the employee may ask again', async () => {
    const world = await createWorld(EVALUATING);
    await waitingForApproval(world);
    await approve(world);
    expect(codeOf(await reveal(world))).toBe('requestEnded');
    expect(codeOf(await open(world))).toBe('done');
  });

  it('fraud is reported, told and closed, and nothing is done to the account', async () => {
    const world = await createWorld(EVALUATING);
    await waitingForApproval(world);
    await fraud(world);
    await pass(world, HOUR);
    expect((await newestIn(world, 'incident')).incident.containedAt).toBeDefined();
    expect(world.cards.notices.map(({ notice }) => notice)).toContain('incident');
    expect(written(world)).toEqual([]);
  });

  it('one that was opened so stays so when the policy enforces again', async () => {
    const world = await createWorld(EVALUATING);
    await waitingForApproval(world);
    const later = switchTo(world, 'enforce');
    await approve(later);
    await pass(later, HOUR);
    expect((await newestIn(later, 'cancelled')).ended.reason).toBe('evaluated');
    expect(written(later)).toEqual([]);
  });
});

describe('when the policy begins to evaluate while requests are open', () => {
  it('one that waits for its approval ends as evaluated', async () => {
    const world = await createWorld();
    await waitingForApproval(world);
    const later = switchTo(world, 'evaluation');
    await approve(later);
    await pass(later, HOUR);
    expect((await newestIn(later, 'cancelled')).ended.reason).toBe('evaluated');
    expect(written(later)).toEqual([]);
  });

  it('one that is approved and not begun shows no pass and ends', async () => {
    const world = await createWorld();
    await approvedByMax(world);
    const code = await saidCode(world);
    const later = switchTo(world, 'evaluation');
    expect(codeOf(await reveal(later, { code }))).toBe('requestEnded');
    await work(later);
    expect((await newestIn(later, 'cancelled')).ended.reason).toBe('evaluated');
    expect(written(later)).toEqual([]);
    await expectSoundness(later);
  });

  it('fraud about one that is approved and not begun writes nothing either', async () => {
    const world = await createWorld();
    await approvedByMax(world);
    const later = switchTo(world, 'evaluation');
    await fraud(later);
    await pass(later, HOUR);
    expect((await newestIn(later, 'incident')).incident.containedAt).toBeDefined();
    expect(written(later)).toEqual([]);
  });

  it('one whose pass was shown is finished: nobody stands halfway', async () => {
    const world = await createWorld();
    await passShown(world);
    const later = switchTo(world, 'evaluation');
    await pass(later, MINUTE);
    const { decided } = await newestIn(later, 'revealed');
    expect(decided.plan.every(({ outcome }) => outcome === 'removed')).toBe(true);
    await expectSoundness(later);
  });

  it('one with a placeholder is finished too', async () => {
    const world = await createWorld();
    await waitingForApproval(world, { scenario: 'stolenPhone' });
    await approve(world);
    world.permits.waitMs = ({ lane }) => (lane === 'then' ? MINUTE : 0);
    await work(world);
    expect((await newestIn(world, 'approved')).placeholder).toBeDefined();
    const later = switchTo(world, 'evaluation');
    world.permits.waitMs = () => 0;
    await pass(later, 2 * MINUTE);
    expect((await newestIn(later, 'approved')).decided.plan.every(({ outcome }) => outcome === 'removed')).toBe(true);
  });
});

describe('when work on an evaluated request comes as far as a write all the same', () => {
  const world = createWorld(EVALUATING);

  it.each<readonly [string, (deps: World['deps']) => Promise<unknown>]>([
    ['a pass', ({ passes }) => passes.issue(TENANT, WHO.ada, 30, 1_000)],
    ['the end of a pass', ({ passes }) => passes.remove(TENANT, WHO.ada, 'pass-1')],
    ['a removal', ({ methods }) => methods.remove(TENANT, WHO.ada, { id: 'app-1', kind: 'fido2' })],
    ['another default', ({ methods }) => methods.prefer(TENANT, WHO.ada, 'push')],
    ['the end of sessions', ({ accounts }) => accounts.revokeSessions(TENANT, WHO.ada)],
    ['a disabled account', ({ accounts }) => accounts.disable(TENANT, WHO.ada)],
  ])('%s does not leave the product', async (_what, write) => {
    const { deps, ports } = await world;
    const held = heldBack(deps, awaiting());
    await expect(write(held)).rejects.toThrow(RecoveryError);
    await expect(write(held)).rejects.toMatchObject({
      ...{ code: 'transitionNotAllowed', message: 'nothing is done for a request that is only evaluated' },
    });
    await expect(write(held)).rejects.not.toThrow(EffectError);
    expect(ports.calls).toEqual([]);
  });

  it('reading goes on', async () => {
    const { deps } = await world;
    const held = heldBack(deps, awaiting());
    expect(await held.methods.list(TENANT, WHO.ada)).not.toEqual([]);
    expect(await held.passes.policyFor(TENANT, WHO.ada)).toMatchObject({ enabled: true });
  });

  it.each([
    ['nothing decided', awaiting(), true],
    ['decided, nothing done', approvedRun(), true],
    ['a placeholder on its way', { ...approvedRun(), placeholderStartedAt: 1 }, false],
    ['a reveal on its way', approvedRun({ reveals: 1 }), false],
    ['a method that is gone', approvedRun({ plan: [planItem(), planItem({ outcome: 'removed' })] }), false],
    ['a gap that was opened', approvedRun({ gap: 'open' }), false],
    ['a pass that was shown', revealed(), false],
    ['a pass that was shown, opened to be evaluated', { ...revealed(), evaluation: true as const }, true],
  ])('%s: %s', (_what, request, expected) => {
    expect(isEvaluated(request, { mode: 'evaluation' })).toBe(expected);
    expect(isEvaluated(request, { mode: 'enforce' })).toBe('evaluation' in request);
  });
});

describe('when an evaluated request is cancelled', () => {
  it('is a cancelled one like any other', async () => {
    const world = await createWorld(EVALUATING);
    const { id: requestId } = await waitingForApproval(world);
    await cancelRequest(world.deps, { tenantId: TENANT, presser: WHO.ada, requestId });
    expect((await newestIn(world, 'cancelled')).ended.reason).toBe('cancelled');
  });
});
