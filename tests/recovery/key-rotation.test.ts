import { Secret } from '../../platform/secret';
import { advanceRequest } from '../../recovery/advance-request';
import { contactHash } from '../../recovery/contact-hash';
import { contactsOf } from '../../recovery/employee-facts';
import { reportFraud } from '../../recovery/report-fraud';
import { approve, approvedByMax, codeOf, enrol, open, reveal, shown, shownNumber } from '../support/domain-stories';
import { passShown, saidCode, waitingForApproval } from '../support/domain-stories';
import type { World } from '../support/domain-world';
import { createWorld, newest, newestIn, pass, work } from '../support/domain-world';
import { DAY, MINUTE, START } from '../support/fake-clock';
import { fakeKeyRing } from '../support/fake-key-ring';
import { TENANT } from '../support/request-builder';
import { method } from '../support/sample-methods';
import { WHO } from '../support/sample-people';

/** Her laptop stays; the phone goes. */
const METHODS = ['password', 'email', 'microsoftAuthenticator', 'windowsHelloForBusiness'] as const;

/** Another key became current; `k1` still verifies unless it was taken out. */
const rotated = (world: World, ids: readonly [string, ...string[]] = ['k2', 'k1']): World => ({
  ...world,
  deps: { ...world.deps, keys: fakeKeyRing(ids) },
});

describe('when another key becomes current while a request is under way', () => {
  it('the number on the screen stays the one that counts', async () => {
    const world = await createWorld();
    await waitingForApproval(world);
    const number = await shownNumber(world);
    const later = rotated(world);
    expect(await shownNumber(later)).toBe(number);
    expect((await approve(later, { matchNumber: number })).kind).toBe('done');
  });

  it('the code that was said opens the pass, and what goes is what was frozen', async () => {
    const world = await createWorld();
    await approvedByMax(world);
    const code = await saidCode(world);
    const later = rotated(world);
    expect(await saidCode(later)).toBe(code);
    shown(await reveal(later, { code }));
    await work(later);
    expect(world.account.kinds()).toEqual(['password', 'email']);
    enrol(later);
    await pass(later, 5 * MINUTE);
    expect((await newest(later)).request.state).toBe('completed');
  });

  it('a method that stood all the time is no enrolment', async () => {
    const world = await createWorld({ methods: METHODS });
    await passShown(world);
    const later = rotated(world);
    await pass(later, MINUTE);
    expect((await newestIn(later, 'revealed')).decided.enrolled).toBeUndefined();
  });

  it('fraud takes away what came since the approval, and nothing that stood before', async () => {
    const world = await createWorld({ methods: METHODS });
    await passShown(world);
    await work(world);
    world.account.enrol(method('fido2', 'intruder', world.clock.now()));
    const later = rotated(world);
    const { id: requestId } = (await newest(world)).request;
    await reportFraud(later.deps, { tenantId: TENANT, presser: WHO.ada, requestId, reason: 'notMe' });
    await pass(later, 5 * MINUTE);
    expect((await newestIn(later, 'incident')).incident.containedAt).toBeDefined();
    expect(world.account.kinds()).toEqual(['password', 'email', 'windowsHelloForBusiness']);
  });

  it('a contact that is known for long stays known', async () => {
    const world = await createWorld();
    const unknownAge = method('email', 'private', null);
    const { contact } = unknownAge;
    if (contact === undefined) throw new Error('mail is a contact');
    const hash = contactHash(world.deps.keys, contact);
    await world.sightings.record(TENANT, WHO.ada, 'contact', hash, START - 30 * DAY, false);
    const about = { tenantId: TENANT, employee: WHO.ada, scenario: 'lostPhone' } as const;
    const contacts = async (keys: readonly [string, ...string[]]) =>
      (await contactsOf(rotated(world, keys).deps, about, [unknownAge])).contacts;
    expect(await contacts(['k2', 'k1'])).toHaveLength(1);
    expect(await contacts(['k2'])).toEqual([]);
  });

  it('the next request takes the new key', async () => {
    const later = rotated(await createWorld());
    await open(later);
    expect((await newest(later)).request.keyId).toBe('k2');
  });
});

describe('when the key of a request was taken out', () => {
  it('no number counts, and nothing is decided', async () => {
    const world = await createWorld();
    await waitingForApproval(world);
    const number = await shownNumber(world);
    const { etag } = await newest(world);
    const later = rotated(world, ['k2']);
    expect(codeOf(await approve(world, { matchNumber: number, presser: WHO.colin }))).not.toBe('done');
    const { id: requestId } = (await newest(world)).request;
    const press = { matchNumber: number, requestId };
    await expect(approve(later, press).catch((error: unknown) => error)).resolves.toBeDefined();
    expect((await newest(world)).etag).toBe(etag);
  });

  it('no code opens a pass, and the worker touches no account', async () => {
    const world = await createWorld();
    await approvedByMax(world);
    const code = await saidCode(world);
    const later = rotated(world, ['k2']);
    // Contacts were seen under the new key for long before the old one goes.
    const hash = contactHash(later.deps.keys, { address: Secret.of('email-old@address') });
    await world.sightings.record(TENANT, WHO.ada, 'contact', hash, START - 30 * DAY, false);
    expect(codeOf(await reveal(later, { code }))).toBe('integrity');
    const { id } = (await newest(world)).request;
    await advanceRequest(later.deps, { tenantId: TENANT, id });
    expect(world.account.writes).toEqual([]);
    expect(world.passes.secrets).toEqual([]);
  });
});
