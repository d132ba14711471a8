import type { Deps } from '../../recovery/deps';
import { draftRequest } from '../../recovery/draft-request';
import { openRequest } from '../../recovery/open-request';
import { tallyPartition, TALLY_ROW } from '../../storage/tallies';
import type { Storage } from '../../storage/connect';
import type { FreshStore } from '../support/azurite';
import { useStore } from '../support/azurite';
import { codeOf } from '../support/domain-stories';
import type { World } from '../support/domain-world';
import { createWorld, DEFAULT_POLICY } from '../support/domain-world';
import { DAY, HOUR } from '../support/fake-clock';
import { hire } from '../support/hire';
import { TENANT } from '../support/request-builder';
import { WHO } from '../support/sample-people';
import { PROOF } from '../support/sample-proof';

const store = useStore();
jest.setTimeout(120_000);

const MANY = { count: 1_000, windowMs: DAY };

/** Two instances of the product on one real store. */
interface Two {
  readonly world: World;
  readonly fresh: FreshStore;
  readonly instances: readonly [Deps, Deps];
}

async function two(caps: Partial<typeof DEFAULT_POLICY.caps>): Promise<Two> {
  const world = await createWorld({ policy: { caps: { ...DEFAULT_POLICY.caps, ...caps } } });
  const fresh = await store.fresh({ keys: world.deps.keys, clock: world.clock });
  const on = ({ ledger, tallies, drafts }: Storage): Deps => ({ ...world.deps, ledger, tallies, drafts });
  return { world, fresh, instances: [on(fresh.storage), on(await fresh.another())] };
}

/** Helen presses for all of them at once, every other time on the other instance. */
async function pressForAll({ world, instances }: Two, count: number) {
  const people = await hire(world, count);
  const caps = { ...DEFAULT_POLICY.caps, perAgent: MANY };
  const roomy = { ...instances[0], policy: { ...DEFAULT_POLICY, caps } };
  const drafts = await Promise.all(
    people.map((address) => {
      const input = { tenantId: TENANT, presser: WHO.helen, address, proof: PROOF, scenario: 'lostPhone' } as const;
      return draftRequest(roomy, input);
    }),
  );
  const ids = drafts.flatMap((one) => (one.kind === 'draft' ? [one.draft.id] : []));
  const outcomes = await Promise.all(
    ids.map((draftId, number) =>
      openRequest(instances[number % 2 === 0 ? 0 : 1], { tenantId: TENANT, presser: WHO.helen, draftId }),
    ),
  );
  const codes = outcomes.map(codeOf);
  const opened = outcomes.flatMap((one) => (one.kind === 'done' ? [one.stored.request] : []));
  return { codes, opened, count: (code: string) => codes.filter((one) => one === code).length };
}

describe('when somebody presses 50 times at once on two instances', () => {
  it('exactly as many are opened as the cap lets through, and the others are told so', async () => {
    const stage = await two({ perAgent: { count: 7, windowMs: DAY }, perApprover: MANY });
    const pressed = await pressForAll(stage, 50);
    expect([pressed.count('done'), pressed.count('tooManyOpened')]).toEqual([7, 43]);
    expect(await stage.fresh.storage.ledger.listOpen(TENANT)).toHaveLength(7);
    expect(stage.world.cards.floods.filter(([, { of }]) => of === 'agent')).toHaveLength(2);
  });

  it('exactly three of their cards go to one manager; for the others two are asked', async () => {
    const { opened } = await pressForAll(await two({ perAgent: MANY, perApprover: MANY }), 50);
    const routes = opened.map(({ slots }) => slots.map(({ group }) => group).join(' '));
    expect(routes.filter((route) => route === 'manager')).toHaveLength(3);
    expect(routes.filter((route) => route === 'duty security')).toHaveLength(47);
  });

  it('exactly as many wait for an approval as the tenant’s cap lets through; the others are held, none is lost', async () => {
    const { opened } = await pressForAll(await two({ perAgent: MANY, perTenant: { count: 11, windowMs: HOUR } }), 50);
    const states = opened.map((request) => (request.state === 'held' ? request.held.reason : request.state));
    expect(states.filter((state) => state === 'awaitingApproval')).toHaveLength(11);
    expect(states.filter((state) => state === 'tenantFlood')).toHaveLength(39);
  });
});

describe('when somebody writes into a count who is not the product', () => {
  it('the press is refused, security is alarmed, and nobody else is touched', async () => {
    const stage = await two({ perAgent: MANY });
    await pressForAll(stage, 1);
    const partitionKey = tallyPartition(TENANT, { kind: 'agent', person: WHO.helen });
    const change = { partitionKey, rowKey: TALLY_ROW, bytes: '{"marks":[],"older":[]}' };
    await stage.fresh.table('permits').updateEntity(change, 'Merge');
    const input = { tenantId: TENANT, presser: WHO.helen, address: WHO.ada, proof: PROOF } as const;
    const [one] = stage.instances;
    const draft = await draftRequest(one, { ...input, scenario: 'lostPhone' });
    expect(draft).toMatchObject({ kind: 'refused', code: 'tooManyOpened' });
    expect(stage.world.cards.alarms).toEqual([WHO.sam, WHO.sue]);
    const own = await draftRequest(one, { tenantId: TENANT, presser: WHO.ada, scenario: 'lostPhone' });
    expect(own.kind).toBe('draft');
  });
});
