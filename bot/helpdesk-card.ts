import type { NoticeKind } from '../recovery/cards';
import type { ObjectId } from '../recovery/terms';
import type { Viewer } from '../recovery/viewers';

const PREFIX = 'helpdesk:';

/** Under this a card is remembered that told somebody of the helpdesk about a request they are no part of. */
export const helpdeskCard = (person: ObjectId, activityId: string): string => `${PREFIX}${person}:${activityId}`;

export const isHelpdeskCard = (viewer: string): boolean => viewer.startsWith(PREFIX);

export const personOfCard = (viewer: string): ObjectId => viewer.slice(PREFIX.length).split(':')[0] ?? '';

/** What the helpdesk gets as the whole state, with the reason and what to do, rather than as one sentence. */
export function isForHelpdesk(notice: NoticeKind, viewer: Viewer | undefined): boolean {
  return notice === 'stuck' || notice === 'unreached' || (notice === 'failed' && viewer === undefined);
}
