import { Secret } from '../platform/secret';
import { FRAME } from '../words/frame';
import { BUTTONS } from '../words/buttons';
import type { Card } from './card';
import type { Page, TemplateData, TemplateName } from './card-data';
import { CardError } from './errors';
import { isolated, neutral, visible } from './plain-text';
import { smallerPage } from './smaller-page';
import { template, templateDigest, TEMPLATE_NAMES } from './templates';

/** What stands around the body of every card. */
export interface Frame {
  /** Names in it are made harmless here. */
  readonly summary: string;
  /** What a screen reader says; the summary where absent. Never a secret. */
  readonly speak?: string;
  readonly token?: string;
  /** Channel id (`29:...`) of the person who sees the card: it then asks for its newest face by itself. */
  readonly refreshUserId?: string;
}

/** Bytes in UTF-16: the smallest limit that any document names for a message of a bot. */
const LARGEST = 28 * 1024;
const SPOKEN = 300;
const HOLE = '${';
/** Stands for `${` in a pass while the template is expanded: there it is data, not a hole. */
const SET_ASIDE = '$\u{e000}{';

const EMPTY = { numbers: [], facts: [], sections: [], closing: [], buttonRows: [] } as const;

function mapTexts(value: unknown, change: (text: string | Secret) => string): unknown {
  if (typeof value === 'string' || value instanceof Secret) return change(value);
  if (Array.isArray(value)) return value.map((one) => mapTexts(one, change));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, mapTexts(one, change)]));
}

/** Under these keys a card shows text; what an input holds, and what a button sends, stays as it is. */
const SHOWN: ReadonlySet<string> = new Set(['text', 'title', 'label', 'altText']);

function isolateShown(value: unknown, key = ''): unknown {
  if (typeof value === 'string') return SHOWN.has(key) ? isolated(value) : value;
  if (Array.isArray(value)) return value.map((one) => isolateShown(one, key));
  if (typeof value !== 'object' || value === null || key === 'data') return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, isolateShown(one, name)]));
}

function refresh(frame: Frame): object {
  if (frame.refreshUserId === undefined || frame.token === undefined) return {};
  const verb = 'request.refresh';
  const action = { type: 'Action.Execute', title: BUTTONS[verb], verb, data: { token: frame.token } };
  return { refresh: { action, userIds: [frame.refreshUserId] } };
}

/** A secret is shown to the last character; every other text is made visible first, whoever wrote it. */
function ready(text: string | Secret): string {
  return text instanceof Secret ? text.reveal().replaceAll(HOLE, SET_ASIDE) : visible(text);
}

function expand(name: TemplateName, data: object): unknown[] {
  const root = mapTexts({ ...EMPTY, ...data }, ready);
  const out: unknown = template(name).expand({ $root: root });
  if (JSON.stringify(out).includes(HOLE))
    throw new CardError('unfilled', `card ${name} has a place that was not filled`);
  const restored = isolateShown(mapTexts(out, (text) => String(text).replaceAll(SET_ASIDE, HOLE)));
  if (typeof restored !== 'object' || restored === null || !('body' in restored) || !Array.isArray(restored.body)) {
    throw new CardError('template', `card ${name} has no body`);
  }
  return restored.body;
}

/** What a card is drawn from, in text; secrets stay hidden in it. */
const SOURCES = new WeakMap<Card, () => string>();

function contentOf(name: TemplateName, data: Page, frame: Frame, summary: string): Card['content'] {
  const content = {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    lang: 'en',
    speak: neutral(frame.speak ?? frame.summary, SPOKEN),
    fallbackText: FRAME.fallback(summary),
    ...refresh(frame),
    body: expand(name, data),
  };
  if (JSON.stringify(content).length * 2 <= LARGEST) return content;
  const smaller = smallerPage(data);
  if (smaller === undefined) throw new CardError('tooLarge', `card ${name} is too large for Teams`);
  return contentOf(name, smaller, frame, summary);
}

/**
 * An Adaptive Card 1.5 from a template, expanded when somebody reads its content: most cards are only compared with the
 * one that is out already. Secrets in the data are revealed then and nowhere else. Reading the content throws
 * `CardError`: `unfilled` where the data lacks something, `tooLarge` over 28 KB.
 */
export function renderCard<N extends TemplateName>(name: N, data: TemplateData<N>, frame: Frame): Card {
  const summary = isolated(neutral(frame.summary, SPOKEN));
  let content: Card['content'] | undefined;
  const card: Card = {
    summary,
    get content() {
      return (content ??= contentOf(name, data, frame, summary));
    },
  };
  SOURCES.set(card, () => JSON.stringify([name, templateDigest(name), data, frame]));
  return card;
}

/** False where the card is too large for Teams: its content would throw. */
export function fits(card: Card): boolean {
  try {
    return card.content !== undefined;
  } catch (error) {
    if (error instanceof CardError && error.code === 'tooLarge') return false;
    throw error;
  }
}

/** The same text for cards that look the same, other text for any others. Cards with a secret in them all look alike. */
export const likenessOf = (card: Card): string => SOURCES.get(card)?.() ?? JSON.stringify(card.content);

/** Compiles every template, so that the first card of a process is as quick as the next. */
export function warmTemplates(): void {
  for (const name of TEMPLATE_NAMES) template(name);
}
