import type { AuditEntry } from '../../recovery/audit-entry';
import type { Stored } from '../../recovery/ports';
import type { Pair } from './pairs';
import { patiently } from './patiently';
import type { Story } from './recovery-story';
import type { Site } from './site';
import type { TwoWays } from './two-ways';

/** What races run on: two bots in one cloud. */
export interface Stage {
  readonly site: Site;
  readonly story: Story;
  readonly random: () => number;
  readonly ways: TwoWays;
  /** How long an approval takes on this machine now. */
  readonly approval: { ms: number };
  /** How far the clock of the store is put ahead, so that the bots whose clocks are do not set them back. */
  readonly storeTime: { aheadMs: number };
  /** Called when a bot receives a message about this request from its queue. */
  readonly onReceived: Map<string, () => void>;
}

/** How a race ended. */
export interface Result {
  /** What the trail says: "approved, cancelled". */
  readonly decisions: string;
  readonly problems: readonly string[];
  /** True where the two presses were taken by two processes. */
  readonly apart: boolean;
  /** How often both pressed again, because neither was served: the machine was too busy. */
  readonly again?: number;
}

const DECISIONS = new Set(['approved', 'denied', 'expired', 'cancelled', 'refused', 'held', 'failed', 'fraudReported']);

export async function newest({ site }: Stage, { employeeId }: Pair): Promise<Stored | undefined> {
  const { tenantId } = site.cloud.tenant;
  return (await patiently(() => site.storage.ledger.listByEmployee(tenantId, employeeId, 1)))[0];
}

export async function trailOf(stage: Stage, pair: Pair): Promise<readonly AuditEntry[]> {
  const stored = await newest(stage, pair);
  if (stored === undefined) return [];
  const { tenantId } = stage.site.cloud.tenant;
  return patiently(() => stage.site.storage.ledger.trail(tenantId, stored.request.id));
}

export const decisionsIn = (trail: readonly AuditEntry[]): string =>
  trail
    .map(({ event }): string => event.type)
    .filter((type) => DECISIONS.has(type))
    .join(', ');
