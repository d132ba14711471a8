import type { NoticeKind } from '../recovery/cards';
import type { Viewer } from '../recovery/viewers';
import { cardKeys } from './card-keys';

/** Cards that told somebody of the helpdesk about a request they are no part of. */
export const HELPDESK_CARDS = cardKeys('helpdesk');

/** What the helpdesk gets as the whole state, with the reason and what to do, rather than as one sentence. */
export function isForHelpdesk(notice: NoticeKind, viewer: Viewer | undefined): boolean {
  if (notice === 'stuck' || notice === 'unreached') return true;
  return viewer === undefined && (notice === 'failed' || notice === 'moved');
}
