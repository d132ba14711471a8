import type { PressOutcome } from '../simulators/teams/invoke-answer';
import type { LocalTeams } from '../simulators/teams/local-teams';
import { DemoError } from './demo-error';
import { shownText } from './shown-text';

/** A card with this button; of several requests the one with this short code. */
const withVerb =
  (verb: string, shortCode = '') =>
  (message: { readonly card?: unknown }): boolean => {
    const card = JSON.stringify(message.card ?? '');
    return card.includes(`"${verb}"`) && card.includes(shortCode);
  };

/** Presses a button and gives back the card of the answer. Throws `DemoError` when the answer is none. */
export async function pressForCard(
  teams: LocalTeams,
  who: string,
  verb: string,
  inputs: Readonly<Record<string, string>> = {},
  shortCode?: string,
): Promise<unknown> {
  const target = withVerb(verb, shortCode);
  const outcome: PressOutcome = await teams.press(who, target, verb, inputs);
  if (outcome.kind === 'card') return outcome.card;
  throw new DemoError(`${who} pressed ${verb} and got "${outcome.kind}" instead of a card`);
}

/** What a card shows under an id. Throws `DemoError` when it shows nothing there. */
export function mustShow(card: unknown, id: string): string {
  const text = shownText(card, id);
  if (text === undefined || text === '') throw new DemoError(`the card shows no ${id}`);
  return text.replace(/\s/g, '');
}

/** Waits until this person's chat shows a card that has the button `verb`. */
export async function waitForVerb(teams: LocalTeams, who: string, verb: string, shortCode?: string): Promise<void> {
  await teams.shows(who, withVerb(verb, shortCode));
}
