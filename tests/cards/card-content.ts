import type { Card } from '../../cards/card';

/** An element, action or inline of a card. */
export type Node = Readonly<Record<string, unknown>>;

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function nodesIn(value: unknown): readonly Node[] {
  if (Array.isArray(value)) return value.flatMap(nodesIn);
  if (!isNode(value)) return [];
  const nested = Object.entries(value).flatMap(([key, one]) => (key === 'data' ? [] : nodesIn(one)));
  return 'type' in value ? [value, ...nested] : nested;
}

/** Every typed object of a card's body, fallbacks included. */
export function nodes(card: Card): readonly Node[] {
  return nodesIn(card.content['body']);
}

export function ofType(card: Card, type: string): readonly Node[] {
  return nodes(card).filter((node) => String(node['type']).startsWith(type));
}

export function byId(card: Card, id: string): Node | undefined {
  return nodes(card).find((node) => node['id'] === id);
}

/** What stands in TextBlocks: read as Markdown. */
export function blocks(card: Card): readonly string[] {
  return ofType(card, 'TextBlock').map((node) => String(node['text']));
}

/** What stands in TextRuns: plain. */
export function runs(card: Card): readonly string[] {
  return ofType(card, 'TextRun').map((node) => String(node['text']));
}

export function allText(card: Card): string {
  return [...blocks(card), ...runs(card)].join('\n');
}

export function executes(card: Card): readonly Node[] {
  return ofType(card, 'Action.Execute');
}

export function verbs(card: Card): readonly string[] {
  return executes(card).map((node) => String(node['verb']));
}

export function button(card: Card, verb: string): Node | undefined {
  return executes(card).find((node) => node['verb'] === verb);
}

export function inputs(card: Card): readonly Node[] {
  return ofType(card, 'Input.');
}

export function inputIds(card: Card): readonly string[] {
  return inputs(card).map((node) => String(node['id']));
}

/** Choice titles: read as Markdown by some clients. */
export function choices(card: Card): readonly { readonly title: string; readonly value: string }[] {
  return ofType(card, 'Input.ChoiceSet').flatMap((node) => node['choices'] as { title: string; value: string }[]);
}
