import type { LogPage, Registration, SignIn } from '../../recovery/account-logs';
import type { EnrolmentFacts, Found } from '../../recovery/enrolment-rule';
import { judgeEnrolment, whereFrom, whoRegistered } from '../../recovery/enrolment-rule';
import type { EnrolmentOutcome } from '../../recovery/enrolment';
import type { Signal } from '../../recovery/signals';
import { HOUR, MINUTE, SECOND } from '../support/fake-clock';
import { NOON, person } from '../support/request-builder';

const ADA = person(1);
const ADMIN = person(2);
const APP = person(3);
const APPROVED = NOON;
const SHOWN = NOON + 5 * MINUTE;
const SEEN = NOON + 10 * MINUTE;
const UNTIL = SEEN + 30 * MINUTE;

const facts = (more: Partial<EnrolmentFacts> & { readonly createdAt?: number } = {}): EnrolmentFacts => {
  const { createdAt, ...rest } = more;
  return {
    employee: ADA,
    enrolled: { at: SEEN, check: { until: UNTIL }, ...(createdAt !== undefined && { createdAt }) },
    approvedAt: APPROVED,
    shownSince: SHOWN,
    lostSince: NOON - HOUR,
    now: SEEN,
    ...rest,
  };
};

const page = <T>(entries: readonly T[], since = 0): Signal<LogPage<T>> => ({
  kind: 'known',
  value: { entries, since },
});
const unread = (why: string) => ({ kind: 'unknown', why }) as const;
const LICENCE = { kind: 'notAvailable' } as const;

const by = (id: string, at: number, kind: 'person' | 'app' = 'person'): Registration => ({ at, by: { kind, id } });
const own = by(ADA, SHOWN + MINUTE);

const said = ({ outcome, reason }: Found): string => `${outcome} ${reason.rule}`;

describe('when it is asked who registered the new method (T24)', () => {
  it.each<readonly [string, readonly Registration[], string]>([
    ['nothing so far', [], 'open enrolment.who'],
    ['the employee, after the pass', [own], 'ok enrolment.who'],
    ['the employee, in the very moment', [by(ADA, SHOWN)], 'ok enrolment.who'],
    ['another person', [by(ADMIN, SHOWN + MINUTE)], 'raised enrolment.who'],
    ['an app', [by(APP, SHOWN + MINUTE, 'app')], 'raised enrolment.who'],
    ['another person beside the employee', [own, by(ADMIN, SHOWN + 2 * MINUTE)], 'raised enrolment.who'],
    ['another person, between approval and pass', [own, by(ADMIN, NOON + MINUTE)], 'raised enrolment.who'],
    ['another person, before the approval', [own, by(ADMIN, NOON - 1)], 'ok enrolment.who'],
    ['another person, right after the approval', [own, by(ADMIN, NOON)], 'raised enrolment.who'],
    ['nobody by name', [{ at: SHOWN + MINUTE }], 'open enrolment.who'],
    ['the employee, before the pass', [by(ADA, SHOWN - 1)], 'raised enrolment.when'],
    ['the employee, before the pass and after it', [by(ADA, SHOWN - 1), own], 'raised enrolment.when'],
    ['the same, newest first', [own, by(ADA, SHOWN - 1)], 'raised enrolment.when'],
    ['the employee, as far apart as two clocks, and after it', [by(ADA, NOON + 30 * SECOND), own], 'ok enrolment.who'],
    ['the employee, before the approval', [by(ADA, NOON)], 'open enrolment.who'],
  ])('the log names %s', (_what, entries, expected) => {
    expect(said(whoRegistered(facts(), page(entries), []))).toBe(expected);
  });

  it.each<readonly [string, number | undefined, string]>([
    ['between approval and pass', SHOWN - 1, 'raised enrolment.when'],
    ['just after the approval, as far apart as two clocks', NOON + 30 * SECOND, 'open enrolment.who'],
    ['before the approval: it was seen late, or renamed', NOON - HOUR, 'open enrolment.who'],
    ['in the moment of the pass', SHOWN, 'open enrolment.who'],
    ['after the pass', SHOWN + 1, 'open enrolment.who'],
  ])('the method’s own date is %s', (_what, createdAt, expected) => {
    const dated = facts(createdAt === undefined ? {} : { createdAt });
    expect(said(whoRegistered(dated, page<Registration>([]), []))).toBe(expected);
  });

  it('a method with a date of its own is not early because the log has something early', () => {
    const dated = facts({ createdAt: SHOWN + MINUTE });
    expect(said(whoRegistered(dated, page([by(ADA, SHOWN - 1)]), []))).toBe('open enrolment.who');
    expect(said(whoRegistered(dated, page([by(ADA, SHOWN - 1), own]), []))).toBe('ok enrolment.who');
  });

  it.each<readonly [string, readonly Registration[], number, number, string]>([
    ['at the approval', [own], APPROVED, SEEN, 'ok enrolment.who'],
    ['just after it', [own], APPROVED + 1, SEEN, 'open enrolment.who'],
    ['just after it, at the end', [own], APPROVED + 1, UNTIL, 'unknown enrolment.who'],
    ['just after it, with somebody else in it', [own, by(ADMIN, SHOWN)], APPROVED + 1, SEEN, 'raised enrolment.who'],
    [
      'just after it, with something early in it',
      [own, by(ADA, SHOWN - 1)],
      APPROVED + 1,
      SEEN,
      'raised enrolment.when',
    ],
  ])('the log begins %s', (_what, entries, since, now, expected) => {
    expect(said(whoRegistered(facts({ now }), page(entries, since), []))).toBe(expected);
  });

  it('and says that it begins too late, so that people look', () => {
    const { reason } = whoRegistered(facts({ now: UNTIL }), page([own], APPROVED + 1), []);
    expect(reason.sentence).toContain('could not be read back to the approval');
  });

  it('the policy may list who registers for others', () => {
    const entries = [by(ADMIN, SHOWN + MINUTE)];
    expect(said(whoRegistered(facts(), page(entries), [ADMIN]))).toBe('ok enrolment.who');
    expect(said(whoRegistered(facts(), page(entries), [APP]))).toBe('raised enrolment.who');
  });

  it('a record of before, that does not know when the pass was shown, counts from the approval', () => {
    const old = facts({ shownSince: undefined, createdAt: NOON + MINUTE });
    expect(said(whoRegistered(old, page([by(ADA, NOON + 1)]), []))).toBe('ok enrolment.who');
  });

  it.each<readonly [string, Signal<LogPage<Registration>>, number, EnrolmentOutcome]>([
    ['says nothing, in time', page<Registration>([]), UNTIL - 1, 'open'],
    ['says nothing, at the end', page<Registration>([]), UNTIL, 'unknown'],
    ['cannot be read just now', unread('throttled'), SEEN, 'open'],
    ['cannot be read just now, at the end', unread('timeout'), UNTIL, 'open'],
    ['cannot be read for an hour and a half more', unread('unavailable'), UNTIL + 90 * MINUTE - 1, 'open'],
    ['could not be read for all that time', unread('throttled'), UNTIL + 90 * MINUTE, 'unknown'],
    ['may not be read, in time', unread('forbidden'), UNTIL - 1, 'open'],
    ['may not be read, at the end', unread('forbidden'), UNTIL, 'unknown'],
    ['is none of this licence', LICENCE, SEEN, 'notAvailable'],
  ])('the log %s', (_what, log, now, expected) => {
    expect(whoRegistered(facts({ now }), log, []).outcome).toBe(expected);
  });
});

const signIn = (at: number, country: string | undefined, outcome: SignIn['outcome'] = 'succeeded'): SignIn => ({
  ...{ at, outcome, risky: false, answers: [] },
  ...(country !== undefined && { country }),
});
const HOME = signIn(NOON - 2 * HOUR, 'NO');
const USED = SHOWN + MINUTE;

describe('when it is asked from where', () => {
  it.each<readonly [string, readonly SignIn[], EnrolmentOutcome]>([
    ['from home', [HOME, signIn(USED, 'NO')], 'ok'],
    ['from a country never seen', [HOME, signIn(USED, 'RO')], 'raised'],
    ['from both', [HOME, signIn(USED, 'NO'), signIn(USED, 'RO')], 'raised'],
    ['from where the traveller was before the loss', [HOME, signIn(NOON - HOUR - 1, 'ES'), signIn(USED, 'ES')], 'ok'],
    ['from where somebody signed in after the loss', [HOME, signIn(NOON - HOUR, 'RO'), signIn(USED, 'RO')], 'raised'],
    ['from elsewhere, without success', [HOME, signIn(USED, 'RO', 'failed'), signIn(USED, 'NO')], 'ok'],
    [
      'from where nobody got in before the loss',
      [HOME, signIn(NOON - 2 * HOUR, 'RO', 'failed'), signIn(USED, 'RO')],
      'raised',
    ],
    ['from elsewhere, before the pass', [HOME, signIn(SHOWN - 1, 'RO'), signIn(USED, 'NO')], 'ok'],
    ['from elsewhere, long after the method was seen', [HOME, signIn(USED, 'NO'), signIn(SEEN + MINUTE, 'RO')], 'ok'],
    ['from nowhere that is said', [HOME, signIn(USED, undefined)], 'open'],
    ['nothing yet', [HOME], 'open'],
    ['nothing from before to compare with', [signIn(USED, 'RO')], 'notAvailable'],
  ])('the sign-ins came %s', (_what, entries, expected) => {
    expect(whereFrom(facts(), page(entries)).outcome).toBe(expected);
  });

  it('names the country, and at the end says that no sign-in was seen', () => {
    expect(whereFrom(facts(), page([HOME, signIn(USED, 'RO')])).reason.sentence).toContain('(RO)');
    expect(whereFrom(facts({ now: UNTIL }), page([HOME])).outcome).toBe('unknown');
  });

  it('a log that does not reach back before the loss says nothing', () => {
    expect(whereFrom(facts(), page([signIn(USED, 'NO')], NOON)).outcome).toBe('unknown');
  });

  it.each<readonly [Signal<LogPage<SignIn>>, number, EnrolmentOutcome]>([
    [LICENCE, SEEN, 'notAvailable'],
    [unread('throttled'), UNTIL, 'open'],
    [unread('forbidden'), UNTIL, 'unknown'],
  ])('%j at %d: %s', (log, now, expected) => {
    expect(whereFrom(facts({ now }), log).outcome).toBe(expected);
  });
});

const one = (rule: Found['reason']['rule'], outcome: EnrolmentOutcome): Found => ({
  outcome,
  reason: { rule, outcome: outcome === 'open' ? 'unknown' : outcome, sentence: 'So it is.' },
});
const POLICY = { registrars: [], otherCountry: 'incident', checkMinutes: 30 } as const;

describe('when both are judged together', () => {
  it.each<readonly [EnrolmentOutcome, EnrolmentOutcome, EnrolmentOutcome]>([
    ['ok', 'ok', 'ok'],
    ['ok', 'notAvailable', 'notAvailable'],
    ['notAvailable', 'ok', 'notAvailable'],
    ['ok', 'open', 'open'],
    ['ok', 'unknown', 'unknown'],
    ['unknown', 'notAvailable', 'unknown'],
    ['unknown', 'open', 'open'],
    ['ok', 'raised', 'raised'],
  ])('who %s, where %s: %s', (who, where, expected) => {
    const verdict = judgeEnrolment([one('enrolment.who', who), one('enrolment.where', where)], POLICY);
    expect(verdict.outcome).toBe(expected);
    expect(verdict.reasons).toHaveLength(2);
  });

  it.each([
    ['enrolment.who', 'otherRegistrant', 'otherRegistrant'],
    ['enrolment.when', 'beforeThePass', 'beforeThePass'],
    ['enrolment.where', 'otherCountry', undefined],
  ])('%s contradicts as %s, and where the policy only wants an alarm: %s', (rule, strict, lenient) => {
    const all = [one(rule, 'raised')];
    expect(judgeEnrolment(all, POLICY).contradicts).toBe(strict);
    const alarm = judgeEnrolment(all, { ...POLICY, otherCountry: 'alarm' });
    expect([alarm.outcome, alarm.contradicts]).toEqual(['raised', lenient]);
  });

  it('nothing that was found is no finding', () => {
    expect(judgeEnrolment([], POLICY)).toEqual({ outcome: 'unknown', reasons: [] });
  });
});
