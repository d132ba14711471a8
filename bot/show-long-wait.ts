import { readCardToken } from '../recovery/card-token';
import type { ObjectId, RequestId } from '../recovery/terms';
import type { Answer } from './answer';
import type { AppDeps } from './arrival';
import { patience } from './in-time';
import type { Turn } from './turn';

type WaitDeps = Pick<AppDeps, 'hand' | 'waitShownMs' | 'redraw'>;

/** One person's press; or, with nobody named, a step of the worker, which everybody waits for. */
interface Waited {
  readonly tenantId: ObjectId;
  readonly requestId: RequestId;
  readonly person?: ObjectId;
}

/**
 * Work that takes longer than ten seconds shows on the cards of those who wait for it; they go back when it is done,
 * whatever came of it. Never throws: what came of it is heard elsewhere.
 */
export async function showLongWait(
  { hand, waitShownMs, redraw }: WaitDeps,
  { tenantId, requestId, person }: Waited,
  work: Promise<unknown>,
): Promise<void> {
  const wait = patience(waitShownMs);
  const ended = work.then(
    () => 'ended' as const,
    () => 'ended' as const,
  );
  const first = await Promise.race([ended, wait.over]);
  wait.cancel();
  if (first === 'ended') return;
  const watched = hand.waiting(ended, tenantId, requestId, person);
  redraw(tenantId, requestId);
  await watched;
  redraw(tenantId, requestId);
}

/** The same for a press on a card of a request. */
export async function showLongPress(
  deps: WaitDeps & Pick<AppDeps, 'keys'>,
  { tenantId, presser }: Turn,
  token: string | undefined,
  work: Promise<Answer>,
): Promise<void> {
  const subject = readCardToken(deps.keys, tenantId, presser, token ?? '');
  if (subject?.kind !== 'request') return;
  await showLongWait(deps, { tenantId, requestId: subject.id, person: presser }, work);
}
