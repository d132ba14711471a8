import type { AuditEntry } from '../../../recovery/audit-entry';
import { isEnded, type RecoveryRequest } from '../../../recovery/request';
import type { Universe } from './universe';

/** One request's trail as its rows say, chain checked. */
export interface Trail {
  readonly request: RecoveryRequest;
  readonly entries: readonly AuditEntry[];
  readonly fault: string | undefined;
}

/** What an invariant looks at: the world at rest and what was seen on the way. */
export interface Outlook {
  readonly universe: Universe;
  readonly trails: readonly Trail[];
}

export type Invariant = (outlook: Outlook) => readonly string[];

export const types = ({ entries }: Trail): readonly string[] => entries.map(({ event }) => event.type);

/** The decisions that a pass may follow: by an approver, or by the rules where a code does. */
export const decisionsIn = ({ entries }: Trail) =>
  entries.flatMap(({ event }) => (event.type === 'approved' || event.type === 'selfVerified' ? [event] : []));

/** A process takes so long at the most between a message and the entry that says so, standing still included. */
export const A_LOOK_MS = 90_000;

/** Ended, or waiting for people. Everything else owes something and is stuck. */
export function isAtRest(request: RecoveryRequest): boolean {
  if (request.state === 'incident') return request.incident.containedAt !== undefined;
  return isEnded(request) || request.state === 'held' || request.state === 'failed';
}
