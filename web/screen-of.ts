import { decidedOf } from '../recovery/request';
import type { RecoveryRequest } from '../recovery/request';
import type { Screen } from './screen';
import { codeScreen } from './screens/code';
import { confirmScreen } from './screens/confirm';
import { completedScreen, messageScreen, pausedScreen } from './screens/message';
import { revealedScreen } from './screens/revealed';
import { waitingScreen } from './screens/waiting';
import type { View } from './view';

/** The true face of a request for the employee behind the link. `notice`: what went wrong with the press before. */
export function screenOf(view: View, notice?: string): Screen {
  const screen = faceOf(view, notice);
  return { ...screen, version: versionOf(view, screen.face), ...(notice === undefined ? {} : { notice }) };
}

function faceOf(view: View, notice: string | undefined): Screen {
  const { request } = view;
  switch (request.state) {
    case 'awaitingApproval':
      if (request.delivery.place === 'inPerson') return pausedScreen('atCounter');
      return request.employeeConfirmed ? waitingScreen(view) : confirmScreen(view);
    case 'approved':
      return isShownHere(request) ? codeScreen(view, request, notice) : pausedScreen('elsewhere');
    case 'revealed':
      return isShownHere(request) ? revealedScreen({ ...view, request }, notice) : pausedScreen('elsewhere');
    case 'held':
    case 'failed':
      return pausedScreen(request.state);
    case 'completed':
      return completedScreen(request);
    case 'incident':
      return messageScreen('incident', 200);
    case 'cancelled':
      return messageScreen(request.ended.reason === 'solved' ? 'solved' : 'cancelled', 410);
    case 'denied':
    case 'refused':
    case 'expired':
      return messageScreen(request.state, 410);
  }
}

/** The reveal happens in one place only; the verb refuses the others. */
function isShownHere({ delivery }: RecoveryRequest): boolean {
  return delivery.place !== 'teams';
}

/** What makes the page say something else. */
function versionOf({ request, now }: View, face: string): string {
  const approved = request.slots.filter(({ approval }) => approval !== undefined).length;
  const decided = decidedOf(request);
  const passOver = decided?.pass !== undefined && decided.pass.expiresAt <= now ? 'over' : 'good';
  return [
    face,
    request.round,
    approved,
    decided?.code.generation ?? 0,
    decided?.reveals ?? 0,
    passOver,
    decided?.gap ?? 'none',
  ].join('.');
}
