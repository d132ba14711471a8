import type { TokenSubject } from '../recovery/card-token';
import { readCardToken } from '../recovery/card-token';
import type { Answer } from './answer';
import { refusal } from './answer';
import type { HandlerDeps } from './handler-deps';
import type { Turn } from './turn';

/** What a card's token stands for, if we minted it for this person in this tenant; else the answer to give. */
export function subjectOf(
  { keys }: Pick<HandlerDeps, 'keys'>,
  { tenantId, presser }: Turn,
  token: string | undefined,
  kind: TokenSubject['kind'],
): TokenSubject | Answer {
  const subject = readCardToken(keys, tenantId, presser, token ?? '');
  return subject?.kind === kind ? subject : refusal('cardOutdated');
}

export const isSubject = (value: TokenSubject | Answer): value is TokenSubject => 'round' in value;

/** Who presses, and on which request, as verbs want it. */
export const pressOn = ({ tenantId, presser }: Turn, { id, round }: TokenSubject) => ({
  tenantId,
  presser,
  requestId: id,
  round,
});
