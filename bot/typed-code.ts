import { decidedOf } from '../recovery/request';
import { SAID } from '../words/said';
import type { Answer } from './answer';
import { text } from './answer';
import { answerOutcome } from './face';
import type { HandlerDeps } from './handler-deps';
import type { IntentKind } from './intent';
import type { Turn } from './turn';

/** Digits that stand together, however they are set apart; not those of a short code. */
const NUMBERS = /(?<!lk[-\s]?|\d)\d(?:[\s.,:-]*\d)*/gi;
const isCodeLong = (digits: string): boolean => digits.length === 6 || digits.length === 3;

/** All of a message that could be a release code or a half of one. */
export function codesIn(text: string): readonly string[] {
  return [...text.matchAll(NUMBERS)].flatMap(([found]) => {
    const together = found.replace(/\D/g, '');
    return isCodeLong(together) ? [together] : found.split(/\D+/).filter(isCodeLong);
  });
}

/** What a message is taken for whose words mean nothing else: a code in it is answered. */
const IS_A_CODE: ReadonlySet<IntentKind> = new Set(['releaseCode', 'matchNumber', 'secretInChat', 'unknown']);

/**
 * A code in any message of the employee, also among others, may be read by whoever has their session: it is spent before
 * anything is answered. Whether it was the right one nobody learns here: the words are the same, and only the card changes.
 * A text, because the card is drawn anew meanwhile, without any note. `undefined` where no code is awaited, or where the
 * message says something else.
 */
export async function answerTypedCode(deps: HandlerDeps, turn: Turn, kind: IntentKind): Promise<Answer | undefined> {
  const { tenantId, presser } = turn;
  const typed = codesIn(turn.text);
  if (typed.length === 0) return undefined;
  const { own } = await deps.verbs.findMine({ tenantId, presser });
  if (own === undefined || (own.request.state !== 'approved' && own.request.state !== 'revealed')) return undefined;
  const outcome = await deps.verbs.spendCode({ tenantId, presser, requestId: own.request.id, typed });
  if (turn.scope === 'shared' || !IS_A_CODE.has(kind)) return undefined;
  if (outcome.kind === 'refused') return answerOutcome(deps, turn, outcome);
  const { request } = outcome.stored;
  const words = decidedOf(request)?.selfVerified === undefined ? SAID.codeOnCard : SAID.textOnCard;
  return text(words);
}
