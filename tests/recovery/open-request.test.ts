import { Secret } from '../../platform/secret';
import { contactHash } from '../../recovery/contact-hash';
import { draftRequest } from '../../recovery/draft-request';
import type { OpenInput } from '../../recovery/open-request';
import { openRequest } from '../../recovery/open-request';
import type { Outcome } from '../../recovery/outcome';
import { approve, codeOf, expectSoundness, open, story } from '../support/domain-stories';
import type { World } from '../support/domain-world';
import { createWorld, DEFAULT_POLICY, newest, newestIn, pass, work } from '../support/domain-world';
import { DAY, HOUR, MINUTE, START } from '../support/fake-clock';
import { requestId, TENANT } from '../support/request-builder';
import { method } from '../support/sample-methods';
import { GROUPS, WHO } from '../support/sample-people';
import { PROOF } from '../support/sample-proof';

const FOR_ADA = { presser: WHO.helen, address: WHO.ada, proof: PROOF } as const;

async function drafted(world: World, presser: string = WHO.ada, more: object = {}): Promise<string> {
  const outcome = await draftRequest(world.deps, { tenantId: TENANT, presser, scenario: 'lostPhone', ...more });
  if (outcome.kind !== 'draft') throw new Error('no draft');
  return outcome.draft.id;
}

const confirm = (world: World, draftId: string, input: Partial<OpenInput> = {}): Promise<Outcome> =>
  openRequest(world.deps, { tenantId: TENANT, presser: WHO.ada, draftId, ...input });

describe('when the employee opens a request', () => {
  it('is asked of the manager, from stored facts alone', async () => {
    const world = await createWorld();
    const outcome = await open(world, { details: 'left it in a taxi' }, { lostAt: START - HOUR });
    expect(outcome).toMatchObject({
      kind: 'done',
      stored: {
        seq: 1,
        request: {
          state: 'awaitingApproval',
          shortCode: expect.stringMatching(/^LK-[0-9A-HJKMNP-TV-Z]{6}$/),
          employee: WHO.ada,
          requester: WHO.ada,
          employeeConfirmed: true,
          scenario: 'lostPhone',
          details: 'left it in a taxi',
          lostAt: START - HOUR,
          delivery: { place: 'teams' },
          route: 'approval',
          round: 1,
          expiresAt: START + 4 * HOUR,
          slots: [{ slot: 1, group: 'manager', candidates: [WHO.max] }],
        },
      },
    });
    const { request } = await newest(world);
    expect(world.started).toEqual([request.id]);
    expect(request.reasons.map(({ rule }) => rule)).toContain('manager.stable');
    await expectSoundness(world);
  });

  it('is asked to come again while another opening for the same person is not there yet', async () => {
    const world = await createWorld();
    const draftId = await drafted(world);
    const ledger = Object.create(world.deps.ledger, {
      open: { value: () => Promise.resolve({ kind: 'alreadyOpen', id: requestId() }) },
    });
    const outcome = await confirm({ ...world, deps: { ...world.deps, ledger } }, draftId);
    expect(codeOf(outcome)).toBe('storageUnavailable');
  });

  it('wakes the worker before the first row exists', async () => {
    const world = await createWorld();
    await open(world);
    const { calls } = world.ports;
    expect(calls.indexOf('queue.wake')).toBeLessThan(calls.indexOf('ledger.open'));
  });

  it('the draft is used up', async () => {
    const world = await createWorld();
    const draftId = await drafted(world);
    const first = await confirm(world, draftId);
    const again = await confirm(world, draftId);
    expect(first.kind).toBe('done');
    expect(again).toMatchObject({
      kind: 'refused',
      code: 'draftExpired',
      stored: { request: { state: 'awaitingApproval' } },
    });
    expect(await world.ledger.listOpen(TENANT)).toHaveLength(1);
  });

  it('20 presses at once open one request', async () => {
    const world = await createWorld();
    const draftId = await drafted(world);
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => confirm(world, draftId)));
    expect(await world.ledger.listOpen(TENANT)).toHaveLength(1);
    const ids = outcomes.map(({ stored }) => stored?.request.id);
    expect(new Set(ids).size).toBe(1);
  });

  it('takes another short code when the first is taken', async () => {
    const world = await createWorld({ shortCodes: ['LK-AAAAAA', 'LK-AAAAAA', 'LK-BBBBBB'] });
    await open(world);
    world.directory.managers.set(WHO.colin, WHO.max);
    world.accountOf(WHO.colin).methods.push(method('mobilePhone'), method('email'));
    await open(world, { presser: WHO.colin });
    expect((await newest(world, WHO.colin)).request.shortCode).toBe('LK-BBBBBB');
  });

  it('gives up politely when no short code is free', async () => {
    const world = await createWorld({ shortCodes: Array.from({ length: 6 }, () => 'LK-AAAAAA') });
    await open(world);
    world.accountOf(WHO.colin).methods.push(method('mobilePhone'));
    expect(codeOf(await open(world, { presser: WHO.colin }))).toBe('storageUnavailable');
  });

  it('picked methods are kept with the request', async () => {
    const world = await createWorld();
    const methods = [method('softwareOath').id];
    await open(world, {}, { methods, scenario: 'newPhone' });
    expect((await newest(world)).request).toMatchObject({ chosenMethods: methods, scenario: 'newPhone' });
  });
});

describe('when methods are picked', () => {
  const [app, phone] = [method('microsoftAuthenticator').id, method('mobilePhone').id];
  const WINDOWS = method('windowsHelloForBusiness').id;

  it.each<readonly [string, readonly string[], readonly string[]]>([
    ['exactly one', [app], [app]],
    ['one, and one of somebody else', [phone, 'somebody-elses'], [phone]],
    ['one, and one that is not registered yet', [WINDOWS, app], [app]],
    ['one, and the password, which cannot be removed', [method('password').id, phone], [phone]],
    ['none', [], []],
  ])('%s: keeps what is registered and can go', async (_what, methods, kept) => {
    const world = await createWorld();
    await open(world, {}, { methods });
    expect((await newest(world)).request.chosenMethods).toEqual(kept);
  });

  it('are not the helpdesk’s to pick', async () => {
    const world = await createWorld();
    await open(world, FOR_ADA, { methods: [app] });
    expect((await newest(world)).request.chosenMethods).toEqual([]);
    const other = await createWorld();
    await open(other, FOR_ADA, { methods: ['nothing'] });
    expect((await newest(other)).request.chosenMethods).toEqual([]);
  });
});

describe('when the pass may go elsewhere', () => {
  it('a trusted contact carries the link', async () => {
    const world = await createWorld();
    await open(world, FOR_ADA, { delivery: method('email').id });
    const { request } = await newest(world);
    expect(request.delivery).toEqual({
      place: 'link',
      contactId: method('email').id,
      contact: contactHash(world.deps.keys, { address: Secret.of('email-old@address') }),
      kind: 'email',
      channel: 'email',
      masked: '•• email',
    });
    expect(request.employeeConfirmed).toBe(false);
  });

  it.each([
    ['on the lost device', method('mobilePhone').id],
    ['made up', 'somewhere'],
  ])('a contact %s carries nothing', async (_what, delivery) => {
    const world = await createWorld();
    expect(codeOf(await open(world, {}, { delivery }))).toBe('deliveryNotPossible');
    expect(await world.ledger.listOpen(TENANT)).toEqual([]);
  });

  it('a contact changed five minutes ago carries nothing', async () => {
    const world = await createWorld({ methods: ['password', 'mobilePhone'] });
    world.account.methods.push(method('email', 'changed', START - 5 * MINUTE));
    expect(codeOf(await open(world, {}, { delivery: method('email').id }))).toBe('deliveryNotPossible');
  });
});

describe('when the log of the directory cannot be read just now (T2)', () => {
  const MAIL = method('email').id;

  async function blind(code: 'throttled' | 'unlicensed' | 'forbidden'): Promise<World> {
    const world = await createWorld();
    world.ports.fail('directory.changes', code);
    return world;
  }

  it('a contact that only its date vouches for is not offered, and the card says that it may be later', async () => {
    const world = await blind('throttled');
    const draft = await draftRequest(world.deps, { tenantId: TENANT, scenario: 'lostPhone', ...FOR_ADA });
    expect(draft).toMatchObject({ kind: 'draft', contacts: [] });
    expect(draft).toHaveProperty(
      'notOffered',
      expect.arrayContaining([expect.objectContaining({ kind: 'email', why: 'unread' })]),
    );
    const outcome = await open(world, FOR_ADA, { delivery: MAIL });
    expect(codeOf(outcome)).toBe('directoryUnavailable');
    expect(codeOf(await open(world, FOR_ADA, { delivery: 'somewhere' }))).toBe('deliveryNotPossible');
  });

  it('one that was seen here for long is offered', async () => {
    const world = await blind('throttled');
    const hash = contactHash(world.deps.keys, { address: Secret.of('email-old@address') });
    await world.sightings.record(TENANT, WHO.ada, 'contact', hash, START - 30 * DAY, false);
    expect(codeOf(await open(world, FOR_ADA, { delivery: MAIL }))).toBe('done');
  });

  it.each(['unlicensed', 'forbidden'] as const)(
    'where it is %s the date alone vouches for nothing, and no waiting is promised',
    async (code) => {
      const world = await blind(code);
      const draft = await draftRequest(world.deps, { tenantId: TENANT, scenario: 'lostPhone', ...FOR_ADA });
      expect(draft).toHaveProperty(
        'notOffered',
        expect.arrayContaining([expect.objectContaining({ kind: 'email', why: 'notSeenYet' })]),
      );
      expect(codeOf(await open(world, FOR_ADA, { delivery: MAIL }))).toBe('deliveryNotPossible');
    },
  );
});

describe('when the helpdesk opens it', () => {
  it('the requester is never the approver, and the proof is kept', async () => {
    const world = await createWorld();
    world.directory.groups.set(GROUPS.helpdesk, [WHO.max]);
    await open(world, { ...FOR_ADA, presser: WHO.max });
    const { request } = await newest(world);
    expect(request).toMatchObject({ requester: WHO.max, proof: PROOF, employeeConfirmed: false });
    expect(request.slots.map(({ candidates }) => candidates)).toEqual([[WHO.mona]]);
  });

  it('the employee’s own takes it over', async () => {
    const world = await createWorld();
    const own = await drafted(world);
    await open(world, FOR_ADA);
    const outcome = await confirm(world, own);
    expect(outcome).toMatchObject({ kind: 'done', stored: { request: { requester: WHO.ada, joined: [WHO.helen] } } });
    expect(await story(world)).toEqual(['opened', 'takenOver']);
    await expectSoundness(world);
  });

  it('a second opener joins it, once', async () => {
    const world = await createWorld();
    world.directory.groups.set(GROUPS.helpdesk, [WHO.helen, WHO.colin]);
    const theirs = await drafted(world, WHO.colin, { address: WHO.ada, proof: PROOF });
    await open(world, FOR_ADA);
    const joined = await confirm(world, theirs, { presser: WHO.colin });
    expect(joined).toMatchObject({ kind: 'done', stored: { request: { requester: WHO.helen, joined: [WHO.colin] } } });
    await confirm(world, theirs, { presser: WHO.colin });
    expect(await story(world)).toEqual(['opened', 'joined']);
  });

  it('an approver who would open it too stays the approver', async () => {
    const world = await createWorld();
    world.directory.groups.set(GROUPS.helpdesk, [WHO.helen, WHO.max]);
    const theirs = await drafted(world, WHO.max, { address: WHO.ada, proof: PROOF });
    await open(world, FOR_ADA);
    expect(await confirm(world, theirs, { presser: WHO.max })).toMatchObject({ kind: 'done', stored: { seq: 1 } });
  });

  it('is not taken over once it no longer waits: the true face is shown', async () => {
    const world = await createWorld();
    const own = await drafted(world);
    world.directory.risks.set(WHO.ada, 'high');
    await open(world, FOR_ADA);
    expect(await confirm(world, own)).toMatchObject({ code: 'alreadyDecided', stored: { request: { state: 'held' } } });
  });
});

describe('when a form holds words in place of a proof', () => {
  it.each<readonly [string, (world: World) => unknown]>([
    ['there is none yet', () => undefined],
    ['the employee has one already', (world) => open(world)],
  ])('it opens and joins nothing: %s', async (_what, before) => {
    const world = await createWorld();
    const form = await drafted(world, WHO.helen, FOR_ADA);
    await before(world);
    const stored = await world.ledger.listByEmployee(TENANT, WHO.ada, 5);
    const kept = await world.deps.drafts.get(TENANT, form);
    if (kept === undefined) throw new Error('no draft');
    await world.deps.drafts.put({ ...kept, proof: { ...PROOF, proof: 'we chatted, and he knew the birthday' } });
    expect(await confirm(world, form, { presser: WHO.helen })).toEqual({ kind: 'refused', code: 'proofMissing' });
    expect(await world.ledger.listByEmployee(TENANT, WHO.ada, 5)).toEqual(stored);
  });
});

describe('when somebody left the helpdesk after they had filled in the form', () => {
  it.each<readonly [string, (world: World) => unknown]>([
    ['there is none yet', () => undefined],
    ['the employee has one already', (world) => open(world)],
    ['a colleague asked for one', (world) => open(world, { presser: WHO.colin, address: WHO.ada })],
  ])('they open, join and take over nothing: %s', async (_what, before) => {
    const world = await createWorld();
    const form = await drafted(world, WHO.helen, FOR_ADA);
    await before(world);
    world.directory.groups.set(GROUPS.helpdesk, []);
    const stored = await world.ledger.listByEmployee(TENANT, WHO.ada, 5);
    expect(await confirm(world, form, { presser: WHO.helen })).toEqual({ kind: 'refused', code: 'helpdeskOnly' });
    expect(await world.ledger.listByEmployee(TENANT, WHO.ada, 5)).toEqual(stored);
  });
});

describe('when it is not asked at all', () => {
  it('high risk is held at once, nobody gets a card to press', async () => {
    const world = await createWorld();
    world.directory.risks.set(WHO.ada, 'high');
    expect(await open(world)).toMatchObject({ kind: 'done', stored: { request: { state: 'held' } } });
    const request = await newestIn(world, 'held');
    expect(request.held).toEqual({ at: START, reason: 'risk.user', expiresAt: START + DAY });
    await work(world);
    expect(world.cards.told('held')).toEqual([WHO.ada, WHO.helen, WHO.sam, WHO.sue]);
    await expectSoundness(world);
  });

  it.each([
    ['after it was lost', START - HOUR, 'held'],
    ['before it was lost', START - 3 * HOUR, 'awaitingApproval'],
  ])('what is lost answered a sign-in %s', async (_when, at, state) => {
    const world = await createWorld();
    world.directory.answered(WHO.ada, at);
    await open(world, {}, { lostAt: START - 2 * HOUR });
    expect((await newest(world)).request).toMatchObject({ state, lostAt: START - 2 * HOUR });
  });

  it('a date in the future hides nothing from the decision', async () => {
    const world = await createWorld();
    await open(world, {}, { lostAt: START + 100 * DAY });
    await work(world);
    world.clock.advance(HOUR);
    world.directory.answered(WHO.ada, START + 1);
    await approve(world);
    expect((await newestIn(world, 'held')).held.reason).toBe('signIn.lostDevice');
  });

  it('is held even when the worker was faster', async () => {
    const world = await createWorld();
    world.directory.risks.set(WHO.ada, 'high');
    world.ledger.beforeCommit = async (event) => {
      if (event.type !== 'held') return;
      world.ledger.beforeCommit = undefined;
      await work(world);
    };
    await open(world);
    expect((await newest(world)).request.state).toBe('held');
    expect(await story(world)).toEqual(expect.arrayContaining(['approverAsked', 'held']));
  });

  it('nobody who may approve: held, never waved through', async () => {
    const world = await createWorld();
    world.directory.managers.delete(WHO.ada);
    world.directory.groups.set(GROUPS.duty, []);
    await open(world);
    expect((await newestIn(world, 'held')).held.reason).toBe('noApprover');
  });

  it('a crash before the hold leaves nothing that could be approved by nobody', async () => {
    const world = await createWorld();
    world.directory.managers.delete(WHO.ada);
    world.directory.groups.set(GROUPS.duty, []);
    world.ports.fail('drafts.remove', 'unavailable', { times: 1 });
    expect(codeOf(await open(world))).toBe('directoryUnavailable');
    expect((await newest(world)).request.state).toBe('awaitingApproval');
    await work(world);
    expect((await newestIn(world, 'held')).held.reason).toBe('noApprover');
  });

  it('a hold ends by itself after a day', async () => {
    const world = await createWorld();
    world.directory.risks.set(WHO.ada, 'compromised');
    await open(world);
    await pass(world, DAY + MINUTE);
    expect((await newest(world)).request.state).toBe('expired');
    expect(world.account.story()).toEqual([]);
  });

  it.each<readonly [string, (world: World) => unknown, Partial<OpenInput>, string]>([
    ['somebody else’s draft', () => undefined, { presser: WHO.colin }, 'draftExpired'],
    ['an unknown draft', () => undefined, { draftId: '01NONE' }, 'draftExpired'],
    ['a draft past its time', (world) => world.clock.advance(30 * MINUTE), {}, 'draftExpired'],
    ['a suspicion', () => undefined, { scenario: 'suspicious' }, 'suspiciousNeverResets'],
    ['nothing to remove', () => undefined, { scenario: 'lostKey' }, 'nothingToRemove'],
    ['picked methods that are not there', () => undefined, { methods: ['nothing'] }, 'nothingToRemove'],
    ['gone from the directory', (world) => world.directory.people.delete(WHO.ada), {}, 'personNotFound'],
    [
      'disabled since the draft',
      (world) => world.directory.change(WHO.ada, { accountEnabled: false }),
      {},
      'employeeDisabled',
    ],
    ['methods unreadable', (world) => world.ports.fail('methods.list', 'timeout'), {}, 'directoryUnavailable'],
    ['storage is away', (world) => world.ports.fail('ledger.open', 'unavailable'), {}, 'directoryUnavailable'],
  ])('%s is refused', async (_what, change, input, code) => {
    const world = await createWorld();
    const draftId = await drafted(world);
    await change(world);
    expect(codeOf(await confirm(world, draftId, input))).toBe(code);
    expect(await world.ledger.listOpen(TENANT)).toEqual([]);
  });
});

describe('when there are too many', () => {
  const openAndCancel = async (world: World): Promise<string> => {
    const outcome = await open(world);
    if (outcome.kind === 'refused') return outcome.code;
    const { request } = await newest(world);
    const at = world.clock.now();
    const by = { kind: 'person', id: WHO.ada } as const;
    await world.ledger.commit(
      outcome.stored,
      { type: 'cancelled', at, by, reason: 'cancelled' },
      {
        ...request,
        state: 'cancelled',
        ended: { at, reason: 'cancelled' },
      },
    );
    return 'opened';
  };

  it('the sixth within a day is refused; the day after it is not', async () => {
    const { caps } = DEFAULT_POLICY;
    const perRequester = { count: 1_000, windowMs: DAY };
    const world = await createWorld({ policy: { caps: { ...caps, perRequester } } });
    const outcomes = [];
    for (let count = 0; count < 6; count += 1) outcomes.push(await openAndCancel(world));
    expect(outcomes).toEqual([...Array<string>(5).fill('opened'), 'tooManyRequests']);
    world.clock.advance(DAY + 1);
    expect(await openAndCancel(world)).toBe('opened');
  });
});
