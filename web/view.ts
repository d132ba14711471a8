import type { Secret } from '../platform/secret';
import { matchNumber } from '../recovery/codes';
import type { ApproverGroup, Slot } from '../recovery/facts';
import type { RecoveryRequest } from '../recovery/request';
import type { Millis } from '../recovery/terms';
import { GROUPS, listOr } from '../words/reveal-page';
import type { NameOf } from './known-names';
import type { WebDeps } from './web-deps';

export interface ApproverOnPage {
  readonly slot: 1 | 2;
  readonly group: ApproverGroup;
  /** For a sentence: one or two names, or "your manager". */
  readonly who: string;
  readonly approved: boolean;
  /** Only while this approver has to type it. */
  readonly matchNumber?: Secret;
}

/** What a screen needs to know. */
export interface View {
  readonly request: RecoveryRequest;
  readonly now: Millis;
  readonly employee?: string;
  readonly opener?: string;
  readonly approvers: readonly ApproverOnPage[];
}

type ViewDeps = Pick<WebDeps, 'keys' | 'clock'> & { readonly nameOf: NameOf };

export async function viewOf(deps: ViewDeps, request: RecoveryRequest): Promise<View> {
  const { tenantId } = request;
  const [employee, opener, approvers] = await Promise.all([
    deps.nameOf(tenantId, request.employee),
    deps.nameOf(tenantId, request.requester),
    Promise.all(request.slots.map((slot) => approverOf(deps, request, slot))),
  ]);
  const known = { ...given('employee', employee), ...given('opener', opener) };
  return { request, now: deps.clock.now(), approvers, ...known };
}

const MOST_NAMES = 2;

const groupOf = ({ group, standsInFor }: Slot): keyof typeof GROUPS => (standsInFor === undefined ? group : 'standIn');

async function approverOf(deps: ViewDeps, request: RecoveryRequest, slot: Slot): Promise<ApproverOnPage> {
  const ids = slot.approval === undefined ? slot.candidates : [slot.approval.approver];
  // A crowd is named by its group; and the last one added by an escalation is as good as the first.
  const asked = ids.length <= MOST_NAMES ? ids : [];
  const names = await Promise.all(asked.map((id) => deps.nameOf(request.tenantId, id)));
  const known = names.filter((name) => name !== undefined);
  const who = known.length === 0 || known.length < asked.length ? GROUPS[groupOf(slot)] : listOr(known);
  const facts = { slot: slot.slot, group: slot.group, who, approved: slot.approval !== undefined };
  return isAskedFor(request, slot) ? { ...facts, matchNumber: matchNumber(deps.keys, request, slot.slot) } : facts;
}

/** The one condition for a match number to leave the server: the employee said who they are, and somebody waits for it. */
function isAskedFor(request: RecoveryRequest, slot: Slot): boolean {
  const { state, employeeConfirmed, delivery } = request;
  // At a counter the number stands on the attendant's screen.
  if (delivery.place === 'inPerson') return false;
  return state === 'awaitingApproval' && employeeConfirmed && slot.approval === undefined;
}

function given<K extends string>(key: K, value: string | undefined): Partial<Record<K, string>> {
  // A computed key of type K makes TypeScript forget which key it is.
  return value === undefined ? {} : ({ [key]: value } as Record<K, string>);
}
