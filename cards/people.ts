import type { Slot } from '../recovery/facts';
import type { ObjectId } from '../recovery/terms';
import { PROGRESS } from '../words/progress';
import { APPROVER_GROUPS, STANDS_IN } from '../words/states';
import type { Page } from './card-data';
import { paragraphs } from './lines';
import { clean } from './plain-text';
import type { RequestView } from './request-view';

const NAME = 60;
const JOB = 80;
const ACCOUNT = 113;

type WithPeople = Pick<RequestView, 'people' | 'request'>;

/** Display name, fit for a TextRun. */
export function nameOf(view: Pick<RequestView, 'people'>, id: ObjectId | undefined): string {
  const person = id === undefined ? undefined : view.people.get(id);
  const name = person === undefined ? '' : clean(person.displayName, NAME);
  return name === '' ? PROGRESS.someone : name;
}

export function employeeName(view: WithPeople): string {
  return nameOf(view, view.request.employee);
}

/** “Analyst, Finance”, as far as the directory knows it. */
function positionOf(view: WithPeople): string | undefined {
  const person = view.people.get(view.request.employee);
  const parts = [person?.jobTitle, person?.department].filter((part) => part !== undefined && part !== '');
  return parts.length === 0 ? undefined : clean(parts.join(', '), JOB);
}

/** User principal name of the employee: tells two people of one name apart. */
export function accountOf(view: WithPeople): string | undefined {
  const person = view.people.get(view.request.employee);
  return person === undefined ? undefined : clean(person.userPrincipalName, ACCOUNT);
}

/** The employee as the directory knows them; nothing where it cannot be read. */
export function profileOf(view: RequestView): Pick<Page, 'profile'> {
  const { photo, people, request } = view;
  if (!people.has(request.employee)) return {};
  const lines = paragraphs(positionOf(view), accountOf(view));
  return { profile: { name: employeeName(view), lines, ...(photo === undefined ? {} : { photo }) } };
}

/** Names may be given where a slot has one or two people; a whole team is named by its group. */
export function namesOfSlot(view: WithPeople, slot: Slot): readonly string[] {
  if (slot.approval !== undefined) return [nameOf(view, slot.approval.approver)];
  const asked = slot.asked.length > 0 ? slot.asked : slot.candidates;
  return asked.length > 2 ? [] : asked.map((id) => nameOf(view, id));
}

/** Who decides this slot: “Grace Hopper (your manager)”, or “an approver on duty”. */
export function whoDecides(view: WithPeople, slot: Slot, reader: 'employee' | 'others'): string {
  const names = namesOfSlot(view, slot);
  if (names.length === 0) return APPROVER_GROUPS[slot.group][reader];
  const group = slot.standsInFor === undefined ? APPROVER_GROUPS[slot.group] : STANDS_IN;
  return PROGRESS.named(names.join(PROGRESS.or), group[reader]);
}

/** Whom the employee speaks with: the name where one person was asked, else the group. */
export function callerOf(view: WithPeople, slot: Slot): string {
  const [name, second] = namesOfSlot(view, slot);
  return name === undefined || second !== undefined ? APPROVER_GROUPS[slot.group].employee : name;
}

/** Everybody who decides, in one phrase. */
export function allWhoDecide(view: WithPeople, reader: 'employee' | 'others'): string {
  return view.request.slots.map((slot) => whoDecides(view, slot, reader)).join(PROGRESS.andAlso);
}

/** Who approved, in one phrase; “a colleague” where nobody is recorded. */
export function whoApproved(view: WithPeople): string {
  const names = view.request.slots.flatMap((slot) =>
    slot.approval === undefined ? [] : [nameOf(view, slot.approval.approver)],
  );
  return names.length === 0 ? PROGRESS.someone : names.join(PROGRESS.andAlso);
}
