/** Text that a card shows under an element id: a TextBlock's, or the first run of a RichTextBlock. `undefined` if none. */
export function shownText(card: unknown, id: string): string | undefined {
  if (Array.isArray(card)) return card.map((one: unknown) => shownText(one, id)).find((text) => text !== undefined);
  if (typeof card !== 'object' || card === null) return undefined;
  // A card is JSON: any member may be there or not, and each is checked before use.
  const node = card as Readonly<Record<string, unknown>>;
  if (node['id'] === id && !String(node['type']).startsWith('Input.')) return ownText(node);
  return shownText(Object.values(node), id);
}

function ownText(node: Readonly<Record<string, unknown>>): string | undefined {
  if (typeof node['text'] === 'string') return node['text'];
  const inlines: unknown = node['inlines'];
  const first: unknown = Array.isArray(inlines) ? inlines[0] : undefined;
  if (typeof first === 'string') return first;
  if (typeof first !== 'object' || first === null || !('text' in first)) return undefined;
  return typeof first.text === 'string' ? first.text : undefined;
}
