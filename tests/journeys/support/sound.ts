import type { World } from './world';

/**
 * What must hold after every story, whatever went wrong: every trail of the tenant verifies from its first entry, and no
 * enabled account ever stood with neither method nor pass, but for so many journaled gaps.
 */
export async function expectWhole({ cloud, latchkey }: World, gaps = 0): Promise<void> {
  let entries = 0;
  for await (const { report, name } of latchkey.storage.verifyAll({ tenantIds: [cloud.settings.tenantId] })) {
    expect({ name, firstBad: report.firstBad }).toEqual({ name });
    entries += report.entries;
  }
  expect(entries).toBeGreaterThan(0);
  expect(cloud.tenant.zeroMoments).toHaveLength(gaps);
}

/** The same, and nothing went wrong on the way. */
export async function expectSound(world: World, gaps = 0): Promise<void> {
  await expectWhole(world, gaps);
  expect(world.log.filter((line) => line.includes('"level":"error"'))).toEqual([]);
}
