import { redrawRequest } from '../../recovery/redraw-request';
import type { RecoveryRequest } from '../../recovery/request';
import { approve, waitingForApproval } from '../support/domain-stories';
import { createWorld, newest } from '../support/domain-world';
import { TENANT } from '../support/request-builder';

describe('when a request is redrawn while somebody else works on it', () => {
  it('draws it once when nothing changes', async () => {
    const world = await createWorld();
    const { id } = await waitingForApproval(world);
    const refresh = jest.spyOn(world.cards, 'refresh');
    await redrawRequest(world.deps, { tenantId: TENANT, id });
    expect(refresh).toHaveBeenCalledTimes(1);
  });

  it('never leaves an old state over a newer one', async () => {
    const world = await createWorld();
    const { id } = await waitingForApproval(world);
    const drawn: string[] = [];
    jest.spyOn(world.cards, 'refresh').mockImplementation(async ({ state }: RecoveryRequest) => {
      if (drawn.length === 0) await approve(world);
      drawn.push(state);
    });
    await redrawRequest(world.deps, { tenantId: TENANT, id });
    expect(drawn).toEqual(['awaitingApproval', 'approved']);
    expect((await newest(world)).request.state).toBe('approved');
  });

  it('does nothing for a request that is not there', async () => {
    const world = await createWorld();
    await redrawRequest(world.deps, { tenantId: TENANT, id: '01NONE' });
    expect(world.ports.count('cards.refresh')).toBe(0);
  });
});
