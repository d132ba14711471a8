import { counterRule } from './counter-rule';
import type { Reason } from './facts';
import type { Effect, Finding } from './finding';
import { finding } from './finding';
import { managerLogRule } from './manager-log-rule';
import { newMethodRule } from './new-method-rule';
import type { RefusalCode } from './outcome';
import { pressureRule, requesterRule } from './opener-rules';
import type { RuleSettings } from './policy-rules';
import { DEFAULT_RULES } from './policy-rules';
import { signInRule } from './sign-in-rule';
import type { Signals } from './signals';
import { tierRule } from './tier-rule';

/** What the rules ask for, with every rule that fired and why. */
export type RouteDecision =
  | { readonly route: 'approval' | 'dualApproval'; readonly reasons: readonly Reason[] }
  | { readonly route: 'held'; readonly why: string; readonly reasons: readonly Reason[] }
  | { readonly route: 'refused'; readonly code: RefusalCode; readonly reasons: readonly Reason[] };

function accountRule({ employee }: Signals): Finding {
  if (!employee.accountEnabled) {
    return finding('account.enabled', 'raised', { refuse: 'employeeDisabled' }, 'The account is disabled.');
  }
  if (employee.userType === 'guest') {
    return finding(
      'account.member',
      'raised',
      { refuse: 'employeeGuest' },
      'The account is a guest of this organisation.',
    );
  }
  if (employee.userType === 'unknown') {
    return finding(
      'account.member',
      'unknown',
      'dualApproval',
      'It could not be read whether the account is a member.',
    );
  }
  return finding('account.member', 'ok', 'none', 'The account is an enabled member of this organisation.');
}

function breakGlassRule({ breakGlass }: Signals): Finding {
  if (breakGlass.kind !== 'known') {
    const sentence = 'The group of emergency accounts could not be read.';
    return finding('account.breakGlass', 'unknown', { refuse: 'directoryUnavailable' }, sentence);
  }
  if (breakGlass.value) {
    return finding('account.breakGlass', 'raised', { refuse: 'breakGlass' }, 'This is an emergency account.');
  }
  return finding('account.breakGlass', 'ok', 'none', 'Not an emergency account.');
}

function rolesRule({ roles }: Signals): Finding {
  if (roles.kind !== 'known') {
    return finding(
      'account.roles',
      'unknown',
      'dualApproval',
      'Directory roles could not be read, so the account is treated as privileged.',
    );
  }
  if (roles.value.globalAdministrator) {
    return finding(
      'account.roles',
      'raised',
      { refuse: 'globalAdministrator' },
      'The account is a Global Administrator.',
    );
  }
  if (roles.value.privileged) {
    return finding('account.roles', 'raised', 'dualApproval', 'The account holds a directory role.');
  }
  return finding('account.roles', 'ok', 'none', 'The account holds no directory role.');
}

/** One person is what nothing more asks for. */
const asks = (people: 'approval' | 'dualApproval'): Effect => (people === 'dualApproval' ? people : 'none');

function riskRule({ risk }: Signals, rules: RuleSettings): Finding {
  if (risk.kind === 'notAvailable') {
    const effect = asks(rules.risk.notAvailable);
    return finding('risk.user', 'notAvailable', effect, 'User risk: not available with this licence.');
  }
  if (risk.kind === 'unknown') {
    return finding(
      'risk.user',
      'unknown',
      'dualApproval',
      'User risk could not be read, so two people have to approve.',
    );
  }
  if (risk.value === 'compromised') {
    return finding('risk.compromised', 'raised', 'held', 'Microsoft Entra says that this account is compromised.');
  }
  if (risk.value === 'high') {
    return finding('risk.user', 'raised', 'held', 'Microsoft Entra rates the user risk as high.');
  }
  if (risk.value === 'medium' || risk.value === 'low') {
    const effect = risk.value === 'low' ? asks(rules.risk.low) : 'dualApproval';
    return finding('risk.user', 'raised', effect, `Microsoft Entra rates the user risk as ${risk.value}.`);
  }
  return finding('risk.user', 'ok', 'none', 'Microsoft Entra sees no user risk.');
}

function historyRule({ recentRecoveries }: Signals, rules: RuleSettings): Finding {
  if (recentRecoveries > rules.recoveries.most) {
    const sentence = `There were ${recentRecoveries} recoveries in the last 30 days.`;
    return finding('history.recoveries', 'raised', 'dualApproval', sentence);
  }
  return finding('history.recoveries', 'ok', 'none', `Recoveries in the last 30 days: ${recentRecoveries}.`);
}

/** So many within the window of requests about one person: whoever goes on asking, somebody else looks first. */
const MOST_DENIALS = 3;

function denialRule({ recentDenials }: Signals): Finding {
  if (recentDenials >= MOST_DENIALS) {
    const sentence = `People said no to ${recentDenials} requests for this person lately.`;
    return finding('history.denied', 'raised', 'held', sentence);
  }
  return finding('history.denied', 'ok', 'none', `Requests that people said no to lately: ${recentDenials}.`);
}

function contactRule({ contactCount }: Signals, rules: RuleSettings): Finding {
  if (contactCount.kind !== 'known') {
    return finding(
      'notice.channel',
      'unknown',
      'dualApproval',
      'Contacts outside Teams, or how long they have stood, could not be read.',
    );
  }
  if (contactCount.value === 0) {
    const effect = asks(rules.notice.none);
    const so = effect === 'none' ? '.' : ', so two people have to approve.';
    return finding(
      'notice.channel',
      'raised',
      effect,
      `No contact outside Teams is known to have stood long enough${so}`,
    );
  }
  return finding('notice.channel', 'ok', 'none', 'A contact outside Teams is told as well.');
}

const RULES: readonly ((signals: Signals, rules: RuleSettings) => Finding)[] = [
  ...[accountRule, breakGlassRule, rolesRule, riskRule],
  ...[signInRule, newMethodRule, historyRule, denialRule, contactRule],
];

/** What a senior released is held no more, but it takes two people from then on. */
function afterRelease(one: Finding, released: readonly string[]): Finding {
  if (one.effect !== 'held' || !released.includes(one.rule)) return one;
  return {
    ...one,
    effect: 'dualApproval',
    sentence: `${one.sentence} A senior looked at it and released the request.`,
  };
}

function bare({ rule, outcome, sentence }: Finding): Reason {
  return { rule, outcome, sentence };
}

/**
 * Every rule in order; the strictest effect wins: refused, held, two people, one person. `released` = rules whose hold a
 * senior has released; `rules` = what the policy file says about them. Pure.
 */
export function decideRoute(
  signals: Signals,
  released: readonly string[] = [],
  rules: RuleSettings = DEFAULT_RULES,
): RouteDecision {
  const found = [
    ...RULES.map((rule) => rule(signals, rules)),
    ...managerLogRule(signals),
    ...requesterRule(signals, rules),
    ...pressureRule(signals, rules),
    ...tierRule(signals),
    ...counterRule(signals),
  ];
  const findings = found.map((one) => afterRelease(one, released));
  const reasons = findings.map(bare);
  for (const { effect } of findings) {
    if (typeof effect === 'object') return { route: 'refused', code: effect.refuse, reasons };
  }
  const held = findings.find(({ effect }) => effect === 'held');
  if (held !== undefined) return { route: 'held', why: held.rule, reasons };
  const dual = findings.some(({ effect }) => effect === 'dualApproval');
  return { route: dual ? 'dualApproval' : 'approval', reasons };
}
