import type { Deps } from './deps';
import { isParty } from './guards';
import { recordRead } from './helpdesk-reads';
import type { Outcome } from './outcome';
import { done, refused } from './outcome';
import type { Stored } from './ports';
import { isEnded } from './request';
import type { ObjectId, RequestId, ShortCode } from './terms';
import { isTrustedMember } from './trusted-member';
import type { Who } from './verb';
import { verb } from './verb';

export interface FindInput extends Who {
  readonly requestId?: RequestId;
  readonly shortCode?: ShortCode;
  /** They say that they have added a new method: it is looked for at once, not when the watch comes round. */
  readonly hasAdded?: true;
}

/** Unchecked: whoever asks decides who may see it. */
export async function load(deps: Deps, input: FindInput): Promise<Stored | undefined> {
  if (input.requestId !== undefined) return deps.ledger.read(input.tenantId, input.requestId);
  if (input.shortCode !== undefined) return deps.ledger.findByShortCode(input.tenantId, input.shortCode);
  return undefined;
}

/** The helpdesk, duty and security look at what they are no part of; that they did is recorded. */
async function mayWatch(deps: Deps, stored: Stored, presser: ObjectId): Promise<boolean> {
  const tenant = deps.tenants.find(stored.request.tenantId);
  if (tenant === undefined) return false;
  const groups = [tenant.helpdeskGroupId, tenant.dutyGroupId, tenant.securityGroupId];
  const isIn = await Promise.all(groups.map((group) => isTrustedMember(deps, tenant.tenantId, presser, group)));
  return isIn.includes(true);
}

/** Status by id or short code, for the people in it, the helpdesk, duty and security. Unknown and forbidden answer alike. */
export const findRequest = verb('find', async (deps: Deps, input: FindInput): Promise<Outcome> => {
  const stored = await load(deps, input);
  if (stored === undefined) return refused('notFound');
  const { request } = stored;
  if (input.hasAdded === true && request.employee === input.presser && request.state === 'revealed')
    deps.startWork(request.tenantId, request.id);
  if (isParty(stored.request, input.presser)) return done(stored);
  if (!(await mayWatch(deps, stored, input.presser))) return refused('notFound');
  await recordRead(deps, input, 'find: found', stored.request.id);
  return done(stored);
});

/** What concerns one person: their own live (or else newest) request, and what waits for their decision. */
export interface Mine {
  readonly own?: Stored;
  readonly waiting: readonly Stored[];
}

const LOOK_BACK = 20;

export async function findMine(deps: Pick<Deps, 'ledger'>, input: Who): Promise<Mine> {
  const { tenantId, presser } = input;
  const [active, recent, asked] = await Promise.all([
    deps.ledger.findActive(tenantId, presser),
    deps.ledger.listByEmployee(tenantId, presser, 1),
    deps.ledger.listByApprover(tenantId, presser, LOOK_BACK),
  ]);
  const own = active ?? recent[0];
  const waiting = asked.filter(
    ({ request }) => !isEnded(request) && request.slots.some((slot) => slot.candidates.includes(presser)),
  );
  return own === undefined ? { waiting } : { own, waiting };
}
