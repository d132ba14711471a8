import { ENROLMENT_RULES } from './enrolment-rules';
import type { RuleDocument } from './rule-document';

const ALWAYS = 'Always there.';
const ASK_AGAIN = 'Nothing is opened or decided; people are asked to try again.';
const OPEN_MANAGER =
  'Next in line: the previous manager where one is known and valid, else one of duty and one of security.';
const OTHERS_TOGETHER = 'The manager is not asked: one of duty and one of security approve.';
const OWN_RECORDS = 'Our own records: while they cannot be read nothing is decided.';

/**
 * Every rule that can stand in the reasons of a decision, by its id. A rule without a row here does not compile, and a
 * test says which rows have no rule. `docs/policy.generated.md` is made from it.
 */
export const RULE_DOCUMENTS = {
  'account.enabled': {
    looksAt: 'Whether the account is enabled.',
    effect: 'Refused when it is not.',
    unreadable: ASK_AGAIN,
    notAvailable: ALWAYS,
    why: 'Somebody switched the account off on purpose; a pass must not be the way around that.',
  },
  'account.member': {
    looksAt: 'Whether the account is a member or a guest.',
    effect: 'Refused for a guest.',
    unreadable: 'Two people approve.',
    notAvailable: ALWAYS,
    why: 'A guest’s sign-in methods belong to another organisation, which alone knows the person.',
  },
  'account.breakGlass': {
    looksAt: 'Membership of the group of emergency accounts.',
    effect: 'Refused for a member.',
    unreadable: ASK_AGAIN,
    notAvailable: ASK_AGAIN,
    why: 'Emergency accounts are what is left when everything else fails: nothing may touch them.',
  },
  'account.roles': {
    looksAt: 'Directory roles, direct, by group or eligible, and role-assignable groups.',
    effect: 'Two people approve for any role; refused for a Global Administrator.',
    unreadable: 'Two people approve, as for a privileged account.',
    notAvailable: 'Two people approve, as for a privileged account.',
    why: 'Whoever takes a privileged account over takes the tenant over.',
  },
  'risk.user': {
    looksAt: 'The user risk that Microsoft Entra ID Protection gives.',
    effect: 'Two people approve when it is low or medium; held when it is high.',
    unreadable: 'Two people approve.',
    notAvailable: 'Said on the card and skipped.',
    settable: '`rules.risk.low` and `rules.risk.notAvailable`: one person or two.',
    why: 'A password in somebody else’s hands is where an attack on the second factor begins.',
  },
  'risk.compromised': {
    looksAt: 'Whether an administrator, or Microsoft Entra, confirmed that the account is compromised.',
    effect: 'Held until a senior of security releases it; then two people approve.',
    unreadable: 'See `risk.user`.',
    notAvailable: 'See `risk.user`.',
    why: 'Somebody has looked and found an intruder: people decide, not a chat.',
  },
  'signIn.recent': {
    looksAt: 'Sign-ins of the last 24 hours that failed, or that Microsoft Entra found risky.',
    effect: 'Two people approve when there was one.',
    unreadable: 'Two people approve; also when there were more than could be looked at.',
    notAvailable: 'Said on the card and skipped.',
    why: 'Somebody who tries to get in, and cannot, asks for a recovery next.',
  },
  'signIn.lostDevice': {
    looksAt: 'Sign-ins, since the loss, by the very device or method that is said to be gone.',
    effect: 'Held until a senior of security releases it; then two people approve.',
    unreadable: 'See `signIn.recent`.',
    notAvailable: 'See `signIn.recent`.',
    why: 'Either it is not gone, or somebody else has it: in both cases the story is not true.',
  },
  'methods.recent': {
    looksAt: 'Methods and contacts that were registered shortly before the request, or since the loss.',
    effect: 'Two people approve when there is one.',
    unreadable: 'Two people approve, where neither the method’s own date nor the log says how old it is.',
    notAvailable: 'The dates of the methods decide; without them two people approve unless every method is dated.',
    why: 'Whoever has a stolen session registers a method of their own first, and asks then.',
  },
  'history.recoveries': {
    looksAt: 'How many recoveries of this person were approved in the last 30 days.',
    effect: 'Two people approve when there were more than two.',
    unreadable: OWN_RECORDS,
    notAvailable: ALWAYS,
    settable: '`rules.recoveries.most`: how many one person may still approve, 0 to 5.',
    why: 'Who loses a phone every week is unlucky, careless or not who they say.',
  },
  'history.denied': {
    looksAt:
      'How many requests about this person people said no to, or called fraud, within `caps.perEmployee.window`.',
    effect: 'Held for security when there were three; when a senior has released it, two people approve.',
    unreadable: OWN_RECORDS,
    notAvailable: ALWAYS,
    settable: '`caps.perEmployee.window`.',
    why: 'Whoever goes on asking until somebody gives in is not to find that somebody.',
  },
  'notice.channel': {
    looksAt: 'Whether a contact outside Teams, old enough and not on the lost device, can be told.',
    effect: 'Two people approve when there is none.',
    unreadable: 'Two people approve.',
    notAvailable: 'Two people approve.',
    settable: '`rules.notice.none`: one person or two.',
    why: 'An employee whose chat is in other hands would never hear that their account was recovered.',
  },
  'requester.distance': {
    looksAt:
      'How near whoever opened the request for somebody else stands to the employee: helpdesk, manager, same manager, report.',
    effect: 'Said on the card when it is somebody of another team.',
    unreadable: 'Counts as somebody of another team, and says so.',
    notAvailable: 'Counts as somebody of another team, and says so.',
    settable: '`rules.requester.further`: one person or two.',
    why: 'A stranger who knows that somebody lost a phone is worth a question.',
  },
  'words.pressure': {
    looksAt:
      'Words of whoever opened the request that press for speed: in the message, in the details, or in the number of the ticket.',
    effect: 'Said on the card, with the advice to take the time.',
    unreadable: ALWAYS,
    notAvailable: ALWAYS,
    settable: '`rules.words.pressure`: one person or two.',
    why: 'Hurry is how people are talked into things. It never makes anything easier.',
  },
  'policy.tier': {
    looksAt: 'Membership of the groups of the policy’s tiers.',
    effect: 'What the tiers say that the employee is in, and of two values the stricter one.',
    unreadable: 'Every tier that cannot be ruled out counts.',
    notAvailable: 'Every tier that cannot be ruled out counts.',
    settable: '`tiers`: only ever stricter than the policy itself.',
    why: 'Some people are worth more to an attacker than others.',
  },
  'delivery.counter': {
    looksAt: 'Whether the pass is to appear at a counter of the helpdesk.',
    effect: 'Two people approve, and at least one of them has seen the face of the employee.',
    unreadable: ALWAYS,
    notAvailable: ALWAYS,
    settable: '`delivery`: without `inPerson` nothing is opened at a counter.',
    why: 'Nothing of the employee’s vouches for them there but their ID and the people who know them.',
  },
  'manager.stable': {
    looksAt: 'Everything about the manager that the rules below look at.',
    effect: 'The manager is asked.',
    unreadable: ASK_AGAIN,
    notAvailable: ALWAYS,
    why: 'Says on the card that the manager was checked, and that nothing was found.',
  },
  'manager.missing': {
    looksAt: 'Whether the directory names a manager.',
    effect: 'One of duty and one of security approve.',
    unreadable: ASK_AGAIN,
    notAvailable: ALWAYS,
    why: 'Nobody is known to know the employee, so two groups vouch together.',
  },
  'manager.self': {
    looksAt: 'Whether the employee is their own manager.',
    effect: OPEN_MANAGER,
    unreadable: ASK_AGAIN,
    notAvailable: ALWAYS,
    why: 'Nobody vouches for themselves.',
  },
  'manager.loop': {
    looksAt: 'Whether the manager reports to the employee.',
    effect: OPEN_MANAGER,
    unreadable: ASK_AGAIN,
    notAvailable: ALWAYS,
    why: 'Two accounts that vouch for each other vouch for nobody.',
  },
  'manager.enabled': {
    looksAt: 'Whether the manager’s account is enabled.',
    effect: OPEN_MANAGER,
    unreadable: ASK_AGAIN,
    notAvailable: ALWAYS,
    why: 'Whoever uses a disabled account is not the manager.',
  },
  'manager.member': {
    looksAt: 'Whether the manager is a member and no guest.',
    effect: OPEN_MANAGER,
    unreadable: 'Counts as no member.',
    notAvailable: ALWAYS,
    why: 'Another organisation decides who a guest is.',
  },
  'manager.away': {
    looksAt: 'Whether the manager’s automatic replies are on.',
    effect: 'The next in line is asked; the manager only where there is nobody else.',
    unreadable: 'The manager is asked as usual, and the card says so; the timers go on to the next.',
    notAvailable: 'The same as where it cannot be read.',
    why: 'Nobody waits for somebody who is on leave. It says whom to ask first, never who may approve.',
  },
  'manager.standIn': {
    looksAt: 'Whom the manager named in their place, until when, and whether that person may answer here.',
    effect:
      'The stand-in is asked in the manager’s place; one who may not answer is passed by, and the manager as well.',
    unreadable: 'A record that does not hold names nobody, and security is told: the manager is asked as usual.',
    notAvailable: 'The manager is asked as usual.',
    why: 'A manager on leave knows who knows their people. It counts a day after it was named.',
  },
  'manager.recovered': {
    looksAt: 'Whether the manager got a pass through Latchkey lately (`recoveredRecentlyDays`).',
    effect: OPEN_MANAGER,
    unreadable: OWN_RECORDS,
    notAvailable: ALWAYS,
    settable: '`recoveredRecentlyDays`.',
    why: 'An account that was just taken over is the best approver for the next one.',
  },
  'manager.changed': {
    looksAt:
      'Since when the manager is the manager, by our own sightings and the directory’s log (`managerStableDays`); and whether the employee or an opener set them.',
    effect: OPEN_MANAGER,
    unreadable:
      'An unknown age counts as changed; where the log cannot be read, or not far enough back, two people approve.',
    notAvailable: 'Said on the card; our own sightings alone decide.',
    settable: '`managerStableDays`.',
    why: 'Whoever can write the manager attribute could otherwise name an accomplice and ask.',
  },
  'approver.cap': {
    looksAt: 'How many approval cards the manager got within `caps.perApprover.window`.',
    effect: OTHERS_TOGETHER,
    unreadable: 'See `approver.record`.',
    notAvailable: ALWAYS,
    settable: '`caps.perApprover`.',
    why: 'Who is asked all day long presses yes without looking.',
  },
  'approver.cause': {
    looksAt: 'Whether the manager got three cards within an hour about, or opened by, the same person.',
    effect: OTHERS_TOGETHER,
    unreadable: 'See `approver.record`.',
    notAvailable: ALWAYS,
    why: 'Whoever goes on asking one manager is wearing them down, or means to.',
  },
  'approver.record': {
    looksAt: 'Whether our own count of the manager’s cards holds its signature.',
    effect: `${OTHERS_TOGETHER} Security is told, and the count begins anew after one window.`,
    unreadable: OWN_RECORDS,
    notAvailable: ALWAYS,
    why: 'Somebody changed it in storage: a count that may be false must not let one more card through.',
  },
  'selfVerified.rules': {
    looksAt: 'Where the employee asked to recover with a code alone: every rule above, and the tiers.',
    effect:
      'Unless every one of them found everything in order, the request takes its usual way; also in any tier, without a trusted manager who is told, and where the lost methods would go at the approval.',
    unreadable: 'The usual way.',
    notAvailable: 'The usual way: what nobody can look at is looked at by a person.',
    settable: '`selfVerified.scenarios`: new phone, broken app, lost key, or none, which is the default.',
    why: 'Nobody looks at such a request before the pass is shown, so nothing may be left to look at.',
  },
  'selfVerified.number': {
    looksAt:
      'Whether a number for text messages has stood for `selfVerified.numberStableDays` without a change, and is neither on the device that is gone nor among what goes.',
    effect: 'The code goes there and nobody approves; without such a number the request takes its usual way.',
    unreadable: 'The usual way.',
    notAvailable: 'Without the directory’s log our own sightings alone say how long a number has stood.',
    settable: '`selfVerified.numberStableDays`: 30 to 365.',
    why: 'Whoever is in the account registers a number of their own first. Against a number that was moved to another card its age does not help.',
  },
  ...ENROLMENT_RULES,
} as const satisfies Readonly<Record<string, RuleDocument>>;

/** The id of a rule, as the trail and the cards have it. */
export type RuleId = keyof typeof RULE_DOCUMENTS;

type People = 'approval' | 'dualApproval';

/** What the policy file may say about the rules. Refusals and holds are none of it: no file weakens them. */
export interface RuleSettings {
  readonly risk: {
    readonly low: People;
    readonly notAvailable: People;
  };
  readonly recoveries: { readonly most: number };
  readonly notice: { readonly none: People };
  readonly requester: { readonly further: People };
  readonly words: { readonly pressure: People };
}

export const DEFAULT_RULES: RuleSettings = {
  risk: { low: 'dualApproval', notAvailable: 'approval' },
  recoveries: { most: 2 },
  notice: { none: 'dualApproval' },
  requester: { further: 'approval' },
  words: { pressure: 'approval' },
};
