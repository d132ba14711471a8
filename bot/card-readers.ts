import type { RecoveryRequest } from '../recovery/request';
import { failureOf } from '../recovery/step-failure';
import type { Viewer } from '../recovery/viewers';
import { viewerFor, viewersOf } from '../recovery/viewers';
import { passIsNeeded } from './shown-pass';

/** On hold nobody is asked: who would have been gets no card about it, and what is out already is redrawn. */
function wasNeverAsked({ state, slots }: RecoveryRequest, { person, role }: Viewer): boolean {
  return state === 'held' && role === 'approver' && !slots.some(({ asked }) => asked.includes(person));
}

/** Who gets a card, each once. Who was asked before and no longer is gets none: theirs are retired. */
export function readersOf(request: RecoveryRequest): readonly Viewer[] {
  const people = [...new Set(viewersOf(request).map(({ person }) => person))];
  return people
    .flatMap((person) => viewerFor(request, person) ?? [])
    .filter((viewer) => viewer.former !== true && !wasNeverAsked(request, viewer));
}

/** What decides whose old cards have to go. */
export const retiredBy = (request: RecoveryRequest): string =>
  JSON.stringify([
    readersOf(request).map(({ person }) => person),
    passIsNeeded(request),
    // What the helpdesk's cards are about.
    request.state,
    failureOf(request)?.nextAttemptAt,
    // What security's cards are about.
    request.state === 'incident' && [request.incident, request.placeholder, request.decided?.plan],
  ]);
