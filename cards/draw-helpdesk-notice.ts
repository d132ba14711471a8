import { isEnded } from '../recovery/request';
import { failureOf } from '../recovery/step-failure';
import { MOVED } from '../words/moved';
import { PAUSED } from '../words/stop';
import { STUCK } from '../words/stuck';
import type { Card } from './card';
import type { Note } from './card-data';
import { drawStatus } from './draw-status';
import { movedNote } from './moved';
import { employeeName, nameOf } from './people';
import type { RequestView } from './request-view';
import { isPaused } from './waiting-note';

function noteOf(view: RequestView): Note {
  const { request } = view;
  const name = employeeName(view);
  if (isPaused(view)) return { tone: 'warning', text: PAUSED.others };
  if (failureOf(request) !== undefined) return { tone: 'warning', text: STUCK.note(name) };
  if (isEnded(request)) return { tone: 'good', text: STUCK.over };
  if (request.state === 'failed') return { tone: 'warning', text: STUCK.failed(name) };
  const lost = request.unreached?.at(-1);
  const isAsking = request.state === 'awaitingApproval' || request.state === 'held';
  if (lost !== undefined && isAsking) {
    return { tone: 'warning', text: STUCK.cannotAsk(nameOf(view, lost.person), lost.why) };
  }
  if (request.state === 'held') return { tone: 'warning', text: STUCK.onHold };
  if (movedNote(view) !== undefined) return { tone: 'warning', text: MOVED.note };
  return request.state === 'incident' ? { tone: 'warning', text: STUCK.incident } : { tone: 'good', text: STUCK.going };
}

/**
 * For the helpdesk: a request that needs them, and later whether it still does. The whole state, never a secret, and
 * nothing to press: what there is, is for security.
 */
export function drawHelpdeskNotice(view: RequestView): Card {
  const { refreshUserId: _still, ...rest } = view;
  return drawStatus({ ...rest, note: noteOf(view) });
}
