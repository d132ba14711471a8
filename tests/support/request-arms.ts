import type {
  Approved,
  Completed,
  Failed,
  HeldRequest,
  IncidentRequest,
  RecoveryRequest,
  Revealed,
} from '../../recovery/request';
import type { Decided, PlanItem } from '../../recovery/run';
import type { State } from '../../recovery/terms';
import { MINUTE } from './fake-clock';
import { approved, awaiting, decided, EMPLOYEE, ended, MANAGER, NOON } from './request-builder';

export const ISSUED = { methodId: 'pass-1', issuedAt: NOON + 2 * MINUTE, expiresAt: NOON + 32 * MINUTE } as const;

const LINK = { place: 'link', contactId: 'c1', channel: 'sms', masked: '••' } as const;

/** The same, with the number and the pass on the page behind a link, which went out at `linkSentAt`, if at all. */
export const onPage = <R extends RecoveryRequest>(request: R, linkSentAt?: number): R => ({
  ...request,
  delivery: LINK,
  ...(linkSentAt !== undefined && { linkSentAt }),
});

export function planItem(overrides: Partial<PlanItem> = {}): PlanItem {
  return {
    methodId: 'app-1',
    kind: 'microsoftAuthenticator',
    label: 'Authenticator',
    fingerprint: 'f1',
    outcome: 'pending',
    ...overrides,
  };
}

export function run(overrides: Partial<Decided> = {}): Decided {
  return { ...decided(), plan: [planItem()], known: ['app-1#f1'], ...overrides };
}

export function approvedRun(overrides: Partial<Decided> = {}): Approved {
  return approved(awaiting(), run(overrides));
}

export function revealed(overrides: Partial<Decided> = {}): Revealed {
  return { ...approvedRun(), state: 'revealed', decided: run({ reveals: 1, pass: ISSUED, ...overrides }) };
}

export function completed(overrides: Partial<Decided> = {}): Completed {
  const { decided: done } = revealed(overrides);
  return {
    ...approvedRun(),
    state: 'completed',
    decided: done,
    ended: { at: NOON + 20 * MINUTE, reason: 'completed' },
  };
}

export function failed(overrides: Partial<Decided> = {}): Failed {
  const { decided: done } = revealed(overrides);
  const failure = { at: NOON + 45 * MINUTE, reason: 'passEndedUnused' };
  return { ...approvedRun(), state: 'failed', decided: done, failure };
}

export function held(): HeldRequest {
  const expiresAt = NOON + 24 * 60 * MINUTE;
  return { ...awaiting(), state: 'held', held: { at: NOON, by: MANAGER, reason: 'approverUnsure', expiresAt } };
}

export function incident(overrides: Partial<IncidentRequest['incident']> = {}): IncidentRequest {
  return {
    ...awaiting(),
    state: 'incident',
    incident: {
      reportedAt: NOON + 5 * MINUTE,
      reportedBy: EMPLOYEE,
      why: 'notMe',
      from: 'awaitingApproval',
      removedMethods: [],
      ...overrides,
    },
  };
}

/** One request in each state. */
export const IN_STATE: Readonly<Record<State, () => RecoveryRequest>> = {
  awaitingApproval: () => awaiting(),
  approved: () => approvedRun(),
  revealed: () => revealed(),
  completed: () => completed(),
  refused: () => ended(awaiting(), 'refused'),
  denied: () => ended(awaiting(), 'denied'),
  cancelled: () => ended(awaiting(), 'cancelled'),
  expired: () => ended(awaiting(), 'expired'),
  held: () => held(),
  failed: () => failed(),
  incident: () => incident(),
};
