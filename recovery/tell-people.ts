import type { Deps } from './deps';
import type { EventOf } from './events';
import { MOST_TOLD } from './last-members';
import type { Notice } from './notices';
import type { Person } from './ports';
import type { RecoveryRequest } from './request';
import { groupUnread } from './standstill';
import { SYSTEM } from './step';
import type { Told } from './tell-outside';
import { tellEmployeeOutside, tellManager } from './tell-outside';
import { tried } from './tried-notice';
import type { ObjectId } from './terms';

async function membersOf(
  deps: Deps,
  notice: Notice,
  { tenantId }: RecoveryRequest,
  groupId: ObjectId,
): Promise<readonly Person[]> {
  try {
    return await deps.directory.groupMembers(tenantId, groupId);
  } catch (error) {
    await groupUnread(deps, tenantId, notice, error);
    throw error;
  }
}

async function tellGroup(deps: Deps, notice: Notice, request: RecoveryRequest): Promise<boolean> {
  const tenant = deps.tenants.find(request.tenantId);
  if (tenant === undefined) return false;
  const isSecurity = notice.who === 'group:security';
  const as = isSecurity ? 'security' : 'helpdesk';
  const groupId = isSecurity ? tenant.securityGroupId : tenant.helpdeskGroupId;
  const members = await membersOf(deps, notice, request, groupId);
  const told = await Promise.all(
    members
      .slice(0, MOST_TOLD)
      .map(({ id }) => tried(deps, notice, request, () => deps.cards.notify(id, notice.notice, request, as), false)),
  );
  return told.includes(true);
}

/** Whether it arrived anywhere, and outside Teams where. */
async function send(deps: Deps, notice: Notice, request: RecoveryRequest): Promise<Told> {
  if (notice.channel === 'outside') return tellEmployeeOutside(deps, notice, request);
  if (notice.channel === 'mail') return tellManager(deps, notice, request);
  const isGroup = notice.who === 'group:security' || notice.who === 'group:helpdesk';
  const person = () => deps.cards.notify(notice.who, notice.notice, request);
  return { ok: await (isGroup ? tellGroup(deps, notice, request) : person()) };
}

const NOBODY: Told = { ok: false };

/** Sends one notice and returns the event that records it, sent or not: a notice never stops the work. */
export async function tellPeople(deps: Deps, notice: Notice, request: RecoveryRequest): Promise<EventOf<'notified'>> {
  const { ok, contacts } = await tried(deps, notice, request, () => send(deps, notice, request), NOBODY);
  const channel = notice.channel === 'teams' ? 'teams' : 'email';
  const episode = notice.episode === undefined ? {} : { episode: notice.episode };
  const common = { type: 'notified', at: deps.clock.now(), by: SYSTEM } as const;
  const where = contacts === undefined ? {} : { contacts };
  return { ...common, who: notice.who, channel, notice: notice.notice, ...episode, ...where, ok };
}

/**
 * The same for several at once, with the events of those that came to an end: a mistake of ours with one of them must not
 * make the others go out again. Throws where there is none.
 */
export async function tellAll(
  deps: Deps,
  notices: readonly Notice[],
  request: RecoveryRequest,
): Promise<readonly EventOf<'notified'>[]> {
  const attempts = await Promise.allSettled(notices.map((notice) => tellPeople(deps, notice, request)));
  const told = attempts.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const [failed] = attempts.filter((one) => one.status === 'rejected');
  if (told.length === 0 && failed !== undefined) throw failed.reason;
  return told;
}
