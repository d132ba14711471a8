import type { SlotApproval } from '../../recovery/facts';
import { approve, waitingForApproval } from '../support/domain-stories';
import { createWorld, newestIn } from '../support/domain-world';

/** What stands in the request when the manager approved and wrote this. */
async function approvalWith(reason?: string): Promise<SlotApproval | undefined> {
  const world = await createWorld();
  await waitingForApproval(world);
  await approve(world, reason === undefined ? {} : { reason });
  return (await newestIn(world, 'approved')).slots[0]?.approval;
}

describe('when an approver writes a reason', () => {
  it('300 characters of it are kept and not one more', async () => {
    const words = 'spoke with her. '.repeat(30);
    expect((await approvalWith(words))?.reason).toBe(words.slice(0, 300));
  });
});

describe('when an approver writes no reason', () => {
  it.each([undefined, ''])('none is kept (%p)', async (reason) => {
    const approval = await approvalWith(reason);
    expect(approval).toBeDefined();
    expect(approval).not.toHaveProperty('reason');
  });
});
