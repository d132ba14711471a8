import type { Deps } from './deps';
import { contactsOf } from './employee-facts';
import { EffectError } from './errors';
import type { EventOf } from './events';
import type { Notice } from './notices';
import type { RecoveryRequest } from './request';
import { SYSTEM } from './step';

const GROUP_MESSAGES = 5;

async function tellGroup(deps: Deps, notice: Notice, request: RecoveryRequest): Promise<boolean> {
  const tenant = deps.tenants.find(request.tenantId);
  if (tenant === undefined) return false;
  const groupId = notice.who === 'group:security' ? tenant.securityGroupId : tenant.helpdeskGroupId;
  const members = await deps.directory.groupMembers(request.tenantId, groupId);
  const told = await Promise.all(
    members.slice(0, GROUP_MESSAGES).map((one) => deps.cards.notify(one.id, notice.notice, request)),
  );
  return told.includes(true);
}

/** Every contact outside Teams that the rules trust; never one on the lost device. */
async function tellOutside(deps: Deps, notice: Notice, request: RecoveryRequest): Promise<boolean> {
  const methods = await deps.methods.list(request.tenantId, request.employee);
  const contacts = await contactsOf(deps, request.tenantId, request.employee, request.scenario, methods);
  for (const contact of contacts) await deps.outOfBand.sendNotice(contact, notice.notice, request);
  return contacts.length > 0;
}

async function send(deps: Deps, notice: Notice, request: RecoveryRequest): Promise<boolean> {
  try {
    if (notice.channel === 'outside') return await tellOutside(deps, notice, request);
    if (notice.who === 'group:security' || notice.who === 'group:helpdesk')
      return await tellGroup(deps, notice, request);
    return await deps.cards.notify(notice.who, notice.notice, request);
  } catch (error) {
    if (!(error instanceof EffectError)) throw error;
    deps.log.warn('notice.failed', { requestId: request.id, operation: notice.notice, code: error.code });
    return false;
  }
}

/** Sends one notice and returns the event that records it, sent or not: a notice never stops the work. */
export async function tellPeople(deps: Deps, notice: Notice, request: RecoveryRequest): Promise<EventOf<'notified'>> {
  const ok = await send(deps, notice, request);
  const channel = notice.channel === 'outside' ? 'email' : 'teams';
  return { type: 'notified', at: deps.clock.now(), by: SYSTEM, who: notice.who, channel, notice: notice.notice, ok };
}
