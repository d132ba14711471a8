import type { AdvanceInput } from './advance-request';
import { raiseAlarm } from './alarm';
import type { Deps } from './deps';
import { RecoveryError } from './errors';
import { forTenant } from './for-tenant';
import { allows, next } from './machine';
import { noticesOwed } from './notices';
import type { RecoveryEvent } from './events';
import type { Stored } from './ports';
import { SYSTEM } from './step';
import { LOOK_STEP, failureOf } from './step-failure';
import { tellPeople } from './tell-people';

/** The sweep looks at every open request so often: that is the next try of a request whose message was parked. */
export const SWEEP_MS = 300_000;

/** Without a wake-up: the message that just failed too often would come straight back. The sweep looks again. */
async function commit(deps: Deps, stored: Stored, event: RecoveryEvent): Promise<Stored> {
  const committed = await deps.ledger.commit(stored, event, next(stored.request, event));
  if (committed === 'conflict') throw new RecoveryError('conflict', 'somebody works on the request after all');
  return committed;
}

function parkedEvent(deps: Deps, stored: Stored): RecoveryEvent {
  const at = deps.clock.now();
  const attempts = (failureOf(stored.request)?.attempts ?? 0) + 1;
  const common = { type: 'stepFailed', at, by: SYSTEM, step: LOOK_STEP, code: 'parked' } as const;
  return { ...common, attempts, nextAttemptAt: at + SWEEP_MS };
}

async function tell(deps: Deps, stored: Stored): Promise<void> {
  const owed = noticesOwed(stored.request, deps.policy, deps.clock.now());
  const notice = owed.find((one) => one.notice === 'stuck');
  if (notice !== undefined) await commit(deps, stored, await tellPeople(deps, notice, stored.request));
}

/**
 * The worker gave up on a message. Whatever keeps it from looking at the request keeps it from telling anybody too, so
 * that is done here: recorded, and the helpdesk told once. Throws nothing: the message is parked either way.
 */
export async function reportParked(given: Deps, { tenantId, id }: AdvanceInput): Promise<void> {
  const deps = forTenant(given, tenantId);
  const entry = { at: deps.clock.now(), by: 'unknown', name: 'mfa.recovery.work_parked', what: 'look: parked' };
  try {
    await deps.ledger.journal(tenantId, { ...entry, requestId: id });
    const stored = await deps.ledger.readVerified(tenantId, id);
    if (stored === undefined || !allows(stored.request.state, 'stepFailed')) return;
    await tell(deps, await commit(deps, stored, parkedEvent(deps, stored)));
  } catch (error) {
    deps.log.error('work.parked.untold', { tenantId, requestId: id, error });
    if (error instanceof RecoveryError && error.code === 'integrity') await raiseAlarm(deps, tenantId, id);
  }
}
