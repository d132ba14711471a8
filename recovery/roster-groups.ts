import type { MemberPage } from './contact-directory';
import type { GroupPass, Rostered, RosterProgress } from './contact-roster';
import type { Deps } from './deps';
import { EffectError, isTransient } from './errors';
import { groupsOf } from './note-members';
import type { ReadBudget } from './read-budget';
import type { Millis, ObjectId } from './terms';

const DAY = 86_400_000;
/** Pages of groups in a run; the rest of the reads is for people. */
const MOST_PAGES = 5;

type Reading = Pick<Deps, 'contactDirectory' | 'contactRoster' | 'tenants' | 'policy' | 'clock' | 'log'>;

/** The groups that are configured anyway, but for emergency accounts, which are never recovered; and those of the setting. */
function groupsIn({ tenants, policy }: Reading, tenantId: ObjectId): readonly ObjectId[] {
  const tenant = tenants.find(tenantId);
  const tiers = policy.tiers.flatMap(({ groupIds }) => groupIds);
  return [...new Set([...(tenant === undefined ? [] : groupsOf(tenant)), ...tiers, ...policy.contactSnapshot.groups])];
}

function inGroup(found: Rostered | undefined, now: Millis): Rostered {
  if (found === undefined) return { inGroupAt: now, dueAt: 0 };
  const { leftAt, ...there } = found;
  return { ...there, inGroupAt: now, dueAt: leftAt === undefined ? found.dueAt : now };
}

/** A page; `unreadable` where this group says no for good, `gone` where there is no such group; `again` from its beginning. */
async function pageOf(
  { contactDirectory, log }: Reading,
  tenantId: ObjectId,
  { left, after, again }: GroupPass,
): Promise<MemberPage | 'again' | 'gone' | 'unreadable'> {
  try {
    return await contactDirectory.members(tenantId, left[0] ?? '', after);
  } catch (error) {
    if (!(error instanceof EffectError) || isTransient(error)) throw error;
    if (error.code === 'notFound') return 'gone';
    // Links to a next page do not live for ever.
    if (after !== undefined && again !== true) return 'again';
    log.warn('contactSnapshot.groupUnread', { tenantId, code: error.code, error });
    return 'unreadable';
  }
}

function following(pass: GroupPass, page: Awaited<ReturnType<typeof pageOf>>): GroupPass {
  const { after: _, again, ...rest } = pass;
  if (page === 'again') return { ...rest, again: true };
  const { after } = typeof page === 'string' ? {} : page;
  if (after !== undefined) return { ...rest, after, ...(again === true && { again }) };
  return { ...rest, left: pass.left.slice(1), ...(page === 'unreadable' && { incomplete: true }) };
}

function recorded({ pass: _, ...progress }: RosterProgress, pass: GroupPass): RosterProgress {
  if (pass.left.length > 0) return { ...progress, pass };
  return { ...progress, ...(pass.incomplete !== true && { wholePassAt: pass.startedAt }) };
}

function begun(deps: Reading, tenantId: ObjectId, progress: RosterProgress): RosterProgress {
  const now = deps.clock.now();
  const { pass, passStartedAt = -Infinity } = progress;
  if (pass !== undefined || now - passStartedAt < DAY) return progress;
  return { ...progress, passStartedAt: now, pass: { startedAt: now, left: groupsIn(deps, tenantId) } };
}

/**
 * Once a day everybody in the configured groups is put on the list, some pages at a time; a run goes on where the last one
 * stopped. Throws where Graph does not answer now; what was read is kept.
 */
export async function rosterGroups(
  deps: Reading,
  tenantId: ObjectId,
  given: RosterProgress,
  { budget, keep }: { readonly budget: ReadBudget; readonly keep: (progress: RosterProgress) => Promise<void> },
): Promise<void> {
  let progress = begun(deps, tenantId, given);
  for (let pages = 0; pages < MOST_PAGES && progress.pass !== undefined; pages += 1) {
    const { pass } = progress;
    if (pass.left.length > 0 && !budget.take(1)) return;
    const page = pass.left.length > 0 ? await pageOf(deps, tenantId, pass) : 'gone';
    const now = deps.clock.now();
    for (const person of typeof page === 'string' ? [] : page.ids) {
      await deps.contactRoster.change(tenantId, person, (found) => inGroup(found, now));
    }
    progress = recorded(progress, following(pass, page));
    await keep(progress);
  }
}
