import { chatEnds } from '../../../recovery/chat-time';
import { waitsForEmployee } from '../../../recovery/opened-by';
import type { RecoveryRequest } from '../../../recovery/request';
import type { State } from '../../../recovery/terms';
import type { MoveName } from './moves';
import { MOVES } from './moves';
import type { People } from './people';

/** Where a request stands, as far as it changes what people do. */
type Situation =
  State | 'nothing' | 'unanswered' | 'texted' | 'unserved' | 'served' | 'atCounter' | 'dawdling' | 'moved';

/** What people do in each state, and how often. What comes first is the way through. */
const HABITS: Readonly<Record<Situation, Readonly<Partial<Record<MoveName, number>>>>> = {
  nothing: { open: 1 },
  unanswered: {
    ...{ confirm: 50, open: 14, strangerConfirms: 4, approve: 4, deny: 1, passOn: 1, cancel: 2, fraud: 1.5 },
    ...{ reveal: 1, wait: 16 },
  },
  texted: {
    ...{ reveal: 60, renew: 7, numberChanges: 6, wait: 12, wrongCode: 4, askApprover: 4, fraud: 2, cancel: 1.5 },
    ...{ strangerReveals: 2, strangerRenews: 1, approve: 1, withdraw: 1 },
  },
  unserved: {
    ...{ serve: 62, wrongAttends: 6, approve: 4, confirm: 3, open: 3, showQr: 2, cancel: 1.5, fraud: 1, wait: 12 },
  },
  served: {
    ...{ approve: 68, wrongNumber: 2, relieve: 3, deny: 1, unsure: 1.5, passOn: 2, cancel: 1.5, fraud: 1, showQr: 2 },
    ...{ wait: 8 },
  },
  atCounter: {
    ...{ hand: 62, showQr: 6, strangerScans: 5, strangerTypes: 3, reveal: 5, wrongCode: 3, wrongShows: 2, renew: 3 },
    ...{ relieve: 1, withdraw: 2, cancel: 1, fraud: 2, wait: 6 },
  },
  awaitingApproval: {
    ...{ approve: 62, confirm: 12, open: 5, wrongNumber: 3, deny: 1, unsure: 2, passOn: 3, cancel: 2, fraud: 1 },
    ...{ reveal: 1, password: 0.5, wait: 8 },
  },
  approved: {
    ...{ reveal: 64, password: 4, wait: 12, renew: 4, wrongCode: 4, withdraw: 3, cancel: 2, fraud: 3, approve: 3 },
    ...{ strangerReveals: 3, outsiderEnrols: 1 },
  },
  dawdling: { wait: 70, renew: 10, reveal: 2, wrongCode: 2, withdraw: 1, cancel: 1, fraud: 1, strangerReveals: 3 },
  moved: { renew: 34, reveal: 40, wait: 10, wrongCode: 3, withdraw: 1, cancel: 1, fraud: 2, strangerReveals: 3 },
  revealed: {
    ...{ enrol: 20, wait: 40, reveal: 12, fraud: 5, renew: 4, withdraw: 1, cancel: 1, strangerReveals: 2 },
    ...{ outsiderEnrols: 4, removedOutside: 3, password: 5 },
  },
  held: { release: 40, cancel: 8, wait: 40, fraud: 2 },
  failed: { retry: 25, wait: 60, fraud: 3, enrol: 5, outsiderEnrols: 3 },
  incident: { wait: 60, outsiderEnrols: 12, lift: 2, task: 10, closeIncident: 8, reveal: 4, fraud: 4, password: 6 },
  completed: { wait: 80, fraud: 1.5, reveal: 3, open: 3 },
  denied: { wait: 60, open: 10, reveal: 4, approve: 4 },
  refused: { wait: 60, open: 10 },
  cancelled: { wait: 60, open: 10, approve: 4, reveal: 4 },
  expired: { wait: 60, open: 10, approve: 4 },
};

function situationAtCounter({ state, employeeConfirmed }: RecoveryRequest): Situation {
  if (state === 'approved') return 'atCounter';
  if (state !== 'awaitingApproval') return state;
  return employeeConfirmed ? 'served' : 'unserved';
}

function situationOf(request: RecoveryRequest, dawdles: boolean): Situation {
  if (waitsForEmployee(request)) return 'unanswered';
  if (request.delivery.place === 'inPerson') return situationAtCounter(request);
  if (request.state === 'approved' && request.movedAt !== undefined) return 'moved';
  if (dawdles && chatEnds(request) !== undefined) return 'dawdling';
  const texted = request.state === 'approved' && request.decided.selfVerified !== undefined;
  return texted ? 'texted' : request.state;
}

/** Somebody does something. */
export function act(people: People): void {
  const { prng } = people.universe;
  const request = people.newest();
  if (request === undefined) {
    people.open();
    return;
  }
  const name = prng.weighted<MoveName>(HABITS[situationOf(request, people.universe.scene.dawdles)]) ?? 'wait';
  // Every move takes the people and the request; some need less.
  MOVES[name](people, request);
}

/** People act now and then until `end`. */
export function live(people: People, end: number): void {
  const { clock, prng } = people.universe;
  const pause = prng.chance(0.25) ? prng.between(20, 400) : prng.between(1_000, 12_000);
  clock.in(pause, () => {
    if (clock.now() >= end) return;
    act(people);
    live(people, end);
  });
}
