import type { InState } from '../recovery/request';
import type { State } from '../recovery/terms';
import type { ViewerRole } from '../recovery/viewers';
import { approverApproved, approverRevealed, approverWaiting } from './approver-faces';
import { attendantApproved, attendantRevealed, attendantWaiting } from './attendant-faces';
import type { Card } from './card';
import { employeeAfter, employeeReady, employeeWaiting } from './employee-faces';
import { completedFace, endedFace } from './ended-faces';
import { followerFace } from './follower-face';
import { onlyFollows } from './reader';
import type { RequestView, ViewOf } from './request-view';
import { requesterApproved, requesterRevealed, requesterWaiting } from './requester-faces';
import { withPause, withWait } from './waiting-note';
import { failedFace, heldFace, incidentFace } from './stopped-faces';

type Face<S extends State> = (view: ViewOf<InState<S>>) => Card;
type Faces = { readonly [S in State]: Readonly<Record<ViewerRole, Face<S>>> };

const everybody = <S extends State>(face: Face<S>): Readonly<Record<ViewerRole, Face<S>>> => {
  return { employee: face, requester: face, attendant: face, approver: face };
};

/** Which face a request shows to whom: state x role; whoever only follows it has one face for all states. */
export const FACES: Faces = {
  awaitingApproval: {
    ...{ employee: employeeWaiting, requester: requesterWaiting },
    ...{ attendant: attendantWaiting, approver: approverWaiting },
  },
  approved: {
    ...{ employee: employeeReady, requester: requesterApproved },
    ...{ attendant: attendantApproved, approver: approverApproved },
  },
  revealed: {
    ...{ employee: employeeAfter, requester: requesterRevealed },
    ...{ attendant: attendantRevealed, approver: approverRevealed },
  },
  completed: everybody(completedFace),
  refused: everybody<'refused'>(endedFace),
  denied: everybody<'denied'>(endedFace),
  cancelled: everybody<'cancelled'>(endedFace),
  expired: everybody<'expired'>(endedFace),
  held: everybody(heldFace),
  failed: everybody(failedFace),
  incident: everybody(incidentFace),
};

/** The request as this viewer may see it now. The one card of a request: every answer and every edit draws it anew. */
export function drawRequest(view: RequestView): Card {
  if (onlyFollows(view)) return followerFace(withPause(view));
  // The table is keyed by state, so the face of `request.state` takes exactly this arm of the request.
  const face = FACES[view.request.state][view.viewer.role] as (view: RequestView) => Card;
  return face(withWait(view));
}
