import { closeIncident } from '../../recovery/close-incident';
import { fillTask } from '../../recovery/fill-task';
import { INCIDENT_TASKS } from '../../recovery/incident-tasks';
import type { PasswordReason } from '../../recovery/password-facts';
import { MOST_PASSWORD_WORDS, PASSWORD_REASONS } from '../../recovery/password-facts';
import { passwordOffer } from '../../recovery/require-password-change';
import { reportFraud } from '../../recovery/report-fraud';
import {
  approvedByMax,
  codeOf,
  expectSoundness,
  passShown,
  story,
  waitingForApproval,
} from '../support/domain-stories';
import type { World } from '../support/domain-world';
import { ADAS_METHODS, createWorld, newest, work } from '../support/domain-world';
import { filled } from '../support/incident-stories';
import { approvedWorld, askForPassword, backIn, containedWorld } from '../support/password-stories';
import { TENANT } from '../support/request-builder';
import { GROUPS, WHO } from '../support/sample-people';

const lastOf = async (world: World) => {
  const { request } = await newest(world);
  return (await world.ledger.trail(TENANT, request.id)).at(-1)?.event;
};
const offerFor = async (world: World, presser: string = WHO.sam) =>
  passwordOffer(world.deps, { tenantId: TENANT, presser, request: (await newest(world)).request });

describe('when security asks for a new password', () => {
  it('it is kept who asked, why and in which words, and nothing is done to the account yet', async () => {
    const world = await approvedWorld();
    expect(codeOf(await askForPassword(world, { text: `  ${'w'.repeat(300)} ` }))).toBe('done');
    const at = world.clock.now();
    const text = 'w'.repeat(MOST_PASSWORD_WORDS);
    const by = { kind: 'person', id: WHO.sam } as const;
    expect(await lastOf(world)).toStrictEqual({ type: 'passwordChangeAsked', at, by, reason: 'told', text });
    const { request } = await newest(world);
    expect(request.passwordChange).toStrictEqual({ reason: 'told', text, askedBy: WHO.sam, askedAt: at });
    expect(world.account.story()).toEqual([]);
    await work(world);
    expect(world.account.story()).toEqual([]);
  });

  it.each(PASSWORD_REASONS)('%s is a reason, and words are not needed', async (reason: PasswordReason) => {
    const world = await approvedWorld();
    expect(codeOf(await askForPassword(world, { reason, text: '  ' }))).toBe('done');
    expect((await newest(world)).request.passwordChange).toMatchObject({ reason });
    expect((await newest(world)).request.passwordChange).not.toHaveProperty('text');
  });

  it('without a reason nothing is done', async () => {
    const world = await approvedWorld();
    const stored = await newest(world);
    expect(await askForPassword(world, { reason: undefined })).toEqual({
      ...{ kind: 'refused', code: 'reasonMissing', stored },
    });
    expect(await newest(world)).toEqual(stored);
  });

  it('once more, or by somebody else, changes nothing', async () => {
    const world = await approvedWorld();
    await askForPassword(world);
    const { seq } = await newest(world);
    expect(codeOf(await askForPassword(world, { presser: WHO.sue, reason: 'inTheAccount' }))).toBe('done');
    expect((await newest(world)).seq).toBe(seq);
  });

  it('another time after it came to nothing is another asking', async () => {
    const world = await containedWorld();
    world.ports.fail('accounts.requirePasswordChange', 'forbidden');
    await askForPassword(world, { text: 'by mail' });
    await work(world);
    expect((await newest(world)).request.passwordChange).toMatchObject({ notDone: 'forbidden' });
    world.ports.heal();
    expect(await offerFor(world)).toBe('offered');
    await askForPassword(world, { presser: WHO.sue, reason: 'inTheAccount' });
    await work(world);
    const { passwordChange } = (await newest(world)).request;
    expect(passwordChange).toMatchObject({ reason: 'inTheAccount', askedBy: WHO.sue, requiredAt: expect.any(Number) });
    expect(passwordChange).not.toHaveProperty('notDone');
    await expectSoundness(world);
  });
});

describe('when somebody else asks for a new password', () => {
  it.each([
    ['the employee', WHO.ada],
    ['the manager who approved', WHO.max],
    ['the helpdesk', WHO.helen],
    ['duty', WHO.dan],
    ['a stranger', WHO.colin],
  ])('%s cannot, and learns nothing', async (_who, presser) => {
    const world = await approvedWorld();
    expect(await askForPassword(world, { presser })).toEqual({ kind: 'refused', code: 'notFound' });
    expect(await offerFor(world, presser)).toBeUndefined();
  });

  it.each([
    ['the employee, of security', WHO.ada],
    ['who approved it, of security', WHO.max],
  ])('%s cannot ask for it themselves', async (_who, presser) => {
    const world = await approvedWorld();
    world.directory.groups.set(GROUPS.security, [presser]);
    expect(codeOf(await askForPassword(world, { presser }))).toBe('ownRequest');
    expect(await offerFor(world, presser)).toBeUndefined();
  });

  it('who opened it, of security, cannot ask for it themselves', async () => {
    const world = await createWorld();
    world.directory.groups.set(GROUPS.security, [WHO.sam, WHO.colin]);
    await waitingForApproval(world, { presser: WHO.colin, address: 'ada@contoso.example' });
    expect(codeOf(await askForPassword(world, { presser: WHO.colin }))).toBe('ownRequest');
  });

  it.each([{ accountEnabled: false }, { userType: 'guest' }] as const)(
    'nobody of security who is %j',
    async (facts) => {
      const world = await approvedWorld();
      world.directory.change(WHO.sam, facts);
      expect(codeOf(await askForPassword(world))).toBe('notFound');
    },
  );
});

describe('when it is not the time for a new password', () => {
  it('before anybody approved, and after the case has closed', async () => {
    const world = await createWorld();
    await waitingForApproval(world);
    expect(codeOf(await askForPassword(world))).toBe('passwordNotNow');
    expect(await offerFor(world)).toBeUndefined();
    const other = await createWorld();
    await passShown(other);
    await backIn(other);
    expect((await newest(other)).request.state).toBe('completed');
    expect(codeOf(await askForPassword(other))).toBe('passwordNotNow');
  });

  it('for an incident in which nobody ever approved', async () => {
    const world = await createWorld({ methods: ['password', 'fido2'] });
    await waitingForApproval(world, { scenario: 'lostKey' });
    const { request } = await newest(world);
    await reportFraud(world.deps, { tenantId: TENANT, presser: WHO.ada, requestId: request.id, reason: 'notMe' });
    await work(world);
    expect(codeOf(await askForPassword(world))).toBe('passwordNotNow');
  });

  it('for an incident whose account is not secured yet, and for one that is closed', async () => {
    const world = await createWorld();
    await approvedByMax(world);
    const { request } = await newest(world);
    await reportFraud(world.deps, { tenantId: TENANT, presser: WHO.ada, requestId: request.id, reason: 'notMe' });
    expect(codeOf(await askForPassword(world))).toBe('passwordNotNow');
    const closed = await containedWorld();
    const as = { tenantId: TENANT, presser: WHO.sam, requestId: (await newest(closed)).request.id };
    for (const task of INCIDENT_TASKS) await fillTask(closed.deps, { ...as, ...filled(task) });
    await closeIncident(closed.deps, as);
    expect(codeOf(await askForPassword(closed))).toBe('passwordNotNow');
  });

  it('while recoveries are only evaluated', async () => {
    const world = await approvedWorld();
    const deps = { ...world.deps, policy: { ...world.policy, mode: 'evaluation' as const } };
    expect(codeOf(await askForPassword({ ...world, deps }))).toBe('passwordNotNow');
  });
});

describe('when something stands against a new password', () => {
  it('an account whose password is kept on premises', async () => {
    const world = await approvedWorld();
    world.directory.change(WHO.ada, { onPremisesSynced: true });
    expect(codeOf(await askForPassword(world))).toBe('passwordOnPremises');
    expect(await offerFor(world)).toBe('passwordOnPremises');
  });

  it('a permission that was not granted', async () => {
    const world = await approvedWorld();
    world.effects.granted = false;
    expect(codeOf(await askForPassword(world))).toBe('passwordNotGranted');
    expect(await offerFor(world)).toBe('passwordNotGranted');
  });

  it('nothing: it is offered, until it was asked for', async () => {
    const world = await approvedWorld();
    expect(await offerFor(world)).toBe('offered');
    await askForPassword(world);
    expect(await offerFor(world)).toBeUndefined();
  });

  it('what cannot be read is offered to nobody, and asked for by nobody', async () => {
    const world = await approvedWorld();
    world.ports.fail('accounts.mayRequirePasswordChange', 'unavailable');
    expect(await offerFor(world)).toBeUndefined();
    expect(codeOf(await askForPassword(world))).toBe('directoryUnavailable');
    expect(await story(world)).not.toContain('passwordChangeAsked');
  });

  it('in an incident, that nothing of their own stands', async () => {
    const world = await containedWorld({ methods: ADAS_METHODS });
    expect(codeOf(await askForPassword(world))).toBe('passwordNoWayIn');
    expect(await offerFor(world)).toBe('passwordNoWayIn');
  });
});
