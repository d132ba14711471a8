import type { MethodKind } from '../../recovery/methods';
import { method } from '../support/sample-methods';
import { noteContacts } from '../../recovery/note-contacts';
import { tellPeople } from '../../recovery/tell-people';
import { tendContacts } from '../../recovery/tend-contacts';
import { approvedByMax, enrol, open, reveal, saidCode, shown } from '../support/domain-stories';
import type { World, WorldOptions } from '../support/domain-world';
import { createWorld, newest, pass, work } from '../support/domain-world';
import { DAY, MINUTE, START } from '../support/fake-clock';
import { TENANT } from '../support/request-builder';
import { WHO } from '../support/sample-people';

const OLD_MAIL = 'email-old@address';
const NEW_MAIL = 'email-intruder@address';

/** A look of the product at what Ada has registered now. */
async function look(world: World): Promise<void> {
  const { contact: sightings } = await world.sightings.about(TENANT, WHO.ada);
  await noteContacts(world.deps, TENANT, WHO.ada, { methods: world.account.methods, sightings });
}

function replace(world: World, kind: MethodKind, tag = 'intruder'): void {
  const { account, clock } = world;
  account.methods = account.methods.filter((one) => one.kind !== kind);
  account.methods.push(method(kind, tag, clock.now()));
}

async function seen(options: WorldOptions = {}): Promise<World> {
  const world = await createWorld({ methods: ['password', 'microsoftAuthenticator', 'email'], ...options });
  await look(world);
  return world;
}

function kept(world: World): readonly string[] {
  const row = world.keptContacts.rows.get(`${TENANT}|${WHO.ada}`);
  if (row === undefined || row === 'doesNotHold') return [];
  return row.contacts.map(({ address, goneSince }) => `${address.reveal()}${goneSince === undefined ? '' : ' gone'}`);
}

/** Where a notice outside Teams goes now, by address. */
async function told(world: World, notice: 'opened' | 'enrolled' = 'opened'): Promise<readonly string[]> {
  const { request } = await newest(world);
  const sent: string[] = [];
  const outOfBand = {
    ...world.deps.outOfBand,
    sendNotice: async (to: { readonly address: { reveal(): string } }) => void sent.push(to.address.reveal()),
  };
  await tellPeople({ ...world.deps, outOfBand }, { notice, who: WHO.ada, channel: 'outside' }, request);
  return sent;
}

describe('when a trusted contact was replaced two minutes before (T2)', () => {
  it('the old one hears of it, and the new one does not', async () => {
    const world = await seen();
    world.clock.advance(20 * DAY);
    await look(world);
    replace(world, 'email');
    world.clock.advance(2 * MINUTE);
    await open(world);
    expect(await told(world)).toEqual([OLD_MAIL]);
    const event = await tellPeople(
      world.deps,
      { notice: 'opened', who: WHO.ada, channel: 'outside' },
      (await newest(world)).request,
    );
    expect(event.contacts).toMatchObject([{ of: 'employee', channel: 'email', masked: '•• email', replaced: true }]);
  });

  it('it counts as no contact: two people have to approve, and no link can go there', async () => {
    const world = await seen();
    replace(world, 'email');
    world.clock.advance(2 * MINUTE);
    const outcome = await open(world, {}, { delivery: 'replaced' });
    expect(outcome).toMatchObject({ kind: 'refused', code: 'deliveryNotPossible' });
    await open(world);
    const { request } = await newest(world);
    expect(request.route).toBe('dualApproval');
    expect(request.reasons).toContainEqual(expect.objectContaining({ rule: 'notice.channel', outcome: 'raised' }));
  });

  it.each([
    ['a minute before the seven days are over', 7 * DAY - MINUTE, [OLD_MAIL]],
    ['when they are', 7 * DAY, []],
  ])('%s: %#', async (_when, later, expected) => {
    const world = await seen();
    replace(world, 'email');
    await look(world);
    await open(world);
    world.clock.advance(later);
    const mails = (await told(world)).filter((to) => to === OLD_MAIL);
    expect(mails).toEqual(expected);
  });

  it('also on a phone that is said to be lost', async () => {
    const world = await seen({ methods: ['password', 'microsoftAuthenticator', 'mobilePhone'] });
    replace(world, 'mobilePhone');
    await open(world, { scenario: 'lostPhone' });
    expect(await told(world)).toEqual(['mobilePhone-old@address']);
  });
});

describe('when a contact is gone for another reason', () => {
  it('one that was not trusted yet is neither told nor kept', async () => {
    const world = await createWorld({ methods: ['password', 'microsoftAuthenticator'] });
    world.account.methods.push(method('email', 'fresh', START - 6 * DAY));
    await look(world);
    expect(kept(world)).toEqual(['email-fresh@address']);
    replace(world, 'email');
    await look(world);
    expect(kept(world)).toEqual([NEW_MAIL]);
    await open(world);
    expect(await told(world)).toEqual([]);
  });

  it('one that a recovery removed is not told of it, nor of the next one', async () => {
    const world = await createWorld({ methods: ['password', 'microsoftAuthenticator', 'mobilePhone', 'email'] });
    await approvedByMax(world);
    shown(await reveal(world, { code: await saidCode(world) }));
    await work(world);
    expect(world.account.kinds()).not.toContain('mobilePhone');
    expect(await told(world, 'enrolled')).toEqual([OLD_MAIL]);
    enrol(world);
    await pass(world, 5 * MINUTE);
    world.clock.advance(DAY);
    await open(world);
    expect(kept(world)).toEqual([OLD_MAIL]);
    expect(await told(world)).toEqual([OLD_MAIL]);
  });

  it('one that came back is registered as before', async () => {
    const world = await seen();
    replace(world, 'email');
    await look(world);
    expect(kept(world)).toEqual([NEW_MAIL, `${OLD_MAIL} gone`]);
    replace(world, 'email', 'old');
    await look(world);
    expect(kept(world)).toEqual([OLD_MAIL]);
  });
});

describe('when what is kept of contacts is tended', () => {
  it('a replaced one is found within a day, and dropped after seven more', async () => {
    const world = await seen();
    replace(world, 'email');
    await tendContacts(world.deps, TENANT);
    expect(kept(world)).toEqual([OLD_MAIL]);
    world.clock.advance(DAY + 1);
    await tendContacts(world.deps, TENANT);
    expect(kept(world)).toEqual([NEW_MAIL, `${OLD_MAIL} gone`]);
    world.clock.advance(7 * DAY);
    await tendContacts(world.deps, TENANT);
    expect(kept(world)).toEqual([NEW_MAIL]);
  });

  it('of somebody who has left nothing is kept', async () => {
    const world = await seen();
    world.ports.fail('methods.list', 'notFound');
    world.clock.advance(DAY + 1);
    await tendContacts(world.deps, TENANT);
    expect(world.keptContacts.rows.size).toBe(0);
  });

  it('where Graph does not answer all is left as it is', async () => {
    const world = await seen();
    world.ports.fail('methods.list', 'throttled');
    world.clock.advance(DAY + 1);
    await expect(tendContacts(world.deps, TENANT)).rejects.toMatchObject({ code: 'throttled' });
    expect(kept(world)).toEqual([OLD_MAIL]);
  });

  it('with 0 days nothing is kept, and what was goes', async () => {
    const world = await seen();
    const off = { ...world.deps, policy: { ...world.policy, replacedContactDays: 0 } };
    world.clock.advance(DAY + 1);
    await tendContacts(off, TENANT);
    expect(kept(world)).toEqual([]);
    await noteContacts(off, TENANT, WHO.ada, { methods: world.account.methods, sightings: [] });
    expect(kept(world)).toEqual([]);
  });
});

describe('when a row does not hold', () => {
  it('nobody is told at its word, the others are, and security hears of it; the next look begins anew', async () => {
    const world = await seen({ methods: ['password', 'microsoftAuthenticator', 'email', 'alternateMobilePhone'] });
    replace(world, 'email');
    await open(world);
    world.keptContacts.rows.set(`${TENANT}|${WHO.ada}`, 'doesNotHold');
    expect(await told(world)).toEqual(['alternateMobilePhone-old@address']);
    expect(world.cards.alarms).not.toEqual([]);
    await look(world);
    expect(kept(world)).toEqual(['alternateMobilePhone-old@address', NEW_MAIL]);
  });

  it('where it cannot be read now, the others are told all the same', async () => {
    const world = await seen({ methods: ['password', 'microsoftAuthenticator', 'email'] });
    await open(world);
    world.ports.fail('keptContacts.of', 'unavailable');
    expect(await told(world)).toEqual([OLD_MAIL]);
  });
});
