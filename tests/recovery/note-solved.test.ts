import { draftRequest } from '../../recovery/draft-request';
import { noteSolved } from '../../recovery/note-solved';
import { createWorld } from '../support/domain-world';
import { MINUTE, START } from '../support/fake-clock';
import { TENANT } from '../support/request-builder';
import { WHO } from '../support/sample-people';
import { PROOF } from '../support/sample-proof';

const FOR_ADA = { presser: WHO.helen, address: WHO.ada, proof: PROOF } as const;

async function drafted(more: object = {}) {
  const world = await createWorld();
  const input = { tenantId: TENANT, presser: WHO.ada, scenario: 'lostPhone', ...more } as const;
  const outcome = await draftRequest(world.deps, input);
  if (outcome.kind !== 'draft') throw new Error('no draft');
  const { id } = outcome.draft;
  return { world, id, say: (presser: string) => noteSolved(world.deps, { tenantId: TENANT, presser, draftId: id }) };
}

describe('when another method worked', () => {
  it('is written down as an end of its own, and the draft is used up', async () => {
    const { world, id, say } = await drafted();
    expect(await say(WHO.ada)).toEqual({ kind: 'solved' });
    expect(world.ledger.journaled).toEqual([
      { at: START, by: WHO.ada, name: 'mfa.recovery.solved_without_reset', what: 'lostPhone' },
    ]);
    expect(await world.deps.drafts.get(TENANT, id)).toBeUndefined();
    expect(await world.ledger.listOpen(TENANT)).toEqual([]);
    expect(world.account.writes).toEqual([]);
  });

  it.each<readonly [string, object, string, number]>([
    ['by somebody else', {}, WHO.max, 0],
    ['by the helpdesk on its form for somebody', FOR_ADA, WHO.helen, 0],
    ['after the draft has run out', {}, WHO.ada, 31 * MINUTE],
  ])('is not believed %s', async (_what, input, presser, wait) => {
    const { world, say } = await drafted(input);
    world.clock.advance(wait);
    expect(await say(presser)).toEqual({ kind: 'refused', code: 'draftExpired' });
    expect(world.ledger.journaled.map(({ what }) => what)).toEqual(['solved: draftExpired']);
  });

  it('counts once', async () => {
    const { world, say } = await drafted();
    await say(WHO.ada);
    expect(await say(WHO.ada)).toEqual({ kind: 'refused', code: 'draftExpired' });
    const ends = world.ledger.journaled.filter(({ name }) => name === 'mfa.recovery.solved_without_reset');
    expect(ends).toHaveLength(1);
  });
});
