import type { Refused, RefusalCode } from '../recovery/outcome';
import { refusalText } from '../words/replies';
import { ON_PAGE } from '../words/reveal-messages';

/** HTTP status of a refusal; what is not here is 400. */
const STATUS: Partial<Readonly<Record<RefusalCode, number>>> = {
  linkUnknown: 404,
  notFound: 404,
  notSetUp: 404,
  requestEnded: 410,
  qrOver: 410,
  codeVoid: 429,
  revealsUsedUp: 429,
  noFurtherPass: 403,
  tooManyRequests: 429,
  tooManyOpened: 429,
  tooManyDrafts: 429,
  stillWorking: 503,
  paused: 503,
  directoryUnavailable: 503,
  passNotAllowed: 503,
  graphUnavailable: 503,
  storageUnavailable: 503,
  integrity: 503,
  updating: 503,
};

export function statusOf(code: RefusalCode): number {
  return STATUS[code] ?? 400;
}

export function noticeOf({ code, facts = {} }: Refused): string {
  return ON_PAGE[code] ?? refusalText(code, facts);
}
