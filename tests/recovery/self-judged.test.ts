import type { Approvers } from '../../recovery/approvers';
import { askApprover } from '../../recovery/ask-approver';
import type { EmployeeFacts } from '../../recovery/employee-facts';
import type { Slot } from '../../recovery/facts';
import type { Finding } from '../../recovery/finding';
import type { Stored } from '../../recovery/ports';
import { passOn } from '../../recovery/pass-on-request';
import { mayAskSelf, selfVerification } from '../../recovery/self-verification';
import { verifySelf } from '../../recovery/verify-self';
import { codeOf, reveal, wrongCode } from '../support/domain-stories';
import type { World } from '../support/domain-world';
import { DEFAULT_POLICY, newest, work } from '../support/domain-world';
import { MINUTE, START } from '../support/fake-clock';
import { awaiting, TENANT } from '../support/request-builder';
import { method } from '../support/sample-methods';
import { WHO } from '../support/sample-people';
import { askForCode, codeTexted, OTHER_PHONE, SELF_POLICY, selfWorld } from '../support/self-verified-stories';

const POLICY = { ...DEFAULT_POLICY, ...SELF_POLICY };
const NUMBER = { id: OTHER_PHONE.id, ...OTHER_PHONE.contact };
const OK: Finding = { rule: 'risk.user', outcome: 'ok', effect: 'none', sentence: 'Nothing.' };
const ODD: Finding = { ...OK, outcome: 'notAvailable' };
const asked = (more: Partial<Slot> = {}): Slot => ({
  ...{ slot: 1, group: 'manager', candidates: [WHO.max], asked: [], passedOver: [] },
  ...more,
});

const factsOf = (change: object = {}): EmployeeFacts =>
  ({
    ...{ route: { route: 'approval', reasons: [OK] }, signals: { tiers: { names: [], unsure: false, dual: false } } },
    ...{ policy: POLICY, codeNumber: NUMBER },
    ...change,
  }) as unknown as EmployeeFacts;
const approversOf = (slots: readonly Slot[] = [asked()], reasons: readonly Finding[] = [OK]): Approvers => ({
  slots,
  reasons,
});

describe('when nobody would have to look', () => {
  it('says where the code goes and whom to tell, also whom somebody stands in for', () => {
    const approvers = approversOf([asked({ candidates: [WHO.mona], standsInFor: WHO.max })]);
    expect(selfVerification(factsOf(), approvers, 'newPhone')).toEqual({
      ...{ kind: 'possible', number: NUMBER, managers: [WHO.mona, WHO.max] },
      reason: {
        ...{ rule: 'selfVerified.number', outcome: 'ok', effect: 'none' },
        sentence:
          'Nobody approves: a code goes to •• alternateMobilePhone, a number of long standing, and nothing else was found.',
      },
    });
  });

  it('a policy without tiers is as good as being in none', () => {
    expect(selfVerification(factsOf({ signals: {} }), approversOf(), 'newPhone').kind).toBe('possible');
  });
});

describe('when a person has to look (T23)', () => {
  const lookedAt = {
    kind: 'notPossible',
    reason: {
      ...{ rule: 'selfVerified.rules', outcome: 'raised', effect: 'none' },
      sentence: 'A code alone was asked for, and something was found or not known that a person has to look at.',
    },
  };
  const secureOn = { ...POLICY.secureOn, newPhone: 'approval' };

  it.each<readonly [string, object, Approvers]>([
    ['the route asks for two', { route: { route: 'dualApproval', reasons: [OK] } }, approversOf()],
    ['a rule was not sure', { route: { route: 'approval', reasons: [OK, ODD] } }, approversOf()],
    ['something is odd about the manager', {}, approversOf([asked()], [OK, ODD])],
    ['they are in a tier', { signals: { tiers: { names: ['board'], unsure: false, dual: false } } }, approversOf()],
    ['methods go at the approval', { policy: { ...POLICY, secureOn } }, approversOf()],
    ['nobody would be asked', {}, approversOf([])],
    ['the manager’s slot is empty', {}, approversOf([asked({ candidates: [] })])],
    ['others would be asked than the manager', {}, approversOf([asked({ group: 'duty' })])],
    ['two would be asked', {}, approversOf([asked(), asked({ slot: 2, group: 'security', candidates: [WHO.sam] })])],
  ])('%s', (_what, facts, approvers) => {
    expect(selfVerification(factsOf(facts), approvers, 'newPhone')).toEqual(lookedAt);
  });

  it('there is no number, and it is said how long one has to have stood', () => {
    const facts = factsOf({ codeNumber: undefined });
    expect(selfVerification(facts, approversOf(), 'newPhone')).toEqual({
      kind: 'notPossible',
      reason: {
        ...{ rule: 'selfVerified.number', outcome: 'raised', effect: 'none' },
        sentence:
          'A code alone was asked for, and no number is known to have stood for 30 days and to be still at hand.',
      },
    });
  });
});

describe('when it is asked who may have a code at all', () => {
  it.each([
    ['the employee, for what the policy lists', {}, true],
    ['for what it does not list', { scenario: 'lostPhone' }, false],
    ['somebody else', { requester: WHO.helen }, false],
  ] as const)('%s', (_who, change, may) => {
    expect(mayAskSelf(POLICY, { employee: WHO.ada, requester: WHO.ada, scenario: 'newPhone', ...change })).toBe(may);
  });
});

describe('when an approver is asked after all', () => {
  const lastEvent = async (world: World) => {
    const { request } = await newest(world);
    return (await world.ledger.trail(TENANT, request.id)).findLast(({ event }) => event.type === 'approvalRequired')
      ?.event;
  };

  it('the entry says who wanted it, why, what was found, whom it asks and until when', async () => {
    const world = await selfWorld();
    await codeTexted(world);
    world.clock.advance(MINUTE);
    const { request } = await newest(world);
    const press = { tenantId: TENANT, presser: WHO.ada, requestId: request.id };
    expect(codeOf(await askApprover(world.deps, press))).toBe('done');
    const event = await lastEvent(world);
    expect(event).toMatchObject({
      ...{ at: START + MINUTE, by: { kind: 'person', id: WHO.ada }, why: 'askedFor' },
      ...{ slots: [{ group: 'manager', candidates: [WHO.max] }], expiresAt: START + MINUTE + 240 * MINUTE },
    });
    const rules = event?.type === 'approvalRequired' ? event.reasons.map(({ rule }) => rule) : [];
    expect(rules).toEqual(expect.arrayContaining(['risk.user', 'manager.stable']));
  });

  it('where the rules speak against it, it is the product itself that says so', async () => {
    const world = await selfWorld();
    const code = await codeTexted(world);
    world.directory.managers.set(WHO.ada, WHO.colin);
    await reveal(world, { code });
    expect(await lastEvent(world)).toMatchObject({ by: { kind: 'system' }, why: 'notSelfVerified' });
  });

  const changeNumber = ({ account: { methods } }: World): unknown =>
    methods.splice(
      methods.findIndex(({ kind }) => kind === 'alternateMobilePhone'),
      1,
      method('alternateMobilePhone', 'theirs'),
    );
  const block = async (world: World): Promise<unknown> => {
    for (let tries = 0; tries < 5; tries += 1) await reveal(world, { code: await wrongCode(world) });
    const { request } = await newest(world);
    return askApprover(world.deps, { tenantId: TENANT, presser: WHO.ada, requestId: request.id });
  };

  it.each<readonly [string, (world: World) => unknown, string, RegExp]>([
    ['the number is another one', changeNumber, 'selfVerified.number', /no number is known/],
    ['the code was blocked', block, 'selfVerified.number', /blocked after too many wrong tries/],
    ['a rule found something', (w) => w.directory.managers.set(WHO.ada, WHO.colin), 'selfVerified.rules', /look at/],
    ['the policy changed', (w) => Object.assign(w.policy, DEFAULT_POLICY), 'selfVerified.rules', /policy does not let/],
  ])('%s: whoever is asked reads it, and not that nobody approves', async (_what, change, rule, sentence) => {
    const world = await selfWorld();
    const code = await codeTexted(world);
    await change(world);
    await reveal(world, { code });
    const { request } = await newest(world);
    expect(request.state).toBe('awaitingApproval');
    const said = { rule, outcome: 'raised', sentence: expect.stringMatching(sentence) };
    expect(request.reasons).toContainEqual(said);
    expect(await lastEvent(world)).toMatchObject({ reasons: expect.arrayContaining([said]) });
    expect(request.reasons.map((one) => one.sentence).join(' ')).not.toContain('Nobody approves');
  });

  it('a number that changed before the code went out is said as well', async () => {
    const world = await selfWorld();
    await askForCode(world);
    changeNumber(world);
    await work(world);
    const said = expect.objectContaining({ outcome: 'raised', sentence: expect.stringMatching(/another one now/) });
    expect((await newest(world)).request.reasons).toContainEqual(said);
  });

  it('held where the rules hold it now, and by the rule that does', async () => {
    const world = await selfWorld();
    const code = await codeTexted(world);
    world.directory.risks.set(WHO.ada, 'high');
    await reveal(world, { code });
    expect((await newest(world)).request).toMatchObject({ state: 'held', held: { reason: 'risk.user' } });
  });
});

describe('when a code would take the place of an approver', () => {
  const POSSIBLE = selfVerification(factsOf(), approversOf(), 'newPhone');
  const stored = (request: Stored['request']) => ({ request }) as Stored;

  it('nothing is decided about a request that waits no longer, nor where the methods are not known', async () => {
    if (POSSIBLE.kind !== 'possible') throw new Error('a code may not do');
    const { deps } = await selfWorld();
    const ended = { ...awaiting(), state: 'expired', ended: { at: START, reason: 'expired' } } as const;
    const unknown = factsOf({ methods: { kind: 'unknown', why: 'timeout' } });
    for (const request of [ended, awaiting()])
      expect(await verifySelf(deps, stored(request), unknown, POSSIBLE)).toEqual({
        answer: { kind: 'done', stored: stored(request) },
      });
  });

  it('an approver whom another instance has asked meanwhile answers, and no code goes out', async () => {
    const world = await selfWorld();
    world.ledger.beforeCommit = async ({ type }) => {
      if (type !== 'selfVerified') return;
      world.ledger.beforeCommit = undefined;
      await work(world);
      const { request } = await newest(world);
      await passOn(world.deps, { tenantId: TENANT, presser: WHO.max, requestId: request.id });
    };
    expect(codeOf(await askForCode(world))).toBe('done');
    await work(world);
    const { request } = await newest(world);
    expect(request).toMatchObject({ state: 'awaitingApproval', slots: [{ asked: [WHO.mona], passedOver: [WHO.max] }] });
    expect(world.outOfBand.codes).toEqual([]);
  });
});
