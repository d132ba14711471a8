interface Choice {
  readonly title: string;
  readonly value: string;
}

/** What an input of a card lets somebody choose from. */
export function choicesOf(card: unknown, inputId: string): readonly Choice[] {
  if (Array.isArray(card)) return card.flatMap((one) => choicesOf(one, inputId));
  if (typeof card !== 'object' || card === null) return [];
  const node = card as Readonly<Record<string, unknown>>;
  if (node['id'] === inputId && node['type'] === 'Input.ChoiceSet') return node['choices'] as readonly Choice[];
  return Object.entries(node).flatMap(([key, value]) => (key === 'fallback' ? [] : choicesOf(value, inputId)));
}

/** The value behind the choice that reads like this. Fails when none is offered. */
export function choiceLike(card: unknown, inputId: string, title: RegExp): string {
  const choices = choicesOf(card, inputId);
  const found = choices.find((one) => title.test(one.title));
  if (found !== undefined) return found.value;
  throw new Error(`no ${inputId} like ${String(title)}: ${choices.map((one) => one.title).join(', ')}`);
}
