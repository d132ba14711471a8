import { Secret } from '../../platform/secret';
import { contactHash } from '../../recovery/contact-hash';
import type { Notice } from '../../recovery/notices';
import { readNotMeToken } from '../../recovery/not-me-link';
import { tellPeople } from '../../recovery/tell-people';
import type { World } from '../support/domain-world';
import { createWorld } from '../support/domain-world';
import { awaiting, TENANT } from '../support/request-builder';
import { method } from '../support/sample-methods';
import { WHO } from '../support/sample-people';

const REQUEST = awaiting({ employee: WHO.ada });
const OPENED: Notice = { notice: 'opened', who: WHO.ada, channel: 'outside' };
const TO_MAX: Notice = { notice: 'approved', who: WHO.max, channel: 'mail' };
const MAIL = method('email').id;
const OTHER_PHONE = method('alternateMobilePhone').id;

const worldOf = (): Promise<World> =>
  createWorld({ methods: ['password', 'mobilePhone', 'alternateMobilePhone', 'email'] });

describe('when the employee is told outside Teams', () => {
  it('each contact has a link of its own, and the entry says which contacts took the notice', async () => {
    const world = await worldOf();
    const event = await tellPeople(world.deps, OPENED, REQUEST);
    const links = [OTHER_PHONE, MAIL].map((to) =>
      readNotMeToken(world.deps.keys, world.outOfBand.notMeToken('opened', to)),
    );
    const [phone, mail] = links.map((link) => link?.holder);
    expect(links).toMatchObject([{ tenantId: TENANT, requestId: REQUEST.id, notice: 'opened' }, { notice: 'opened' }]);
    expect([phone?.channel, mail?.channel]).toEqual(['sms', 'email']);
    expect(event).toMatchObject({ ok: true, channel: 'email', notice: 'opened' });
    expect(event.contacts).toEqual([
      { ...phone, masked: '•• alternateMobilePhone' },
      { ...mail, masked: '•• email' },
    ]);
  });

  it('a contact that failed is not in the entry', async () => {
    const world = await worldOf();
    world.ports.fail('outOfBand.sendNotice', 'rejected', { times: 1 });
    const { contacts = [] } = await tellPeople(world.deps, OPENED, REQUEST);
    expect(contacts.map(({ masked }) => masked)).toEqual(['•• email']);
  });

  it.each([
    ['opened', 'the same address', [OTHER_PHONE]],
    ['opened', 'another address by now', [OTHER_PHONE, MAIL]],
    ['approved', 'the same address', [OTHER_PHONE, MAIL]],
  ] as const)('who has the link is not told twice that it was %s: %s', async (notice, stands, to) => {
    const world = await worldOf();
    const { contact: registered } = method('email');
    const contact = contactHash(
      world.deps.keys,
      stands === 'the same address' && registered !== undefined
        ? registered
        : { address: Secret.of('old@example.com') },
    );
    const delivery = { place: 'link', contactId: MAIL, contact, channel: 'email', masked: '••' } as const;
    await tellPeople(world.deps, { ...OPENED, notice }, { ...REQUEST, delivery });
    expect(world.outOfBand.notices.map((one) => one.to)).toEqual(to);
  });
});

describe('when a manager is told', () => {
  it('it is by mail, with whose account it is and a link of their own', async () => {
    const world = await worldOf();
    const event = await tellPeople(world.deps, TO_MAX, REQUEST);
    expect(world.outOfBand.mails).toEqual([{ to: 'max@contoso.example', notice: 'approved', about: 'ada' }]);
    const link = readNotMeToken(world.deps.keys, world.outOfBand.notMeToken('approved'));
    expect(link?.holder).toMatchObject({ of: 'manager', channel: 'email' });
    expect(event).toMatchObject({ who: WHO.max, channel: 'email', ok: true, contacts: [link?.holder] });
    expect(JSON.stringify(event)).not.toContain('contoso');
    expect(world.cards.notices).toEqual([]);
  });

  it.each<readonly [string, (world: World) => unknown]>([
    ['there is no mailbox', (world) => world.directory.change(WHO.max, { mail: '' })],
    ['the mail fails', (world) => world.ports.fail('outOfBand.sendNotice', 'throttled')],
    ['the directory cannot be read', (world) => world.ports.fail('directory.person', 'timeout')],
  ])('in Teams where %s', async (_why, change) => {
    const world = await worldOf();
    change(world);
    const event = await tellPeople(world.deps, TO_MAX, REQUEST);
    expect(event).toMatchObject({ ok: true });
    expect(event).not.toHaveProperty('contacts');
    expect(world.outOfBand.mails).toEqual([]);
    expect(world.cards.told('approved')).toEqual([WHO.max]);
  });

  it.each<readonly [string, (world: World) => unknown]>([
    ['has left', (world) => world.directory.people.delete(WHO.max)],
    ['is disabled', (world) => world.directory.change(WHO.max, { accountEnabled: false })],
  ])('not at all where the manager %s: somebody else may read that mail', async (_why, change) => {
    const world = await worldOf();
    change(world);
    expect(await tellPeople(world.deps, TO_MAX, REQUEST)).toMatchObject({ ok: false });
    expect([...world.outOfBand.mails, ...world.cards.notices]).toEqual([]);
  });

  it('a manager who can be told nowhere stops nothing', async () => {
    const world = await worldOf();
    world.ports.fail('outOfBand.sendNotice', 'rejected');
    world.cards.unreachable.add(WHO.max);
    expect(await tellPeople(world.deps, TO_MAX, REQUEST)).toMatchObject({ ok: false });
  });
});
