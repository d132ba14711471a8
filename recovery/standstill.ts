import { beginsAlarm } from './alarm';
import type { Deps } from './deps';
import type { EffectErrorCode } from './errors';
import { EffectError, isTransient } from './errors';
import { membersLately } from './last-members';
import { readMemberLog } from './member-log';
import { groupsOf, noteMembers } from './note-members';
import type { Notice } from './notices';
import { rememberMembers } from './remember-members';
import type { ObjectId } from './terms';

/** What keeps Latchkey from working for everybody until somebody puts it right. */
const LASTS: ReadonlySet<EffectErrorCode> = new Set(['credentialRefused', 'forbidden']);

/** One after the other, each once: whoever is reached is enough. */
async function tellSomebody(deps: Deps, tenantId: ObjectId, code: EffectErrorCode): Promise<boolean> {
  const tenant = deps.tenants.find(tenantId);
  if (tenant === undefined) return false;
  for (const groupId of [tenant.helpdeskGroupId, tenant.securityGroupId]) {
    let told = false;
    for (const person of await membersLately(deps, tenantId, groupId)) {
      told = (await reached(deps, tenantId, person, code)) || told;
    }
    if (told) return true;
  }
  return false;
}

async function reached(deps: Deps, tenantId: ObjectId, person: ObjectId, code: EffectErrorCode): Promise<boolean> {
  try {
    return await deps.cards.alarm(tenantId, person, { kind: 'standstill', code });
  } catch (error) {
    deps.log.warn('standstill.failed', { tenantId, error });
    return false;
  }
}

/**
 * Nothing goes on for anybody, and the helpdesk cannot be looked up. So those who were in it lately are told, or else
 * security: one sentence that names nobody and no request, because some of them may have left. Once for each spell; where
 * nobody was reached, whoever comes next tries again. Never throws.
 */
async function tellStandstill(deps: Deps, tenantId: ObjectId, code: EffectErrorCode): Promise<void> {
  deps.log.error('standstill', { tenantId, code });
  const about = `standstill:${code}`;
  if (!(await beginsAlarm(deps, tenantId, about))) return;
  try {
    if (await tellSomebody(deps, tenantId, code)) {
      const entry = { at: deps.clock.now(), by: 'unknown', name: 'mfa.recovery.standstill_told', what: code };
      await deps.ledger.journal(tenantId, entry);
      return;
    }
    await deps.ledger.forgetSpell(tenantId, about);
  } catch (error) {
    deps.log.warn('standstill.failed', { tenantId, error });
  }
  deps.log.error('standstill.untold', { tenantId, code });
}

/** A group that was to be told could not be read. A notice that something has been stuck for long says that it lasts. */
export async function groupUnread(deps: Deps, tenantId: ObjectId, { notice }: Notice, error: unknown): Promise<void> {
  if (!(error instanceof EffectError)) return;
  if (LASTS.has(error.code) || (notice === 'stuck' && isTransient(error))) {
    await tellStandstill(deps, tenantId, error.code);
  }
}

/**
 * Remembers since when people are in the groups that have a say, and who is told when they cannot be read any more. When that is so because of Latchkey's own credential or
 * permissions, they are told now: with it nobody can open a request that would get stuck and say so.
 */
export async function watchGroups(deps: Deps, tenantId: ObjectId): Promise<void> {
  const tenant = deps.tenants.find(tenantId);
  if (tenant === undefined) return;
  try {
    const told = [tenant.helpdeskGroupId, tenant.securityGroupId];
    const log = await readMemberLog(deps, tenant, groupsOf(tenant));
    for (const groupId of groupsOf(tenant)) {
      const read = told.includes(groupId) ? rememberMembers(deps, tenantId, groupId) : undefined;
      const members = await (read ?? deps.directory.groupMembers(tenantId, groupId));
      await noteMembers(deps, tenantId, groupId, members, log);
    }
  } catch (error) {
    if (!(error instanceof EffectError) || !LASTS.has(error.code)) throw error;
    await tellStandstill(deps, tenantId, error.code);
  }
}
