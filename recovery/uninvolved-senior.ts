import { refuse } from './commit';
import type { Deps } from './deps';
import { EffectError } from './errors';
import { isSenior } from './is-senior';
import type { Outcome } from './outcome';
import type { Stored } from './ports';
import type { IncidentRequest, RecoveryRequest } from './request';
import { openersOf } from './story';
import type { ObjectId } from './terms';
import type { ReadingMembers } from './trusted-member';
import type { Who } from './verb';

/** Who has another part in it: the employee, who opened, joined, attended to or reported it, and whose approval it was. */
export function involvedIn(request: RecoveryRequest): readonly ObjectId[] {
  const signed = request.slots.flatMap(({ approval }) => (approval === undefined ? [] : [approval.approver]));
  const reporter = request.state === 'incident' ? [request.incident.reportedBy] : [];
  return [...openersOf(request), ...reporter, ...signed];
}

type Guarded = { readonly answer: Outcome } | { readonly request: IncidentRequest };

/**
 * Who decides about an incident: security with a good account, nobody with another part in it. Everybody else learns
 * nothing. Throws `EffectError` when the group or the account cannot be read.
 */
export async function uninvolvedSenior(deps: Deps, who: Who, stored: Stored): Promise<Guarded> {
  const { request } = stored;
  if (!(await isSenior(deps, who))) return refuse('notFound');
  if (request.state !== 'incident') return refuse('noIncident', { stored });
  return involvedIn(request).includes(who.presser) ? refuse('ownRequest', { stored }) : { request };
}

/** What somebody who is no part of a request looks at. */
export interface Looking extends Who {
  readonly request: RecoveryRequest;
}

/**
 * Whether a press on what is for security only would be let in: for what a card offers, the press asks again. What cannot
 * be read offers nothing.
 */
export async function seemsUninvolvedSenior(deps: ReadingMembers, { request, ...who }: Looking): Promise<boolean> {
  const others = request.state === 'held' ? openersOf(request) : involvedIn(request);
  if (others.includes(who.presser)) return false;
  try {
    return await isSenior(deps, who);
  } catch (error) {
    if (error instanceof EffectError) return false;
    throw error;
  }
}
