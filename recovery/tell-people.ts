import type { Deps } from './deps';
import { contactsOf } from './employee-facts';
import { EffectError } from './errors';
import type { EventOf } from './events';
import { MOST_TOLD } from './last-members';
import type { Notice } from './notices';
import type { Person } from './ports';
import type { RecoveryRequest } from './request';
import { groupUnread } from './standstill';
import { SYSTEM } from './step';
import type { ObjectId } from './terms';

/**
 * One message; what fails outside is logged and counts as not told, so that one person who cannot be told stops no other.
 * What was not to begin any more is thrown: it is told in the next look.
 */
async function tried(deps: Deps, notice: Notice, request: RecoveryRequest, tell: () => Promise<boolean>) {
  try {
    return await tell();
  } catch (error) {
    if (!(error instanceof EffectError) || error.code === 'queued') throw error;
    deps.log.warn('notice.failed', { requestId: request.id, operation: notice.notice, code: error.code });
    return false;
  }
}

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
  const groupId = notice.who === 'group:security' ? tenant.securityGroupId : tenant.helpdeskGroupId;
  const members = await membersOf(deps, notice, request, groupId);
  const told = await Promise.all(
    members
      .slice(0, MOST_TOLD)
      .map(({ id }) => tried(deps, notice, request, () => deps.cards.notify(id, notice.notice, request))),
  );
  return told.includes(true);
}

/** Every contact outside Teams that the rules trust; never one on the lost device. */
async function tellOutside(deps: Deps, notice: Notice, request: RecoveryRequest): Promise<boolean> {
  const methods = await deps.methods.list(request.tenantId, request.employee);
  const contacts = await contactsOf(deps, request.tenantId, request.employee, request.scenario, methods);
  const told = await Promise.all(
    contacts.map((contact) =>
      tried(deps, notice, request, async () => {
        await deps.outOfBand.sendNotice(contact, notice.notice, request);
        return true;
      }),
    ),
  );
  return told.includes(true);
}

function send(deps: Deps, notice: Notice, request: RecoveryRequest): Promise<boolean> {
  if (notice.channel === 'outside') return tellOutside(deps, notice, request);
  if (notice.who === 'group:security' || notice.who === 'group:helpdesk') return tellGroup(deps, notice, request);
  return deps.cards.notify(notice.who, notice.notice, request);
}

/** Sends one notice and returns the event that records it, sent or not: a notice never stops the work. */
export async function tellPeople(deps: Deps, notice: Notice, request: RecoveryRequest): Promise<EventOf<'notified'>> {
  const ok = await tried(deps, notice, request, () => send(deps, notice, request));
  const channel = notice.channel === 'outside' ? 'email' : 'teams';
  const episode = notice.episode === undefined ? {} : { episode: notice.episode };
  const common = { type: 'notified', at: deps.clock.now(), by: SYSTEM } as const;
  return { ...common, who: notice.who, channel, notice: notice.notice, ...episode, ok };
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
  const tried = await Promise.allSettled(notices.map((notice) => tellPeople(deps, notice, request)));
  const told = tried.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const [failed] = tried.filter((one) => one.status === 'rejected');
  if (told.length === 0 && failed !== undefined) throw failed.reason;
  return told;
}
