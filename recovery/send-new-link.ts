import type { Decision } from './commit';
import { refuse, transact } from './commit';
import type { Deps } from './deps';
import { linkNumber, linkPauseMs, NEW_LINKS_AT_MOST } from './new-links';
import { waitsForEmployee } from './opened-by';
import type { Outcome } from './outcome';
import type { Stored } from './ports';
import type { RequestId } from './terms';
import { isTrustedMember } from './trusted-member';
import type { Who } from './verb';
import { verb } from './verb';
import { viewerFor } from './viewers';

export interface NewLinkInput extends Who {
  readonly requestId: RequestId;
}

/**
 * Only the helpdesk, which heard of the employee in another way. Not the employee, whose session may be somebody else's, and
 * nobody who approves: they do not hold the place of the reveal in their hands.
 */
async function refuseWho(deps: Deps, stored: Stored, { presser }: NewLinkInput): Promise<Decision | undefined> {
  const { request } = stored;
  const role = viewerFor(request, presser)?.role;
  if (role === 'employee' || role === 'approver') return refuse('notYours', { stored });
  const tenant = deps.tenants.find(request.tenantId);
  if (tenant === undefined) return refuse('notSetUp');
  if (await isTrustedMember(deps, request.tenantId, presser, tenant.helpdeskGroupId)) return undefined;
  return role === undefined ? refuse('notFound') : refuse('notYours', { stored });
}

async function decide(deps: Deps, stored: Stored, input: NewLinkInput): Promise<Decision> {
  const refused = await refuseWho(deps, stored, input);
  if (refused !== undefined) return refused;
  const { request } = stored;
  const waits = request.state === 'awaitingApproval' || request.state === 'approved';
  if (!waits || request.delivery.place !== 'link' || waitsForEmployee(request)) return refuse('noLinkNow', { stored });
  if (linkNumber(request) >= NEW_LINKS_AT_MOST) return refuse('linksUsedUp', { stored });
  const at = deps.clock.now();
  const pauseMs = linkPauseMs(request, at);
  if (pauseMs > 0) return refuse('tooSoonForLink', { stored, facts: { minutes: Math.ceil(pauseMs / 60_000) } });
  return { event: { type: 'linkAsked', at, by: { kind: 'person', id: input.presser } } };
}

/**
 * Asks for a new one-time link. The links of before are dead from that moment; the new one goes out by the step that sends
 * every link: to the contact that was chosen, which is judged anew.
 */
export const sendNewLink = verb('newLink', async (deps: Deps, input: NewLinkInput): Promise<Outcome> =>
  transact(deps, input, (stored) => decide(deps, stored, input)),
);
