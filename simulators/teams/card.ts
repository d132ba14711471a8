import { z } from 'zod';

export const CARD_TYPE = 'application/vnd.microsoft.card.adaptive';

/** An Adaptive Card as JSON. The local Teams stores and shows it; only `refresh`, actions and inputs are looked at. */
export type Card = Readonly<Record<string, unknown>>;

export const cardSchema = z.record(z.string(), z.unknown());

export const actionSchema = z.looseObject({
  type: z.string(),
  id: z.string().optional(),
  title: z.string().optional(),
  verb: z.string().optional(),
  data: z.record(z.string(), z.unknown()).optional(),
});
/** A button of a card. */
export type CardAction = Readonly<z.infer<typeof actionSchema>>;

const inputSchema = z.looseObject({
  type: z.string().startsWith('Input.'),
  id: z.string(),
  value: z.union([z.string(), z.number(), z.boolean()]).optional(),
  isRequired: z.boolean().optional(),
  regex: z.string().optional(),
});
export type CardInput = Readonly<z.infer<typeof inputSchema>>;

/** Every object in the card with a `type`, wherever it is nested; a hidden element counts, as in Teams, and a fallback does not. */
function elementsOf(node: unknown): readonly object[] {
  if (Array.isArray(node)) return node.flatMap(elementsOf);
  if (typeof node !== 'object' || node === null) return [];
  const nested = Object.entries(node).flatMap(([key, value]) => (SKIPPED.has(key) ? [] : elementsOf(value)));
  return 'type' in node ? [node, ...nested] : nested;
}
/** `data` is the bot's own, `refresh` is no button, and a fallback is shown only by clients that do not know the element. */
const SKIPPED: ReadonlySet<string> = new Set(['data', 'refresh', 'fallback']);

export function actionsOf(card: Card): readonly CardAction[] {
  return elementsOf(card).flatMap((element) => {
    const action = actionSchema.safeParse(element);
    return action.success && action.data.type.startsWith('Action.') ? [action.data] : [];
  });
}

export function inputsOf(card: Card): readonly CardInput[] {
  return elementsOf(card).flatMap((element) => {
    const input = inputSchema.safeParse(element);
    return input.success ? [input.data] : [];
  });
}

const refreshSchema = z.object({ action: actionSchema, userIds: z.array(z.string()).default([]) });
export type CardRefresh = Readonly<z.infer<typeof refreshSchema>>;

/** The card's `refresh`; undefined where it has none that Teams would act on. */
export function refreshOf(card: Card): CardRefresh | undefined {
  return refreshSchema.safeParse(card['refresh']).data;
}
