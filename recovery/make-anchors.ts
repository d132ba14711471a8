import { raiseAlarm, tellSecurityOnce } from './alarm';
import type { AnchorLine } from './anchor-line';
import { READ_BACK_MS } from './anchor-reader';
import { dayAfter, dayOf, startOf } from './day';
import type { Deps } from './deps';
import { EffectError, isTransient, RecoveryError } from './errors';
import type { Millis, ObjectId, RequestId } from './terms';

/** So often every instance takes the anchors of the others. */
export const FOLLOW_MS = 60_000;
/** A place that does not answer for so long is told of; one that says no is told of at once. */
const TOLD_AFTER_MS: Millis = 900_000;
const AT_ONCE = 16;

/**
 * Takes what other instances have anchored since. Never throws. A place that cannot be read says nothing about the store:
 * what is known already is still asked of every chain. Anchors that do not hold do: then no chain is believed.
 */
export async function followAnchors(deps: Deps, tenantId: ObjectId): Promise<void> {
  const line = deps.anchors?.of(tenantId);
  if (line !== undefined) await watched(deps, tenantId, line, () => line.follow());
}

/**
 * Anchors how far the requests have come that have changed since the last anchor, and closes a day that is over. Before
 * that everything of the day is verified, so that also what an instance committed before it died is anchored, and a request
 * that was put back or taken away is noticed. Never throws.
 */
export async function makeAnchors(deps: Deps, tenantId: ObjectId): Promise<void> {
  const line = deps.anchors?.of(tenantId);
  if (line === undefined) return;
  await watched(deps, tenantId, line, async () => {
    await line.follow();
    const over = line.overdue;
    if (!line.isCaughtUp) await catchUp(deps, tenantId, over ?? dayOf(deps.clock.now()));
    else if (over !== undefined) await verifyDay(deps, tenantId, over);
    if (over !== undefined) {
      await verifyEach(deps, tenantId, line.chains.anchoredSince(startOf(over)));
      await line.append({ closes: true });
    }
    line.isCaughtUp = true;
    await verifyEach(deps, tenantId, line.chains.unsure());
    await line.append();
  });
}

/** After a start: the days since the last one that was closed. */
async function catchUp(deps: Deps, tenantId: ObjectId, from: string): Promise<void> {
  const now = deps.clock.now();
  const oldest = dayOf(now - READ_BACK_MS);
  for (let day = from > oldest ? from : oldest; day <= dayOf(now); day = dayAfter(day)) {
    await verifyDay(deps, tenantId, day);
  }
}

async function verifyDay(deps: Deps, tenantId: ObjectId, day: string): Promise<void> {
  await verifyEach(deps, tenantId, await deps.ledger.ofDay(tenantId, day));
}

async function verifyEach(deps: Deps, tenantId: ObjectId, ids: readonly RequestId[]): Promise<void> {
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    await Promise.all(ids.slice(at, at + AT_ONCE).map((id) => verifyOne(deps, tenantId, id)));
  }
}

/** What was verified is known to be so by the ledger itself. */
async function verifyOne(deps: Deps, tenantId: ObjectId, id: RequestId): Promise<void> {
  try {
    await deps.ledger.readVerified(tenantId, id);
  } catch (error) {
    if (!(error instanceof RecoveryError)) throw error;
    if (error.code === 'integrity') await raiseAlarm(deps, tenantId, id);
  }
}

async function watched(deps: Deps, tenantId: ObjectId, line: AnchorLine, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    deps.log.error('anchors.failed', { tenantId, error });
    if (error instanceof RecoveryError && error.code === 'integrity') {
      await raiseAlarm(deps, tenantId, undefined, 'anchors');
    }
    if (error instanceof EffectError) await tellUnread(deps, tenantId, line, error);
  }
}

async function tellUnread(
  deps: Deps,
  tenantId: ObjectId,
  { unreadSince }: AnchorLine,
  error: EffectError,
): Promise<void> {
  const { code } = error;
  if (unreadSince === undefined) return;
  if (isTransient(error) && deps.clock.now() - unreadSince < TOLD_AFTER_MS) return;
  const entry = { name: 'security.audit_anchors_unread', what: code };
  await tellSecurityOnce(deps, tenantId, { about: 'anchors:unread', alarm: { kind: 'anchors', code }, entry });
}
