import type { Answer } from './answer';
import type { HandlerDeps } from './handler-deps';
import type { Turn } from './turn';

/** Verbs write down what they refuse; this does it for what was refused before one was asked. Resolves with the answer. */
export async function recordRefusal(
  { verbs }: Pick<HandlerDeps, 'verbs'>,
  { tenantId, presser }: Pick<Turn, 'tenantId' | 'presser'>,
  work: Answer | Promise<Answer>,
): Promise<Answer> {
  const answer = await work;
  const code = answer.kind === 'malformed' ? 'cardOutdated' : answer.kind === 'text' ? answer.refused : undefined;
  if (code !== undefined) await verbs.refuseCard({ tenantId, presser, code });
  return answer;
}
