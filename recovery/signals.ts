import type { DirectoryChange, LogPage, SignIn } from './account-logs';
import type { Deps } from './deps';
import { EffectError } from './errors';
import type { Method } from './methods';
import type { Nearness, OpenedBy } from './nearness';
import { nearnessOf } from './nearness';
import type { Person, RoleFacts, Stored, TenantSettings } from './ports';
import type { RecoveryRequest } from './request';
import { decidedOf } from './request';
import type { TierFacts } from './policy-tier';
import type { Story } from './story';
import type { ObjectId, RequestId } from './terms';

/** Something the decision wants to know: known, not readable now, or not to be had in this tenant. */
export type Signal<T> =
  | { readonly kind: 'known'; readonly value: T }
  | { readonly kind: 'unknown'; readonly why: string }
  | { readonly kind: 'notAvailable' };

export interface Signals {
  readonly employee: Person;
  readonly story: Story;
  readonly methods: Signal<readonly Method[]>;
  readonly roles: Signal<RoleFacts>;
  readonly breakGlass: Signal<boolean>;
  readonly risk: Signal<'none' | 'low' | 'medium' | 'high' | 'compromised'>;
  readonly signIns: Signal<LogPage<SignIn>>;
  /** What was changed about the account, and by whom. */
  readonly changes: Signal<LogPage<DirectoryChange>>;
  /** Recoveries of this person that were approved in the last 30 days. */
  readonly recentRecoveries: number;
  /** Requests about this person that people said no to lately, or called fraud. */
  readonly recentDenials: number;
  /** Contacts outside Teams that are known to have stood long enough. */
  readonly contactCount: Signal<number>;
  /** How near whoever opened it stands to the employee. */
  readonly requester: Signal<Nearness>;
  /** Absent where the policy has no tiers. */
  readonly tiers?: TierFacts;
}

const DAY = 86_400_000;

/** Reads one signal. Permission, throttle, time-out and 5xx give `unknown`; a missing licence gives `notAvailable`. */
export async function readSignal<T>(read: () => Promise<T>): Promise<Signal<T>> {
  try {
    return { kind: 'known', value: await read() };
  } catch (error) {
    if (!(error instanceof EffectError)) throw error;
    return error.code === 'unlicensed' ? { kind: 'notAvailable' } : { kind: 'unknown', why: error.code };
  }
}

/** True for a recovery of the past; the one under way does not count against itself. */
function wasApproved(request: RecoveryRequest): boolean {
  return request.state !== 'approved' && request.state !== 'revealed' && decidedOf(request) !== undefined;
}

type Remembering = Pick<Deps, 'ledger' | 'sightings' | 'clock'>;

/** The newest requests about a person, found where the rest of what is known about them lies. */
async function newestAbout(
  { ledger, sightings }: Remembering,
  tenantId: ObjectId,
  person: ObjectId,
  except?: RequestId,
): Promise<readonly Stored[]> {
  const { requests } = await sightings.about(tenantId, person);
  const others = requests.filter((id) => id !== except);
  return others.length === 0 ? [] : ledger.follow(tenantId, person, others, 10);
}

/** Somebody said no, or called it fraud. What time, the product or the employee ended is no denial. */
function wasDenied(request: RecoveryRequest): boolean {
  if (request.state === 'incident') return true;
  return request.state === 'denied' && request.ended.by !== undefined && request.ended.by !== request.employee;
}

type History = Pick<Signals, 'recentRecoveries' | 'recentDenials'>;

/** Denials count as long as requests about one person do. */
async function historyOf(
  deps: Remembering & Pick<Deps, 'policy'>,
  tenantId: ObjectId,
  employee: ObjectId,
  underWay: RequestId | undefined,
): Promise<History> {
  const now = deps.clock.now();
  const recent = (await newestAbout(deps, tenantId, employee, underWay)).map(({ request }) => request);
  const since = (ms: number) => recent.filter(({ openedAt }) => openedAt >= now - ms);
  return {
    recentRecoveries: since(30 * DAY).filter(wasApproved).length,
    recentDenials: since(deps.policy.caps.perEmployee.windowMs).filter(wasDenied).length,
  };
}

/** True when this person got a pass through us in the last `days` days: not fit to vouch for others yet. */
export async function recoveredWithin(
  deps: Remembering,
  tenantId: ObjectId,
  person: ObjectId,
  days: number,
): Promise<boolean> {
  const since = deps.clock.now() - days * DAY;
  const recent = await newestAbout(deps, tenantId, person);
  return recent.some(
    ({ request }) => 'decided' in request && request.decided !== undefined && request.decided.at >= since,
  );
}

/** The request when it is one that does not count: then nobody has to read it again to know. */
export const uncounted = (request: RecoveryRequest): RequestId | undefined =>
  wasApproved(request) ? undefined : request.id;

/** What is known before anything else is asked. */
export type Given = Pick<Signals, 'employee' | 'story' | 'methods'>;

/**
 * Reads everything the route depends on, side by side; which contacts may be used is judged by it afterwards. The account itself must be readable: that error is thrown. The
 * request `underWay` is known not to count (see `uncounted`).
 */
export async function gatherSignals(
  deps: Remembering & Pick<Deps, 'directory' | 'policy'>,
  tenant: TenantSettings,
  { by, ...given }: Given & { readonly by: OpenedBy },
  underWay?: RequestId,
): Promise<Omit<Signals, 'contactCount' | 'tiers'>> {
  const { tenantId, breakGlassGroupId } = tenant;
  const { directory } = deps;
  const { id } = given.employee;
  const [roles, breakGlass, risk, signIns, changes, history, requester] = await Promise.all([
    readSignal(() => directory.roles(tenantId, id)),
    readSignal(() => directory.isMember(tenantId, id, breakGlassGroupId)),
    readSignal(() => directory.risk(tenantId, id)),
    readSignal(() => directory.signIns(tenantId, id)),
    readSignal(() => directory.changes(tenantId, id)),
    historyOf(deps, tenantId, id, underWay),
    readSignal(() => nearnessOf(directory, { tenantId, employee: id }, by)),
  ]);
  return { ...given, roles, breakGlass, risk, signIns, changes, requester, ...history };
}
