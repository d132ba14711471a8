import { advanceRequest } from '../../recovery/advance-request';
import { denyRequest } from '../../recovery/deny-request';
import { draftRequest } from '../../recovery/draft-request';
import { openRequest } from '../../recovery/open-request';
import type { Outcome } from '../../recovery/outcome';
import { releaseRequest } from '../../recovery/release-request';
import type { ObjectId } from '../../recovery/terms';
import { approve, codeOf, expectSoundness, open, reveal } from '../support/domain-stories';
import type { World } from '../support/domain-world';
import { createWorld, DEFAULT_POLICY, newest, newestIn, work } from '../support/domain-world';
import { DAY, HOUR, MINUTE } from '../support/fake-clock';
import { hire } from '../support/hire';
import { TENANT } from '../support/request-builder';
import { method } from '../support/sample-methods';
import { GROUPS, WHO } from '../support/sample-people';
import { PROOF } from '../support/sample-proof';

const caps = (changes: Partial<typeof DEFAULT_POLICY.caps>) => ({ caps: { ...DEFAULT_POLICY.caps, ...changes } });
const MANY = { count: 1_000, windowMs: DAY };

const openFor = (world: World, address: ObjectId): Promise<Outcome> =>
  open(world, { presser: WHO.helen, address, proof: PROOF });

/** The employee takes it back: the next one can be opened. */
async function cancelled(world: World, employee: ObjectId = WHO.ada): Promise<void> {
  const stored = await newest(world, employee);
  const at = world.clock.now();
  const ended = { at, reason: 'cancelled', by: employee };
  const event = { type: 'cancelled', at, by: { kind: 'person', id: employee }, reason: 'cancelled' } as const;
  await world.ledger.commit(stored, event, { ...stored.request, state: 'cancelled', ended });
}

async function openAndCancel(world: World): Promise<string> {
  const code = codeOf(await open(world));
  if (code === 'done') await cancelled(world);
  return code;
}

const askedOf = async (world: World, employee: ObjectId) =>
  (await newest(world, employee)).request.slots.map(({ group, candidates }) => [group, ...candidates]);

const STAND_INS = [
  ['duty', WHO.dan, WHO.dora],
  ['security', WHO.sam, WHO.sue],
];

describe('when somebody opens more requests than one person may (T13)', () => {
  const world = () => createWorld({ policy: caps({ perEmployee: MANY, perRequester: { count: 2, windowMs: HOUR } }) });

  it('the next one is refused politely and says when to come again; nothing is opened', async () => {
    const flooded = await world();
    expect([await openAndCancel(flooded), await openAndCancel(flooded)]).toEqual(['done', 'done']);
    flooded.clock.advance(10 * MINUTE);
    expect(await open(flooded)).toEqual({ kind: 'refused', code: 'tooManyOpened', facts: { minutes: 50 } });
    expect(flooded.ledger.journaled.at(-1)).toMatchObject({ by: WHO.ada, what: 'draft: tooManyOpened' });
    flooded.clock.advance(50 * MINUTE);
    expect(await openAndCancel(flooded)).toBe('done');
  });

  it('security is told once in a window, by name; the journal says it too', async () => {
    const flooded = await world();
    for (let presses = 0; presses < 12; presses += 1) await openAndCancel(flooded);
    const about = { kind: 'flood', of: 'requester', person: WHO.ada };
    expect(flooded.cards.floods).toEqual([
      [WHO.sam, about],
      [WHO.sue, about],
    ]);
    const told = flooded.ledger.journaled.filter(({ name }) => name === 'security.flood_detected');
    expect(told).toMatchObject([{ by: WHO.ada, what: 'cap: requester' }]);
    flooded.clock.advance(HOUR);
    for (let presses = 0; presses < 5; presses += 1) await openAndCancel(flooded);
    expect(flooded.cards.floods).toHaveLength(4);
  });

  it('the next press tells security where it could not be told', async () => {
    const flooded = await world();
    await openAndCancel(flooded);
    await openAndCancel(flooded);
    flooded.ports.fail('directory.groupMembers', 'timeout', { times: 1 });
    expect(await openAndCancel(flooded)).toBe('tooManyOpened');
    expect(flooded.cards.floods).toEqual([]);
    expect(await openAndCancel(flooded)).toBe('tooManyOpened');
    expect(flooded.cards.floods).toHaveLength(2);
  });

  it('drafts that were made before do not get through either', async () => {
    const flooded = await world();
    const drafts = [];
    for (let count = 0; count < 4; count += 1) {
      const outcome = await draftRequest(flooded.deps, { tenantId: TENANT, presser: WHO.ada, scenario: 'lostPhone' });
      if (outcome.kind === 'draft') drafts.push(outcome.draft.id);
    }
    const codes = [];
    for (const draftId of drafts) {
      const code = codeOf(await openRequest(flooded.deps, { tenantId: TENANT, presser: WHO.ada, draftId }));
      if (code === 'done') await cancelled(flooded);
      codes.push(code);
    }
    expect(codes).toEqual(['done', 'done', 'tooManyOpened', 'tooManyOpened']);
  });

  it('a draft that is pressed again after an outage takes no second place', async () => {
    const flooded = await world();
    const outcome = await draftRequest(flooded.deps, { tenantId: TENANT, presser: WHO.ada, scenario: 'lostPhone' });
    if (outcome.kind !== 'draft') throw new Error('no draft');
    flooded.ports.fail('ledger.open', 'unavailable', { times: 3 });
    const input = { tenantId: TENANT, presser: WHO.ada, draftId: outcome.draft.id };
    const codes = [];
    for (let presses = 0; presses < 4; presses += 1) codes.push(codeOf(await openRequest(flooded.deps, input)));
    expect(codes.at(-1)).toBe('done');
    expect(flooded.tallies.taken(TENANT, { kind: 'requester', person: WHO.ada })).toBe(1);
  });

  it('a member of the helpdesk has a window of their own for others, and none of theirs is used up', async () => {
    const flooded = await createWorld({ policy: caps({ perAgent: { count: 3, windowMs: DAY } }) });
    const people = await hire(flooded, 4);
    const codes = [];
    for (const id of people) codes.push(codeOf(await openFor(flooded, id)));
    expect(codes).toEqual(['done', 'done', 'done', 'tooManyOpened']);
    expect(flooded.cards.floods[0]).toEqual([WHO.sam, { kind: 'flood', of: 'agent', person: WHO.helen }]);
    expect(codeOf(await open(flooded))).toBe('done');
  });

  it('50 presses at once for 50 people: exactly as many as the cap', async () => {
    const flooded = await createWorld({ policy: caps({ perAgent: { count: 7, windowMs: DAY }, perApprover: MANY }) });
    const people = await hire(flooded, 50);
    const roomy = { ...flooded.deps, policy: { ...flooded.policy, ...caps({ perAgent: MANY }) } };
    const drafts = await Promise.all(
      people.map((address) =>
        draftRequest(roomy, {
          tenantId: TENANT,
          presser: WHO.helen,
          address,
          proof: PROOF,
          scenario: 'lostPhone',
        }),
      ),
    );
    const presses = drafts.map((one) =>
      openRequest(flooded.deps, {
        tenantId: TENANT,
        presser: WHO.helen,
        draftId: one.kind === 'draft' ? one.draft.id : '',
      }),
    );
    const codes = (await Promise.all(presses)).map(codeOf);
    expect(codes.filter((code) => code === 'done')).toHaveLength(7);
    expect(codes.filter((code) => code === 'tooManyOpened')).toHaveLength(43);
    expect(flooded.cards.floods.filter(([, { of }]) => of === 'agent')).toHaveLength(2);
  });

  it('a record of it that does not hold is a no, and an alarm', async () => {
    const flooded = await world();
    flooded.tallies.shut(TENANT, { kind: 'requester', person: WHO.ada });
    expect(await open(flooded)).toMatchObject({ code: 'tooManyOpened', facts: { minutes: 60 } });
    expect(flooded.cards.alarms).toEqual([WHO.sam, WHO.sue]);
    expect(flooded.cards.floods).toEqual([]);
    flooded.clock.advance(HOUR);
    expect(codeOf(await open(flooded))).toBe('done');
  });
});

describe('when somebody starts form after form', () => {
  const start = async (world: World) =>
    draftRequest(world.deps, { tenantId: TENANT, presser: WHO.ada, scenario: 'lostPhone' });

  it('after three for each request that may be opened they wait, and nothing is read for them', async () => {
    const flooded = await createWorld();
    for (let count = 0; count < 15; count += 1) expect((await start(flooded)).kind).toBe('draft');
    const before = flooded.ports.count('methods.list');
    expect(await start(flooded)).toEqual({ kind: 'refused', code: 'tooManyDrafts', facts: { minutes: 10 } });
    expect(flooded.ports.count('methods.list')).toBe(before);
    expect([flooded.cards.floods, flooded.cards.alarms]).toEqual([[], []]);
    flooded.clock.advance(10 * MINUTE);
    expect((await start(flooded)).kind).toBe('draft');
  });

  it('nobody else waits', async () => {
    const flooded = await createWorld();
    for (let count = 0; count < 20; count += 1) await start(flooded);
    expect(codeOf(await open(flooded, { presser: WHO.colin }))).not.toBe('tooManyDrafts');
  });

  it('a record of it that does not hold is a no, and an alarm', async () => {
    const flooded = await createWorld();
    flooded.tallies.shut(TENANT, { kind: 'drafter', person: WHO.ada });
    expect(await start(flooded)).toMatchObject({ code: 'tooManyDrafts' });
    expect(flooded.cards.alarms).toEqual([WHO.sam, WHO.sue]);
  });
});

describe('when somebody who has opened too many presses on', () => {
  it('nothing is read of the directory for it', async () => {
    const flooded = await createWorld({ policy: caps({ perAgent: { count: 1, windowMs: DAY } }) });
    const [first = '', second = ''] = await hire(flooded, 2);
    const drafted = await draftRequest(flooded.deps, {
      ...{ tenantId: TENANT, presser: WHO.helen, address: second, proof: PROOF, scenario: 'lostPhone' },
    });
    await openFor(flooded, first);
    const draftId = drafted.kind === 'draft' ? drafted.draft.id : '';
    const press = () => openRequest(flooded.deps, { tenantId: TENANT, presser: WHO.helen, draftId });
    expect(codeOf(await press())).toBe('tooManyOpened');
    const before = flooded.ports.calls.length;
    expect(codeOf(await press())).toBe('tooManyOpened');
    expect(flooded.ports.calls.slice(before).filter((name) => /^(directory|methods)\./.test(name))).toEqual([]);
  });
});

describe('when there are more requests about one person than there may be', () => {
  it('the refusal says when to come again, and security is told once', async () => {
    const flooded = await createWorld({ policy: caps({ perRequester: MANY }) });
    for (let count = 0; count < 5; count += 1) await openAndCancel(flooded);
    flooded.clock.advance(HOUR);
    for (let presses = 0; presses < 3; presses += 1) {
      expect(await open(flooded)).toMatchObject({ code: 'tooManyRequests', facts: { minutes: 23 * 60 } });
    }
    const about = { kind: 'flood', of: 'employee', person: WHO.ada };
    expect(flooded.cards.floods.filter(([, { of }]) => of === 'employee')).toEqual([
      [WHO.sam, about],
      [WHO.sue, about],
    ]);
  });
});

describe('when there are more requests in a tenant than there may be', () => {
  const world = () => createWorld({ policy: caps({ perTenant: { count: 1, windowMs: HOUR } }) });

  it('new ones are held for security: not lost, and nobody gets a card', async () => {
    const flooded = await world();
    const [first = '', second = ''] = await hire(flooded, 2);
    await open(flooded, { presser: first });
    expect(await open(flooded, { presser: second })).toMatchObject({
      kind: 'done',
      stored: { request: { state: 'held', held: { reason: 'tenantFlood' } } },
    });
    const { request } = await newest(flooded, second);
    await advanceRequest(flooded.deps, { tenantId: TENANT, id: request.id });
    const asked = flooded.cards.projections.flatMap(({ state, people }) =>
      state === 'awaitingApproval' ? people : [],
    );
    expect(asked).not.toContain(WHO.max);
    expect(flooded.cards.told('held')).toEqual(expect.arrayContaining([second, WHO.sam, WHO.sue]));
    expect(flooded.cards.floods.map(([who, { of }]) => [who, of])).toEqual([
      [WHO.sam, 'tenant'],
      [WHO.sue, 'tenant'],
    ]);
    expect(flooded.tallies.taken(TENANT, { kind: 'approver', person: WHO.max })).toBe(1);
  });

  it('they take no place of those who come later', async () => {
    const flooded = await world();
    const people = await hire(flooded, 4);
    for (const presser of people) await open(flooded, { presser });
    flooded.clock.advance(HOUR);
    await open(flooded);
    await newestIn(flooded, 'awaitingApproval');
    await expectSoundness(flooded);
  });
});

describe('when a manager has got as many cards as one person is asked', () => {
  const world = () => createWorld({ policy: caps({ perApprover: { count: 2, windowMs: HOUR } }) });

  it('gets no further one: duty and security are asked, the request says why, and security is told once', async () => {
    const flooded = await world();
    const people = await hire(flooded, 4);
    for (const presser of people) await open(flooded, { presser });
    const [first = '', second = '', third = '', fourth = ''] = people;
    for (const id of [first, second]) expect(await askedOf(flooded, id)).toEqual([['manager', WHO.max]]);
    for (const id of [third, fourth]) expect(await askedOf(flooded, id)).toEqual(STAND_INS);
    const { request } = await newest(flooded, third);
    expect(request).toMatchObject({ state: 'awaitingApproval', route: 'dualApproval' });
    expect(request.reasons.at(-1)).toEqual({
      rule: 'approver.cap',
      outcome: 'raised',
      sentence:
        'The manager, or their stand-in, got as many requests lately as one person is asked, so two others are asked.',
    });
    const about = { kind: 'flood', of: 'approver', person: WHO.max };
    expect(flooded.cards.floods).toEqual([
      [WHO.sam, about],
      [WHO.sue, about],
    ]);
  });

  it('where nobody else may, the request is held: never a weaker route, never the manager above', async () => {
    const flooded = await world();
    flooded.directory.groups.set(GROUPS.duty, []);
    const people = await hire(flooded, 3);
    for (const presser of people) await open(flooded, { presser });
    const { request } = await newest(flooded, people[2] ?? '');
    expect(request).toMatchObject({ state: 'held', held: { reason: 'noApprover' }, slots: [] });
  });

  it('gets cards again when time has passed', async () => {
    const flooded = await world();
    const people = await hire(flooded, 3);
    for (const presser of people) await open(flooded, { presser });
    flooded.clock.advance(HOUR);
    await open(flooded);
    expect(await askedOf(flooded, WHO.ada)).toEqual([['manager', WHO.max]]);
  });

  it('a record of it that does not hold counts as too many', async () => {
    const flooded = await world();
    flooded.tallies.shut(TENANT, { kind: 'approver', person: WHO.max });
    await open(flooded);
    expect(await askedOf(flooded, WHO.ada)).toEqual(STAND_INS);
    expect((await newest(flooded)).request.reasons.at(-1)).toMatchObject({ rule: 'approver.record' });
    expect(flooded.cards.alarms).toEqual([WHO.sam, WHO.sue]);
  });

  it('no other manager is slowed', async () => {
    const flooded = await world();
    const people = await hire(flooded, 3);
    for (const presser of people) await open(flooded, { presser });
    flooded.accountOf(WHO.max).methods.push(method('mobilePhone'), method('email'));
    await open(flooded, { presser: WHO.max });
    expect(await askedOf(flooded, WHO.max)).toEqual([['manager', WHO.mona]]);
  });
});

describe('when one person causes card after card for a manager', () => {
  it('the fourth within an hour goes to duty and security, who opens it or whom it is about; others still reach him', async () => {
    const flooded = await createWorld();
    for (let count = 0; count < 3; count += 1) {
      await open(flooded);
      expect(await askedOf(flooded, WHO.ada)).toEqual([['manager', WHO.max]]);
      await cancelled(flooded);
    }
    await openFor(flooded, WHO.ada);
    expect(await askedOf(flooded, WHO.ada)).toEqual(STAND_INS);
    expect((await newest(flooded)).request.reasons.at(-1)).toMatchObject({ rule: 'approver.cause' });
    expect(flooded.cards.floods).toEqual(
      [WHO.sam, WHO.sue].map((who) => [who, { kind: 'flood', of: 'cause', person: WHO.max, cause: WHO.ada }]),
    );
    const [other = ''] = await hire(flooded, 1);
    await open(flooded, { presser: other });
    expect(await askedOf(flooded, other)).toEqual([['manager', WHO.max]]);
  });

  it('one opener for four people is one cause', async () => {
    const flooded = await createWorld();
    const people = await hire(flooded, 4);
    for (const id of people) await openFor(flooded, id);
    expect(await askedOf(flooded, people[2] ?? '')).toEqual([['manager', WHO.max]]);
    expect(await askedOf(flooded, people[3] ?? '')).toEqual(STAND_INS);
  });
});

describe('when people keep saying no to requests about one person', () => {
  const MAX_SAYS_NO = 'other';

  async function denied(world: World): Promise<void> {
    expect(codeOf(await open(world))).toBe('done');
    const { request } = await newest(world);
    await denyRequest(world.deps, {
      tenantId: TENANT,
      presser: WHO.max,
      requestId: request.id,
      reason: MAX_SAYS_NO,
    });
  }

  it('the next one is held for security: the buttons go until a senior looks, and then two people are asked', async () => {
    const world = await createWorld();
    for (let count = 0; count < 3; count += 1) await denied(world);
    await open(world);
    const request = await newestIn(world, 'held');
    expect(request.held.reason).toBe('history.denied');
    await work(world);
    expect(world.cards.told('held')).toEqual(expect.arrayContaining([WHO.ada, WHO.sam, WHO.sue]));
    const input = { tenantId: TENANT, presser: WHO.sue, requestId: request.id, reason: 'spoke with her' };
    expect(codeOf(await releaseRequest(world.deps, input))).toBe('done');
    await work(world);
    expect((await newestIn(world, 'awaitingApproval')).released).toEqual(['history.denied']);
    await expectSoundness(world);
  });

  it('after a day she can ask as before', async () => {
    const world = await createWorld();
    for (let count = 0; count < 3; count += 1) await denied(world);
    world.clock.advance(DAY + 1);
    await open(world);
    await newestIn(world, 'awaitingApproval');
  });
});

describe('when the pass is approved and shown', () => {
  it('nothing is counted between the press on approve and the pass', async () => {
    const world = await createWorld();
    await open(world);
    await work(world);
    const before = world.ports.calls.length;
    await approve(world);
    await work(world);
    await reveal(world);
    expect(world.ports.calls.slice(before).filter((name) => name.startsWith('tallies.'))).toEqual([]);
  });
});
