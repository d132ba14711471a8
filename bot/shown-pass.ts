import type { RecoveryRequest } from '../recovery/request';
import type { ObjectId } from '../recovery/terms';

const PREFIX = 'pass:';

/** Under this the message is remembered in which a pass was shown to somebody, beside the person's own card. */
export const passViewer = (person: ObjectId, activityId: string): string => `${PREFIX}${person}:${activityId}`;

export const isPassViewer = (viewer: string): boolean => viewer.startsWith(PREFIX);

/** In place of a face: the message no longer shows a pass. */
export const PASS_TAKEN_OFF = 'over';

/**
 * While a pass may still be needed, the message that shows it is left alone: an edit would wipe it from the screen. Once
 * the new method stands, the request has ended, or the pass was replaced, an edit is what takes it off.
 */
export function passIsNeeded(request: RecoveryRequest): boolean {
  if (request.state !== 'approved' && request.state !== 'revealed') return false;
  const { enrolled, gap, pass } = request.decided;
  const isDead = pass === undefined && (gap === 'closed' || request.state === 'revealed');
  return enrolled === undefined && !isDead;
}

/** True while a message of this person may show a pass that is still needed. */
export const mayShowPass = (request: RecoveryRequest, person: ObjectId): boolean =>
  person === request.employee && passIsNeeded(request);
