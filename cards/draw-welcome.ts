import { HELP, WELCOME } from '../words/help';
import { FRAME } from '../words/frame';
import type { Card } from './card';
import type { Section } from './card-data';
import { marked, paragraphs, section, suggestionRows } from './lines';
import { clean } from './plain-text';
import { renderCard } from './render-card';

const NAME = 60;
const SAY_WIDTH = '120px';

/** First message after installation. The buttons write in the chat what they say. */
export function drawWelcome(person: { readonly name?: string } = {}): Card {
  const name = clean(person.name ?? '', NAME);
  const data = {
    area: FRAME.product,
    title: WELCOME.title,
    tone: 'accent' as const,
    lead: paragraphs(name !== '' && WELCOME.greeting(name), WELCOME.text, WELCOME.how, WELCOME.never, WELCOME.ask),
    lines: [],
    suggestionRows: suggestionRows(WELCOME.suggestions),
    closing: paragraphs(WELCOME.later),
  };
  return renderCard('message', data, { summary: WELCOME.summary });
}

function commands(title: string, list: readonly { readonly say: string; readonly does: string }[]): readonly Section[] {
  return section(
    title,
    list.map(({ say, does }) => marked(say, does, 'default', SAY_WIDTH)),
  );
}

/** The same for everybody, so each is drawn once. */
const HELP_CARDS = new Map<boolean, Card>();

/** What can be said, on request: the list only, no second welcome. */
export function drawHelp({ helpdesk }: { readonly helpdesk: boolean }): Card {
  const card = HELP_CARDS.get(helpdesk) ?? helpCard(helpdesk);
  HELP_CARDS.set(helpdesk, card);
  return card;
}

function helpCard(helpdesk: boolean): Card {
  const data = {
    area: FRAME.product,
    title: HELP.title,
    tone: 'emphasis' as const,
    lead: [],
    sections: [
      ...commands(HELP.everybodyTitle, HELP.everybody),
      ...(helpdesk ? commands(HELP.helpdeskTitle, HELP.helpdesk) : []),
    ],
    lines: [],
    suggestionRows: [],
    closing: paragraphs(HELP.call),
  };
  return renderCard('message', data, { summary: HELP.summary });
}
