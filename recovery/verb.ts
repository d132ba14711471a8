import { raiseAlarm } from './alarm';
import type { Deps } from './deps';
import type { RecoveryErrorCode } from './errors';
import { EffectError, isTransient, RecoveryError } from './errors';
import { forTenant } from './for-tenant';
import type { RefusalCode, Refused } from './outcome';
import { refused } from './outcome';
import type { ObjectId } from './terms';

/** Who acts, as the authenticated activity or the link says. Never from a card's data. */
export interface Who {
  readonly tenantId: ObjectId;
  readonly presser: ObjectId;
  readonly requestId?: string;
}

type Act<I extends Who, O> = (deps: Deps, input: I) => Promise<O | Refused>;

/** A record of a newer version is no fault: another instance of the product can read it already. */
const REFUSED: Readonly<Record<RecoveryErrorCode, RefusalCode>> = {
  integrity: 'integrity',
  newer: 'updating',
  conflict: 'storageUnavailable',
  transitionNotAllowed: 'storageUnavailable',
};

function explain(deps: Deps, name: string, error: unknown): Refused {
  deps.log.error('verb.failed', { error, verb: name });
  if (error instanceof EffectError) return refused(isTransient(error) ? 'directoryUnavailable' : 'graphUnavailable');
  if (error instanceof RecoveryError) return refused(REFUSED[error.code]);
  return refused('storageUnavailable');
}

/** Writes a refusal to the tenant's journal. Never throws: what was refused stays refused. */
export async function recordRefusal(
  deps: Pick<Deps, 'ledger' | 'clock' | 'log'>,
  name: string,
  input: Who,
  refusal: Refused,
): Promise<void> {
  const what = `${name}: ${refusal.code}`;
  const entry = { at: deps.clock.now(), by: input.presser, name: 'mfa.recovery.refusal', what };
  try {
    const about = input.requestId === undefined ? {} : { requestId: input.requestId };
    await deps.ledger.journal(input.tenantId, { ...entry, ...about });
  } catch (error) {
    deps.log.error('journal.failed', { error, verb: name });
  }
}

/**
 * Wraps the act of one verb: a tenant that is not served is told so before anything is read, the policy is the tenant's
 * own, what goes wrong outside becomes a refusal in plain words, and every refusal is written to the tenant's journal.
 */
export function verb<I extends Who, O extends { readonly kind: string }>(name: string, act: Act<I, O>): Act<I, O> {
  return async (given, input) => {
    if (given.tenants.find(input.tenantId) === undefined) return refused('notSetUp');
    const deps = forTenant(given, input.tenantId);
    const outcome = await act(deps, input).catch((error: unknown) => explain(deps, name, error));
    if (isRefused(outcome)) await recordRefusal(deps, name, input, outcome);
    if (isRefused(outcome) && outcome.code === 'integrity') {
      const about = input.requestId ?? `${name} by ${input.presser}`;
      await raiseAlarm(deps, input.tenantId, input.requestId, about);
    }
    return outcome;
  };
}

function isRefused(outcome: { readonly kind: string } | Refused): outcome is Refused {
  return outcome.kind === 'refused';
}
