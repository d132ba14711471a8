import { z } from 'zod';
import type { BotAnswer } from './bot-client';
import type { Card } from './card';
import { CARD_TYPE, cardSchema } from './card';
import type { Notice } from './message';

/** What a person sees after pressing a button. */
export type PressOutcome =
  | { readonly kind: 'card'; readonly card: Card }
  | { readonly kind: 'message'; readonly text: string }
  | { readonly kind: 'error'; readonly statusCode: number; readonly code: string; readonly message: string }
  | { readonly kind: 'unreachable'; readonly reason: string }
  /** `Action.Submit`: a message went to the bot, which answers by messages of its own. */
  | { readonly kind: 'sent'; readonly delivered: boolean; readonly status: number | undefined };

const answerSchema = z.discriminatedUnion('type', [
  z.looseObject({ statusCode: z.literal(200), type: z.literal(CARD_TYPE), value: cardSchema }),
  z.looseObject({
    statusCode: z.literal(200),
    type: z.literal('application/vnd.microsoft.activity.message'),
    value: z.string(),
  }),
  z.looseObject({
    statusCode: z.number(),
    type: z.literal('application/vnd.microsoft.error'),
    value: z.looseObject({ code: z.coerce.string().default(''), message: z.coerce.string().default('') }),
  }),
]);

const unreachable = (reason: string): PressOutcome => ({ kind: 'unreachable', reason });

/**
 * Reads an answer to `adaptiveCard/action`. Teams wants HTTP 200 with the status inside; every other HTTP status, an empty body
 * and an unknown shape look to the person as if the app could not be reached.
 */
export function outcomeOf(answer: BotAnswer): PressOutcome {
  if (answer.status === undefined) return unreachable(answer.reason);
  if (answer.status !== 200) return unreachable(`The app answered HTTP ${answer.status}.`);
  const parsed = answerSchema.safeParse(answer.body);
  if (!parsed.success) return unreachable('The app gave an answer that Teams does not know.');
  const { data } = parsed;
  if (data.type === CARD_TYPE) return { kind: 'card', card: data.value };
  if (data.type === 'application/vnd.microsoft.activity.message') return { kind: 'message', text: data.value };
  return { kind: 'error', statusCode: data.statusCode, code: data.value.code, message: data.value.message };
}

/** The line that the person sees under the card, where there is one. */
export function noticeOf(outcome: PressOutcome): Notice | undefined {
  if (outcome.kind === 'card') return undefined;
  if (outcome.kind === 'message') return { kind: 'info', text: outcome.text };
  if (outcome.kind === 'error')
    return { kind: 'error', text: outcome.message || 'Something went wrong. Please try again.' };
  if (outcome.kind === 'sent' && outcome.delivered) return undefined;
  return { kind: 'error', text: 'Unable to reach app. Please try again.' };
}
