import { z } from 'zod';
import { asObjectId, SCENARIOS } from '../recovery/terms';
import type { Millis } from '../recovery/terms';
import type { TaskAnswer } from '../recovery/incident-tasks';
import type { IdDocument } from '../recovery/attendance';
import type { VerifiedBy } from '../recovery/facts';
import { PROOF_CODES } from '../recovery/proof-codes';
import { isDenyReason, isFraudReason, VERIFIED_BY } from '../words/choices';
import { ID_WORDS, PLACES } from '../words/counter';
import { TASK_ANSWERS } from '../words/incident';
import { isPasswordReason } from '../words/new-password';

const WORDS = 1000;
const MOST_METHODS = 50;
const METHOD_ID = 200;
const EARLIEST = Date.UTC(2000, 0, 1);

/** What somebody typed: trimmed; empty and missing are the same. A client may send a number where digits were typed. */
function typed(most: number) {
  const text = z.union([z.string().max(most), z.int().transform(String)]);
  return text.transform((value) => (value.trim() === '' ? undefined : value.trim())).optional();
}

/** A code that only our own buttons send: anything else counts as missing, and the domain asks for it. */
function oneOf<T extends string>(isCode: (text: string) => text is T) {
  const code = z
    .unknown()
    .transform((value): T | undefined => (typeof value === 'string' && isCode(value) ? value : undefined));
  return code.optional();
}

/**
 * The reason of a "no": a code of our list, with or without its prefix. Any other text still means no, so it counts as
 * the list's last entry; only an empty one counts as missing.
 */
function reasonOf<T extends string>(prefix: string, other: T, isCode: (text: string) => text is T) {
  return typed(WORDS).transform((text): T | undefined => {
    if (text === undefined) return undefined;
    return [text, `${prefix}.${text}`].find(isCode) ?? other;
  });
}

function asMoment(text: string | undefined): Millis | undefined {
  const at = text === undefined ? NaN : Date.parse(text);
  return at >= EARLIEST ? at : undefined;
}

function isVerifiedBy(text: string): text is VerifiedBy {
  return Object.hasOwn(VERIFIED_BY, text);
}

function isTaskAnswer(text: string): text is TaskAnswer {
  return Object.hasOwn(TASK_ANSWERS, text);
}

function isIdDocument(text: string): text is IdDocument {
  return Object.hasOwn(ID_WORDS, text);
}

function isPlace(text: string): text is keyof typeof PLACES {
  return Object.hasOwn(PLACES, text);
}

const text = typed(WORDS);
const methods = typed(MOST_METHODS * METHOD_ID).transform((ids) => {
  const list = ids?.split(',').map((id) => id.trim()) ?? [];
  const sane = [...new Set(list)].filter((id) => id !== '' && id.length <= METHOD_ID).slice(0, MOST_METHODS);
  return sane.length === 0 ? undefined : sane;
});
const scenario = z.union([z.enum(SCENARIOS), z.literal('').transform(() => undefined)]).optional();

/** Every input id of every card, once. An id here is reserved: no card's `data` may use it, but for `verifiedBy` and `document`. */
export const INPUTS = {
  scenario,
  methods,
  lostAt: typed(64).transform(asMoment),
  delivery: typed(METHOD_ID),
  details: text,
  matchNumber: typed(32),
  releaseCode: typed(32),
  verifiedBy: oneOf(isVerifiedBy),
  reason: text,
  denyReason: reasonOf('denied', 'denied.other', isDenyReason),
  fraudReason: reasonOf('fraud', 'fraud.other', isFraudReason),
  /** Whatever is no code counts as missing, and the domain asks for it. */
  proof: z.enum(PROOF_CODES).optional().catch(undefined),
  person: typed(320),
  ticket: typed(80),
  approver: typed(64).transform((id) => asObjectId(id)),
  note: text,
  answer: oneOf(isTaskAnswer),
  passwordReason: oneOf(isPasswordReason),
  document: oneOf(isIdDocument),
  place: oneOf(isPlace),
};
