import type { Card } from '../cards/card';

function fill(node: unknown, id: string, value: string): unknown {
  if (Array.isArray(node)) return node.map((one) => fill(one, id, value));
  if (typeof node !== 'object' || node === null) return node;
  const filled = Object.fromEntries(Object.entries(node).map(([key, one]) => [key, fill(one, id, value)]));
  const isInput = filled['id'] === id && filled['type'] === 'Input.Text';
  return isInput ? { ...filled, value } : filled;
}

/**
 * The card with one text input filled in: what the same person typed just now, in the same chat. Nothing is proven by
 * it; the verb checks it like any other input. An empty value leaves the card as it is.
 */
export function prefill(card: Card, inputId: string, value: string): Card {
  if (value === '') return card;
  const body = fill(card.content['body'], inputId, value);
  return { ...card, content: { ...card.content, body } };
}
