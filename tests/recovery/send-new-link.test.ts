import { confirmIdentity } from '../../recovery/confirm-identity';
import type { Method } from '../../recovery/methods';
import { openLink } from '../../recovery/open-link';
import type { Outcome } from '../../recovery/outcome';
import { remindApprover } from '../../recovery/remind-approver';
import { sendNewLink } from '../../recovery/send-new-link';
import { approve, codeOf, expectSoundness, open, reveal, story, waitingForApproval } from '../support/domain-stories';
import type { World } from '../support/domain-world';
import { createWorld, newest, pass, work } from '../support/domain-world';
import { MINUTE } from '../support/fake-clock';
import { TENANT } from '../support/request-builder';
import { method } from '../support/sample-methods';
import { GROUPS, WHO } from '../support/sample-people';
import { PROOF } from '../support/sample-proof';

/** Opened by the helpdesk for a link to Ada's mailbox, which has gone out. */
async function behindLink(): Promise<World> {
  const world = await createWorld();
  await open(world, { presser: WHO.helen, address: WHO.ada, proof: PROOF }, { delivery: method('email').id });
  await work(world);
  return world;
}

async function newLink(world: World, presser: string = WHO.helen): Promise<Outcome> {
  const { request } = await newest(world);
  return sendNewLink(world.deps, { tenantId: TENANT, presser, requestId: request.id });
}

async function sayYes(world: World): Promise<void> {
  const { request } = await newest(world);
  await confirmIdentity(world.deps, { tenantId: TENANT, presser: WHO.ada, requestId: request.id });
}

function setMail(world: World, mail: Method): void {
  world.account.methods = world.account.methods.map((one) => (one.kind === 'email' ? mail : one));
}

const look = async (world: World, token: string) => codeOf(await openLink(world.deps, { token }));
const sent = (world: World): number => world.outOfBand.links.length;

describe('when the helpdesk sends a new link', () => {
  it('it goes to the same contact, and the one before is dead at once', async () => {
    const world = await behindLink();
    const first = world.outOfBand.lastToken();
    world.clock.advance(2 * MINUTE);
    expect(codeOf(await newLink(world))).toBe('done');
    expect(await look(world, first)).toBe('linkUnknown');
    await work(world);
    expect(world.outOfBand.links.map(({ to }) => to)).toEqual([method('email').id, method('email').id]);
    expect(await look(world, world.outOfBand.lastToken())).toBe('link');
    expect(await look(world, first)).toBe('linkUnknown');
    await expectSoundness(world);
  });

  it('and once: no further one follows by itself', async () => {
    const world = await behindLink();
    await sayYes(world);
    await pass(world, 3 * MINUTE);
    await newLink(world);
    await pass(world, 40 * MINUTE);
    expect(sent(world)).toBe(2);
  });

  it('also after the approval, and the pass is shown behind it', async () => {
    const world = await behindLink();
    await sayYes(world);
    await approve(world);
    await pass(world, 5 * MINUTE);
    const before = sent(world);
    expect(codeOf(await newLink(world))).toBe('done');
    await work(world);
    expect(sent(world)).toBe(before + 1);
    expect(codeOf(await reveal(world, { place: 'link' }))).toBe('shown');
  });

  it('at most every two minutes, and five times', async () => {
    const world = await behindLink();
    expect(await newLink(world)).toMatchObject({ code: 'tooSoonForLink', facts: { minutes: 2 } });
    await sayYes(world);
    for (let times = 0; times < 5; times += 1) {
      await pass(world, 2 * MINUTE);
      expect(codeOf(await newLink(world))).toBe('done');
    }
    await pass(world, 2 * MINUTE);
    expect(codeOf(await newLink(world))).toBe('linksUsedUp');
    expect(sent(world)).toBe(6);
  });

  it('of two presses at once one counts', async () => {
    const world = await behindLink();
    world.clock.advance(2 * MINUTE);
    const codes = (await Promise.all([newLink(world), newLink(world)])).map(codeOf);
    expect(codes.toSorted()).toEqual(['done', 'tooSoonForLink']);
    await work(world);
    expect(sent(world)).toBe(2);
  });

  it('the contact is judged anew: one that was changed gets nothing', async () => {
    const world = await behindLink();
    const first = world.outOfBand.lastToken();
    setMail(world, method('email', 'mallory'));
    await pass(world, 2 * MINUTE);
    await newLink(world);
    await work(world);
    expect(sent(world)).toBe(1);
    expect(await story(world)).toContain('linkFailed');
    expect(await look(world, first)).toBe('linkUnknown');
  });

  it('a link that is under way when a newer one is asked for arrives dead, and the newer one follows', async () => {
    const world = await behindLink();
    await pass(world, 2 * MINUTE);
    await newLink(world);
    const send = world.outOfBand.sendLink.bind(world.outOfBand);
    jest.spyOn(world.outOfBand, 'sendLink').mockImplementationOnce(async (...given) => {
      await send(...given);
      world.clock.advance(2 * MINUTE);
      expect(codeOf(await newLink(world))).toBe('done');
    });
    await work(world);
    expect(sent(world)).toBe(3);
    const tokens = world.outOfBand.links.map(({ link }) => link.reveal().split('/').at(-1) ?? '');
    expect(await Promise.all(tokens.map((one) => look(world, one)))).toEqual(['linkUnknown', 'linkUnknown', 'link']);
  });

  it.each([
    ['the employee', WHO.ada, 'notYours'],
    ['an approver', WHO.max, 'notYours'],
    ['a colleague', WHO.colin, 'notFound'],
  ])('%s may not', async (_who, presser, code) => {
    const world = await behindLink();
    world.clock.advance(2 * MINUTE);
    expect(codeOf(await newLink(world, presser))).toBe(code);
    expect(await look(world, world.outOfBand.lastToken())).toBe('link');
  });

  it('nor does who opened it and has left the helpdesk since', async () => {
    const world = await behindLink();
    world.clock.advance(2 * MINUTE);
    world.directory.groups.set(GROUPS.helpdesk, []);
    expect(codeOf(await newLink(world))).toBe('notYours');
  });

  it('a group that cannot be read sends nothing', async () => {
    const world = await behindLink();
    world.clock.advance(2 * MINUTE);
    world.ports.fail('directory.isMember', 'unavailable');
    expect(codeOf(await newLink(world))).toBe('directoryUnavailable');
    expect(await look(world, world.outOfBand.lastToken())).toBe('link');
  });

  it('there is none where the request goes on in Teams, or was shown already', async () => {
    const inTeams = await createWorld();
    await waitingForApproval(inTeams);
    expect(codeOf(await newLink(inTeams))).toBe('noLinkNow');
    const world = await behindLink();
    await sayYes(world);
    await approve(world);
    await work(world);
    await reveal(world, { place: 'link' });
    world.clock.advance(2 * MINUTE);
    expect(codeOf(await newLink(world))).toBe('noLinkNow');
  });
});

describe('when “Yes, this is me” was not pressed while the link was good', () => {
  it('a new one goes out with the reminder and with the escalation', async () => {
    const world = await behindLink();
    await pass(world, 9 * MINUTE);
    expect(sent(world)).toBe(1);
    await pass(world, MINUTE);
    expect(sent(world)).toBe(2);
    expect(await look(world, world.outOfBand.lastToken())).toBe('link');
    await pass(world, 20 * MINUTE);
    expect(sent(world)).toBe(3);
    await pass(world, 60 * MINUTE);
    expect(sent(world)).toBe(3);
  });

  it('a reminder that somebody sends by hand sends no link', async () => {
    const world = await behindLink();
    await pass(world, 3 * MINUTE);
    const { request } = await newest(world);
    await remindApprover(world.deps, { tenantId: TENANT, presser: WHO.helen, requestId: request.id });
    await work(world);
    expect(await story(world)).toContain('reminded');
    expect(sent(world)).toBe(1);
  });

  it('nothing more is sent once it was pressed', async () => {
    const world = await behindLink();
    await sayYes(world);
    await pass(world, 60 * MINUTE);
    expect(sent(world)).toBe(1);
  });

  it('a link that went out a moment before the reminder is enough', async () => {
    const world = await behindLink();
    await pass(world, 9 * MINUTE);
    await newLink(world);
    await pass(world, 5 * MINUTE);
    expect(sent(world)).toBe(2);
  });
});
