import { contactHash } from '../../recovery/contact-hash';
import type { Method } from '../../recovery/methods';
import { renewCode } from '../../recovery/renew-code';
import {
  approve,
  approvedByMax,
  codeOf,
  expectSoundness,
  passShown,
  reveal,
  shown,
  story,
} from '../support/domain-stories';
import { attend, checkId, openedPage, signMax, signSam } from '../support/counter-stories';
import type { World, WorldOptions } from '../support/domain-world';
import { createWorld, DEFAULT_POLICY, newest, newestIn, pass, work } from '../support/domain-world';
import { DAY, MINUTE, START } from '../support/fake-clock';
import { TENANT } from '../support/request-builder';
import { method } from '../support/sample-methods';
import { GROUPS, WHO } from '../support/sample-people';

const PHONES = ['password', 'microsoftAuthenticator', 'mobilePhone'] as const;

/** Ada's phone was stolen, Max has approved, and she has not typed the code for half an hour. */
async function chatOver(options: WorldOptions = {}, prepare?: (world: World) => void): Promise<World> {
  const world = await createWorld(options);
  world.directory.groups.set(GROUPS.helpdesk, [WHO.helen, WHO.colin]);
  prepare?.(world);
  await approvedForChat(world);
  await pass(world, 30 * MINUTE + 1);
  await work(world);
  return world;
}

/** By Max, and by Sam where nobody could be told outside Teams. */
async function approvedForChat(world: World): Promise<void> {
  const { slots } = await approvedByMax(world, { scenario: 'stolenPhone' });
  if (slots.length === 2) await approve(world, { presser: WHO.sam }, 2);
  await work(world);
}

async function newCode(world: World): Promise<void> {
  const { request } = await newest(world);
  await renewCode(world.deps, { tenantId: TENANT, presser: WHO.max, requestId: request.id });
  await work(world);
}

describe('when a stolen phone’s owner is not shown the pass in Teams in time', () => {
  it('the sessions end, and the pass appears behind a link to the old contact', async () => {
    const world = await chatOver();
    const request = await newestIn(world, 'approved');
    expect(request.delivery).toEqual({
      place: 'link',
      contactId: method('email').id,
      contact: contactHash(world.deps.keys, method('email').contact ?? never()),
      kind: 'email',
      channel: 'email',
      masked: '•• email',
    });
    expect(world.account.sessionsRevoked).toBe(1);
    const types = await story(world);
    expect(types.indexOf('sessionsRevoked')).toBeLessThan(types.indexOf('revealMoved'));
    expect(types.indexOf('revealMoved')).toBeLessThan(types.indexOf('linkSent'));
    expect(request.expiresAt).toBe((request.movedAt ?? 0) + 240 * MINUTE);
    await expectSoundness(world);
  });

  it('the code from before is dead there; with a new one the pass appears, and never in the chat', async () => {
    const world = await createWorld();
    await approvedByMax(world, { scenario: 'stolenPhone' });
    await pass(world, 25 * MINUTE);
    await newCode(world);
    await pass(world, 5 * MINUTE + 1);
    await work(world);
    expect(codeOf(await reveal(world, { place: 'link' }))).toBe('codeExpired');
    await newCode(world);
    expect(codeOf(await reveal(world, { place: 'teams' }))).toBe('wrongPlace');
    shown(await reveal(world, { place: 'link' }));
    await expectSoundness(world);
  });

  it('the chat shows none from that moment on, though nothing could be done yet', async () => {
    const world = await createWorld();
    await approvedByMax(world, { scenario: 'stolenPhone' });
    await pass(world, 25 * MINUTE);
    await newCode(world);
    world.clock.advance(5 * MINUTE - 1);
    expect(codeOf(await reveal(world, { code: '1' }))).toBe('codeWrong');
    world.clock.advance(1);
    expect(codeOf(await reveal(world))).toBe('chatOver');
    expect((await newest(world)).request.delivery.place).toBe('teams');
  });

  it('whoever has to know is told, each once', async () => {
    const world = await chatOver();
    await pass(world, 10 * MINUTE);
    const told = (await newest(world)).request.told.filter((key) => key.startsWith('moved:'));
    expect(told.toSorted()).toEqual(
      [`moved:${WHO.ada}:teams`, `moved:${WHO.max}:teams`, 'moved:group:helpdesk:teams'].toSorted(),
    );
  });

  it('a pass that was shown in time moves nowhere', async () => {
    const world = await createWorld();
    await passShown(world, { scenario: 'stolenPhone' });
    await pass(world, 40 * MINUTE);
    expect(await story(world)).not.toContain('revealMoved');
    expect(world.account.sessionsRevoked).toBe(1);
  });

  it('a policy may give the chat less time', async () => {
    const timers = { ...DEFAULT_POLICY.timers, stolenChatMinutes: 5 };
    const world = await createWorld({ policy: { timers } });
    await approvedByMax(world, { scenario: 'stolenPhone' });
    await pass(world, 5 * MINUTE + 1);
    await work(world);
    expect((await newest(world)).request.delivery.place).toBe('link');
  });
});

describe('when the server chooses the contact (T1)', () => {
  const placed = (world: World) => newest(world).then(({ request: { delivery } }) => delivery);
  const other = method('alternateMobilePhone');
  const give = (one: Method) => (world: World) => void world.account.methods.push(one);

  it('another phone comes before a mailbox, which may be open on the stolen one', async () => {
    expect(await placed(await chatOver({}, give(other)))).toMatchObject({ channel: 'sms', contactId: other.id });
  });

  it.each<readonly [string, Method]>([
    ['that has the number of the stolen phone', { ...other, ...contactOf('mobilePhone') }],
    ['that was registered yesterday', method('alternateMobilePhone', 'young', START - DAY)],
  ])('never one %s', async (_what, one) => {
    expect(await placed(await chatOver({}, give(one)))).toMatchObject({ channel: 'email' });
  });

  it('nor the stolen phone’s number under another entry, after it was removed under its own', async () => {
    const world = await createWorld({ methods: PHONES });
    await approvedForChat(world);
    const again = { ...other, ...contactOf('mobilePhone') };
    const hash = contactHash(world.deps.keys, again.contact ?? never());
    await world.sightings.record(TENANT, WHO.ada, 'contact', hash, START - 60 * DAY, false);
    world.account.methods.push(again);
    await pass(world, 30 * MINUTE + 1);
    await work(world);
    expect((await placed(world)).place).toBe('inPerson');
  });

  it('nor one that the policy of then knows no channel for', async () => {
    const world = await chatOver({ policy: { delivery: ['teams', 'inPerson'] } });
    expect((await placed(world)).place).toBe('inPerson');
  });
});

describe('when no contact may carry the link', () => {
  it('the pass appears at a counter, which takes two people, an ID and new numbers', async () => {
    const world = await chatOver({ methods: PHONES });
    const request = await newestIn(world, 'awaitingApproval');
    expect(request).toMatchObject({ delivery: { place: 'inPerson' }, employeeConfirmed: false, route: 'dualApproval' });
    expect(request.slots.map(({ group, approval }) => [group, approval])).toEqual([
      ['manager', undefined],
      ['security', undefined],
    ]);
    expect(world.account.sessionsRevoked).toBe(1);
    expect(world.account.isEmpty()).toBe(false);
    expect(codeOf(await approve(world))).toBe('idNotChecked');
    await attend(world);
    await checkId(world);
    await signMax(world);
    expect(codeOf(await signSam(world))).toBe('done');
    await work(world);
    expect(codeOf(await reveal(world, { place: 'teams' }))).toBe('wrongPlace');
    await openedPage(world);
    shown(await reveal(world, { place: 'inPerson' }));
    await pass(world, MINUTE);
    expect(await story(world)).toEqual(expect.arrayContaining(['movedToCounter', 'idChecked', 'passIssued']));
    await expectSoundness(world);
  });

  it('nobody is asked anew before the sessions have ended', async () => {
    const world = await chatOver({ methods: PHONES }, ({ ports }) => {
      ports.fail('accounts.revokeSessions', 'unavailable', { times: 3 });
    });
    expect((await newest(world)).request.state).toBe('approved');
    await pass(world, 5 * MINUTE);
    expect((await newest(world)).request.delivery.place).toBe('inPerson');
    const types = await story(world);
    expect(types.indexOf('sessionsRevoked')).toBeLessThan(types.indexOf('movedToCounter'));
  });

  it('where there are no counters people take over, and the account is covered', async () => {
    const world = await chatOver({ methods: PHONES, policy: { delivery: ['teams', 'email'] } });
    expect((await newestIn(world, 'failed')).failure.reason).toBe('nowhereToShow');
    expect(world.account.sessionsRevoked).toBe(1);
    expect(world.account.isEmpty()).toBe(false);
  });
});

describe('when it cannot be read whether a contact may carry the link', () => {
  it('it is asked again for ten minutes, then it is the counter', async () => {
    const world = await createWorld();
    await approvedByMax(world, { scenario: 'stolenPhone' });
    await pass(world, 29 * MINUTE);
    world.ports.fail('directory.changes', 'throttled');
    await pass(world, 10 * MINUTE);
    expect((await newest(world)).request.delivery.place).toBe('teams');
    expect(codeOf(await reveal(world))).toBe('chatOver');
    await pass(world, 10 * MINUTE);
    const { delivery, told } = (await newest(world)).request;
    expect(delivery.place).toBe('inPerson');
    // Nothing speaks against a notice to it: that is how she learns that she has to come.
    expect(told.filter((key) => key.startsWith('moved:')).toSorted()).toEqual(
      [`moved:${WHO.ada}:email`, `moved:${WHO.ada}:teams`, 'moved:group:helpdesk:teams'].toSorted(),
    );
    await expectSoundness(world);
  });

  it('and where it can be read again by then, the link', async () => {
    const world = await createWorld();
    await approvedByMax(world, { scenario: 'stolenPhone' });
    await pass(world, 29 * MINUTE);
    world.ports.fail('directory.changes', 'throttled');
    await pass(world, 4 * MINUTE);
    world.ports.heal();
    await pass(world, 6 * MINUTE);
    expect((await newest(world)).request.delivery.place).toBe('link');
  });
});

function contactOf(kind: 'mobilePhone'): Pick<Method, 'contact'> {
  const { contact } = method(kind);
  return contact === undefined ? {} : { contact };
}

function never(): never {
  throw new Error('it has a contact');
}
