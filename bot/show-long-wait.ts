import { readCardToken } from '../recovery/card-token';
import type { Answer } from './answer';
import type { AppDeps } from './arrival';
import { patience } from './in-time';
import type { Turn } from './turn';

type WaitDeps = Pick<AppDeps, 'keys' | 'hand' | 'waitShownMs' | 'redraw'>;

/**
 * Whoever pressed and still waits after ten seconds sees it on the card; it goes back when the work is done, whatever came
 * of it. Never throws: the press is answered elsewhere.
 */
export async function showLongWait(
  { keys, hand, waitShownMs, redraw }: WaitDeps,
  { tenantId, presser }: Turn,
  token: string | undefined,
  work: Promise<Answer>,
): Promise<void> {
  const subject = readCardToken(keys, tenantId, presser, token ?? '');
  if (subject?.kind !== 'request') return;
  const wait = patience(waitShownMs);
  const ended = work.then(
    () => 'ended' as const,
    () => 'ended' as const,
  );
  const first = await Promise.race([ended, wait.over]);
  wait.cancel();
  if (first === 'ended') return;
  const watched = hand.waiting(tenantId, presser, subject.id, ended);
  redraw(tenantId, subject.id);
  await watched;
  redraw(tenantId, subject.id);
}
