import type { Finding } from './finding';
import { finding } from './finding';
import type { Nearness } from './nearness';
import type { RuleSettings } from './policy-rules';
import type { Signal, Signals } from './signals';

const NEAR: Readonly<Record<Exclude<Nearness, 'self' | 'further'>, string>> = {
  helpdesk: 'The helpdesk opened the request and recorded how it recognised the employee.',
  manager: 'The employee’s manager opened the request.',
  sameTeam: 'Somebody with the same manager opened the request.',
  report: 'Somebody who reports to the employee opened the request.',
};

type Unread = Exclude<Signal<Nearness>, { readonly kind: 'known' }>;

function further({ rules, read }: { readonly rules: RuleSettings; readonly read: Unread | undefined }): Finding {
  const dual = rules.requester.further === 'dualApproval';
  const so = dual ? ', so two people have to approve.' : '.';
  const said =
    read === undefined
      ? 'Somebody of another team opened the request'
      : 'It could not be read how near whoever opened the request stands to the employee';
  const outcome = read === undefined ? 'raised' : 'unknown';
  return finding('requester.distance', outcome, dual ? 'dualApproval' : 'none', said + so);
}

/** Nothing is said where the employee opened it. What cannot be read counts as somebody of another team. */
export function requesterRule({ requester }: Signals, rules: RuleSettings): readonly Finding[] {
  if (requester.kind !== 'known') return [further({ rules, read: requester })];
  if (requester.value === 'self') return [];
  if (requester.value === 'further') return [further({ rules, read: undefined })];
  return [finding('requester.distance', 'ok', 'none', NEAR[requester.value])];
}

/** Nothing is said where nobody presses for speed. */
export function pressureRule({ story }: Signals, rules: RuleSettings): readonly Finding[] {
  if (!story.presses) return [];
  const dual = rules.words.pressure === 'dualApproval';
  const so = dual ? ': two people have to approve.' : ': take the time to recognise the person.';
  const sentence = `The words of whoever opened the request press for speed${so}`;
  return [finding('words.pressure', 'raised', dual ? 'dualApproval' : 'none', sentence)];
}
