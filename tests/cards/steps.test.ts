import { stepsSection } from '../../cards/steps';
import type { StepsReader } from '../../cards/steps';
import type { RecoveryRequest } from '../../recovery/request';
import { EMPLOYEE, decided, DONE, facts, item, NOW, PASS, slot, view, APPROVAL } from './sample-requests';

function lines(request: RecoveryRequest, reader: StepsReader = 'employee'): readonly string[] {
  const [section] = stepsSection(view(request, EMPLOYEE), reader);
  return section?.lines.map(({ mark, text }) => `${mark} ${text}`) ?? [];
}

const approved = facts({ slots: [slot({ approval: APPROVAL })] });

describe('when nothing is decided', () => {
  it('has no steps', () => {
    expect(lines({ state: 'awaitingApproval', ...facts() })).toEqual([]);
  });
});

describe('when it is approved', () => {
  it('says what comes next, in order', () => {
    expect(lines({ state: 'approved', ...approved, decided: decided() })).toEqual([
      '✓ Done Approved by Grace Hopper, by a call to a known number, Tue 4 Nov, 14:18 CET',
      '● Now You show your pass with the code',
      '○ Next To be removed: Microsoft Authenticator on Ada’s iPhone',
      '○ Next To be removed: Mobile phone +47 ••• •• 312',
      '○ Next Sign out everywhere else',
      '○ Next You add your new method at aka.ms/mysecurityinfo',
    ]);
  });

  it('says that removal has begun where it starts at the approval', () => {
    const now = lines({ state: 'approved', ...approved, decided: decided({ secureOn: 'approval' }) });
    expect(now).toContain('● Now Being removed: Mobile phone +47 ••• •• 312');
  });

  it('does not promise to sign out where the scenario does not', () => {
    const now = lines({ state: 'approved', ...approved, scenario: 'newPhone', decided: decided() });
    expect(now.join()).not.toContain('Sign out');
  });
});

describe('when the work is under way', () => {
  const plan = [
    item('App', 'removed'),
    item('Phone', 'pending'),
    item('Code', 'deferred'),
    item('Office', 'kept', 'stillListed'),
  ];
  const working = decided({ pass: PASS, plan });

  it.each([
    '✓ Done Pass shown, Tue 4 Nov, 14:19 CET',
    '✓ Done Removed: App',
    '● Now Being removed: Phone',
    '○ Next Goes last, as the default method: Code',
    '! Stays Still registered: Office. Microsoft Entra still lists it.',
    '○ Next Check that what was removed is gone',
    '● Now You add your new method at aka.ms/mysecurityinfo',
  ])('says "%s"', (expected) => {
    expect(lines({ state: 'revealed', ...approved, decided: working })).toContain(expected);
  });

  it('says of a mobile number that stays why, and what helps', () => {
    const stays = decided({ pass: PASS, plan: [item('Mobile phone', 'kept', 'orderRequired')] });
    expect(lines({ state: 'revealed', ...approved, decided: stays })).toContain(
      '! Stays Still registered: Mobile phone. Microsoft Entra removes no mobile number while an alternate one stands. Change it at aka.ms/mysecurityinfo, or remove the alternate one there first.',
    );
  });

  it('counts for the requester', () => {
    const seen = lines({ state: 'revealed', ...approved, decided: working }, 'requester');
    expect(seen).toContain('● Now Removed: 1 of 4 methods');
    expect(seen.join()).not.toContain('Office');
  });

  it('counts where a list would be endless', () => {
    const many = Array.from({ length: 12 }, (_, at) => item(`Key ${String(at)}`, 'removed'));
    expect(lines({ state: 'revealed', ...approved, decided: decided({ plan: many }) })).toContain(
      '✓ Done Removed: 12 of 12 methods',
    );
  });

  it('never shows a reason that has no sentence', () => {
    const odd = decided({ plan: [item('Office', 'kept', 'Internal.Code42')] });
    expect(lines({ state: 'revealed', ...approved, decided: odd })).toContain('! Stays Still registered: Office');
  });
});

describe('when it ended', () => {
  it('says done, and only what was done', () => {
    const ended = { at: NOW, reason: 'completed' };
    const seen = lines({ state: 'completed', ...approved, decided: decided(DONE), ended });
    expect(seen.every((one) => one.startsWith('✓ Done'))).toBe(true);
    expect(seen).toContain('✓ Done New method added, Tue 4 Nov, 14:20 CET');
  });

  it('says open what a failed case leaves', () => {
    const failure = { at: NOW, reason: 'passEndedUnused' };
    const seen = lines({ state: 'failed', ...approved, decided: decided({ pass: PASS }), failure });
    expect(seen).toContain('! Open Not removed: Mobile phone +47 ••• •• 312');
    expect(seen.join()).not.toMatch(/Next|Now/);
  });

  it.each(['failed', 'incident'] as const)(
    'says open that nobody checked the removal before the case was %s',
    (state) => {
      const failure = { at: NOW, reason: 'passEndedUnused' };
      const incident = { reportedAt: NOW, reportedBy: 'x', why: 'y', from: 'revealed', removedMethods: [] };
      const seen = (facts: object) => lines({ state, ...approved, failure, incident, decided: decided(facts) });
      const plan = [item('App', 'removed'), item('Phone', 'kept')];
      expect(seen({ plan })).toContain('! Open Not checked whether what was removed is gone');
      expect(seen({ plan, verifiedAt: NOW }).join()).not.toContain('Not checked');
      expect(seen({ plan: [item('Phone', 'kept')] }).join()).not.toContain('Not checked');
    },
  );

  it('says when an incident signed the person out', () => {
    const incident = {
      reportedAt: NOW,
      reportedBy: 'x',
      why: 'y',
      from: 'revealed',
      removedMethods: [],
      sessionsRevokedAt: NOW,
    };
    const seen = lines({ state: 'incident', ...approved, decided: decided({ pass: PASS }), incident });
    expect(seen).toContain('✓ Done Signed out everywhere, Tue 4 Nov, 14:20 CET');
  });
});
