import { Secret } from '../platform/secret';
import type { Approved, Revealed } from '../recovery/request';
import { RELEASE } from '../words/approval';
import { AT_COUNTER, ID_WORDS } from '../words/counter';
import { BUTTON_VARIANTS } from '../words/buttons';
import { button, rows } from './buttons';
import type { Card } from './card';
import type { ShownNumber } from './card-data';
import { facts, paragraphs } from './lines';
import { notTheLink } from './link-places';
import { clockTime } from './moments';
import { passwordHintToApprover } from './new-password';
import { employeeName, nameOf } from './people';
import { requestPage } from './request-page';
import type { ViewOf } from './request-view';

type WithCode = ViewOf<Approved> | ViewOf<Revealed>;

const GROUP = /^(\d{3})(\d{3})$/;

/** `483920` is read out and typed as `483 920`. */
function grouped(code: Secret): Secret {
  return Secret.of(code.reveal().replace(GROUP, '$1 $2'));
}

function isHalf(view: WithCode): boolean {
  return view.request.slots.length > 1;
}

/** Who holds the other half. */
function otherApprover(view: WithCode): string {
  const other = view.request.slots.find(({ slot }) => slot !== view.viewer.slot);
  return nameOf(view, other?.approval?.approver);
}

/** The code, or this approver's half of it, while it is good. Empty in a stored message. */
export function liveCode(view: WithCode): readonly ShownNumber[] {
  const code = view.numbers?.release;
  const { voided, deadline } = view.request.decided.code;
  if (code === undefined || voided || deadline <= view.now) return [];
  const half = isHalf(view);
  const label = half ? RELEASE.labelHalf[view.viewer.slot ?? 1] : RELEASE.label;
  const hint = half ? RELEASE.half(otherApprover(view)) : RELEASE.never;
  return [{ id: 'releaseCode', label, digits: grouped(code), hint }];
}

/** At a counter: somebody else attends than when it was approved. */
function relief(view: WithCode): string | undefined {
  const { attendance, decided } = view.request;
  if (attendance === undefined || decided.relievedAt === undefined) return undefined;
  const who = nameOf(view, attendance.attendant);
  const { idCheck } = attendance;
  if (idCheck === undefined) return AT_COUNTER.relieved(who);
  return AT_COUNTER.relievedAndSeen(who, ID_WORDS[idCheck.document].record, employeeName(view));
}

/** Why it is another code than the one that was read out. */
export function spent(view: WithCode): string | undefined {
  const times = view.request.decided.code.spent;
  return times === undefined ? undefined : RELEASE.spent(employeeName(view), times);
}

/** The code ran out or was blocked: what to do depends on whether the approver is speaking with the employee now. */
function deadCode(view: WithCode): Card {
  const { request, token } = view;
  const name = employeeName(view);
  const { voided } = request.decided.code;
  const canRenew = request.attendance === undefined || request.attendance.idCheck !== undefined;
  return requestPage(
    view,
    {
      lead: paragraphs(
        relief(view),
        canRenew && (voided ? RELEASE.voided(name) : RELEASE.ended(name)),
        notTheLink(request.delivery),
      ),
      buttonRows: rows(
        [...(canRenew ? [button(token, 'approval.newCode')] : []), button(token, 'approval.withdraw')],
        [button(token, 'approval.fraud')],
      ),
    },
    voided ? RELEASE.titleVoid : RELEASE.titleEnded,
  );
}

/** What the approver reads out to the employee on the same call. */
export function releaseCard(view: WithCode): Card {
  const { request, token, now, timeZone } = view;
  const { code } = request.decided;
  if (code.voided || code.deadline <= now) return deadCode(view);
  const numbers = liveCode(view);
  const shown = numbers.length > 0;
  const show = button(token, 'request.refresh', { title: BUTTON_VARIANTS.showCode, style: 'positive' });
  const withdraw = request.state === 'approved' ? [button(token, 'approval.withdraw')] : [];
  const title = !shown ? RELEASE.titleHidden : isHalf(view) ? RELEASE.titleHalf : RELEASE.title;
  return requestPage(
    view,
    {
      lead: paragraphs(
        relief(view),
        spent(view),
        shown ? RELEASE.lead(employeeName(view)) : RELEASE.hidden,
        notTheLink(request.delivery),
      ),
      numbers,
      facts: facts([RELEASE.until, clockTime(code.deadline, timeZone)]),
      closing: paragraphs(
        isHalf(view) && shown && RELEASE.never,
        request.state === 'approved' && RELEASE.withdraw,
        passwordHintToApprover(view),
      ),
      buttonRows: rows(
        shown ? [] : [show],
        [button(token, 'approval.newCode'), ...withdraw],
        [button(token, 'approval.fraud')],
      ),
    },
    title,
  );
}
