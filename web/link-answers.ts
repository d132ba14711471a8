import type { RefusalCode } from '../recovery/outcome';
import type { RecoveryRequest } from '../recovery/request';
import { pageAnswer } from './answer';
import type { Answer } from './answer';
import type { Frame } from './layout';
import { statusOf } from './refusal-status';
import { badFormScreen, messageScreen } from './screens/message';
import type { WebDeps } from './web-deps';

/** What stands around the screen of a request. */
export function frameOf(
  { tenants }: Pick<WebDeps, 'tenants'>,
  { tenantId, shortCode, evaluation }: RecoveryRequest,
): Frame {
  const name = tenants.find(tenantId)?.name;
  return { shortCode, evaluation: evaluation === true, ...(name === undefined ? {} : { organisation: name }) };
}

/** What is wrong with us, or for now, and not with the link; `undefined` when it is the link. */
export function troubleAnswer(code: RefusalCode): Answer | undefined {
  const status = statusOf(code);
  if (code === 'integrity') return pageAnswer(messageScreen('integrity', status));
  return status === 503 ? pageAnswer(messageScreen('unavailable', status)) : undefined;
}

export const busyAnswer = (): Answer => pageAnswer(messageScreen('busy', 429));

/** What is left of the body is not waited for. */
export function badFormAnswer(): Answer {
  const answer = pageAnswer(badFormScreen());
  return { ...answer, headers: { ...answer.headers, Connection: 'close' } };
}
