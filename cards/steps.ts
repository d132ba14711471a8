import { decidedOf } from '../recovery/request';
import type { Decided, PlanItem } from '../recovery/run';
import { REVOKE } from '../recovery/scope';
import { VERIFIED_BY } from '../words/choices';
import { KEPT, STEPS } from '../words/progress';
import { SELF_AFTER } from '../words/self-verified';
import type { Line, Section } from './card-data';
import { marked, section } from './lines';
import { moment } from './moments';
import { passwordLine } from './new-password';
import { nameOf } from './people';
import { clean } from './plain-text';
import type { RequestView } from './request-view';

/** `employee` reads “you”, `approver` and the helpdesk read the methods by name, `requester` only how many. */
export type StepsReader = 'employee' | 'approver' | 'requester';

const MOST_METHODS = 10;
const LABEL = 80;

const done = (text: string): Line => marked(STEPS.done, text, 'default');
const now = (text: string): Line => marked(STEPS.now, text, 'accent');
const next = (text: string): Line => marked(STEPS.next, text, 'default');
const open = (text: string): Line => marked(STEPS.open, text, 'default');

function approvalLines(view: RequestView): readonly Line[] {
  return view.request.slots.flatMap(({ approval }) => {
    if (approval === undefined) return [];
    const how = VERIFIED_BY[approval.verifiedBy].record;
    return [done(STEPS.approved(nameOf(view, approval.approver), how, moment(approval.at, view.timeZone)))];
  });
}

/** Where nobody approved, that is said in the approval's place. */
function selfLine(view: RequestView, { selfVerified, at }: Decided): readonly Line[] {
  if (selfVerified === undefined) return [];
  return [done(SELF_AFTER.step(clean(selfVerified.masked, LABEL), moment(at, view.timeZone)))];
}

function isUnderWay(view: RequestView): boolean {
  return view.request.state === 'approved' || view.request.state === 'revealed';
}

function passLine(view: RequestView, decided: Decided, reader: StepsReader): readonly Line[] {
  if (decided.pass !== undefined) return [done(STEPS.passShown(moment(decided.pass.issuedAt, view.timeZone)))];
  if (!isUnderWay(view)) return [];
  return [now(reader === 'employee' ? STEPS.passAwaitedOwn : STEPS.passAwaited)];
}

function keptText(label: string, because: string | undefined): string {
  const known = because !== undefined && Object.hasOwn(KEPT, because);
  // `because` was just found among the keys of KEPT.
  return known ? STEPS.kept(label, KEPT[because as keyof typeof KEPT]) : STEPS.keptNoReason(label);
}

function itemLine(view: RequestView, decided: Decided, item: PlanItem): Line {
  const label = clean(item.label, LABEL);
  if (item.outcome === 'removed') return done(STEPS.removed(label));
  if (item.outcome === 'kept') {
    return marked(STEPS.stays, keptText(label, item.keptBecause), 'default');
  }
  if (!isUnderWay(view)) return open(STEPS.notRemoved(label));
  if (item.outcome === 'deferred') return next(STEPS.deferred(label));
  const started = decided.pass !== undefined || decided.secureOn === 'approval';
  return started ? now(STEPS.removing(label)) : next(STEPS.toRemove(label));
}

function methodLines(view: RequestView, decided: Decided, reader: StepsReader): readonly Line[] {
  const { plan } = decided;
  if (plan.length === 0) return [];
  const gone = plan.filter(({ outcome }) => outcome === 'removed').length;
  const kept = plan.filter(({ outcome }) => outcome === 'kept').length;
  if (reader === 'requester' || plan.length > MOST_METHODS) {
    const removed = STEPS.removedCount(gone, plan.length);
    const first = gone + kept === plan.length ? done(removed) : isUnderWay(view) ? now(removed) : open(removed);
    return kept === 0 ? [first] : [first, marked(STEPS.stays, STEPS.keptCount(kept), 'default')];
  }
  return plan.map((item) => itemLine(view, decided, item));
}

function checkLine({ request: { state } }: RequestView, { plan, verifiedAt }: Decided): readonly Line[] {
  if (verifiedAt !== undefined) return [done(STEPS.verified)];
  if (state === 'revealed') return plan.length > 0 ? [next(STEPS.verifying)] : [];
  // Graph acknowledges a delete before it is gone everywhere, and a case that stopped is not read again for it.
  const stopped = state === 'incident' || state === 'failed';
  return stopped && plan.some(({ outcome }) => outcome === 'removed') ? [open(STEPS.unverified)] : [];
}

function sessionLine(view: RequestView, decided: Decided): readonly Line[] {
  const { request } = view;
  const incidentAt = request.state === 'incident' ? request.incident.sessionsRevokedAt : undefined;
  const at = incidentAt ?? decided.sessionsRevokedAt;
  if (at !== undefined) return [done(STEPS.sessionsDone(moment(at, view.timeZone)))];
  return REVOKE[request.scenario] !== 'never' && isUnderWay(view) ? [next(STEPS.sessionsNext)] : [];
}

function enrolLine(view: RequestView, decided: Decided, reader: StepsReader): readonly Line[] {
  if (decided.enrolled !== undefined) return [done(STEPS.enrolled(moment(decided.enrolled.at, view.timeZone)))];
  const text = reader === 'employee' ? STEPS.enrolAwaitedOwn : STEPS.enrolAwaited;
  if (view.request.state === 'revealed') return [now(text)];
  return view.request.state === 'approved' ? [next(text)] : [];
}

/** What was done and what is still to come, one line each, as the ledger has it. Empty before the approval. */
export function stepsSection(view: RequestView, reader: StepsReader, title: string = STEPS.title): readonly Section[] {
  const decided = decidedOf(view.request);
  const approved = approvalLines(view);
  if (decided === undefined) return section(title, approved);
  return section(title, [
    ...approved,
    ...selfLine(view, decided),
    ...passLine(view, decided, reader),
    ...methodLines(view, decided, reader),
    ...checkLine(view, decided),
    ...sessionLine(view, decided),
    ...enrolLine(view, decided, reader),
    ...passwordLine(view, reader),
  ]);
}
