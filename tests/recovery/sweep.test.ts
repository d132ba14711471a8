import { sweep } from '../../recovery/sweep';
import { approve, open } from '../support/domain-stories';
import { createWorld, newest } from '../support/domain-world';
import { OTHER_TENANT, TENANT } from '../support/request-builder';
import { method } from '../support/sample-methods';
import { WHO } from '../support/sample-people';

describe('when the open requests are swept', () => {
  it('each is looked at, ended ones are not, other tenants’ neither', async () => {
    const world = await createWorld();
    world.accountOf(WHO.colin).methods.push(method('mobilePhone'), method('email'));
    await open(world);
    await open(world, { presser: WHO.colin });
    const before = world.started.length;
    expect(await sweep(world.deps, TENANT)).toBe(2);
    expect(world.started.slice(before).toSorted()).toEqual(
      [(await newest(world)).request.id, (await newest(world, WHO.colin)).request.id].toSorted(),
    );
    await approve(world);
    const stored = await newest(world);
    const ended = { at: 1, reason: 'x' };
    const { decided: _none, ...facts } = stored.request as typeof stored.request & { decided: unknown };
    const by = { kind: 'system' } as const;
    await world.ledger.commit(stored, { type: 'expired', at: 1, by }, { ...facts, state: 'expired', ended } as never);
    expect(await sweep(world.deps, TENANT)).toBe(1);
    expect(await sweep(world.deps, OTHER_TENANT)).toBe(0);
  });

  it('they are looked at in turn, the oldest first', async () => {
    const world = await createWorld();
    const ids = ['01A', '01B', '01C'];
    const ledger = Object.assign(world.ledger, { findLive: () => Promise.resolve({ ids, forged: false }) });
    const asked: unknown[] = [];
    await sweep({ ...world.deps, ledger, startWork: (...call) => void asked.push(call) }, TENANT);
    expect(asked).toEqual(ids.map((id) => [TENANT, id, 'inTurn']));
  });
});
