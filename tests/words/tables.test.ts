import { CARD_VERBS } from '../../cards/actions';
import type { ApproverGroup, VerifiedBy } from '../../recovery/facts';
import type { NoticeKind } from '../../recovery/cards';
import { SCENARIOS as DOMAIN_SCENARIOS, STATES } from '../../recovery/terms';
import { BUTTONS } from '../../words/buttons';
import { VERIFIED_BY } from '../../words/choices';
import { NOTICES } from '../../words/notices';
import { SCENARIOS, scenarioWords } from '../../words/scenarios';
import { APPROVER_GROUPS, STATE_NAMES, STATE_TITLES } from '../../words/states';

// Records, so that the compiler names a kind that was forgotten here.
const KINDS: Readonly<Record<NoticeKind, true>> = {
  ...{ opened: true, approved: true, denied: true, held: true, revealed: true, completed: true, failed: true },
  ...{ incident: true, codeVoided: true, numberLocked: true, enrolled: true, stuck: true, unreached: true },
  ...{ selfVerified: true, selfRecovered: true, relieved: true, passEnds: true, newPassword: true, moved: true },
  unchecked: true,
};
const WAYS: Readonly<Record<VerifiedBy, true>> = { inPerson: true, videoCall: true, knownNumber: true };
const GROUPS: Readonly<Record<ApproverGroup, true>> = { manager: true, duty: true, security: true };

const sorted = (values: readonly string[]): readonly string[] => [...values].sort();

describe('when the domain grows', () => {
  it.each<[string, object, readonly string[]]>([
    ['scenarios', SCENARIOS, DOMAIN_SCENARIOS],
    ['titles of states', STATE_TITLES, STATES],
    ['names of states', STATE_NAMES, STATES],
    ['notices', NOTICES, Object.keys(KINDS)],
    ['ways of recognising', VERIFIED_BY, Object.keys(WAYS)],
    ['groups of approvers', APPROVER_GROUPS, Object.keys(GROUPS)],
    ['buttons', BUTTONS, CARD_VERBS.filter((verb) => verb !== 'approval.confirmApprove' && verb !== 'counter.idCheck')],
  ])('has words for all %s, and for nothing else', (_what, words, expected) => {
    expect(sorted(Object.keys(words))).toEqual(sorted(expected));
  });
});

describe('when a scenario starts', () => {
  it.each(DOMAIN_SCENARIOS)('says of %s what happened, what goes, and what to have ready', (scenario) => {
    const words = scenarioWords(scenario);
    expect(words.title).toMatch(/^(You|Your) /);
    expect(words.says.endsWith('.')).toBe(true);
    expect(words.removes.endsWith('.')).toBe(true);
    expect(words.haveReady.length > 0).toBe(scenario !== 'suspicious');
  });
});
