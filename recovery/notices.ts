import { toldKey } from './machine-facts';
import type { NoticeKind } from './cards';
import { isUnanswered, waitsForEmployee } from './opened-by';
import { passThatEnds } from './pass-time';
import type { Policy } from './policy-settings';
import type { RecoveryRequest } from './request';
import { decidedOf } from './request';
import { stuckOn } from './stuck';
import type { Millis, ObjectId } from './terms';

/** Who is told: a person, everybody of a group, the employee through contacts outside Teams, or a manager by mail. */
export interface Notice {
  readonly notice: NoticeKind;
  /** Object id, `group:security` or `group:helpdesk`. */
  readonly who: string;
  readonly channel: 'teams' | 'outside' | 'mail';
  /** Set on a notice that comes back: which spell of trouble, which day. */
  readonly episode?: string;
}

type Audience =
  | 'employee'
  | 'wherever'
  | 'ownChat'
  | 'requester'
  | 'attendant'
  | 'approvers'
  | 'security'
  | 'helpdesk'
  | 'outside'
  | 'managers';

/**
 * Who hears of a moment although nobody may have asked for it: a stolen session can hide a card, but not a mail to somebody
 * else or a message to another phone.
 */
const WITNESSES: readonly Audience[] = ['outside', 'managers'];

/** Who is told what when a request reaches a state; cards are redrawn anyway, these make a phone buzz. */
const NOTICES: Readonly<Record<RecoveryRequest['state'], readonly (readonly [NoticeKind, readonly Audience[]])[]>> = {
  awaitingApproval: [['opened', [...WITNESSES, 'ownChat']]],
  approved: [['approved', ['employee', 'attendant', ...WITNESSES]]],
  revealed: [['revealed', [...WITNESSES, 'ownChat']]],
  // Whoever came to a counter can sign in again by then, and may have no contact outside.
  completed: [['completed', ['employee', 'ownChat', 'approvers', 'requester', 'outside']]],
  refused: [['denied', ['wherever', 'requester', 'attendant']]],
  denied: [['denied', ['wherever', 'requester', 'attendant']]],
  cancelled: [],
  expired: [['denied', ['wherever', 'requester', 'attendant']]],
  // One that is held at once was opened all the same.
  held: [
    ['opened', [...WITNESSES, 'ownChat']],
    ['held', ['wherever', 'requester', 'helpdesk', 'security']],
  ],
  failed: [['failed', ['wherever']]],
  incident: [['incident', ['security', 'employee', 'approvers', 'helpdesk']]],
};

/** In place of the rows above, where nobody approved: the number that has the code, or whoever took it over, knows already. */
const SELF_VERIFIED: typeof NOTICES = {
  ...NOTICES,
  approved: [['selfVerified', WITNESSES]],
  revealed: [
    ['revealed', ['outside']],
    ['selfRecovered', ['managers']],
  ],
};

function approversOf(request: RecoveryRequest): readonly ObjectId[] {
  return request.slots.flatMap(({ approval, asked }) => (approval === undefined ? asked : [approval.approver]));
}

/** Who stands at a counter with the employee and waits. */
function attendantOf(request: RecoveryRequest): readonly ObjectId[] {
  const { delivery, attendance } = request;
  // Who took over after the approval knows of it.
  if (delivery.place !== 'inPerson' || attendance === undefined || relievedAt(request) !== undefined) return [];
  return [attendance.attendant];
}

function relievedAt(request: RecoveryRequest): Millis | undefined {
  return request.state === 'approved' ? request.decided.relievedAt : undefined;
}

/**
 * At a counter, after the approval, another attendant came: who was relieved hears it at once, and who approved as soon as
 * an ID was looked at, each time anew, because only they can make the next code.
 */
function handover(request: RecoveryRequest, now: Millis): readonly Notice[] {
  const at = relievedAt(request);
  if (at === undefined) return [];
  const [relieved] = request.attendance?.before ?? [];
  const seen = request.attendance?.idCheck !== undefined && now >= (request.tellAgainAt ?? 0);
  return [
    ...(relieved === undefined ? [] : [{ notice: 'relieved', who: relieved, channel: 'teams' } as const]),
    ...(seen ? address(request, 'relieved', 'approvers').map((one) => ({ ...one, episode: `${at}` })) : []),
  ];
}

/** The managers whom the rules trusted with it, and who stands in for them. Where they trusted none, no manager is told. */
function managersOf(request: RecoveryRequest): readonly ObjectId[] {
  const { slots, employee } = request;
  const people = slots
    .filter(({ group }) => group === 'manager')
    .flatMap(({ candidates, standsInFor = [], alsoFor = [] }) => candidates.concat(standsInFor, alsoFor));
  return people.concat(decidedOf(request)?.selfVerified?.managers ?? []).filter((who) => who !== employee);
}

function address(request: RecoveryRequest, notice: NoticeKind, audience: Audience): readonly Notice[] {
  const inTeams = request.delivery.place === 'teams';
  switch (audience) {
    case 'employee':
      return inTeams ? [{ notice, who: request.employee, channel: 'teams' }] : [];
    // Whose place is a page or a counter reads no chat now. What a colleague asked for and nobody answered is said nowhere.
    case 'wherever':
      return inTeams || !isUnanswered(request) ? address(request, notice, inTeams ? 'employee' : 'outside') : [];
    // Whoever stands at a counter says that they have no Teams; whom they say they are may well have it.
    case 'ownChat':
      return request.delivery.place === 'inPerson' ? [{ notice, who: request.employee, channel: 'teams' }] : [];
    case 'outside':
      return [{ notice, who: request.employee, channel: 'outside' }];
    case 'requester':
      return request.requester === request.employee ? [] : [{ notice, who: request.requester, channel: 'teams' }];
    case 'attendant':
      return attendantOf(request).map((who) => ({ notice, who, channel: 'teams' }));
    case 'approvers':
      return approversOf(request).map((who) => ({ notice, who, channel: 'teams' }));
    case 'managers':
      return managersOf(request).map((who) => ({ notice, who, channel: 'mail' }));
    case 'security':
      return [{ notice, who: 'group:security', channel: 'teams' }];
    case 'helpdesk':
      return [{ notice, who: 'group:helpdesk', channel: 'teams' }];
  }
}

function alarms(request: RecoveryRequest): readonly Notice[] {
  const stopped = request.state === 'held' ? request.held : request.state === 'failed' ? request.failure : undefined;
  const locked = stopped?.reason === 'matchNumberLocked';
  const voided = decidedOf(request)?.code.voided === true;
  return [
    ...(locked ? address(request, 'numberLocked', 'security') : []),
    ...(voided ? address(request, 'codeVoided', 'security') : []),
  ];
}

/** Who has to ask the person, where the logs do not say who added a method. */
const LOOK_AFTER: readonly Audience[] = ['security', 'helpdesk'];

/** A new sign-in method: said whatever becomes of the case. */
function enrolment(request: RecoveryRequest): readonly Notice[] {
  const enrolled = decidedOf(request)?.enrolled;
  if (enrolled === undefined || request.state === 'incident') return [];
  const { outcome } = enrolled.check ?? {};
  const isOdd = outcome === 'unknown' || outcome === 'raised';
  return [
    ...WITNESSES.flatMap((audience) => address(request, 'enrolled', audience)),
    ...(isOdd ? LOOK_AFTER.flatMap((audience) => address(request, 'unchecked', audience)) : []),
  ];
}

/**
 * Whoever has to choose a new password hears why before they are asked; in an incident security speaks with them. A case
 * that was started over has said it already.
 */
function newPassword(request: RecoveryRequest): readonly Notice[] {
  const since = request.passwordChange?.requiredAt;
  if (since === undefined || since < request.openedAt || request.state === 'incident') return [];
  return (['employee', 'outside'] as const).flatMap((audience) => address(request, 'newPassword', audience));
}

/** A message of its own, because the countdown is edited without a sound. Once for each pass. */
function passEnds(request: RecoveryRequest, now: Millis): readonly Notice[] {
  const pass = passThatEnds(request, now);
  if (pass === undefined || now < (request.tellAgainAt ?? 0)) return [];
  return address(request, 'passEnds', 'wherever').map((one) => ({ ...one, episode: `${pass.issuedAt}` }));
}

/**
 * The place of the pass moved. Whoever reads the chat is told there as long as a session lasts; where the employee has to
 * come to a counter, also outside: a link would have said it by itself.
 */
function moved(request: RecoveryRequest): readonly Notice[] {
  const { state, movedAt, employee, delivery } = request;
  if (movedAt === undefined || (state !== 'approved' && state !== 'awaitingApproval')) return [];
  const audiences: readonly Audience[] =
    delivery.place === 'link' ? ['approvers', 'requester', 'helpdesk'] : ['requester', 'helpdesk', 'outside'];
  return [
    { notice: 'moved', who: employee, channel: 'teams' },
    ...audiences.flatMap((audience) => address(request, 'moved', audience)),
  ];
}

const DAY = 86_400_000;

/**
 * Which day of a failed case the helpdesk has to hear of. Never an earlier one than it heard of last: clocks of instances
 * differ by seconds, and around the hour each would tell its own day, look after look.
 */
function dayToTell(request: RecoveryRequest, now: Millis): number | undefined {
  if (request.state !== 'failed') return undefined;
  const day = Math.max(0, Math.floor((now - request.failure.at) / DAY));
  const told = request.told.flatMap((key) => /^failed#(\d+):group:helpdesk:/.exec(key)?.[1] ?? []);
  return told.some((last) => Number(last) > day) ? undefined : day;
}

/** How many approvers could not be reached so far. Whoever comes in their place is asked first, then the helpdesk is told. */
function unreachedBy(request: RecoveryRequest): number {
  const { state, slots, unreached = [] } = request;
  if (state === 'held') return unreached.length;
  const isAsked = slots.every(({ approval, candidates }) => approval !== undefined || candidates.length > 0);
  return state === 'awaitingApproval' && isAsked ? unreached.length : 0;
}

/**
 * What the helpdesk hears of again: a request that does not get on, once for each spell; a case that could not be
 * finished, once a day until it ends; approvers who cannot be reached, whenever there is one more.
 */
function helpdeskEpisodes(request: RecoveryRequest, policy: Policy, now: Millis): readonly Notice[] {
  if (request.tellAgainAt !== undefined && now < request.tellAgainAt) return [];
  const stuck = stuckOn(request, policy, now);
  const unreached = unreachedBy(request);
  const day = dayToTell(request, now);
  return [
    ...(day === undefined ? [] : address(request, 'failed', 'helpdesk').map((one) => ({ ...one, episode: `${day}` }))),
    ...(stuck === undefined
      ? []
      : address(request, 'stuck', 'helpdesk').map((one) => ({ ...one, episode: `${stuck.since}` }))),
    ...(unreached === 0
      ? []
      : address(request, 'unreached', 'helpdesk').map((one) => ({ ...one, episode: `${unreached}` }))),
  ];
}

/** How a notice is remembered: by kind, by whom, by channel and by its episode. */
export function noticeKey({ channel, ...notice }: Notice): string {
  return toldKey({ ...notice, channel: channel === 'teams' ? 'teams' : 'email' });
}

/** Notices that are asked for at `now` and that did not go out yet; none while a colleague's request waits for the employee. Pure. */
export function noticesOwed(request: RecoveryRequest, policy: Policy, now: Millis): readonly Notice[] {
  if (waitsForEmployee(request)) return [];
  const table = decidedOf(request)?.selfVerified === undefined ? NOTICES : SELF_VERIFIED;
  // Held before the employee has answered: nobody outside has heard that it was opened.
  const hears = (audience: Audience) => !(isUnanswered(request) && WITNESSES.includes(audience));
  const due = table[request.state].flatMap(([notice, audiences]) =>
    audiences.filter(hears).flatMap((audience) => address(request, notice, audience)),
  );
  const all = [
    ...due,
    ...enrolment(request),
    ...newPassword(request),
    ...alarms(request),
    ...handover(request, now),
    ...passEnds(request, now),
    ...moved(request),
    ...helpdeskEpisodes(request, policy, now),
  ];
  const once = new Map(all.map((one) => [noticeKey(one), one]));
  for (const key of request.told) once.delete(key);
  return [...once.values()];
}
