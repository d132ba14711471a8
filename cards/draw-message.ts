import { FRAME } from '../words/frame';
import type { ReplyCode, ReplyFacts } from '../words/replies';
import { refusalText } from '../words/replies';
import type { Card } from './card';
import type { Line, Note, Suggestion } from './card-data';
import { bullets, paragraphs, suggestionRows } from './lines';
import { renderCard } from './render-card';
import type { Scene } from './request-view';

/** The banner that says why a press was refused, above the true face of the request. */
export function refusalNote(code: ReplyCode, facts?: ReplyFacts): Note {
  return { tone: 'warning', text: refusalText(code, facts) };
}

/** A short answer without a request. Text and lines are shown in TextRuns; the title is ours. */
export interface Message extends Partial<Scene> {
  readonly title: string;
  readonly text: string;
  readonly lines?: readonly string[];
  /** Buttons that write in the chat what they say. */
  readonly suggestions?: readonly Suggestion[];
  /** A button that opens a dialog. */
  readonly form?: { readonly title: string; readonly dialog: string };
}

export function drawMessage(message: Message): Card {
  const { title, text, note, form, lines = [], suggestions = [] } = message;
  const list: readonly Line[] = bullets(lines);
  const data = {
    area: FRAME.product,
    title,
    tone: 'emphasis' as const,
    ...(note === undefined ? {} : { note }),
    lead: paragraphs(text),
    lines: list,
    suggestionRows: suggestionRows(suggestions),
    ...(form === undefined ? {} : { form }),
  };
  return renderCard('message', data, { summary: title, speak: [title, text, ...lines].filter(Boolean).join('. ') });
}

/** A refusal that belongs to no request, or to one that the presser may not see. */
export function drawRefusal(refusal: Partial<Scene> & { readonly code: ReplyCode; readonly facts?: ReplyFacts }): Card {
  return drawMessage({ title: FRAME.refusalTitle, text: refusalText(refusal.code, refusal.facts) });
}
