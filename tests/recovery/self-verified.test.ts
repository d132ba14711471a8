import { releaseCode } from '../../recovery/codes';
import { askApprover } from '../../recovery/ask-approver';
import type { Outcome } from '../../recovery/outcome';
import { renewCode } from '../../recovery/renew-code';
import { decidedOf } from '../../recovery/request';
import { approve, codeOf, enrol, expectSoundness, reveal, story, wrongCode } from '../support/domain-stories';
import type { World } from '../support/domain-world';
import { newest, newestIn, pass, work } from '../support/domain-world';
import { DAY, MINUTE, START } from '../support/fake-clock';
import { TENANT } from '../support/request-builder';
import { method } from '../support/sample-methods';
import { GROUPS, WHO } from '../support/sample-people';
import { askForCode, codeTexted, lastText, OTHER_PHONE, selfWorld } from '../support/self-verified-stories';

type Act = (deps: World['deps'], input: { tenantId: string; presser: string; requestId: string }) => Promise<Outcome>;

async function press(world: World, act: Act, presser: string = WHO.ada): Promise<Outcome> {
  const { request } = await newest(world);
  return act(world.deps, { tenantId: TENANT, presser, requestId: request.id });
}

const eventsOf = async (world: World) =>
  (await world.ledger.trail(TENANT, (await newest(world)).request.id)).map(({ event }) => event);

describe('when the employee asks for a code and all is well', () => {
  it('nobody is asked: the code goes to the number, and opens the pass in their chat', async () => {
    const world = await selfWorld();
    // Graph removes no first number while a second one stands.
    const code = await codeTexted(world, { methods: ['microsoftAuthenticator-old', 'softwareOath-old'] });
    expect(world.outOfBand.codes.map(({ to }) => to)).toEqual([OTHER_PHONE.id]);
    expect(code).toMatch(/^\d{6}$/);
    const request = await newestIn(world, 'approved');
    expect(request.slots).toEqual([]);
    expect(codeOf(await reveal(world, { code }))).toBe('shown');
    await work(world);
    enrol(world);
    await pass(world, MINUTE);
    expect((await newest(world)).request.state).toBe('completed');
    await expectSoundness(world);
  });

  it('one entry says by which rules, and names the number by its hash and its last digits only', async () => {
    const world = await selfWorld();
    await codeTexted(world);
    expect(await story(world)).toEqual(expect.arrayContaining(['opened', 'selfVerified', 'codeSent']));
    expect(await story(world)).not.toContain('approved');
    const entry = (await eventsOf(world)).find(({ type }) => type === 'selfVerified');
    expect(entry).toMatchObject({
      by: { kind: 'person', id: WHO.ada },
      reasons: [{ rule: 'selfVerified.number', outcome: 'ok' }],
      decided: {
        secureOn: 'reveal',
        selfVerified: { contactId: OTHER_PHONE.id, masked: '•• alternateMobilePhone', managers: [WHO.max] },
      },
    });
    const kept = JSON.stringify([world.ledger.dump(), world.log.lines, world.queue.wakes]);
    expect(kept).not.toContain(OTHER_PHONE.contact?.address.reveal());
    expect(kept).not.toContain(lastText(world));
  });

  it('nothing is done on the account before the code is typed', async () => {
    const world = await selfWorld();
    await codeTexted(world);
    await pass(world, 10 * MINUTE);
    expect(world.account.story()).toEqual([]);
  });

  it('the code is another one than an approver would have read out', async () => {
    const world = await selfWorld();
    const code = await codeTexted(world);
    const { request } = await newest(world);
    const decided = decidedOf(request);
    if (decided === undefined) throw new Error('not decided');
    const { selfVerified: _self, ...asApproved } = decided;
    expect(releaseCode(world.deps.keys, request, decided).reveal()).toBe(code);
    expect(releaseCode(world.deps.keys, request, asApproved).reveal()).not.toBe(code);
  });

  it('the manager and the other contact are told at once, and again that it was recovered without anybody', async () => {
    const world = await selfWorld();
    await codeTexted(world);
    const max = 'max@contoso.example';
    expect(world.outOfBand.mails).toEqual([{ to: max, notice: 'selfVerified', about: 'ada' }]);
    // Whoever has the number has the code, and the link in its message.
    expect(world.outOfBand.notices).toEqual([{ to: method('email').id, notice: 'selfVerified' }]);
    await reveal(world);
    await work(world);
    expect(world.outOfBand.mails.at(-1)).toEqual({ to: max, notice: 'selfRecovered', about: 'ada' });
    expect(world.outOfBand.notices.filter(({ notice }) => notice === 'revealed')).toHaveLength(2);
  });

  it('in evaluation it is decided and written down, and no code goes out', async () => {
    const world = await selfWorld({ mode: 'evaluation' });
    await askForCode(world);
    await work(world);
    expect((await newest(world)).request).toMatchObject({ state: 'cancelled', ended: { reason: 'evaluated' } });
    expect((await eventsOf(world)).find(({ type }) => type === 'evaluated')).toMatchObject({
      decided: { selfVerified: { contactId: OTHER_PHONE.id } },
    });
    expect(world.outOfBand.codes).toEqual([]);
    expect(world.account.story()).toEqual([]);
  });

  it('where the tenant allows no pass it is refused, as after an approver', async () => {
    const world = await selfWorld();
    world.passes.policy = { ...world.passes.policy, enabled: false };
    await askForCode(world);
    expect((await newest(world)).request).toMatchObject({ state: 'refused', ended: { reason: 'passPolicyOff' } });
  });
});

describe('when something changed before the code is typed (T23)', () => {
  it.each<readonly [string, (world: World) => unknown, string]>([
    [
      'the account holds a role now',
      (w) => w.directory.rolesOf.set(WHO.ada, { globalAdministrator: false, privileged: true, roles: [] }),
      'awaitingApproval',
    ],
    ['the risk rose', (w) => w.directory.risks.set(WHO.ada, 'high'), 'held'],
    [
      'a sign-in failed',
      (w) => w.directory.signInsOf.set(WHO.ada, [{ at: START, outcome: 'failed', risky: false, answers: [] }]),
      'awaitingApproval',
    ],
    [
      'a method was registered',
      (w) => w.account.enrol(method('microsoftAuthenticator', 'theirs', START)),
      'awaitingApproval',
    ],
    [
      'the number is another one',
      (w) =>
        w.account.methods.splice(
          w.account.methods.findIndex(({ kind }) => kind === 'alternateMobilePhone'),
          1,
          method('alternateMobilePhone', 'theirs'),
        ),
      'awaitingApproval',
    ],
    ['the manager was changed', (w) => w.directory.managers.set(WHO.ada, WHO.colin), 'awaitingApproval'],
    ['sign-ins cannot be read', (w) => w.ports.fail('directory.signIns', 'timeout'), 'awaitingApproval'],
    ['the account was disabled', (w) => w.directory.change(WHO.ada, { accountEnabled: false }), 'refused'],
  ])('%s: nothing is minted, and people look', async (_what, change, state) => {
    const world = await selfWorld();
    const code = await codeTexted(world);
    change(world);
    expect(codeOf(await reveal(world, { code }))).not.toBe('shown');
    expect((await newest(world)).request.state).toBe(state);
    expect(world.account.story()).toEqual([]);
    await expectSoundness(world);
  });

  it('the policy has this way no more: people look', async () => {
    const world = await selfWorld();
    const code = await codeTexted(world);
    const policy = { ...world.policy, selfVerified: { scenarios: [], numberStableDays: 30 } };
    const changed = { ...world, deps: { ...world.deps, policy } };
    expect(codeOf(await reveal(changed, { code }))).toBe('notApprovedYet');
    expect((await newest(changed)).request).toMatchObject({ state: 'awaitingApproval', round: 2 });
    expect((await newest(changed)).request).not.toHaveProperty('decided');
  });

  it('the approver who is asked then has numbers of their own, and the texted code opens nothing', async () => {
    const world = await selfWorld();
    const code = await codeTexted(world);
    world.account.enrol(method('fido2', 'theirs', START));
    await reveal(world, { code });
    await work(world);
    expect((await approve(world)).kind).toBe('done');
    expect(codeOf(await approve(world, { presser: WHO.sam }, 2))).toBe('done');
    expect(codeOf(await reveal(world, { code }))).toBe('codeWrong');
    expect(codeOf(await reveal(world))).toBe('shown');
  });

  it('a directory that does not answer costs no try and decides nothing', async () => {
    const world = await selfWorld();
    const code = await codeTexted(world);
    world.ports.fail('directory.person', 'timeout');
    expect(codeOf(await reveal(world, { code }))).toBe('directoryUnavailable');
    world.ports.heal();
    expect(codeOf(await reveal(world, { code }))).toBe('shown');
  });
});

describe('when wrong codes are typed', () => {
  it('a new code gives no new tries: all of them together have five', async () => {
    const world = await selfWorld();
    await codeTexted(world);
    for (let tries = 0; tries < 4; tries += 1) await reveal(world, { code: await wrongCode(world) });
    await press(world, renewCode);
    await work(world);
    expect(await reveal(world, { code: await wrongCode(world) })).toMatchObject({ code: 'codeVoid' });
    expect(codeOf(await press(world, renewCode))).toBe('codeVoid');
    expect(codeOf(await reveal(world, { code: lastText(world) }))).toBe('codeVoid');
    await expectSoundness(world);
  });

  it('the right one of a later message counts no try, before and after wrong ones', async () => {
    const world = await selfWorld();
    await codeTexted(world);
    for (let tries = 0; tries < 2; tries += 1) await reveal(world, { code: await wrongCode(world) });
    expect(codeOf(await reveal(world, { code: lastText(world) }))).toBe('shown');
    await work(world);
    world.clock.advance(MINUTE);
    await press(world, renewCode);
    await work(world);
    expect(await reveal(world, { code: await wrongCode(world) })).toMatchObject({
      code: 'codeWrong',
      facts: { left: 2 },
    });
    expect(codeOf(await reveal(world, { code: lastText(world) }))).toBe('shown');
    await expectSoundness(world);
  });

  it('the fifth blocks it and security is told; the right one opens nothing, and no new one goes out', async () => {
    const world = await selfWorld();
    const code = await codeTexted(world);
    for (const left of [4, 3, 2, 1])
      expect(await reveal(world, { code: await wrongCode(world) })).toMatchObject({
        code: 'codeWrong',
        facts: { left, byText: 1 },
      });
    expect(await reveal(world, { code: await wrongCode(world) })).toMatchObject({ code: 'codeVoid' });
    expect(codeOf(await reveal(world, { code }))).toBe('codeVoid');
    expect(codeOf(await press(world, renewCode))).toBe('codeVoid');
    await work(world);
    expect(world.cards.notices).toContainEqual(expect.objectContaining({ person: WHO.sam, notice: 'codeVoided' }));
    expect(world.outOfBand.codes).toHaveLength(1);
    expect(codeOf(await press(world, askApprover))).toBe('done');
    expect((await newest(world)).request.state).toBe('awaitingApproval');
    await expectSoundness(world);
  });
});

describe('when the code does not come', () => {
  it('it is tried again after a minute, and the trail says so', async () => {
    const world = await selfWorld();
    world.ports.fail('outOfBand.sendCode', 'throttled', { times: 2 });
    await askForCode(world);
    await work(world);
    expect(world.outOfBand.codes).toEqual([]);
    await pass(world, 2 * MINUTE + 1_000);
    expect((await story(world)).filter((type) => type === 'codeSendFailed')).toHaveLength(2);
    expect(codeOf(await reveal(world, { code: lastText(world) }))).toBe('shown');
  });

  it('a new one is another code, three go out at the most, and only the employee asks for it', async () => {
    const world = await selfWorld();
    const first = await codeTexted(world);
    for (const presser of [WHO.max, WHO.colin]) expect(codeOf(await press(world, renewCode, presser))).toBe('notFound');
    world.clock.advance(16 * MINUTE);
    expect(codeOf(await reveal(world, { code: first }))).toBe('codeExpired');
    expect(codeOf(await press(world, renewCode))).toBe('done');
    await work(world);
    expect(lastText(world)).not.toBe(first);
    await press(world, renewCode);
    await work(world);
    expect(codeOf(await press(world, renewCode))).toBe('codesUsedUp');
    expect(world.outOfBand.codes).toHaveLength(3);
    expect(codeOf(await reveal(world, { code: lastText(world) }))).toBe('shown');
  });

  it('what went out while another one was asked for is not taken for that one', async () => {
    const world = await selfWorld();
    await codeTexted(world);
    await press(world, renewCode);
    expect((await newestIn(world, 'approved')).decided.code).not.toHaveProperty('sentAt');
    await work(world);
    expect(world.outOfBand.codes).toHaveLength(2);
  });

  it('another number under the same entry gets nothing: people look', async () => {
    const world = await selfWorld();
    await askForCode(world);
    const at = world.account.methods.findIndex(({ kind }) => kind === 'alternateMobilePhone');
    world.account.methods.splice(at, 1, method('alternateMobilePhone', 'theirs'));
    await work(world);
    expect(world.outOfBand.codes).toEqual([]);
    expect((await newest(world)).request.state).toBe('awaitingApproval');
    expect((await eventsOf(world)).find(({ type }) => type === 'approvalRequired')).toMatchObject({
      why: 'numberChanged',
    });
  });

  it('the employee may have an approver asked instead, and nobody else may', async () => {
    const world = await selfWorld();
    await codeTexted(world);
    for (const presser of [WHO.max, WHO.helen, WHO.colin])
      expect(codeOf(await press(world, askApprover, presser))).toBe('notFound');
    expect(codeOf(await press(world, askApprover))).toBe('done');
    await work(world);
    expect((await newest(world)).request).toMatchObject({ state: 'awaitingApproval', slots: [{ asked: [WHO.max] }] });
    expect(codeOf(await press(world, askApprover))).toBe('alreadyDecided');
    await approve(world);
    expect(codeOf(await reveal(world))).toBe('shown');
  });

  it('held where there is nobody to ask', async () => {
    const world = await selfWorld();
    await codeTexted(world);
    world.directory.managers.delete(WHO.ada);
    world.directory.groups.set(GROUPS.security, []);
    await press(world, askApprover);
    expect((await newestIn(world, 'held')).held.reason).toBe('noApprover');
  });

  it('after the pass was shown nobody is asked any more', async () => {
    const world = await selfWorld();
    await codeTexted(world);
    await reveal(world);
    expect(codeOf(await press(world, askApprover))).toBe('alreadyDecided');
  });

  it('nobody types it in time: it ends as any other', async () => {
    const world = await selfWorld();
    await codeTexted(world);
    await pass(world, DAY / 4);
    expect((await newest(world)).request.state).toBe('expired');
    expect(world.account.story()).toEqual([]);
  });
});

describe('when an approver answered a usual request', () => {
  it('they alone get a new code, and nobody has another approver asked', async () => {
    const world = await selfWorld();
    await askForCode(world, { scenario: 'lostPhone' });
    await work(world);
    await approve(world);
    expect(codeOf(await press(world, renewCode))).toBe('notYours');
    expect(codeOf(await press(world, askApprover))).toBe('alreadyDecided');
  });
});
