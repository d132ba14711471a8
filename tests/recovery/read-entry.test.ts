import { Secret } from '../../platform/secret';
import type { DirectoryEntry, EntryContact } from '../../recovery/contact-directory';
import { draftRequest } from '../../recovery/draft-request';
import type { EffectErrorCode } from '../../recovery/errors';
import { createUseNoter } from '../../recovery/note-use';
import { openRequest } from '../../recovery/open-request';
import type { DraftView } from '../../recovery/outcome';
import { snapshotContacts } from '../../recovery/snapshot-contacts';
import { approve, codeOf } from '../support/domain-stories';
import type { World } from '../support/domain-world';
import { createWorld, newest, work } from '../support/domain-world';
import { DAY } from '../support/fake-clock';
import { TENANT } from '../support/request-builder';
import { WHO } from '../support/sample-people';
import { PROOF } from '../support/sample-proof';

const mail = (address: string): EntryContact => ({ channel: 'email', address: Secret.of(address), masked: address });
const OWN = ['ada@contoso.example'];
const HOME = mail('ada@home.example');
const INTRUDER = mail('ada@evil.example');

const write = (world: World, ...mails: readonly EntryContact[]): unknown =>
  world.contactDirectory.entries.set(WHO.ada, { mails, own: OWN } satisfies DirectoryEntry);

/** Ada has no contact among her methods; what the directory has for her was written down so many days ago. */
async function seenDaysAgo(days: number | undefined): Promise<World> {
  const world = await createWorld({ methods: ['password', 'microsoftAuthenticator', 'fido2'] });
  write(world, HOME);
  await createUseNoter(world.deps)(TENANT, WHO.ada);
  if (days === undefined) return world;
  await snapshotContacts(world.deps, TENANT);
  world.clock.advance(days * DAY);
  return world;
}

/** Helen drafts for Ada, who lost her key. */
async function drafted(world: World): Promise<DraftView> {
  const draft = await draftRequest(world.deps, {
    ...{ tenantId: TENANT, presser: WHO.helen, address: WHO.ada, proof: PROOF, scenario: 'lostKey' },
  });
  if (draft.kind !== 'draft') throw new Error(`no draft but ${draft.kind}`);
  return draft;
}

const entryReads = (world: World): number => world.ports.count('contactDirectory.entry');

async function opensFor(world: World, draft: DraftView, delivery: string) {
  return openRequest(world.deps, { tenantId: TENANT, presser: WHO.helen, draftId: draft.draft.id, delivery });
}

/** Opened for a link to the address in the directory; the worker has not looked yet. */
async function opened(): Promise<World> {
  const world = await seenDaysAgo(8);
  const draft = await drafted(world);
  const outcome = await opensFor(world, draft, draft.contacts[0]?.id ?? '');
  expect(codeOf(outcome)).toBe('done');
  return world;
}

const failures = async (world: World): Promise<readonly string[]> => {
  const trail = await world.ledger.trail(TENANT, (await newest(world)).request.id);
  return trail.flatMap(({ event }) => (event.type === 'linkFailed' ? [event.code] : []));
};

describe('when a draft is made for somebody whose directory contacts were written down', () => {
  const rows: readonly (readonly [string, number | undefined, boolean])[] = [
    ['eight days ago: offered, though nobody looked since', 8, true],
    ['six days ago: not yet', 6, false],
    ['never: as before', undefined, false],
  ];
  it.each(rows)('%s', async (_name, days, expected) => {
    const world = await seenDaysAgo(days);
    const before = entryReads(world);
    const { contacts, notOffered } = await drafted(world);
    expect(contacts.map(({ kind }) => kind)).toEqual(expected ? ['directoryMail'] : []);
    expect(notOffered).toEqual([]);
    // Where nothing can come of it nothing is asked.
    expect(entryReads(world) - before).toBe(expected ? 1 : 0);
  });

  it('no rule counts it: two people approve where nobody could be told outside Teams', async () => {
    const world = await opened();
    expect((await newest(world)).request.slots).toHaveLength(2);
  });

  const unread: readonly (readonly [EffectErrorCode, boolean])[] = [
    ['throttled', true],
    ['timeout', true],
    ['unavailable', true],
    ['forbidden', false],
    ['rejected', false],
  ];
  it.each(unread)('an entry that cannot be read (%s) is not offered; more may come: %s', async (code, unsure) => {
    const world = await seenDaysAgo(8);
    world.ports.fail('contactDirectory.entry', code);
    const { contacts, notOffered } = await drafted(world);
    expect([contacts, notOffered.map(({ kind, why }) => `${kind} ${why}`)]).toEqual([
      [],
      unsure ? ['directory unread'] : [],
    ]);
  });

  it('choosing it while it cannot be read is answered with that', async () => {
    const world = await seenDaysAgo(8);
    const draft = await drafted(world);
    world.ports.fail('contactDirectory.entry', 'throttled');
    const outcome = await opensFor(world, draft, draft.contacts[0]?.id ?? '');
    expect(codeOf(outcome)).toBe('directoryUnavailable');
  });

  it('an address that took its place since the draft is not chosen in its stead', async () => {
    const world = await seenDaysAgo(8);
    const draft = await drafted(world);
    write(world, INTRUDER);
    expect(codeOf(await opensFor(world, draft, draft.contacts[0]?.id ?? ''))).toBe('deliveryNotPossible');
  });

  it('an address that is a method as well is offered once', async () => {
    const world = await seenDaysAgo(8);
    world.account.methods.push({
      ...{ id: 'mail', kind: 'email', label: '', identity: Secret.of('mail'), createdAt: 0 },
      contact: { ...HOME, address: Secret.of('Ada@Home.example') },
    });
    expect((await drafted(world)).contacts.map(({ id }) => id)).toEqual(['mail']);
  });
});

describe('when a link goes to a contact of the directory (T2)', () => {
  it('goes there, and the entry is read again for it and for nothing else', async () => {
    const world = await opened();
    const before = entryReads(world);
    await work(world);
    const { request } = await newest(world);
    expect(request.delivery).toMatchObject({ place: 'link', masked: 'ada@home.example' });
    expect(world.outOfBand.links.map(({ to }) => to)).toEqual([expect.stringMatching(/^directory-[\w-]{22}$/)]);
    expect(entryReads(world) - before).toBe(1);
    await approve(world);
    expect(entryReads(world) - before).toBeLessThanOrEqual(2);
  });

  const changed: readonly (readonly [string, (world: World) => unknown, string])[] = [
    ['another address in its place', (world) => write(world, INTRUDER), 'contactChanged'],
    ['none there', (world) => write(world), 'contactChanged'],
    [
      'a house that became the account’s own',
      (world) => world.contactDirectory.entries.set(WHO.ada, { mails: [HOME], own: [...OWN, 'ada@home.example'] }),
      'contactNotTrusted',
    ],
    [
      'what was seen of it is gone',
      (world) => world.sightings.forgetContacts(TENANT, WHO.ada, world.clock.now()),
      'contactNotTrusted',
    ],
  ];
  it.each(changed)('%s: nothing goes out', async (_name, change, code) => {
    const world = await opened();
    await change(world);
    await work(world);
    expect(world.outOfBand.links).toEqual([]);
    expect(await failures(world)).toEqual([code]);
  });

  it('a directory that does not answer now is tried again', async () => {
    const world = await opened();
    world.ports.fail('contactDirectory.entry', 'throttled', { times: 1 });
    await work(world);
    expect(await failures(world)).toEqual(['throttled']);
  });
});
