import { z } from 'zod';
import type { Card } from './card';
import { CARD_TYPE, cardSchema } from './card';

const attachment = z
  .looseObject({ contentType: z.string(), content: z.unknown().optional() })
  .refine(({ contentType, content }) => contentType !== CARD_TYPE || cardSchema.safeParse(content).success);
const suggested = z.looseObject({ title: z.string(), value: z.unknown().optional() });

/** What the bot may send to a conversation. Only what the local Teams shows is read; the rest passes. */
export const botActivitySchema = z.looseObject({
  type: z.string().min(1),
  text: z.string().nullish(),
  textFormat: z.string().nullish(),
  attachments: z.array(attachment).nullish(),
  suggestedActions: z.looseObject({ actions: z.array(suggested).nullish() }).nullish(),
});
export type BotActivity = Readonly<z.infer<typeof botActivitySchema>>;

export function cardsIn(activity: BotActivity): readonly Card[] {
  const cards = (activity.attachments ?? []).filter(({ contentType }) => contentType === CARD_TYPE);
  return cards.map(({ content }) => cardSchema.parse(content));
}

/** Texts of the suggested actions under the message: pressing one says it. */
export function suggestionsIn(activity: BotActivity): readonly string[] {
  const actions = activity.suggestedActions?.actions ?? [];
  return actions.map(({ title, value }) => (typeof value === 'string' ? value : title));
}
