import type { World } from './world';

/**
 * What must hold after every story: every trail of the tenant verifies from its first entry, and no enabled account ever
 * stood with neither method nor pass.
 */
export async function expectSound(world: World): Promise<void> {
  const { cloud, latchkey } = world;
  let entries = 0;
  for await (const { report, name } of latchkey.storage.verifyAll({ tenantIds: [cloud.settings.tenantId] })) {
    expect({ name, firstBad: report.firstBad }).toEqual({ name });
    entries += report.entries;
  }
  expect(entries).toBeGreaterThan(0);
  expect(cloud.tenant.zeroMoments).toEqual([]);
  expect(world.log.filter((line) => line.includes('"level":"error"'))).toEqual([]);
}
