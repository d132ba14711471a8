import { WHO_MAY } from './who-may-do-what';
import type { Rule, Verb } from './who-may-groups';
import type { Answer, Situation, Someone } from './who-may-people';

export type WhoMayVerb = keyof typeof WHO_MAY;

/** The verbs in the order of the table. */
// Object.keys answers with strings; these are the table's own keys.
export const WHO_MAY_VERBS = Object.keys(WHO_MAY) as readonly WhoMayVerb[];

/** Every rule that speaks about one cell. One at most, which a test holds. */
export function rulesFor(verb: WhoMayVerb, someone: Someone, situation: Situation): readonly Rule[] {
  const { rules }: Verb = WHO_MAY[verb];
  return rules.filter(({ who, when }) => who.includes(someone) && when.includes(situation));
}

/** What the table says about one cell. */
export function whoMay(verb: WhoMayVerb, someone: Someone, situation: Situation): Answer {
  return rulesFor(verb, someone, situation)[0]?.answer ?? WHO_MAY[verb].otherwise;
}
