import { toldKey } from './machine-facts';
import type { NoticeKind } from './ports';
import type { RecoveryRequest } from './request';
import { decidedOf } from './request';
import type { ObjectId } from './terms';

/** Who is told: a person, everybody of a group, or the employee through a contact outside Teams. */
export interface Notice {
  readonly notice: NoticeKind;
  /** Object id, `group:security` or `group:helpdesk`. */
  readonly who: string;
  readonly channel: 'teams' | 'outside';
}

type Audience = 'employee' | 'requester' | 'approvers' | 'security' | 'helpdesk' | 'outside';

/** Who is told what when a request reaches a state; cards are redrawn anyway, these make a phone buzz. */
const NOTICES: Readonly<Record<RecoveryRequest['state'], readonly (readonly [NoticeKind, readonly Audience[]])[]>> = {
  awaitingApproval: [],
  approved: [['approved', ['employee', 'outside']]],
  revealed: [['revealed', ['outside']]],
  completed: [['completed', ['employee', 'approvers', 'requester', 'outside']]],
  refused: [['denied', ['employee', 'requester']]],
  denied: [['denied', ['employee', 'requester']]],
  cancelled: [],
  expired: [['denied', ['employee', 'requester']]],
  held: [['held', ['employee', 'requester', 'helpdesk', 'security']]],
  failed: [['failed', ['employee', 'helpdesk']]],
  incident: [['incident', ['security', 'employee', 'approvers', 'helpdesk']]],
};

function approversOf(request: RecoveryRequest): readonly ObjectId[] {
  return request.slots.flatMap(({ approval, asked }) => (approval === undefined ? asked : [approval.approver]));
}

function address(request: RecoveryRequest, notice: NoticeKind, audience: Audience): readonly Notice[] {
  const inTeams = request.delivery.place === 'teams';
  switch (audience) {
    case 'employee':
      return inTeams ? [{ notice, who: request.employee, channel: 'teams' }] : [];
    case 'outside':
      return [{ notice, who: request.employee, channel: 'outside' }];
    case 'requester':
      return request.requester === request.employee ? [] : [{ notice, who: request.requester, channel: 'teams' }];
    case 'approvers':
      return approversOf(request).map((who) => ({ notice, who, channel: 'teams' }));
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

/** How a notice is remembered: by kind, by whom and by channel. */
export function noticeKey({ notice, who, channel }: Notice): string {
  return toldKey({ notice, who, channel: channel === 'outside' ? 'email' : 'teams' });
}

/** Notices that this state asks for and that did not go out yet. Pure. */
export function noticesOwed(request: RecoveryRequest): readonly Notice[] {
  const due = NOTICES[request.state].flatMap(([notice, audiences]) =>
    audiences.flatMap((audience) => address(request, notice, audience)),
  );
  const once = new Map([...due, ...alarms(request)].map((one) => [noticeKey(one), one]));
  return [...once.values()].filter((one) => !request.told.includes(noticeKey(one)));
}
