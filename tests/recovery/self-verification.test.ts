import type { DirectoryChange, LogPage } from '../../recovery/account-logs';
import type { Approvers } from '../../recovery/approvers';
import { codeNumber } from '../../recovery/code-number';
import type { DraftInput } from '../../recovery/draft-request';
import type { EmployeeFacts } from '../../recovery/employee-facts';
import type { Method } from '../../recovery/methods';
import type { OpenInput } from '../../recovery/open-request';
import type { Policy } from '../../recovery/policy-settings';
import { selfVerification } from '../../recovery/self-verification';
import type { Signal } from '../../recovery/signals';
import { LOST, lostBecause, selfVerifiedBy } from '../../recovery/verify-self';
import { codeOf, open } from '../support/domain-stories';
import type { World } from '../support/domain-world';
import { createWorld, DEFAULT_POLICY, newest, newestIn, work } from '../support/domain-world';
import { DAY, MINUTE, START } from '../support/fake-clock';
import { fakeKeyRing } from '../support/fake-key-ring';
import { TENANT } from '../support/request-builder';
import { method } from '../support/sample-methods';
import { GROUPS, WHO } from '../support/sample-people';
import { askForCode, offered, OTHER_PHONE, seen, SELF_POLICY, selfWorld } from '../support/self-verified-stories';
import { PROOF } from '../support/sample-proof';

const TIER = { name: 'board', groupIds: [GROUPS.duty], overrides: { passLifetimeMinutes: 20 } } as const;

/** The number that Ada had is another one since a moment ago, under the same id and, as Graph may say, of the same date. */
function numberChanged(world: World): void {
  world.account.methods.splice(
    world.account.methods.indexOf(other(world)),
    1,
    method('alternateMobilePhone', 'theirs'),
  );
}

function other(world: World) {
  const found = world.account.methods.find(({ kind }) => kind === 'alternateMobilePhone');
  if (found === undefined) throw new Error('the number is gone');
  return found;
}

describe('when nobody has turned it on', () => {
  it('the card says nothing of it, and who asks all the same waits for the approver', async () => {
    const world = await selfWorld({ selfVerified: { scenarios: [], numberStableDays: 30 } });
    expect(await offered(world)).toBeUndefined();
    expect(codeOf(await askForCode(world))).toBe('done');
    const { request } = await newest(world);
    expect(request).toMatchObject({ state: 'awaitingApproval', slots: [{ candidates: [WHO.max] }] });
    expect(JSON.stringify(request)).not.toContain('selfVerified');
  });
});

describe('when all is well', () => {
  it.each(['newPhone', 'appBroken', 'lostKey'] as const)(
    '%s: the card offers the code, and says where it goes',
    async (scenario) => {
      const world = await selfWorld();
      if (scenario !== 'newPhone') await seen(world, method('mobilePhone'), START - 60 * DAY);
      const masked = scenario === 'newPhone' ? '•• alternateMobilePhone' : '•• mobilePhone';
      expect(await offered(world, { scenario })).toEqual({ masked });
    },
  );

  it('nothing of it happens unless the employee asks', async () => {
    const world = await selfWorld();
    await open(world, { scenario: 'newPhone' });
    expect((await newest(world)).request.state).toBe('awaitingApproval');
  });
});

type Case = readonly [string, (world: World) => unknown, 'rules' | 'number'];

const ODD: readonly Case[] = [
  [
    'the account holds a role',
    (w) => w.directory.rolesOf.set(WHO.ada, { globalAdministrator: false, privileged: true, roles: [] }),
    'rules',
  ],
  ['roles cannot be read', (w) => w.ports.fail('directory.roles', 'timeout'), 'rules'],
  ['the risk is low', (w) => w.directory.risks.set(WHO.ada, 'low'), 'rules'],
  ['the risk is high', (w) => w.directory.risks.set(WHO.ada, 'high'), 'rules'],
  ['the risk cannot be read', (w) => w.ports.fail('directory.risk', 'timeout'), 'rules'],
  ['there is no licence for risk', (w) => w.ports.fail('directory.risk', 'unlicensed'), 'rules'],
  ['there is no licence for sign-ins', (w) => w.ports.fail('directory.signIns', 'unlicensed'), 'rules'],
  [
    'a sign-in failed',
    (w) => w.directory.signInsOf.set(WHO.ada, [{ at: START - MINUTE, outcome: 'failed', risky: false, answers: [] }]),
    'rules',
  ],
  [
    'a method was registered an hour ago',
    (w) => w.account.enrol(method('fido2', 'theirs', START - 60 * MINUTE)),
    'rules',
  ],
  ['the manager is not known', (w) => w.directory.managers.delete(WHO.ada), 'rules'],
  ['the manager was changed', (w) => w.directory.managers.set(WHO.ada, WHO.colin), 'rules'],
  ['the manager is away', (w) => w.directory.away.add(WHO.max), 'rules'],
  ['the number was changed five minutes ago', numberChanged, 'number'],
  [
    'there is only the number of the lost phone',
    (w) => w.account.methods.splice(w.account.methods.indexOf(other(w)), 1),
    'number',
  ],
  [
    'the log says that something was changed 29 days ago',
    (w) => w.directory.changesOf.set(WHO.ada, [{ at: START - 29 * DAY, what: 'methodRegistered' }]),
    'number',
  ],
  ['the log cannot be read', (w) => w.ports.fail('directory.changes', 'timeout'), 'rules'],
  [
    'another contact that was seen lately is registered no more',
    (w) => seen(w, method('email', 'gone'), START - 90 * DAY),
    'number',
  ],
];

describe('when there is anything to look at (T23)', () => {
  it.each(ODD)('%s: not offered, and who asks waits for people, never for a refusal', async (_what, change, why) => {
    const world = await selfWorld();
    await change(world);
    expect(await offered(world)).toEqual({ why });
    expect(codeOf(await askForCode(world))).toBe('done');
    await work(world);
    const { request } = await newest(world);
    expect(['awaitingApproval', 'held']).toContain(request.state);
    expect(request.reasons).toContainEqual(expect.objectContaining({ rule: `selfVerified.${why}`, outcome: 'raised' }));
    expect(world.outOfBand.codes).toEqual([]);
  });

  it.each<readonly [string, (policy: Policy) => Partial<Policy>]>([
    ['somebody is in a tier, whatever it says', () => ({ tiers: [TIER] })],
    ['methods go at the approval', ({ secureOn }) => ({ secureOn: { ...secureOn, newPhone: 'approval' } })],
    ['recoveries were one too many', ({ rules }) => ({ rules: { ...rules, recoveries: { most: -1 } } })],
    ['no contact outside Teams may be used', () => ({ delivery: ['teams'] })],
  ])('%s: a person looks', async (_what, change) => {
    const world = await selfWorld();
    world.directory.groups.get(GROUPS.duty)?.push(WHO.ada);
    const changed = { ...world, deps: { ...world.deps, policy: { ...world.policy, ...change(world.policy) } } };
    expect(await offered(changed)).toEqual({ why: 'rules' });
  });

  it('words that press for speed: a person looks', async () => {
    const world = await selfWorld();
    expect(await offered(world, { pressed: true })).toEqual({ why: 'rules' });
    expect(await offered(world, { details: 'urgent, the CEO needs it now' })).toEqual({ why: 'rules' });
  });

  it('another scenario: nothing is said, and who asks all the same waits for the approver', async () => {
    const world = await selfWorld();
    for (const scenario of ['lostPhone', 'stolenPhone', 'lockedOut'] as const)
      expect(await offered(world, { scenario })).toBeUndefined();
    await askForCode(world, { scenario: 'lostPhone' });
    expect((await newest(world)).request.state).toBe('awaitingApproval');
  });

  it('a scenario that is changed on the way counts as what it is then', async () => {
    const world = await selfWorld();
    await askForCode(world, { scenario: 'newPhone' }, { scenario: 'lostPhone' });
    expect((await newest(world)).request.state).toBe('awaitingApproval');
  });

  it('the helpdesk asks for somebody: nothing is said, and nothing of it happens', async () => {
    const world = await selfWorld();
    const draft: Partial<DraftInput> = { presser: WHO.helen, address: WHO.ada, proof: PROOF };
    expect(await offered(world, draft)).toBeUndefined();
    await askForCode(world, draft);
    expect((await newest(world)).request).toMatchObject({ state: 'awaitingApproval', requester: WHO.helen });
  });

  it('a number that is ticked to go gets no code, nor does a page behind a link', async () => {
    for (const confirm of [{ methods: [OTHER_PHONE.id] }, { delivery: OTHER_PHONE.id }] as Partial<OpenInput>[]) {
      const world = await selfWorld();
      await askForCode(world, {}, confirm);
      await work(world);
      expect((await newest(world)).request.state).toBe('awaitingApproval');
      expect(world.outOfBand.codes).toEqual([]);
    }
  });

  it('a tenant with too much at once holds it as any other', async () => {
    const world = await selfWorld();
    const caps = { ...world.policy.caps, perTenant: { count: 0, windowMs: DAY } };
    const full = { ...world, deps: { ...world.deps, policy: { ...world.policy, caps } } };
    await askForCode(full);
    expect((await newestIn(full, 'held')).held.reason).toBe('tenantFlood');
  });

  it('a process that ends right after the opening leaves a request that waits for its approver', async () => {
    const world = await selfWorld();
    world.ports.fail('passes.policyFor', 'timeout', { times: 1 });
    expect(codeOf(await askForCode(world))).toBe('done');
    await work(world);
    expect((await newest(world)).request).toMatchObject({ state: 'awaitingApproval', slots: [{ asked: [WHO.max] }] });
  });
});

describe('when it is asked how long a number has stood', () => {
  /** Only Graph's date and the log speak for it, beside a sighting of that age. */
  const dated = async (firstSeen: number, days = 30): Promise<World> => {
    const methods = ['password', 'microsoftAuthenticator', 'email', 'alternateMobilePhone'] as const;
    const policy = { selfVerified: { ...SELF_POLICY.selfVerified, numberStableDays: days } };
    const world = await createWorld({ policy, methods });
    await seen(world, OTHER_PHONE, firstSeen);
    return world;
  };

  it.each<readonly [string, number, boolean]>([
    ['thirty days here', START - 30 * DAY, true],
    ['a day here, and longer by date and log', START - DAY, true],
    ['less than a day here: the log may be behind', START - DAY + 1, false],
  ])('%s', async (_what, firstSeen, is) => {
    expect(await offered(await dated(firstSeen))).toEqual(
      is ? { masked: '•• alternateMobilePhone' } : { why: 'number' },
    );
  });

  it('the date alone says nothing where the log does not reach so far', async () => {
    const world = await dated(START - 2 * DAY, 45);
    const changes = async () => ({ entries: [], since: START - 30 * DAY });
    const directory = Object.assign(Object.create(world.deps.directory) as typeof world.deps.directory, { changes });
    expect(await offered({ ...world, deps: { ...world.deps, directory } })).toEqual({ why: 'number' });
  });

  it.each<readonly [string, Signal<LogPage<DirectoryChange>>, boolean]>([
    ['the log has nothing', { kind: 'known', value: { entries: [], since: 0 } }, true],
    ['the tenant has no log: what was seen here is enough', { kind: 'notAvailable' }, true],
    ['the log cannot be read: nobody can say', { kind: 'unknown', why: 'timeout' }, false],
  ])('%s', async (_what, changes, is) => {
    const { sightings, deps, account } = await selfWorld();
    const { contact } = await sightings.about(TENANT, WHO.ada);
    const { methods } = account;
    const story = { scenario: 'newPhone', chosenMethods: [], now: START } as const;
    const asked = { keys: deps.keys, stableDays: 30, methods, changes, sightings: contact, story };
    expect(codeNumber(asked)?.id).toBe(is ? OTHER_PHONE.id : undefined);
  });

  it('one that lies on the lost phone as well is lost, under whatever entry', async () => {
    const methods = ['password', 'microsoftAuthenticator', 'email', 'mobilePhone'] as const;
    const world = await createWorld({ policy: SELF_POLICY, methods });
    const lost = method('mobilePhone');
    world.account.methods.push({ ...OTHER_PHONE, ...(lost.contact && { contact: lost.contact }) });
    for (const one of [lost, method('email')]) await seen(world, one, START - 60 * DAY);
    expect(await offered(world)).toEqual({ why: 'number' });
    expect(await offered(world, { scenario: 'appBroken' })).toEqual({ masked: '•• mobilePhone' });
  });

  it('a number that was never seen is not known, whatever its date', async () => {
    const methods = ['password', 'microsoftAuthenticator', 'email', 'alternateMobilePhone'] as const;
    const world = await createWorld({ policy: SELF_POLICY, methods });
    expect(await offered(world)).toEqual({ why: 'number' });
  });
});

describe('when it is asked whether the number still stands', () => {
  const facts = (number: Method): EmployeeFacts =>
    ({
      ...{ route: { route: 'approval', reasons: [] }, signals: {}, policy: { ...DEFAULT_POLICY, ...SELF_POLICY } },
      codeNumber: { id: number.id, ...number.contact },
    }) as unknown as EmployeeFacts;
  const approvers: Approvers = {
    slots: [{ slot: 1, group: 'manager', candidates: [WHO.max], asked: [], passedOver: [] }],
    reasons: [],
  };

  it.each([
    ['the same number', OTHER_PHONE, undefined],
    ['another number under the same entry', method('alternateMobilePhone', 'theirs'), LOST.number],
  ])('%s', (_what, number, lost) => {
    const keys = fakeKeyRing();
    const verdict = selfVerification(facts(OTHER_PHONE), approvers, 'newPhone');
    if (verdict.kind !== 'possible') throw new Error('a code may not do');
    const own = { employee: WHO.ada, requester: WHO.ada } as const;
    const request = { scenario: 'newPhone', keyId: keys.currentId, ...own } as const;
    const self = selfVerifiedBy({ keys }, request, verdict);
    expect(lostBecause({ keys }, request, self, facts(number), approvers)).toBe(lost);
  });
});
