import { next } from '../../recovery/machine';
import { releaseRequest } from '../../recovery/release-request';
import { markUnsure } from '../../recovery/hold-request';
import { approvedAtCounter, attend, checkId } from '../support/counter-stories';
import { approve, approvedByMax, reveal, waitingForApproval } from '../support/domain-stories';
import type { World } from '../support/domain-world';
import { createWorld, newest, newestIn, work } from '../support/domain-world';
import { MINUTE } from '../support/fake-clock';
import { awaiting, TENANT } from '../support/request-builder';
import { approvedRun } from '../support/request-arms';
import { eventOf } from '../support/sample-events';
import { GROUPS, WHO } from '../support/sample-people';

async function whoIs(world: World, presser: string) {
  const { request } = await newest(world);
  return { tenantId: TENANT, presser, requestId: request.id };
}

describe('when a request is approved again', () => {
  it('after an approver was lost the employee is told again, and nobody twice for one approval', async () => {
    const world = await createWorld();
    await approvedByMax(world);
    expect(world.cards.told('approved')).toEqual([WHO.ada]);
    world.directory.change(WHO.max, { accountEnabled: false });
    await reveal(world);
    await work(world);
    await approve(world, { presser: WHO.dan });
    await approve(world, { presser: WHO.sam }, 2);
    await work(world);
    await newestIn(world, 'approved');
    await work(world);
    expect(world.cards.told('approved')).toEqual([WHO.ada, WHO.ada]);
  });

  it('what was told of an earlier approval or hold counts no more, and the rest does', () => {
    const told = ['approved:ada:teams', 'held:group:security:teams', 'numberLocked:group:security:teams'];
    const request = { ...awaiting(), told: [...told, 'opened:max:email'] };
    expect(next(request, eventOf('approved')).told).toEqual([...told.slice(1), 'opened:max:email']);
    expect(next(request, eventOf('held')).told).toEqual(['approved:ada:teams', 'opened:max:email']);
    const blocked = { ...approvedRun(), told: ['codeVoided:group:security:teams', ...told] };
    expect(next(blocked, eventOf('codeVoided')).told).toEqual(told);
  });

  it('a second hold is told as the first was', async () => {
    const world = await createWorld();
    await waitingForApproval(world);
    for (const senior of [WHO.sam, WHO.sue]) {
      await markUnsure(world.deps, await whoIs(world, WHO.max));
      await work(world);
      await releaseRequest(world.deps, { ...(await whoIs(world, senior)), reason: 'spoke with her' });
      await work(world);
    }
    expect(world.cards.told('held').filter((who) => who === WHO.ada)).toEqual([WHO.ada, WHO.ada]);
  });
});

describe('when attendants relieve each other in turn at one counter', () => {
  it('whoever is relieved a second time hears of it a second time', async () => {
    const world = await approvedAtCounter();
    world.directory.groups.set(GROUPS.helpdesk, [WHO.helen, WHO.colin, WHO.olga]);
    for (const presser of [WHO.olga, WHO.colin, WHO.olga]) {
      world.clock.advance(MINUTE);
      await attend(world, presser);
      await work(world);
      await checkId(world, presser);
      await work(world);
    }
    const relieved = world.cards.told('relieved').filter((who) => who === WHO.colin);
    expect(relieved).toEqual([WHO.colin, WHO.colin]);
    expect(world.cards.told('relieved').filter((who) => who === WHO.olga)).toEqual([WHO.olga]);
  });
});
