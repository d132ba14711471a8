import type { EventType, RecoveryEvent } from '../../recovery/events';
import { reportFraud } from '../../recovery/report-fraud';
import type { World } from '../support/domain-world';
import { createWorld, newest, pass } from '../support/domain-world';
import { enrol, passShown } from '../support/domain-stories';
import { HOUR, MINUTE } from '../support/fake-clock';
import { TENANT } from '../support/request-builder';
import { WHO } from '../support/sample-people';

/** Events that record a write on Graph. Entra's own log is joined to the trail by the id of the call. */
const WRITES: ReadonlySet<EventType> = new Set([
  ...(['passIssued', 'placeholderIssued', 'methodRemoved'] as const),
  ...(['sessionsRevoked', 'accountDisabled', 'intruderRemoved'] as const),
]);

async function writesOf(world: World): Promise<readonly RecoveryEvent[]> {
  const { request } = await newest(world);
  const trail = await world.ledger.trail(TENANT, request.id);
  return trail.map(({ event }) => event).filter(({ type }) => WRITES.has(type));
}

async function fraud(world: World): Promise<void> {
  const { request } = await newest(world);
  await reportFraud(world.deps, { tenantId: TENANT, presser: WHO.max, requestId: request.id, reason: 'notMe' });
  await pass(world, HOUR);
}

const STORIES: readonly (readonly [string, readonly EventType[], (world: World) => Promise<void>])[] = [
  [
    'a stolen phone, to the end',
    ['placeholderIssued', 'methodRemoved', 'passIssued', 'sessionsRevoked'],
    async (world) => {
      await passShown(world, { scenario: 'stolenPhone' });
      await pass(world, MINUTE);
      enrol(world);
      await pass(world, HOUR);
    },
  ],
  [
    'a pass that nobody used',
    ['passIssued', 'methodRemoved', 'placeholderIssued'],
    async (world) => {
      await passShown(world);
      await pass(world, 2 * HOUR);
    },
  ],
  [
    'fraud after somebody enrolled',
    ['accountDisabled', 'intruderRemoved', 'sessionsRevoked'],
    async (world) => {
      await passShown(world);
      await pass(world, MINUTE);
      enrol(world, 'fido2');
      await fraud(world);
    },
  ],
  [
    'fraud where accounts are not switched off',
    ['placeholderIssued', 'sessionsRevoked'],
    async (world) => {
      await passShown(world);
      await pass(world, MINUTE);
      await fraud(world);
    },
  ],
];

describe('when something was written on an account', () => {
  it.each(STORIES)('the trail names the call on Graph: %s', async (name, expected, tell) => {
    const world = await createWorld({ policy: { disableOnIncident: !name.includes('not switched off') } });
    await tell(world);
    const writes = await writesOf(world);
    expect(writes.map(({ type }) => type)).toEqual(expect.arrayContaining([...expected]));
    const unnamed = writes.filter(
      (one) => one.graphRequestId === undefined && !('alreadyGone' in one && one.alreadyGone),
    );
    expect(unnamed.map(({ type }) => type)).toEqual([]);
  });

  it('a placeholder of the watch says when Graph made it, as the pass does', async () => {
    const world = await createWorld();
    await passShown(world);
    await pass(world, 2 * HOUR);
    const made = (await writesOf(world)).filter(({ type }) => type === 'placeholderIssued');
    expect(made).not.toEqual([]);
    for (const one of made) expect(one).toHaveProperty('mintedAt');
  });
});
