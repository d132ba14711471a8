import { cancelRequest } from '../../recovery/cancel-request';
import { confirmIdentity } from '../../recovery/confirm-identity';
import type { DraftInput } from '../../recovery/draft-request';
import { draftRequest } from '../../recovery/draft-request';
import { findRequest } from '../../recovery/find-request';
import type { OpenInput } from '../../recovery/open-request';
import { openRequest } from '../../recovery/open-request';
import type { DraftOutcome, Outcome } from '../../recovery/outcome';
import { remindApprover } from '../../recovery/remind-approver';
import { reportFraud } from '../../recovery/report-fraud';
import { approve, codeOf, expectSoundness, open, shownNumber, story } from '../support/domain-stories';
import type { World, WorldOptions } from '../support/domain-world';
import { createWorld, DEFAULT_POLICY, newest, pass, work } from '../support/domain-world';
import { DAY, HOUR, MINUTE } from '../support/fake-clock';
import { person, TENANT } from '../support/request-builder';
import { GROUPS, samplePerson, WHO } from '../support/sample-people';
import { PROOF } from '../support/sample-proof';

const ADDRESS = 'ada@contoso.example';
const BY_HELPDESK = { presser: WHO.helen, address: ADDRESS, proof: PROOF } as const;
const NO_METHODS = { registered: [], willGo: [], willStay: [], stillWorks: [], contacts: [], notOffered: [] };

const draftFor = (world: World, input: Partial<DraftInput> = {}): Promise<DraftOutcome> =>
  draftRequest(world.deps, {
    ...{ tenantId: TENANT, presser: WHO.colin, address: ADDRESS, scenario: 'lostPhone' },
    ...input,
  });

/** A colleague (Colin unless told otherwise) asks for Ada. */
const asks = (world: World, draft: Partial<DraftInput> = {}, said: Partial<OpenInput> = {}): Promise<Outcome> =>
  open(world, { presser: WHO.colin, address: ADDRESS, ...draft }, said);

/** The same, and the worker has done what it owes. */
async function asked(options: WorldOptions = {}, presser: string = WHO.colin): Promise<World> {
  const world = await createWorld(options);
  expect(codeOf(await asks(world, { presser }))).toBe('done');
  await work(world);
  return world;
}

async function saysYes(world: World, presser: string = WHO.ada): Promise<Outcome> {
  const { request } = await newest(world);
  return confirmIdentity(world.deps, { tenantId: TENANT, presser, requestId: request.id });
}

const asksOf = async (world: World): Promise<readonly string[]> =>
  (await newest(world)).request.slots.flatMap(({ candidates }) => candidates);

/** Everything that was read of Graph about the employee's account, beside who somebody is. */
const readsOf = ({ ports }: World): readonly string[] =>
  [...ports.calls].filter((call) => /^(methods|passes)\.|^directory\.(roles|risk|signIns|changes|manager)$/.test(call));

describe('when a colleague drafts for somebody', () => {
  it.each([ADDRESS, 'ADA@contoso.example', WHO.ada, 'ada', '  Ada '])(
    'finds them by %j, and shows no method',
    async (address) => {
      const world = await createWorld();
      const drafted = await draftFor(world, { address });
      expect(drafted).toMatchObject({ kind: 'draft', own: false, employee: { id: WHO.ada }, ...NO_METHODS });
      expect(readsOf(world)).toEqual([]);
    },
  );

  it('records no proof that they claim to have', async () => {
    expect(await draftFor(await createWorld(), { proof: PROOF })).not.toHaveProperty('draft.proof');
  });

  it.each<readonly [string, (world: World) => unknown, Partial<DraftInput>]>([
    ['nobody of that address', () => undefined, { address: 'nobody@contoso.example' }],
    ['nobody of that name', () => undefined, { address: 'nobody at all' }],
    [
      'two people of that name',
      (world) => world.directory.people.set(person(80), { ...samplePerson(person(80)), displayName: 'ada' }),
      { address: 'ada' },
    ],
    ['a guest', (world) => world.directory.change(WHO.ada, { userType: 'guest' }), {}],
    ['a disabled account', (world) => world.directory.change(WHO.ada, { accountEnabled: false }), {}],
    ['a guest who asks', (world) => world.directory.change(WHO.colin, { userType: 'guest' }), {}],
    ['somebody unknown who asks', (world) => world.directory.change(WHO.colin, { userType: 'unknown' }), {}],
    ['a disabled account that asks', (world) => world.directory.change(WHO.colin, { accountEnabled: false }), {}],
    ['nobody who asks', () => undefined, { presser: '' }],
  ])('%s gets one and the same answer (T22)', async (_what, change, input) => {
    const world = await createWorld();
    await change(world);
    expect(await draftFor(world, input)).toEqual({ kind: 'refused', code: 'cannotOpenFor' });
    expect(world.ports.count('drafts.put')).toBe(0);
  });

  it.each<readonly [string, (world: World) => unknown]>([
    [
      'a Global Administrator',
      (world) => world.directory.rolesOf.set(WHO.ada, { globalAdministrator: true, privileged: true, roles: ['GA'] }),
    ],
    ['an emergency account', (world) => world.directory.groups.set(GROUPS.breakGlass, [WHO.ada])],
    ['an account at high risk', (world) => world.directory.risks.set(WHO.ada, 'high')],
    ['an account without such a method', (world) => world.account.methods.splice(0)],
    ['somebody who has a request of their own', (world) => open(world)],
    [
      'somebody about whom fraud was reported',
      async (world) => {
        await open(world);
        const { request } = await newest(world);
        await reportFraud(world.deps, { tenantId: TENANT, presser: WHO.ada, requestId: request.id, reason: 'notMe' });
      },
    ],
  ])('%s looks like everybody else (T22)', async (_what, change) => {
    const world = await createWorld();
    await change(world);
    expect(await draftFor(world)).toMatchObject({ kind: 'draft', ...NO_METHODS });
  });

  it('who tries many names is stopped before anybody is looked up (T22)', async () => {
    const world = await createWorld();
    const answers = [];
    for (let at = 0; at < 16; at += 1)
      answers.push(codeOf(await draftFor(world, { address: `guess${String(at)}@contoso.example` })));
    expect(answers).toEqual([...Array<string>(15).fill('cannotOpenFor'), 'tooManyDrafts']);
    expect(world.ports.count('directory.personByAddress')).toBe(15);
  });

  it('their own address, and their own name, are themselves', async () => {
    const world = await createWorld();
    for (const address of [ADDRESS, 'Ada', WHO.ada]) {
      expect(await draftFor(world, { presser: WHO.ada, address })).toMatchObject({ kind: 'draft', own: true });
    }
  });
});

describe('when a colleague asks for somebody (T16)', () => {
  it('asks the employee and nobody else, reads nothing about them and tells nobody', async () => {
    const world = await asked();
    const { request } = await newest(world);
    expect(request).toMatchObject({
      ...{ state: 'awaitingApproval', requester: WHO.colin, employee: WHO.ada, employeeConfirmed: false },
      ...{ slots: [], reasons: [], chosenMethods: [], delivery: { place: 'teams' } },
    });
    expect(readsOf(world)).toEqual([]);
    expect(world.cards.notices).toEqual([]);
    expect(world.outOfBand.links).toEqual([]);
    await pass(world, 3 * HOUR);
    expect(await story(world)).toEqual(['opened']);
  });

  it('takes of the colleague’s choices what happened and their words, and nothing else', async () => {
    const world = await createWorld();
    await asks(world, {}, { scenario: 'newPhone', details: 'x'.repeat(900), methods: ['m'], lostAt: 5, delivery: 'c' });
    const { request } = await newest(world);
    expect(request).toMatchObject({ scenario: 'newPhone', chosenMethods: [], delivery: { place: 'teams' } });
    expect(request.details).toHaveLength(500);
    expect(request.lostAt).toBeUndefined();
  });

  it('goes on as the employee’s own once they have said “this is me”', async () => {
    const world = await asked();
    world.clock.advance(HOUR);
    expect(codeOf(await saysYes(world))).toBe('done');
    const { request } = await newest(world);
    expect(request).toMatchObject({ employeeConfirmed: true, requester: WHO.colin, openedAt: world.clock.now() });
    expect(request.expiresAt).toBe(world.clock.now() + 4 * HOUR);
    expect(readsOf(world)).toContain('methods.list');
    expect(request.reasons.map(({ rule }) => rule)).toEqual(
      expect.arrayContaining(['requester.distance', 'manager.stable']),
    );
    expect(await asksOf(world)).toEqual([WHO.max]);
    await work(world);
    expect(codeOf(await approve(world))).toBe('done');
    await expectSoundness(world);
  });

  it('a second “this is me” is harmless', async () => {
    const world = await asked();
    await Promise.all([saysYes(world), saysYes(world)]);
    expect((await story(world)).filter((type) => type === 'employeeConfirmed')).toHaveLength(1);
  });

  it.each([WHO.colin, WHO.max, WHO.helen, ''])('%s cannot say it for them', async (presser) => {
    const world = await asked();
    expect(codeOf(await saysYes(world, presser))).toBe('notFound');
  });

  it('ends when the employee never answers', async () => {
    const world = await asked();
    await pass(world, 4 * HOUR);
    expect((await newest(world)).request.state).toBe('expired');
    expect(await story(world)).toEqual(['opened', 'expired', ...(await story(world)).slice(2)]);
    expect(await saysYes(world)).toMatchObject({ code: 'alreadyDecided' });
  });

  it('is fraud when the employee says that it was not them', async () => {
    const world = await asked();
    const { request } = await newest(world);
    await reportFraud(world.deps, { tenantId: TENANT, presser: WHO.ada, requestId: request.id, reason: 'notMe' });
    expect((await newest(world)).request.state).toBe('incident');
  });

  it('the colleague may look, cancel it, and remind nobody', async () => {
    const world = await asked();
    const who = { tenantId: TENANT, presser: WHO.colin, requestId: (await newest(world)).request.id };
    await pass(world, 3 * MINUTE);
    expect(codeOf(await findRequest(world.deps, who))).toBe('done');
    expect(codeOf(await remindApprover(world.deps, who))).toBe('employeeNotConfirmed');
    expect(codeOf(await cancelRequest(world.deps, who))).toBe('done');
  });
});

describe('when the employee says yes, and the rules do not', () => {
  it.each<readonly [string, (world: World) => unknown, string, string]>([
    [
      'a Global Administrator',
      (world) => world.directory.rolesOf.set(WHO.ada, { globalAdministrator: true, privileged: true, roles: ['GA'] }),
      'refused',
      'globalAdministrator',
    ],
    [
      'an emergency account',
      (world) => world.directory.groups.set(GROUPS.breakGlass, [WHO.ada]),
      'refused',
      'breakGlass',
    ],
    ['an account at high risk', (world) => world.directory.risks.set(WHO.ada, 'high'), 'held', 'risk.user'],
    [
      'nobody who may approve',
      (world) => {
        world.directory.managers.delete(WHO.ada);
        world.directory.groups.set(GROUPS.duty, []);
      },
      'held',
      'noApprover',
    ],
  ])('%s: it ends or is held, and nobody is asked', async (_what, change, state, reason) => {
    const world = await asked();
    await change(world);
    await saysYes(world);
    const { request } = await newest(world);
    expect(request.state).toBe(state);
    expect(JSON.stringify(request)).toContain(reason);
    await work(world);
    expect(world.cards.notices.filter(({ person: who }) => who === WHO.max)).toEqual([]);
  });

  it.each<readonly [string, (world: World) => unknown, string]>([
    ['nothing registered fits', (world) => world.account.methods.splice(0), 'nothingFits'],
    ['the methods cannot be read', (world) => world.ports.fail('methods.list', 'throttled'), 'directoryUnavailable'],
  ])('%s: it still waits, because they can try again or say it themselves', async (_what, change, code) => {
    const world = await asked();
    await change(world);
    expect(await saysYes(world)).toMatchObject({
      kind: 'refused',
      code,
      stored: { request: { employeeConfirmed: false } },
    });
    expect((await newest(world)).request.state).toBe('awaitingApproval');
  });

  it('takes a place in the tenant’s window only then', async () => {
    const caps = { ...DEFAULT_POLICY.caps, perTenant: { count: 1, windowMs: HOUR } };
    const world = await asked({ policy: { caps } });
    expect(world.tallies.taken(TENANT, { kind: 'tenant' })).toBe(0);
    await saysYes(world);
    expect(world.tallies.taken(TENANT, { kind: 'tenant' })).toBe(1);
  });
});

describe('when it comes to who approves what a colleague opened (T16)', () => {
  it('a manager who opened it does not: the next level does', async () => {
    const world = await asked({}, WHO.max);
    await saysYes(world);
    await work(world);
    expect(await asksOf(world)).toEqual([WHO.mona]);
    expect(codeOf(await approve(world, { presser: WHO.max, matchNumber: await shownNumber(world) }))).toBe(
      'ownRequest',
    );
  });

  it('a manager who joined it does not either', async () => {
    const world = await asked();
    await asks(world, { presser: WHO.max });
    await saysYes(world);
    expect(await asksOf(world)).toEqual([WHO.mona]);
  });

  it('nor does the chain above a manager who opened it and is not trusted', async () => {
    const world = await asked({}, WHO.max);
    world.directory.managers.set(WHO.max, WHO.ada);
    await saysYes(world);
    expect(await asksOf(world)).toEqual([WHO.dan, WHO.dora, WHO.sam, WHO.sue]);
  });

  it('escalation passes by who joined it', async () => {
    const world = await asked({}, WHO.mona);
    await saysYes(world);
    await work(world);
    await pass(world, 31 * MINUTE);
    expect(await asksOf(world)).toEqual([WHO.max, WHO.olga]);
  });
});

describe('when somebody else comes to what waits for the employee', () => {
  it('a second colleague joins it, and is told no more than the first', async () => {
    const world = await asked();
    expect(codeOf(await asks(world, { presser: WHO.olga }))).toBe('done');
    expect((await newest(world)).request.joined).toEqual([WHO.olga]);
  });

  it('a colleague who comes after the employee has answered hears what an unknown name hears (T22)', async () => {
    const world = await createWorld();
    const late = await draftFor(world, { presser: WHO.olga });
    await asks(world);
    await saysYes(world);
    const draftId = late.kind === 'draft' ? late.draft.id : '';
    expect(await openRequest(world.deps, { tenantId: TENANT, presser: WHO.olga, draftId })).toEqual({
      kind: 'refused',
      code: 'cannotOpenFor',
    });
    expect((await newest(world)).request.joined).toEqual([]);
  });

  it('the employee’s own words take the place of the colleague’s', async () => {
    const world = await asked();
    const { request: before } = await newest(world);
    world.clock.advance(HOUR);
    expect(codeOf(await open(world, { scenario: 'newPhone', details: 'mine' }))).toBe('done');
    const { request } = await newest(world);
    expect(request).toMatchObject({
      ...{ id: before.id, shortCode: before.shortCode, requester: WHO.ada, joined: [WHO.colin] },
      ...{ scenario: 'newPhone', details: 'mine', employeeConfirmed: true, openedAt: world.clock.now() },
    });
    expect(await asksOf(world)).toEqual([WHO.max]);
  });

  it('whoever opened what the employee took over does not approve it', async () => {
    const world = await asked({}, WHO.max);
    await open(world);
    expect(await asksOf(world)).toEqual([WHO.mona]);
  });

  it('the helpdesk takes it over with its proof, wherever the pass has to appear', async () => {
    const world = await asked();
    expect(codeOf(await open(world, BY_HELPDESK))).toBe('done');
    expect((await newest(world)).request).toMatchObject({
      requester: WHO.helen,
      joined: [WHO.colin],
      proof: PROOF,
      employeeConfirmed: false,
    });
    expect(await asksOf(world)).toEqual([WHO.max]);
  });

  it('whoever may approve is chosen again when the manager opens it while the employee does', async () => {
    const world = await createWorld();
    const own = await draftRequest(world.deps, { tenantId: TENANT, presser: WHO.ada, scenario: 'lostPhone' });
    const draftId = own.kind === 'draft' ? own.draft.id : '';
    const open = world.deps.ledger.open.bind(world.deps.ledger);
    const ledger = Object.create(world.deps.ledger, {
      open: {
        value: async (...args: Parameters<typeof open>) => {
          await asks(world, { presser: WHO.max });
          return open(...args);
        },
      },
    });
    const deps = { ...world.deps, ledger };
    expect(codeOf(await openRequest(deps, { tenantId: TENANT, presser: WHO.ada, draftId }))).toBe('done');
    expect(await asksOf(world)).toEqual([WHO.mona]);
  });
});

describe('when a colleague asks too often (T13)', () => {
  const another = async (world: World, at: number): Promise<string> => {
    const id = person(60 + at);
    world.directory.people.set(id, samplePerson(id));
    return codeOf(await asks(world, { address: id }));
  };

  it('their own window is full, whoever they ask for, and joining costs a place as well', async () => {
    const world = await createWorld();
    await asks(world, { presser: WHO.olga });
    await asks(world);
    const answers = [];
    for (let at = 0; at < 5; at += 1) answers.push(await another(world, at));
    expect(answers).toEqual(['done', 'done', 'done', 'done', 'tooManyOpened']);
    expect(world.cards.floods.map(([who]) => who)).toEqual([WHO.sam, WHO.sue]);
  });

  it('the employee’s own window stays theirs', async () => {
    const world = await createWorld();
    for (let at = 0; at < 6; at += 1) {
      await asks(world, { presser: at < 5 ? WHO.colin : WHO.olga });
      await pass(world, 4 * HOUR);
    }
    expect((await world.ledger.listByEmployee(TENANT, WHO.ada, 99)).length).toBe(5);
    expect(codeOf(await asks(world, { presser: WHO.mona }))).toBe('cannotOpenFor');
    expect(codeOf(await open(world))).toBe('done');
  });
});

describe('when a tenant shows no pass in Teams', () => {
  it('nobody is asked for by colleagues', async () => {
    const world = await createWorld({ policy: { delivery: ['email'] } });
    expect(await draftFor(world)).toEqual({ kind: 'refused', code: 'cannotOpenFor' });
    world.clock.advance(DAY);
  });
});
