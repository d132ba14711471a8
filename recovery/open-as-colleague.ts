import type { Said } from './begin-case';
import { detailsOf, scenarioOf } from './begin-case';
import type { Deps } from './deps';
import { admitOpener, refusedAhead, tooManyAbout } from './flood';
import { joinAsColleague } from './join-request';
import { aboutEmployee } from './live-request';
import { mayAskForOthers, mayBeAskedFor } from './may-ask-for';
import type { Outcome } from './outcome';
import { done, refused } from './outcome';
import { placeRequest } from './place-request';
import type { Draft } from './drafts';

/**
 * Asks the employee, and nobody else, whether they want it. Nothing is read about them but that they are there: what the
 * rules say of the account is found out when they have answered, and told to them. Whatever a colleague may not know
 * answers like an unknown name, and every answer costs the colleague a place in their own window.
 */
export async function openAsColleague(deps: Deps, draft: Draft, said: Said): Promise<Outcome> {
  const { tenantId, requester, employee } = draft;
  const ahead = await refusedAhead(deps, draft);
  if (ahead !== undefined) return ahead;
  const [who, whom] = await Promise.all([requester, employee].map((id) => deps.directory.person(tenantId, id)));
  if (!mayAskForOthers(who) || !mayBeAskedFor(whom)) return refused('cannotOpenFor');
  const full = await admitOpener(deps, draft);
  if (full !== undefined) return full;
  const { live, recent } = await aboutEmployee(deps, tenantId, employee);
  if (live !== undefined) return joinAsColleague(deps, { tenantId, requestId: live.request.id, presser: requester });
  if ((await tooManyAbout(deps, tenantId, employee, recent)) !== undefined) return refused('cannotOpenFor');
  return ask(deps, draft, said);
}

async function ask(deps: Deps, draft: Draft, said: Said): Promise<Outcome> {
  const { tenantId, requester: presser, pressed } = draft;
  const placed = await placeRequest(deps, draft, {
    scenario: scenarioOf({ said, draft }),
    chosenMethods: [],
    ...detailsOf({ said, draft }),
    ...(pressed !== undefined && { pressed }),
    delivery: { place: 'teams' },
    employeeConfirmed: false,
    ...{ route: 'approval', reasons: [], slots: [] },
    ...(deps.policy.mode === 'evaluation' && { evaluation: true }),
    expiresAt: deps.clock.now() + deps.policy.timers.expireMinutes * 60_000,
  });
  if (placed.kind === 'alreadyOpen') return joinAsColleague(deps, { tenantId, requestId: placed.id, presser });
  await deps.drafts.remove(tenantId, draft.id);
  deps.startWork(tenantId, placed.stored.request.id);
  return done(placed.stored);
}
