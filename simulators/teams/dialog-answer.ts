import { z } from 'zod';
import type { BotAnswer } from './bot-client';
import type { Card } from './card';
import { CARD_TYPE, cardSchema } from './card';

/** What a person sees after opening a dialog, or sending what is in it. */
export type DialogAnswer =
  | { readonly kind: 'card'; readonly title: string; readonly card: Card }
  | { readonly kind: 'message'; readonly text: string }
  | { readonly kind: 'closed' }
  | { readonly kind: 'error'; readonly reason: string };

const size = z.union([z.enum(['small', 'medium', 'large']), z.number()]).optional();
const answerSchema = z.object({
  task: z.discriminatedUnion('type', [
    z.looseObject({
      type: z.literal('continue'),
      value: z.looseObject({
        ...{ title: z.string().default(''), width: size, height: size },
        card: z.looseObject({ contentType: z.literal(CARD_TYPE), content: cardSchema }),
      }),
    }),
    z.looseObject({ type: z.literal('message'), value: z.string() }),
  ]),
});

const isEmpty = (body: unknown): boolean =>
  body === undefined || (typeof body === 'object' && body !== null && Object.keys(body).length === 0);

const OPENING: ReadonlySet<string> = new Set(['composeExtension/fetchTask', 'task/fetch']);

const error = (reason: string): DialogAnswer => ({ kind: 'error', reason });

/** Reads an answer to the invoke `name`. A plain message is shown after `task/submit` only: after the others Teams shows an error, or nothing. */
export function dialogAnswerOf(name: string, answer: BotAnswer): DialogAnswer {
  if (answer.status === undefined) return error(answer.reason);
  if (answer.status !== 200) return error(`The app answered HTTP ${answer.status}.`);
  if (isEmpty(answer.body)) return OPENING.has(name) ? error('The app gave no dialog.') : { kind: 'closed' };
  const { data } = answerSchema.safeParse(answer.body);
  if (data === undefined) return error('The app gave an answer that Teams does not know.');
  const { task } = data;
  if (task.type === 'continue') return { kind: 'card', title: task.value.title, card: task.value.card.content };
  return name === 'task/submit' ? { kind: 'message', text: task.value } : error('Something went wrong.');
}
