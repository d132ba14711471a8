import type { AdvanceInput } from './advance-request';
import { raiseAlarm } from './alarm';
import type { Deps } from './deps';
import { EffectError, RecoveryError } from './errors';
import { forTenant } from './for-tenant';
import { allows, next } from './machine';
import { noticesOwed, type Notice } from './notices';
import type { RecoveryEvent } from './events';
import type { Stored } from './ports';
import { SYSTEM } from './step';
import { LOOK_STEP, failureOf } from './step-failure';
import { tellPeople } from './tell-people';
import type { Millis } from './terms';

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

const stuckNotice = ({ policy }: Deps, { request }: Stored, at: Millis): Notice | undefined =>
  noticesOwed(request, policy, at).find(({ notice }) => notice === 'stuck');

/** Recorded as parked already, but it did not arrive. */
function isUntold(deps: Deps, stored: Stored): boolean {
  const { request } = stored;
  const next = Math.max(deps.clock.now(), request.tellAgainAt ?? 0);
  return failureOf(request)?.step === LOOK_STEP && stuckNotice(deps, stored, next) !== undefined;
}

async function tell(deps: Deps, stored: Stored): Promise<void> {
  const notice = stuckNotice(deps, stored, deps.clock.now());
  const told = notice && (await commit(deps, stored, await tellPeople(deps, notice, stored.request)));
  if (isUntold(deps, told ?? stored)) throw new EffectError('unavailable', 'the helpdesk was not reached');
}

async function recordAndTell(deps: Deps, { tenantId, id }: AdvanceInput): Promise<void> {
  const stored = await deps.ledger.readVerified(tenantId, id);
  if (stored !== undefined && isUntold(deps, stored)) return tell(deps, stored);
  const entry = { at: deps.clock.now(), by: 'unknown', name: 'mfa.recovery.work_parked', what: 'look: parked' };
  await deps.ledger.journal(tenantId, { ...entry, requestId: id });
  if (stored === undefined || !allows(stored.request.state, 'stepFailed')) return;
  await tell(deps, await commit(deps, stored, parkedEvent(deps, stored)));
}

/**
 * The worker gave up on a message. Whatever keeps it from looking at the request keeps it from telling anybody too, so
 * that is done here: recorded, and the helpdesk told once. Rejects where that failed, to be called again later; security
 * is alarmed instead where the record does not hold.
 */
export async function reportParked(given: Deps, input: AdvanceInput): Promise<void> {
  const deps = forTenant(given, input.tenantId);
  try {
    await recordAndTell(deps, input);
  } catch (error) {
    const { tenantId, id } = input;
    deps.log.error('work.parked.untold', { tenantId, requestId: id, error });
    if (!(error instanceof RecoveryError && error.code === 'integrity')) throw error;
    await raiseAlarm(deps, tenantId, id);
  }
}
