import { approveRequest } from '../../recovery/approve-request';
import { matchNumber, releaseCode } from '../../recovery/codes';
import type { Deps } from '../../recovery/deps';
import type { CounterKey, KeyRing, Ledger, Stored } from '../../recovery/ports';
import { renewCode } from '../../recovery/renew-code';
import { decidedOf } from '../../recovery/request';
import { revealPass } from '../../recovery/reveal-pass';
import type { ObjectId } from '../../recovery/terms';
import { inParallel } from '../../scripts/bench/in-parallel';
import { counterRowKey } from '../../storage/counters';
import type { FreshStore } from '../support/azurite';
import { useStore } from '../support/azurite';
import { open } from '../support/domain-stories';
import type { World } from '../support/domain-world';
import { createWorld } from '../support/domain-world';
import { TENANT } from '../support/request-builder';
import { WHO } from '../support/sample-people';

const store = useStore();
jest.setTimeout(300_000);

const GUESSES = 1_000;
/** Of each instance; all at once would only be a queue in front of the store. */
const IN_FLIGHT = 50;

/** Two instances on one real store, and how often a number of either kind was derived to be compared with a guess. */
interface Site {
  readonly world: World;
  readonly fresh: FreshStore;
  readonly instances: readonly [Deps, Deps];
  readonly compared: { match: number; code: number };
  now(): Promise<Stored>;
}

function counting(keys: KeyRing, compared: Site['compared']): KeyRing {
  return {
    currentId: keys.currentId,
    mac: (purpose, data, keyId) => {
      if (purpose === 'match-number') compared.match += 1;
      if (purpose === 'release-code') compared.code += 1;
      return keys.mac(purpose, data, keyId);
    },
  };
}

/** The journal has caps and tests of its own; a thousand refusals of one person would only wait for each other there. */
function ledgerFor(own: Ledger, changes: Partial<Ledger>): Ledger {
  const silent: Partial<Ledger> = { journal: () => Promise.resolve(), ...changes };
  return new Proxy(own, {
    get: (target, key) => {
      const value: unknown = Reflect.get(silent, key) ?? Reflect.get(target, key);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}

type Change = (own: Ledger) => Partial<Ledger>;
const SAME: Change = () => ({});

async function site(change: Change = SAME, dual = false): Promise<Site> {
  const world = await createWorld();
  if (dual) world.directory.rolesOf.set(WHO.ada, { globalAdministrator: false, privileged: true, roles: ['Reader'] });
  const fresh = await store.fresh({ keys: world.deps.keys, clock: world.clock });
  const compared = { match: 0, code: 0 };
  const keys = counting(world.deps.keys, compared);
  const instance = ({ ledger }: { readonly ledger: Ledger }): Deps => ({
    ...{ ...world.deps, keys, ledger: ledgerFor(ledger, change(ledger)) },
  });
  const instances = [instance(fresh.storage), instance(await fresh.another())] as const;
  await open({ ...world, deps: { ...world.deps, ledger: fresh.storage.ledger } });
  const now = async (): Promise<Stored> => {
    const [stored] = await fresh.storage.ledger.listByEmployee(TENANT, WHO.ada, 1);
    if (stored === undefined) throw new Error('Ada has asked');
    return stored;
  };
  return { world, fresh, instances, compared, now };
}

const numberOf = async ({ world, now }: Site, slot: 1 | 2): Promise<string> =>
  matchNumber(world.deps.keys, (await now()).request, slot).reveal();

async function codeOf({ world, now }: Site): Promise<string> {
  const { request } = await now();
  const decided = decidedOf(request);
  if (decided === undefined) throw new Error('nobody has approved');
  return releaseCode(world.deps.keys, request, decided).reveal();
}

/** `count` different texts of digits, none of which is right; with `prefix` as far as that goes. */
function wrongOnes(right: string, count: number, prefix = ''): readonly string[] {
  const length = right.length - prefix.length;
  const all = Array.from({ length: 10 ** length }, (_, at) => prefix + String(at).padStart(length, '0'));
  const wrong = all.filter((one) => one !== right);
  return Array.from({ length: count }, (_, at) => wrong[at % wrong.length] ?? '');
}

type Guess = (deps: Deps, guess: string) => Promise<string>;

/** Everybody at once, turn and turn about on both instances. Resolves with how often each answer was given. */
async function guessAll({ instances }: Site, guess: Guess, guesses: readonly string[]): Promise<Map<string, number>> {
  const answers = new Map<string, number>();
  await inParallel(guesses, 2 * IN_FLIGHT, async (one, at) => {
    const deps = at % 2 === 0 ? instances[0] : instances[1];
    const answer = await guess(deps, one).catch(() => 'died');
    answers.set(answer, (answers.get(answer) ?? 0) + 1);
  });
  return answers;
}

const said = (outcome: { readonly kind: string; readonly code?: string }): string => outcome.code ?? outcome.kind;

const approveAs =
  ({ now }: Site, presser: ObjectId): Guess =>
  async (deps, guess) => {
    const { id: requestId } = (await now()).request;
    return said(
      await approveRequest(deps, { tenantId: TENANT, presser, requestId, matchNumber: guess, verifiedBy: 'inPerson' }),
    );
  };

const revealWith =
  ({ now }: Site): Guess =>
  async (deps, code) => {
    const { id: requestId } = (await now()).request;
    return said(await revealPass(deps, { tenantId: TENANT, presser: WHO.ada, requestId, code, place: 'teams' }));
  };

async function trail({ fresh, now }: Site, type: string): Promise<number> {
  const entries = await fresh.storage.ledger.trail(TENANT, (await now()).request.id);
  return entries.filter(({ event }) => event.type === type).length;
}

describe('when a thousand match numbers are guessed at once (T4)', () => {
  it('three come to a compare, across both instances, and the request is held', async () => {
    const it = await site();
    const right = await numberOf(it, 1);
    const answers = await guessAll(it, approveAs(it, WHO.max), wrongOnes(right, GUESSES));
    expect(it.compared.match).toBe(3);
    expect((await it.now()).request.state).toBe('held');
    expect(await trail(it, 'held')).toBe(1);
    expect(answers.get('done')).toBeUndefined();
    expect([...answers.values()].reduce((sum, one) => sum + one, 0)).toBe(GUESSES);
    expect(await it.fresh.storage.ledger.verify(TENANT, (await it.now()).request.id)).toMatchObject({ ok: true });
  });

  it('the right one among them, after three wrong ones, is not even looked at', async () => {
    const it = await site();
    const right = await numberOf(it, 1);
    for (const wrong of wrongOnes(right, 3)) await approveAs(it, WHO.max)(it.instances[0], wrong);
    await guessAll(
      it,
      approveAs(it, WHO.max),
      Array.from({ length: 100 }, () => right),
    );
    expect(it.compared.match).toBe(3);
    expect((await it.now()).request.state).toBe('held');
  });

  it('commits that lose their race buy no further try', async () => {
    let lost = 0;
    const conflicts: Change = (own) => ({
      commit: (current, event, next) => {
        lost += 1;
        return lost % 3 === 0 ? own.commit(current, event, next) : Promise.resolve('conflict');
      },
    });
    const it = await site(conflicts);
    await guessAll(it, approveAs(it, WHO.max), wrongOnes(await numberOf(it, 1), 200));
    expect(lost).toBeGreaterThan(3);
    expect(it.compared.match).toBeLessThanOrEqual(3);
    expect((await it.now()).request.state).not.toBe('approved');
  });

  it('a process that dies between count and compare has used its try up', async () => {
    let deaths = 0;
    const dies: Change = (own) => ({
      raise: async (...counter) => {
        const raised = await own.raise(...counter);
        if (raised > 2) return raised;
        deaths += 1;
        throw new Error('the process is gone');
      },
    });
    const it = await site(dies);
    await guessAll(it, approveAs(it, WHO.max), wrongOnes(await numberOf(it, 1), 200));
    expect(deaths).toBe(2);
    expect(it.compared.match).toBe(1);
    expect((await it.now()).request.state).toBe('held');
  });

  it('of two approvers each has three for the own number, and neither gets the other’s', async () => {
    const it = await site(SAME, true);
    const [one, two] = [await numberOf(it, 1), await numberOf(it, 2)];
    const guesses = wrongOnes(one, 200).map((guess) => (guess === two ? '' : guess));
    const [first, second] = [approveAs(it, WHO.max), approveAs(it, WHO.sam)];
    await guessAll(it, (deps, guess) => (Number(guess) % 2 === 0 ? first : second)(deps, guess), guesses);
    expect(it.compared.match).toBeLessThanOrEqual(6);
    expect((await it.now()).request.state).toBe('held');
  });
});

/** Approved, by one or by two; what was compared on the way is forgotten. */
async function approvedSite(dual: boolean, change: Change = SAME): Promise<Site> {
  const it = await site(change, dual);
  if (dual) expect(await approveAs(it, WHO.sam)(it.instances[0], await numberOf(it, 2))).toBe('done');
  expect(await approveAs(it, WHO.max)(it.instances[0], await numberOf(it, 1))).toBe('done');
  expect((await it.now()).request.state).toBe('approved');
  Object.assign(it.compared, { match: 0, code: 0 });
  return it;
}

describe('when a thousand release codes are guessed at once', () => {
  it('five come to a compare, across both instances, and the code is void', async () => {
    const it = await approvedSite(false);
    const answers = await guessAll(it, revealWith(it), wrongOnes(await codeOf(it), GUESSES));
    expect(it.compared.code).toBe(5);
    expect(decidedOf((await it.now()).request)?.code.voided).toBe(true);
    expect(await trail(it, 'codeVoided')).toBe(1);
    expect(answers.get('shown')).toBeUndefined();
    expect(it.world.account.writes).toEqual([]);
  });

  it('whoever has one half of two has five tries for the whole, and hears nothing about the half', async () => {
    const it = await approvedSite(true);
    const right = await codeOf(it);
    const guesses = [...wrongOnes(right, 100, right.slice(0, 3)), ...wrongOnes(right, 100)];
    const answers = await guessAll(it, revealWith(it), guesses);
    expect(it.compared.code).toBe(5);
    expect([...answers.keys()].filter((one) => one !== 'codeWrong' && one !== 'codeVoid')).toEqual([]);
    expect(await revealWith(it)(it.instances[1], right)).toBe('codeVoid');
    expect(it.world.account.writes).toEqual([]);
  });

  it('a new code has five of its own, and the old one counts no more', async () => {
    const it = await approvedSite(false);
    const old = await codeOf(it);
    await guessAll(it, revealWith(it), wrongOnes(old, 50));
    const { id: requestId } = (await it.now()).request;
    await renewCode(it.instances[1], { tenantId: TENANT, presser: WHO.max, requestId });
    it.compared.code = 0;
    await guessAll(
      it,
      revealWith(it),
      Array.from({ length: 50 }, () => old),
    );
    expect(it.compared.code).toBe(5);
    expect(it.world.account.writes).toEqual([]);
  });

  it('a process that dies between count and compare has used its try up', async () => {
    const dies: Change = (own) => ({
      raise: async (...counter) => {
        const raised = await own.raise(...counter);
        if (counter[2].purpose === 'match' || raised > 3) return raised;
        throw new Error('the process is gone');
      },
    });
    const it = await approvedSite(false, dies);
    await guessAll(it, revealWith(it), wrongOnes(await codeOf(it), 100));
    expect(it.compared.code).toBe(2);
    expect(decidedOf((await it.now()).request)?.code.voided).toBe(true);
  });
});

/** What somebody with the key of the storage account can do to a counter, whose rows are signed. */
const SET_BACK = ['deleted', 'put back as it was after the first try'] as const;

/** Remembers a counter's row as it is, and sets it back to that, or takes it away. */
async function counterOf(
  { fresh, now }: Site,
  key: CounterKey,
): Promise<(how: (typeof SET_BACK)[number]) => Promise<unknown>> {
  const table = fresh.table('requests');
  const place = { partitionKey: `${TENANT}|${(await now()).request.id}`, rowKey: counterRowKey(key) };
  const { etag: _etag, timestamp: _at, ...columns } = await table.getEntity(place.partitionKey, place.rowKey);
  const kept = Object.fromEntries(Object.entries(columns).filter(([name]) => !name.startsWith('odata')));
  return (how) =>
    how === 'deleted'
      ? table.deleteEntity(place.partitionKey, place.rowKey)
      : table.upsertEntity({ ...kept, ...place }, 'Replace');
}

describe('when a counter of tries was set back (T21)', () => {
  it.each(SET_BACK)('%s: no match number is compared any more, and security is told', async (how) => {
    const it = await site();
    const wrong = wrongOnes(await numberOf(it, 1), 3);
    const press = approveAs(it, WHO.max);
    expect(await press(it.instances[0], wrong[0] ?? '')).toBe('matchNumberWrong');
    const setBack = await counterOf(it, { purpose: 'match', slot: 1, round: 1, generation: 0 });
    expect(await press(it.instances[0], wrong[1] ?? '')).toBe('matchNumberWrong');
    await setBack(how);
    const { id } = (await it.now()).request;
    // Before the next press: the refused one counts too, and brings the row to where it was.
    expect((await it.fresh.storage.ledger.verify(TENANT, id)).firstBad?.row).toBe('c-match-1-1-0');
    expect(await press(it.instances[1], await numberOf(it, 1))).toBe('integrity');
    expect(it.compared.match).toBe(2);
    expect((await it.now()).request.state).toBe('awaitingApproval');
    expect(it.world.cards.alarms).toEqual([WHO.sam, WHO.sue]);
  });

  it.each(SET_BACK)('%s: no release code is compared any more, and no pass comes', async (how) => {
    const it = await approvedSite(false);
    const right = await codeOf(it);
    const wrong = wrongOnes(right, 3);
    const press = revealWith(it);
    expect(await press(it.instances[0], wrong[0] ?? '')).toBe('codeWrong');
    const setBack = await counterOf(it, { purpose: 'code', slot: 1, round: 1, generation: 1 });
    expect(await press(it.instances[0], wrong[1] ?? '')).toBe('codeWrong');
    await setBack(how);
    expect(await press(it.instances[1], right)).toBe('integrity');
    expect(it.compared.code).toBe(2);
    const { id } = (await it.now()).request;
    expect((await it.fresh.storage.ledger.verify(TENANT, id)).firstBad?.row).toBe('c-code-1-1-1');
    expect(it.world.account.writes).toEqual([]);
  });
});
