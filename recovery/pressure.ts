/**
 * Whether words press for speed. Hurry is no reason: it never makes anything easier, and whoever decides is told of it.
 * `text` may be anything that a person typed.
 */
export const pressesForSpeed = (text: string): boolean =>
  /\b(?:urgent\w*|asap|immediately|right now|right away|hurry|emergency|deadline|ceo|cfo|executive)\b/i.test(text);
