import type { State } from '../recovery/terms';
import { FRAME } from '../words/frame';
import { PROGRESS } from '../words/progress';
import { STATE_TITLES } from '../words/states';
import type { Card } from './card';
import type { Page, Tone } from './card-data';
import { paragraphs } from './lines';
import { movedNote } from './moved';
import { employeeName } from './people';
import type { Frame } from './render-card';
import { renderCard } from './render-card';
import type { RequestView } from './request-view';

const TONES: Readonly<Record<State, Tone>> = {
  awaitingApproval: 'accent',
  approved: 'accent',
  revealed: 'accent',
  completed: 'good',
  refused: 'emphasis',
  denied: 'emphasis',
  cancelled: 'emphasis',
  expired: 'emphasis',
  held: 'warning',
  failed: 'warning',
  incident: 'attention',
};

type Header = Pick<Page, 'area' | 'title' | 'tone' | 'note' | 'evaluation'>;

/** Header and banner of every card about a request. */
export function requestHeader(view: RequestView, title?: string): Header {
  const { request, viewer, note } = view;
  return {
    area: PROGRESS.area(request.shortCode),
    title: title ?? STATE_TITLES[request.state][viewer.role],
    tone: TONES[request.state],
    ...(request.evaluation === true ? { evaluation: FRAME.evaluation } : {}),
    ...(note === undefined ? {} : { note }),
  };
}

const summaryOf = ({ request }: RequestView, text: string): string =>
  request.evaluation === true ? FRAME.evaluationSummary(text) : text;

/** Summary, speech and refresh of every card about a request. The summary names the employee to everybody else. */
export function requestFrame(view: RequestView, summary: string, speak?: string): Frame {
  const { request, viewer, token, refreshUserId } = view;
  const about = viewer.role === 'employee' ? '' : ` (${employeeName(view)})`;
  return {
    summary: FRAME.summary(request.shortCode, summaryOf(view, `${summary}${about}`)),
    token,
    ...(speak === undefined ? {} : { speak }),
    ...(refreshUserId === undefined ? {} : { refreshUserId }),
  };
}

/** A card about a request that asks for nothing to be typed. */
export function requestPage(view: RequestView, page: Omit<Page, keyof Header>, title?: string): Card {
  const header = requestHeader(view, title);
  const lead = [...paragraphs(movedNote(view)), ...page.lead];
  const speak = [header.evaluation, header.title, ...lead.map(({ text }) => text)].filter(Boolean).join('. ');
  return renderCard('page', { ...header, ...page, lead }, requestFrame(view, header.title, speak));
}
