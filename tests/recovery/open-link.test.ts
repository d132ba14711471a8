import type { Method } from '../../recovery/methods';
import { openLink } from '../../recovery/open-link';
import { approve, codeOf, open, reveal, story } from '../support/domain-stories';
import { confirmIdentity } from '../../recovery/confirm-identity';
import type { World } from '../support/domain-world';
import { createWorld, newest, pass, work } from '../support/domain-world';
import { MINUTE } from '../support/fake-clock';
import { TENANT } from '../support/request-builder';
import { method } from '../support/sample-methods';
import { WHO } from '../support/sample-people';
import { PROOF } from '../support/sample-proof';

/** Opened by the helpdesk for a link to Ada's mailbox; the worker has not looked yet. */
async function openedForMail(): Promise<World> {
  const world = await createWorld();
  await open(world, { presser: WHO.helen, address: WHO.ada, proof: PROOF }, { delivery: method('email').id });
  return world;
}

/** The same, and the link has gone out: everything of Ada's goes to the page behind it. */
async function behindLink(): Promise<World> {
  const world = await openedForMail();
  await work(world);
  return world;
}

function setMail(world: World, mail: Method): void {
  world.account.methods = world.account.methods.map((one) => (one.kind === 'email' ? mail : one));
}

const noLinks = async (world: World): Promise<readonly string[]> => {
  const trail = await world.ledger.trail(TENANT, (await newest(world)).request.id);
  return trail.flatMap(({ event }) => (event.type === 'linkFailed' ? [event.code] : []));
};

const token = (world: World): string => world.outOfBand.lastToken();

describe('when a link is opened', () => {
  it('goes to the chosen contact and is stored as a hash only', async () => {
    const world = await behindLink();
    expect(world.outOfBand.links.map(({ to }) => to)).toEqual([method('email').id]);
    expect(world.outOfBand.links[0]?.link.reveal()).toBe(`https://latchkey.contoso.example/reveal/${token(world)}`);
    expect([...world.links.hashes.keys()].join()).not.toContain(token(world));
    expect(world.ledger.dump()).not.toContain(token(world));
    expect(JSON.stringify(world.log.lines)).not.toContain(token(world));
  });

  it('looking ten times changes nothing: previews are harmless', async () => {
    const world = await behindLink();
    const { seq, request } = await newest(world);
    for (let look = 0; look < 10; look += 1) {
      expect(await openLink(world.deps, { token: token(world) })).toMatchObject({
        stored: { request: { id: request.id } },
      });
    }
    expect((await newest(world)).seq).toBe(seq);
  });

  it('is dead after ten minutes', async () => {
    const world = await behindLink();
    const first = token(world);
    world.clock.advance(10 * MINUTE - 1);
    expect(codeOf(await openLink(world.deps, { token: first }))).toBe('link');
    world.clock.advance(1);
    expect(codeOf(await openLink(world.deps, { token: first }))).toBe('linkUnknown');
  });

  it.each([
    '',
    'short',
    'x'.repeat(101),
    'x'.repeat(19),
    '../../etc/passwd-xxxxxxxxxx',
    `${'x'.repeat(30)}'`,
    'x'.repeat(43),
  ])('%j opens nothing', async (text) => {
    const world = await behindLink();
    expect(await openLink(world.deps, { token: text })).toEqual({ kind: 'refused', code: 'linkUnknown' });
  });

  it('storage that is away is said politely and logged', async () => {
    const world = await behindLink();
    const text = token(world);
    world.ports.fail('links.get', 'unavailable');
    expect(codeOf(await openLink(world.deps, { token: text }))).toBe('storageUnavailable');
    expect(world.log.events()).toContain('link.failed');
    expect(JSON.stringify(world.log.lines)).not.toContain(text);
  });

  it('a link to a request that goes on in Teams opens nothing', async () => {
    const world = await behindLink();
    const stored = await newest(world);
    const by = { kind: 'system' } as const;
    await world.ledger.commit(
      stored,
      { type: 'reminded', at: 1, by },
      { ...stored.request, delivery: { place: 'teams' } },
    );
    expect(codeOf(await openLink(world.deps, { token: token(world) }))).toBe('linkUnknown');
  });
});

describe('when the employee works on the page', () => {
  it('confirms, is approved, gets a new link, and sees the pass there only', async () => {
    const world = await behindLink();
    const { request } = await newest(world);
    await confirmIdentity(world.deps, { tenantId: TENANT, presser: WHO.ada, requestId: request.id });
    await pass(world, 3 * MINUTE);
    await approve(world);
    await work(world);
    expect(world.outOfBand.links).toHaveLength(2);
    expect(codeOf(await reveal(world))).toBe('wrongPlace');
    expect(codeOf(await reveal(world, { place: 'link' }))).toBe('shown');
    expect((await story(world)).filter((type) => type === 'linkSent')).toHaveLength(2);
  });

  it('a contact that changed after the opening gets no link, and it is tried again slowly', async () => {
    const world = await openedForMail();
    setMail(world, method('email', 'changed', world.clock.now()));
    await pass(world, 11 * MINUTE);
    expect(world.outOfBand.links).toEqual([]);
    expect((await story(world)).filter((type) => type === 'linkFailed')).toHaveLength(3);
  });

  it('a mail that does not go out is recorded and sent later', async () => {
    const world = await openedForMail();
    world.ports.fail('outOfBand.sendLink', 'throttled', { times: 1 });
    await pass(world, 6 * MINUTE);
    expect(await story(world)).toEqual(expect.arrayContaining(['linkFailed', 'linkSent']));
    expect(world.outOfBand.links).toHaveLength(1);
  });
});

describe('when the chosen contact is another one by the time the link goes out (T2)', () => {
  const swapped = method('email', 'mallory');

  it('no link goes there though id and date are the same, and the helpdesk is told at once and once', async () => {
    const world = await openedForMail();
    setMail(world, swapped);
    await pass(world, 6 * MINUTE);
    expect(world.outOfBand.links).toEqual([]);
    expect(await noLinks(world)).toEqual(['contactChanged', 'contactChanged']);
    expect(world.cards.told('stuck')).toEqual([WHO.helen]);
    expect((await newest(world)).request).toMatchObject({ stalled: { step: 'sendLink', code: 'contactChanged' } });
  });

  it('nor the link of a new code, after the approval', async () => {
    const world = await behindLink();
    const { request } = await newest(world);
    await confirmIdentity(world.deps, { tenantId: TENANT, presser: WHO.ada, requestId: request.id });
    await pass(world, 3 * MINUTE);
    await approve(world);
    setMail(world, swapped);
    await work(world);
    expect(world.outOfBand.links).toHaveLength(1);
    expect((await newest(world)).request).toMatchObject({
      state: 'approved',
      decided: { failure: { code: 'contactChanged' } },
    });
  });

  it('no other contact of hers gets it instead', async () => {
    const world = await openedForMail();
    world.account.methods = world.account.methods.filter(({ kind }) => kind !== 'email');
    world.account.methods.push(method('alternateMobilePhone'));
    await work(world);
    expect(world.outOfBand.links).toEqual([]);
    expect(await noLinks(world)).toEqual(['contactChanged']);
  });

  it('where the old address is back the link goes out, and the trouble is over', async () => {
    const world = await openedForMail();
    setMail(world, swapped);
    await work(world);
    setMail(world, method('email'));
    await pass(world, 5 * MINUTE);
    expect(world.outOfBand.links).toHaveLength(1);
    expect((await newest(world)).request.stalled).toBeUndefined();
  });

  it('while the log of the directory cannot be read it waits, and says nothing of the contact', async () => {
    const world = await openedForMail();
    world.ports.fail('directory.changes', 'throttled', { times: 1 });
    await work(world);
    expect(world.outOfBand.links).toEqual([]);
    expect(await noLinks(world)).toEqual(['unavailable']);
    await pass(world, 5 * MINUTE);
    expect(world.outOfBand.links).toHaveLength(1);
  });

  it('a contact that the rules trust no longer is told as that', async () => {
    const world = await openedForMail();
    setMail(world, { ...method('email'), createdAt: world.clock.now() });
    await work(world);
    expect(await noLinks(world)).toEqual(['contactNotTrusted']);
  });

  it('where no hash was written down nobody gets a link', async () => {
    const world = await openedForMail();
    const stored = await newest(world);
    const { delivery } = stored.request;
    if (delivery.place !== 'link') throw new Error('no link was chosen');
    const { contact: _contact, ...without } = delivery;
    const event = { type: 'reminded', at: 1, by: { kind: 'system' } } as const;
    await world.ledger.commit(stored, event, { ...stored.request, delivery: without });
    await work(world);
    expect(world.outOfBand.links).toEqual([]);
  });
});
