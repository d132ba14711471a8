import { drawConfirmApprove } from '../../cards/draw-confirm';
import { drawRequest, FACES } from '../../cards/draw-request';
import { drawStatus } from '../../cards/draw-status';
import { Secret } from '../../platform/secret';
import type { Reason } from '../../recovery/facts';
import type { RecoveryRequest, Revealed } from '../../recovery/request';
import { STATES } from '../../recovery/terms';
import type { Viewer } from '../../recovery/viewers';
import * as content from './card-content';
import { REQUESTS } from './sample-cards';
import * as sample from './sample-requests';

const { EMPLOYEE, REQUESTER, APPROVER, SECOND, CODE, NOW, MINUTE } = sample;
const FORMER: Viewer = { person: sample.LIN, role: 'approver', former: true };
const MATCH = { numbers: { match: [{ slot: 1, group: 'manager', number: sample.MATCH }] } } as const;

function of(name: string): RecoveryRequest {
  const request = REQUESTS[name];
  if (request === undefined) throw new Error(`no sample ${name}`);
  return request;
}

function verbsFor(name: string, viewer: Viewer): readonly string[] {
  return content.verbs(drawRequest(sample.view(of(name), viewer)));
}

describe('when a request is drawn', () => {
  it('has a face for every state and role', () => {
    expect(Object.keys(FACES)).toEqual([...STATES]);
    for (const state of STATES)
      expect(Object.keys(FACES[state])).toEqual(['employee', 'requester', 'attendant', 'approver']);
  });

  const approve = ['approval.approve', 'approval.deny', 'approval.unsure', 'approval.notMine', 'approval.fraud'];
  const buttons: readonly (readonly [string, Viewer, readonly string[]])[] = [
    ['awaiting', EMPLOYEE, ['request.refresh', 'request.cancel', 'request.fraud']],
    ['awaiting', REQUESTER, ['request.refresh']],
    ['awaiting', APPROVER, approve],
    ['unconfirmed', EMPLOYEE, ['request.itsMe', 'request.fraud', 'request.cancel']],
    ['unconfirmed', REQUESTER, ['request.refresh', 'request.cancel']],
    ['unconfirmed', APPROVER, ['request.refresh', 'approval.notMine', 'approval.fraud']],
    ['awaitingDual', SECOND, approve],
    ['awaitingSecond', APPROVER, ['request.refresh', 'approval.fraud']],
    ['awaitingSecond', SECOND, approve],
    ['approved', EMPLOYEE, ['pass.reveal', 'request.refresh', 'request.cancel', 'request.fraud']],
    ['approved', REQUESTER, ['request.refresh']],
    ['approved', APPROVER, ['request.refresh', 'approval.newCode', 'approval.withdraw', 'approval.fraud']],
    ['approved', SECOND, []],
    ['approvedByLink', EMPLOYEE, ['request.refresh', 'request.cancel', 'request.fraud']],
    ['awaiting', FORMER, []],
    ['approved', FORMER, []],
    ['held', FORMER, ['request.refresh']],
    ['codeEnded', APPROVER, ['approval.newCode', 'approval.withdraw', 'approval.fraud']],
    ['codeVoid', APPROVER, ['approval.newCode', 'approval.withdraw', 'approval.fraud']],
    ['revealed', EMPLOYEE, ['pass.revealAgain', 'pass.done', 'request.refresh', 'request.fraud']],
    ['revealed', REQUESTER, ['request.refresh']],
    ['revealed', APPROVER, ['approval.newCode', 'approval.fraud']],
    ['enrolled', EMPLOYEE, ['request.refresh', 'request.fraud']],
    ['enrolled', APPROVER, ['approval.fraud']],
    ['completed', EMPLOYEE, ['request.fraud']],
    ['completed', REQUESTER, []],
    ['completed', APPROVER, ['approval.fraud']],
    ['denied', EMPLOYEE, ['request.again']],
    ['withdrawn', EMPLOYEE, ['request.again']],
    ['denied', APPROVER, []],
    ['cancelled', APPROVER, []],
    ['expired', REQUESTER, []],
    ['refused', EMPLOYEE, []],
    ['held', EMPLOYEE, ['request.refresh', 'request.cancel', 'request.fraud']],
    ['held', APPROVER, ['request.refresh', 'approval.fraud']],
    ['failed', EMPLOYEE, ['request.refresh', 'request.again', 'request.fraud']],
    ['failed', REQUESTER, ['request.refresh']],
    ['incident', EMPLOYEE, []],
    ['incident', APPROVER, []],
  ];

  it.each(buttons)('gives %s, seen by %j, the buttons %j', (name, viewer, expected) => {
    expect(verbsFor(name, viewer)).toEqual(expected);
  });

  it.each(Object.keys(REQUESTS))('names the request %s and its state in the summary', (name) => {
    const card = drawRequest(sample.view(of(name), APPROVER));
    expect(card.summary).toContain('LK-7F3K9Q');
    expect(card.summary).toContain('Ada Lovelace');
  });

  it('asks for a decision without any input', () => {
    expect(content.inputs(drawRequest(sample.view(of('awaiting'), APPROVER)))).toEqual([]);
  });
});

describe('when the employee waits', () => {
  it('reads the number in digits, and when to say it', () => {
    const card = drawRequest(sample.view(of('awaiting'), EMPLOYEE, MATCH));
    expect(content.byId(card, 'matchNumber')).toMatchObject({
      ...{ type: 'TextBlock', text: '417', size: 'ExtraLarge', weight: 'Bolder', fontType: 'Monospace' },
    });
    expect(content.allText(card)).toContain('Say it only when you recognise Grace Hopper');
    expect(content.button(card, 'request.refresh')?.['title']).toBe('Update');
  });

  it('gets a button in its place in a message that stays', () => {
    const card = drawRequest(sample.view(of('awaiting'), EMPLOYEE));
    expect(content.byId(card, 'matchNumber')).toBeUndefined();
    expect(content.button(card, 'request.refresh')?.['title']).toBe('Show my number');
  });

  it('sees who decides, by when and what silence means', () => {
    const text = content.allText(drawRequest(sample.view(of('awaiting'), EMPLOYEE)));
    expect(text).toContain('Grace Hopper (your manager)');
    expect(text).toContain('Tue 4 Nov, 18:10 CET');
    expect(text).toContain('If nobody decides in time, this ends and nothing changes.');
  });

  it('sees that a stand-in decides, whom they may not know, and not that it is their manager', () => {
    const request = of('awaiting');
    const stands = { ...request, slots: request.slots.map((slot) => ({ ...slot, standsInFor: sample.SAM })) };
    const text = content.allText(drawRequest(sample.view(stands, EMPLOYEE, MATCH)));
    expect(text).toContain('Grace Hopper (in place of your manager)');
    expect(text).toContain('You do not know the caller?');
    expect(text).not.toContain('(your manager)');
    const others = content.allText(drawStatus(sample.view(stands, REQUESTER)));
    expect(others).toContain('Grace Hopper (in place of the manager)');
  });

  it('sees one number per approval that is open, and none for the one that was given', () => {
    const both = {
      numbers: { match: [...MATCH.numbers.match, { slot: 2, group: 'security', number: sample.MATCH_TWO }] },
    } as const;
    const dual = drawRequest(sample.view(of('awaitingDual'), EMPLOYEE, both));
    expect(content.byId(dual, 'matchNumber')?.['text']).toBe('417');
    expect(content.byId(dual, 'matchNumber2')?.['text']).toBe('902');
    const second = drawRequest(sample.view(of('awaitingSecond'), EMPLOYEE, both));
    expect(content.byId(second, 'matchNumber')?.['text']).toBe('902');
    expect(content.byId(second, 'matchNumber2')).toBeUndefined();
  });

  it('sees no number before they said that it is them, nor where it stands on the page', () => {
    for (const name of ['unconfirmed', 'byHelpdesk']) {
      const card = drawRequest(sample.view(of(name), EMPLOYEE, MATCH));
      expect(content.byId(card, 'matchNumber')).toBeUndefined();
      expect(JSON.stringify(card)).not.toContain('417');
    }
    expect(content.allText(drawRequest(sample.view(of('byHelpdesk'), EMPLOYEE)))).toContain('a••@home.example');
  });
});

describe('when somebody else looks', () => {
  it.each([
    ['requester', 'awaiting', REQUESTER],
    ['approver', 'awaiting', APPROVER],
    ['requester', 'awaitingDual', REQUESTER],
  ])('shows the %s no match number, even when it was handed over', (_role, name, viewer) => {
    expect(JSON.stringify(drawRequest(sample.view(of(name), viewer, MATCH)))).not.toContain('417');
  });

  it.each([
    ['employee', EMPLOYEE],
    ['requester', REQUESTER],
    ['approver who did not approve', { ...APPROVER, person: sample.LIN }],
  ])('shows the %s no release code, even when it was handed over', (_role, viewer) => {
    const text = JSON.stringify(drawRequest(sample.view(of('approved'), viewer, { numbers: { release: CODE } })));
    expect(text).not.toMatch(/483 ?920/);
  });

  it('tells the requester where the employee has to confirm', () => {
    const unconfirmed = { ...of('unconfirmed'), ...sample.BY_AGENT, employeeConfirmed: false };
    const inChat = { ...unconfirmed, delivery: { place: 'teams' } } as const;
    const byLink = {
      ...unconfirmed,
      delivery: { place: 'link', contactId: 'c', channel: 'email', masked: 'a••@home.example' },
    } as const;
    const read = (request: RecoveryRequest) => content.allText(drawRequest(sample.view(request, REQUESTER)));
    expect(read(inChat)).toContain('in their own chat first');
    expect(read(byLink)).toContain('first, on the page behind the link that went to an e-mail address.');
    expect(read(byLink)).not.toContain('••');
  });

  it('shows the requester how many methods, not which', () => {
    const text = content.allText(drawRequest(sample.view({ ...of('revealed'), ...sample.BY_AGENT }, REQUESTER)));
    expect(text).toContain('Removed: 1 of 4 methods');
    expect(text).toContain('Still registered: one method');
    expect(text).not.toContain('iPhone');
  });

  it('shows the requester’s words to nobody but the approver and the employee who is asked', () => {
    const words = 'My bag was taken';
    expect(content.allText(drawRequest(sample.view(of('awaiting'), APPROVER)))).toContain(words);
    expect(content.allText(drawRequest(sample.view(of('unconfirmed'), EMPLOYEE)))).toContain(words);
    expect(content.allText(drawRequest(sample.view(of('awaiting'), REQUESTER)))).not.toContain(words);
  });
});

describe('when the approver decides', () => {
  const text = content.allText(drawRequest(sample.view(of('awaiting'), APPROVER)));

  it.each([
    ['who', 'Ada Lovelace has lost their phone'],
    ['position', 'Analyst, Finance'],
    ['account', 'ada@contoso.example'],
    ['what goes', 'authenticator apps and the mobile number. What is removed cannot be restored.'],
    ['how to speak', 'on a number you already know: not the phone that is gone.'],
    ['how not to', 'Not by chat and not by a Teams call'],
    ['what was checked', 'There were 3 recoveries in the last 30 days.'],
    ['what could not be read', 'Not readable'],
    ['until when', 'Tue 4 Nov, 18:10 CET'],
  ])('reads %s', (_what, expected) => {
    expect(text).toContain(expected);
  });

  const byLink = (channel: 'email' | 'sms') => ({
    ...of('awaiting'),
    delivery: { place: 'link', contactId: 'c', channel, masked: '•• 12' } as const,
  });

  it.each([
    ['by text message: not on that phone', byLink('sms'), 'Not on the phone that got a link to this request'],
    ['by mail: not by mail', byLink('email'), 'Not by mail, either'],
    ['in no message at all', of('awaiting'), undefined],
  ])('reads by which way not to recognise them when a link went out %s', (_how, request, said) => {
    const view = sample.view(request, APPROVER);
    const shown = content.allText(drawRequest(view));
    const asked = content.allText(drawConfirmApprove(view));
    const ways = ['Not on the phone that got a link to this request', 'Not by mail, either'];
    for (const text of [shown, asked]) {
      expect(ways.filter((way) => text.includes(way))).toEqual(said === undefined ? [] : [said]);
    }
    expect(shown).not.toContain('•• 12');
  });

  /** Opened by the helpdesk, with a link, for two people who have to sign in anew: nothing that can stand on it is missing. */
  const fullest = (reasons: readonly Reason[]) => ({
    ...({ ...byLink('sms'), ...sample.BY_AGENT, reasons, scenario: 'stolenPhone', stepUp: 'always' } as const),
    ...{ details: 'x'.repeat(500), slots: [sample.slot(), sample.SECURITY_SLOT] },
  });
  const reasonsOf = (outcome: Reason['outcome'], count: number, length: number): readonly Reason[] =>
    Array.from({ length: count }, (_none, at) => ({
      ...{ rule: 'account.roles', outcome, sentence: `${outcome} ${at} `.padEnd(length, 'x') },
    }));
  const shownOf = (reasons: readonly Reason[], text: string) =>
    reasons.filter(({ sentence }) => text.includes(sentence)).length;

  it('reads whatever was found when Graph told nothing, and fewer of the rules that are fine', () => {
    const [found, fine] = [reasonsOf('unknown', 8, 95), reasonsOf('ok', 8, 50)];
    const shown = content.allText(drawRequest(sample.view(fullest([...fine, ...found]), APPROVER)));
    expect(shownOf(found, shown)).toBe(8);
    const left = 8 - shownOf(fine, shown);
    expect(left).toBeGreaterThan(0);
    expect(shown).toContain(`and ${left} more`);
  });

  it('gets a card that Teams takes, however much was found', () => {
    const found = reasonsOf('raised', 20, 200);
    const card = drawRequest(sample.view(fullest(found), APPROVER));
    expect(JSON.stringify(card.content).length * 2).toBeLessThanOrEqual(28 * 1024);
    const shown = shownOf(found, content.allText(card));
    expect(shown).toBeGreaterThan(2);
    expect(content.allText(card)).toContain(`and ${20 - shown} more`);
  });

  it('reads all rules where there is room', () => {
    const fine = reasonsOf('ok', 14, 40);
    const shown = content.allText(drawRequest(sample.view({ ...of('awaiting'), reasons: fine }, APPROVER)));
    expect(shownOf(fine, shown)).toBe(14);
  });

  it('reads what is worrying first', () => {
    expect(text.indexOf('There were 3 recoveries')).toBeLessThan(text.indexOf('enabled member'));
  });

  it('reads how the helpdesk recognised the employee', () => {
    const card = content.allText(drawRequest(sample.view(of('byHelpdesk'), APPROVER)));
    expect(card).toContain('Called back on the number that HR holds');
    expect(card).toContain('INC0012345');
    expect(card).toContain('Kay Nilsen');
  });

  it('has nothing to decide once somebody else did, or once it was passed on', () => {
    const slots = [sample.slot({ candidates: [sample.LIN], asked: [sample.LIN], passedOver: [sample.GRACE] })];
    const passed = drawRequest(sample.view({ ...of('awaiting'), slots }, APPROVER));
    expect(content.verbs(passed)).toEqual([]);
    expect(content.allText(passed)).toContain('gone to somebody else');
    const other = drawRequest(sample.view(of('awaitingSecond'), { person: sample.LIN, role: 'approver', slot: 1 }));
    expect(content.allText(other)).toContain('Grace Hopper has already answered');
  });
});

describe('when the approver has approved', () => {
  it('reads the code in two groups, with its end', () => {
    const card = drawRequest(sample.view(of('approved'), APPROVER, { numbers: { release: CODE } }));
    expect(content.byId(card, 'releaseCode')).toMatchObject({
      text: '483 920',
      size: 'ExtraLarge',
      fontType: 'Monospace',
    });
    expect(content.allText(card)).toContain('14:33 CET');
    expect(content.allText(card)).toContain('never write it');
  });

  it('reads their half where two approved, and who has the other', () => {
    const card = drawRequest(sample.view(of('approvedDual'), SECOND, { numbers: { release: Secret.of('920') } }));
    expect(content.byId(card, 'releaseCode')?.['text']).toBe('920');
    expect(content.allText(card)).toContain('Second half of the code');
    expect(content.allText(card)).toContain('The other half is with Grace Hopper');
  });

  it.each(['codeEnded', 'codeVoid'])('reads no code that is dead: %s', (name) => {
    const card = drawRequest(sample.view(of(name), APPROVER, { numbers: { release: CODE } }));
    expect(content.byId(card, 'releaseCode')).toBeUndefined();
    expect(content.allText(card)).toContain('New code');
  });

  it('can read a new code out while the pass stands unused', () => {
    const card = drawRequest(sample.view(of('revealed'), APPROVER, { numbers: { release: CODE } }));
    expect(content.byId(card, 'releaseCode')?.['text']).toBe('483 920');
    const later = { numbers: { release: CODE }, now: NOW + 14 * MINUTE };
    expect(content.byId(drawRequest(sample.view(of('revealed'), APPROVER, later)), 'releaseCode')).toBeUndefined();
  });
});

describe('when the employee may show the pass', () => {
  it('types the code, and reads what to have ready first', () => {
    const card = drawRequest(sample.view(of('approved'), EMPLOYEE));
    expect(content.inputIds(card)).toEqual(['releaseCode']);
    expect(content.allText(card)).toContain('Before you press');
    expect(content.allText(card)).toContain('Grace Hopper approved.');
  });

  it.each([
    ['codeEnded', 'The code has run out. Ask Grace Hopper'],
    ['codeVoid', 'The code was blocked'],
    ['approvedDual', 'Each reads three digits out to you'],
  ])('reads what to do in %s', (name, expected) => {
    expect(content.allText(drawRequest(sample.view(of(name), EMPLOYEE)))).toContain(expected);
  });

  it('reads that the pass is being replaced while it may be dead already', () => {
    // The sample is of this arm.
    const request = of('revealed') as Revealed;
    const gap = { ...request, decided: { ...request.decided, gap: 'open' } } as const;
    expect(content.allText(drawRequest(sample.view(gap, EMPLOYEE)))).toContain('Your pass is being replaced.');
    expect(content.allText(drawRequest(sample.view(request, EMPLOYEE)))).not.toContain('is being replaced');
  });

  it('types nothing in chat where the page shows the pass', () => {
    expect(content.inputs(drawRequest(sample.view(of('approvedByLink'), EMPLOYEE)))).toEqual([]);
  });

  it('sees on top why a press was refused', () => {
    const note = { tone: 'warning', text: 'That is not the code.' } as const;
    const card = drawRequest(sample.view(of('approved'), EMPLOYEE, { note }));
    expect(content.runs(card)[0]).toBe('That is not the code.');
  });
});

describe('when it is over', () => {
  it.each([
    ['denied', EMPLOYEE, 'Your approver could not reach you.'],
    ['denied', EMPLOYEE, 'Nothing on the account was changed.'],
    ['withdrawn', EMPLOYEE, 'The approval was taken back'],
    ['refused', EMPLOYEE, 'Temporary Access Passes are switched off'],
    ['cancelled', APPROVER, 'Ada Lovelace, Tue 4 Nov, 14:20 CET'],
    ['expired', EMPLOYEE, 'The time ran out before a pass was shown.'],
    ['completed', EMPLOYEE, 'Thank you. Your new method works and what was lost is gone.'],
    ['completed', EMPLOYEE, 'Removed: Microsoft Authenticator'],
    ['completed', EMPLOYEE, 'Signed out everywhere'],
    ['completed', EMPLOYEE, 'Add a second method today'],
    ['completed', EMPLOYEE, 'A security key: choose a security key or passkey'],
    ['enrolled', EMPLOYEE, 'Thank you. Your new method is in place.'],
    ['enrolled', EMPLOYEE, 'Add a second method today'],
    ['completedKept', EMPLOYEE, 'Thank you. Your new method works. What could not be removed'],
    ['denied', EMPLOYEE, 'press “Start again”'],
    ['failed', EMPLOYEE, 'press “Start again”'],
    ['completedKept', EMPLOYEE, 'Still registered: Office phone. Microsoft Entra keeps the default method.'],
    ['held', APPROVER, 'The approver was not sure'],
    ['failed', EMPLOYEE, 'Not removed: Mobile phone +47 ••• •• 312'],
    ['incident', EMPLOYEE, 'Thank you for telling us.'],
    ['incident', APPROVER, 'The account is switched off'],
    ['incidentByApprover', EMPLOYEE, 'They will never ask for a pass, a code or a password.'],
  ])('tells about %s, seen by %j: %s', (name, viewer, expected) => {
    expect(content.allText(drawRequest(sample.view(of(name), viewer)))).toContain(expected);
  });

  it.each([
    ['denied', 'Grace Hopper, Tue 4 Nov, 14:20 CET'],
    ['completed', 'Approved by Grace Hopper, by a call to a known number'],
    ['incidentClosed', 'The security team has closed its check.'],
  ])('tells the agent who opened it about %s: %s', (name, expected) => {
    const card = drawRequest(sample.view({ ...of(name), ...sample.BY_AGENT }, REQUESTER));
    expect(content.allText(card)).toContain(expected);
  });

  it.each([
    ['withdrawn', EMPLOYEE, 'Nothing on the account was changed.'],
    ['held', EMPLOYEE, 'was not sure'],
    ['completed', REQUESTER, 'Add a second method'],
  ])('does not tell about %s, seen by %j: %s', (name, viewer, unwanted) => {
    expect(content.allText(drawRequest(sample.view(of(name), viewer)))).not.toContain(unwanted);
  });
});

describe('when a person is not known', () => {
  it('calls them a colleague', () => {
    const card = drawRequest(sample.view(of('awaiting'), EMPLOYEE, { people: new Map() }));
    expect(content.allText(card)).toContain('a colleague (your manager)');
  });
});
