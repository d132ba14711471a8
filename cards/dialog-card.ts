import type { Card } from './card';

/** A dialog takes `Action.Submit` only, and never asks for its newest face: each button gives way to its fallback. */
function submits(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(submits);
  if (typeof node !== 'object' || node === null) return node;
  if ('type' in node && node.type === 'Action.Execute' && 'fallback' in node) return node.fallback;
  return Object.fromEntries(Object.entries(node).map(([key, one]) => [key, submits(one)]));
}

/** The same card as it may stand in a dialog. */
export function dialogCard({ content, summary }: Card): Card {
  const { refresh: _refresh, body, ...rest } = content;
  return { content: { ...rest, body: submits(body) }, summary };
}
