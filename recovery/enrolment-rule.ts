import type { LogPage, Registration, SignIn } from './account-logs';
import type { Enrolled, EnrolmentOutcome } from './enrolment';
import type { EffectErrorCode } from './errors';
import { TRANSIENT } from './errors';
import type { Reason } from './facts';
import type { RuleId } from './policy-rules';
import type { Policy } from './policy-settings';
import type { Signal } from './signals';
import type { Millis, ObjectId } from './terms';

const WHO_RULE = 'enrolment.who';
const WHEN_RULE = 'enrolment.when';
const WHERE_RULE = 'enrolment.where';

/** Two clocks that the product starts with are no further apart: ours took the approval, Entra's the rest. */
const SKEW_MS = 30_000;
/** What cannot be read for want of time or quota is asked for so much longer: a busy directory is no finding. */
const PATIENCE_MS = 90 * 60_000;

/** A new method, and what the request knows about it by itself. */
export interface EnrolmentFacts {
  readonly employee: ObjectId;
  readonly enrolled: Pick<Enrolled, 'at' | 'createdAt'> & { readonly check: { readonly until: Millis } };
  readonly approvedAt: Millis;
  /** When the first pass was made that was shown, by Entra's clock; unknown in records of before. */
  readonly shownSince: Millis | undefined;
  /** What was lost is gone since then. */
  readonly lostSince: Millis;
  readonly now: Millis;
}

/** What one rule found. */
export interface Found {
  readonly outcome: EnrolmentOutcome;
  readonly reason: Reason;
}

const OUTCOMES = {
  open: 'unknown',
  ok: 'ok',
  unknown: 'unknown',
  notAvailable: 'notAvailable',
  raised: 'raised',
} as const;

const found = (rule: RuleId, outcome: EnrolmentOutcome, sentence: string): Found => ({
  outcome,
  reason: { rule, outcome: OUTCOMES[outcome], sentence },
});

/** The log is minutes behind: what it does not say yet is waited for. */
const isWaiting = ({ now, enrolled }: EnrolmentFacts): boolean => now < enrolled.check.until;

/** A log that cannot be read is asked again; one that nobody may read, not for longer than one that says nothing. */
function unreadable(rule: RuleId, facts: EnrolmentFacts, why: string, sentence: string): Found {
  // Codes of other kinds are in no set.
  const isTransient = TRANSIENT.has(why as EffectErrorCode);
  const patient = isTransient && facts.now < facts.enrolled.check.until + PATIENCE_MS;
  return found(rule, patient || isWaiting(facts) ? 'open' : 'unknown', sentence);
}

/**
 * A method that was registered after the approval and before any pass was shown: whoever did it has another way in. One
 * that is older than the approval was only seen late, or changed.
 */
function cameEarly({ enrolled: { createdAt }, approvedAt, shownSince }: EnrolmentFacts): boolean {
  if (createdAt === undefined || shownSince === undefined) return false;
  return createdAt > approvedAt + SKEW_MS && createdAt < shownSince;
}

const EARLY = 'The new sign-in method was registered before a pass was shown.';

const SILENT = {
  open: 'The log of Microsoft Entra does not say yet who registered the new sign-in method.',
  unknown: 'The log of Microsoft Entra does not say who registered the new sign-in method.',
} as const;
const CUT_OFF =
  'The log of Microsoft Entra could not be read back to the approval: who else registered one is not known.';

type Registrars = Policy['enrolment']['registrars'];

/**
 * The employee's own entry from before the pass, for a method without a date of its own: a later one does not undo it, since
 * the log names no method and either may be the one that was seen.
 */
function loggedEarly({ enrolled, approvedAt, shownSince = approvedAt }: EnrolmentFacts, own: readonly Registration[]) {
  return enrolled.createdAt === undefined && own.some(({ at }) => at > approvedAt + SKEW_MS && at < shownSince);
}

function judgeEntries(facts: EnrolmentFacts, page: LogPage<Registration>, registrars: Registrars): Found {
  const { employee, approvedAt, shownSince = approvedAt } = facts;
  const isOwn = ({ by }: Registration): boolean =>
    by !== undefined && (by.id === employee || registrars.some((id) => id === by.id));
  // Of somebody else nothing is forgiven for the sake of clocks: from the approval on it counts.
  const since = Math.min(approvedAt, shownSince);
  const foreign = page.entries.find((one) => one.by !== undefined && !isOwn(one) && one.at >= since);
  if (foreign !== undefined) {
    const who = foreign.by?.kind === 'app' ? 'An app' : 'Somebody else';
    return found(WHO_RULE, 'raised', `${who} registered a sign-in method for the employee after the approval.`);
  }
  const own = page.entries.filter(isOwn);
  if (loggedEarly(facts, own)) return found(WHEN_RULE, 'raised', EARLY);
  const open = isWaiting(facts) ? 'open' : 'unknown';
  if (!own.some(({ at }) => at >= shownSince)) return found(WHO_RULE, open, SILENT[open]);
  // What is missing may be of somebody else, or early.
  if (page.since > approvedAt) return found(WHO_RULE, open, CUT_OFF);
  return found(WHO_RULE, 'ok', 'The new sign-in method was registered by the employee, after the pass was shown.');
}

/** Who registered it, and whether that was after the pass was shown. */
export function whoRegistered(
  facts: EnrolmentFacts,
  log: Signal<LogPage<Registration>>,
  registrars: Registrars,
): Found {
  if (cameEarly(facts)) return found(WHEN_RULE, 'raised', EARLY);
  if (log.kind === 'known') return judgeEntries(facts, log.value, registrars);
  if (log.kind === 'notAvailable')
    return found(WHO_RULE, 'notAvailable', 'Who registered the new sign-in method: not available with this licence.');
  return unreadable(WHO_RULE, facts, log.why, 'It could not be read who registered the new sign-in method.');
}

const countriesOf = (signIns: readonly SignIn[]): ReadonlySet<string> =>
  new Set(signIns.flatMap(({ country }) => (country === undefined ? [] : [country])));

function judgePlaces(facts: EnrolmentFacts, { entries, since }: LogPage<SignIn>): Found {
  const { lostSince, approvedAt, shownSince = approvedAt, enrolled } = facts;
  const succeeded = entries.filter(({ outcome }) => outcome === 'succeeded');
  const usual = countriesOf(succeeded.filter(({ at }) => at < lostSince));
  const used = succeeded.filter(({ at }) => at >= shownSince && at <= enrolled.at + SKEW_MS);
  const foreign = [...countriesOf(used)].filter((country) => !usual.has(country));
  if (usual.size === 0) {
    const nothing = 'Where the new sign-in method was registered cannot be compared: no sign-in from before the loss';
    return since <= lostSince
      ? found(WHERE_RULE, 'notAvailable', `${nothing} is in the log.`)
      : found(WHERE_RULE, 'unknown', `${nothing} could be looked at.`);
  }
  if (foreign.length > 0) {
    const sentence = `After the pass was shown the account signed in from a country (${foreign.join(', ').slice(0, 20)})`;
    return found(WHERE_RULE, 'raised', `${sentence} that was in none of its sign-ins of the week before the loss.`);
  }
  if (countriesOf(used).size > 0)
    return found(
      WHERE_RULE,
      'ok',
      'The sign-ins since the pass was shown came from where they came from before the loss.',
    );
  return isWaiting(facts)
    ? found(WHERE_RULE, 'open', 'The log does not show the sign-in with the pass yet.')
    : found(WHERE_RULE, 'unknown', 'The log shows no sign-in since the pass was shown, or not from where it came.');
}

/** From where: a country that was in none of the sign-ins before the loss contradicts the story. */
export function whereFrom(facts: EnrolmentFacts, signIns: Signal<LogPage<SignIn>>): Found {
  if (signIns.kind === 'known') return judgePlaces(facts, signIns.value);
  if (signIns.kind === 'notAvailable')
    return found(WHERE_RULE, 'notAvailable', 'From where it was registered: not available with this licence.');
  return unreadable(WHERE_RULE, facts, signIns.why, 'It could not be read from where the new method was registered.');
}

/** What both come to. `contradicts`: code of a reason for an incident. */
export interface EnrolmentVerdict {
  readonly outcome: EnrolmentOutcome;
  readonly reasons: readonly Reason[];
  readonly contradicts?: Contradiction;
}

const CONTRADICTIONS = {
  [WHO_RULE]: 'otherRegistrant',
  [WHEN_RULE]: 'beforeThePass',
  [WHERE_RULE]: 'otherCountry',
} as const;
export type Contradiction = (typeof CONTRADICTIONS)[keyof typeof CONTRADICTIONS];

const WORST_FIRST: readonly EnrolmentOutcome[] = ['raised', 'open', 'unknown', 'notAvailable', 'ok'];

/** Pure. The worst of what was found; of what contradicts, the policy may have only the country told. */
export function judgeEnrolment(all: readonly Found[], { otherCountry }: Policy['enrolment']): EnrolmentVerdict {
  const reasons = all.map(({ reason }) => reason);
  const outcome = WORST_FIRST.find((one) => all.some((each) => each.outcome === one)) ?? 'unknown';
  const raised = all.filter((each) => each.outcome === 'raised').map(({ reason }) => reason.rule);
  const counts = raised.find((rule) => rule !== WHERE_RULE || otherCountry === 'incident');
  // Only the three rules of this file are among them.
  const contradicts = counts === undefined ? undefined : CONTRADICTIONS[counts as keyof typeof CONTRADICTIONS];
  return { outcome, reasons, ...(contradicts !== undefined && { contradicts }) };
}

/** A method beyond those at the approval, while no pass was shown for it yet: somebody else's doing. */
export const EARLY_VERDICT = {
  contradicts: CONTRADICTIONS[WHEN_RULE],
  reasons: [found(WHEN_RULE, 'raised', EARLY).reason],
} as const;
