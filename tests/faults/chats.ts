import { shownText } from '../../scripts/shown-text';
import { LocalTeamsError } from '../../simulators/teams/errors';
import type { LocalTeams } from '../../simulators/teams/local-teams';
import type { ChatMessage } from '../../simulators/teams/message';

const has =
  (verb: string) =>
  ({ card }: ChatMessage): boolean =>
    JSON.stringify(card ?? '').includes(`"${verb}"`);

/** What somebody's chat shows under this element id, newest first. */
export function shown(teams: LocalTeams, who: string, id: string): string | undefined {
  const texts = teams.chat(who).map(({ card }) => shownText(card, id)?.replace(/\s/g, ''));
  return texts.findLast((text) => text !== undefined && text !== '');
}

export const hasButton = (teams: LocalTeams, who: string, verb: string): boolean => teams.chat(who).some(has(verb));

/** True where the chat says this anywhere. */
export const reads = (teams: LocalTeams, who: string, text: string): boolean =>
  JSON.stringify(teams.chat(who).map(({ cards, text: own }) => [cards, own])).includes(text);

/** Presses the newest button with this verb, as often as people do: what is not there is not pressed. */
export async function press(
  teams: LocalTeams,
  who: string,
  verb: string,
  inputs: Readonly<Record<string, string>> = {},
): Promise<void> {
  try {
    await teams.press(who, has(verb), verb, inputs);
  } catch (error) {
    // The card changed between the look and the press.
    if (!(error instanceof LocalTeamsError)) throw error;
  }
}

interface Titled {
  readonly style?: unknown;
  readonly text?: unknown;
}

/** What stands at the top of a card, or of a message with one. */
export function heading(node: unknown): string | undefined {
  if (Array.isArray(node)) return node.map(heading).find((text) => text !== undefined);
  if (typeof node !== 'object' || node === null) return undefined;
  const { style, text } = node as Titled;
  if (style === 'heading' && typeof text === 'string') return text;
  return heading(Object.values(node));
}

export const titlesOf = ({ cards }: ChatMessage): readonly string[] =>
  cards.map((card) => heading(card['body']) ?? '(no title)');

/** The cards in somebody's chat, by what stands at their top. */
export function titles(teams: LocalTeams, who: string): readonly string[] {
  return teams.chat(who).flatMap(titlesOf);
}
