import type { IncidentRequest } from '../recovery/request';
import { wasUntouched } from '../recovery/request';
import type { Millis } from '../recovery/terms';
import { CONTAINMENT } from '../words/incident';
import type { Line } from './card-data';
import type { IncidentView } from './incident-view';
import { marked } from './lines';
import { moment } from './moments';
import { passwordLine } from './new-password';

const { done: DONE, now: NOW, open: OPEN, none: NONE } = CONTAINMENT;

interface Told {
  readonly request: IncidentRequest;
  readonly when: (at: Millis) => string;
}

const done = (text: string): Line => marked(DONE, text, 'default');
const open = (text: string): Line => marked(OPEN, text, 'default');
/** Not done: for good once the containment has ended, until now before. */
const not = ({ request }: Told, over: string, yet: string): Line =>
  request.incident.containedAt === undefined ? marked(NOW, yet, 'accent') : marked(NONE, over, 'default');

function account(told: Told): Line {
  const { accountDisabledAt, disableFailed } = told.request.incident;
  if (accountDisabledAt !== undefined) return done(CONTAINMENT.disabled(told.when(accountDisabledAt)));
  return disableFailed === true
    ? open(CONTAINMENT.disableFailed)
    : not(told, CONTAINMENT.enabled, CONTAINMENT.enabledYet);
}

function pass(told: Told): readonly Line[] {
  const { incident, placeholder } = told.request;
  const taken =
    incident.passRemovedAt === undefined
      ? not(told, CONTAINMENT.noPass, CONTAINMENT.noPassYet)
      : done(CONTAINMENT.passRemoved(told.when(incident.passRemovedAt)));
  if (placeholder === undefined) return [taken];
  return [taken, done(CONTAINMENT.placeholder(told.when(placeholder.expiresAt)))];
}

function methods({ request: { incident } }: Told, removed: number): readonly Line[] {
  const kept = incident.keptMethods?.length ?? 0;
  return [
    ...(removed === 0 ? [] : [done(CONTAINMENT.removed(removed))]),
    ...(kept === 0 ? [] : [open(CONTAINMENT.kept(kept))]),
  ];
}

function sessions(told: Told): Line {
  const at = told.request.incident.sessionsRevokedAt;
  if (at !== undefined) return done(CONTAINMENT.signedOut(told.when(at)));
  return not(told, CONTAINMENT.signedIn, CONTAINMENT.signedInYet);
}

/** Methods alone: the ids of what was taken away have the pass among them. One that had to be deleted again counts once. */
function removedMethods({ trail, request }: IncidentView): number {
  if (trail === 'unreadable') return 0;
  const { keptMethods = [] } = request.incident;
  const ids = trail.flatMap(({ event }) => (event.type === 'intruderRemoved' ? [event.methodId] : []));
  return new Set(ids.filter((id) => !keptMethods.includes(id))).size;
}

/** How far the account is secured, a line each, as the ledger has it. */
export function containmentLines(view: IncidentView): readonly Line[] {
  const { request, timeZone } = view;
  const told: Told = { request, when: (at) => moment(at, timeZone) };
  const { containedAt } = request.incident;
  const end =
    containedAt === undefined
      ? marked(NOW, CONTAINMENT.underWay, 'accent')
      : done(CONTAINMENT.ended(told.when(containedAt)));
  if (request.evaluation === true) return [marked(NONE, CONTAINMENT.evaluated, 'default'), end];
  if (wasUntouched(request)) return [marked(NONE, CONTAINMENT.untouched, 'default'), end];
  return [
    account(told),
    ...pass(told),
    ...methods(told, removedMethods(view)),
    sessions(told),
    end,
    ...passwordLine(view, 'approver'),
  ];
}
