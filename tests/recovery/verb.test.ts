import type { EffectErrorCode, RecoveryErrorCode } from '../../recovery/errors';
import { EffectError, RecoveryError } from '../../recovery/errors';
import { refused } from '../../recovery/outcome';
import { verb } from '../../recovery/verb';
import { createWorld } from '../support/domain-world';
import { START } from '../support/fake-clock';
import { OTHER_TENANT, TENANT } from '../support/request-builder';
import { WHO } from '../support/sample-people';

const INPUT = { tenantId: TENANT, presser: WHO.ada, requestId: '01REQ' };
const failing = (error: Error) => verb('test', () => Promise.reject(error));

describe('when a verb runs', () => {
  it('a tenant that is not served is told so before anything is read or written', async () => {
    const world = await createWorld();
    const act = jest.fn();
    const outcome = await verb('test', act)(world.deps, { ...INPUT, tenantId: OTHER_TENANT });
    expect(outcome).toEqual({ kind: 'refused', code: 'notSetUp' });
    expect(act).not.toHaveBeenCalled();
    expect(world.ports.calls).toEqual([]);
  });

  it('what worked is passed on and not journaled', async () => {
    const world = await createWorld();
    const outcome = await verb('test', () => Promise.resolve({ kind: 'worked' }))(world.deps, INPUT);
    expect(outcome).toEqual({ kind: 'worked' });
    expect(world.ledger.journaled).toEqual([]);
  });

  it.each<readonly [EffectErrorCode, string]>([
    ['throttled', 'directoryUnavailable'],
    ['unavailable', 'directoryUnavailable'],
    ['timeout', 'directoryUnavailable'],
    ['forbidden', 'graphUnavailable'],
    ['notFound', 'graphUnavailable'],
    ['rejected', 'graphUnavailable'],
  ])('an effect that fails with %s is refused as %s', async (code, refusal) => {
    const world = await createWorld();
    expect(await failing(new EffectError(code, 'secret words'))(world.deps, INPUT)).toEqual(
      refused(refusal as 'notSetUp'),
    );
    expect(world.log.lines).toMatchObject([{ level: 'error', event: 'verb.failed', fields: { verb: 'test' } }]);
  });

  it.each<readonly [RecoveryErrorCode, string]>([
    ['integrity', 'integrity'],
    ['conflict', 'storageUnavailable'],
    ['transitionNotAllowed', 'storageUnavailable'],
  ])('an error of the domain (%s) is refused as %s', async (code, refusal) => {
    const world = await createWorld();
    expect(await failing(new RecoveryError(code, 'x'))(world.deps, INPUT)).toMatchObject({ code: refusal });
  });

  it('a mistake of ours is a refusal too, and logged', async () => {
    const world = await createWorld();
    expect(await failing(new TypeError('oops'))(world.deps, INPUT)).toMatchObject({ code: 'storageUnavailable' });
    expect(world.log.events()).toEqual(['verb.failed']);
  });

  it.each([INPUT, { tenantId: TENANT, presser: WHO.ada }])('every refusal is journaled by code: %j', async (input) => {
    const world = await createWorld();
    await verb('test', () => Promise.resolve(refused('ownRequest')))(world.deps, input);
    const { tenantId: _tenant, presser: by, ...about } = input;
    expect(world.ledger.journaled).toEqual([
      { at: START, by, name: 'mfa.recovery.refusal', what: 'test: ownRequest', ...about },
    ]);
  });

  it('a journal that is away costs nobody their answer', async () => {
    const world = await createWorld();
    world.ports.fail('ledger.journal', 'unavailable');
    const outcome = await verb('test', () => Promise.resolve(refused('ownRequest')))(world.deps, INPUT);
    expect(outcome).toEqual(refused('ownRequest'));
    expect(world.log.events()).toEqual(['journal.failed']);
  });
});
