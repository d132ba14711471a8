import { drawPasswordForm } from '../../cards/draw-password-form';
import { drawRequest } from '../../cards/draw-request';
import { drawStatus } from '../../cards/draw-status';
import { drawTaskForm } from '../../cards/draw-task-form';
import { PASSWORD_REASONS } from '../../recovery/password-facts';
import type { PasswordOffer } from '../../recovery/require-password-change';
import * as content from './card-content';
import { incidentView, SECURED } from './sample-incidents';
import { ASKED, backIn, NOT_DONE, REQUIRED, stolen } from './sample-passwords';
import * as sample from './sample-requests';

const { EMPLOYEE, REQUESTER, APPROVER, view } = sample;
const BUTTON = 'Ask for a new password';

const buttonsOf = (card: Parameters<typeof content.allText>[0]): readonly string[] =>
  content.ofType(card, 'Action.Execute').map((action) => String(action['title']));

describe('when security looks at a request', () => {
  it('reads that it is not to be done by routine, and gets the button', () => {
    const card = drawStatus(view(stolen(), REQUESTER), ['helpdesk.password'], 'offered');
    expect(content.allText(card)).toContain('for a reason you can name');
    expect(buttonsOf(card)).toContain(BUTTON);
  });

  it.each<[PasswordOffer, string]>([
    ['passwordOnPremises', 'Ask whoever runs your Active Directory'],
    ['passwordNotGranted', 'was not given the permission'],
    ['passwordNoWayIn', 'nothing to sign in with'],
  ])('%s: reads why there is none, and what to do', (offer, expected) => {
    const card = drawStatus(view(stolen(), REQUESTER), [], offer);
    expect(content.allText(card)).toContain(expected);
    expect(buttonsOf(card)).not.toContain(BUTTON);
  });

  it.each([
    [ASKED, 'told it to somebody, or were talked into it (to somebody who said that they were from IT)'],
    [REQUIRED, 'Microsoft asks for it at the next sign-in'],
    [NOT_DONE, 'Microsoft Entra refused it. Do it there by hand'],
  ])('reads how it stands', (change, expected) => {
    expect(content.allText(drawStatus(view(stolen(change), REQUESTER)))).toContain(expected);
  });
});

describe('when a new password is to be asked for', () => {
  it('the form says what happens, when it is wrong, and takes a reason of the list', () => {
    const card = drawPasswordForm(view(stolen(), REQUESTER));
    const text = content.allText(card);
    expect(text).toContain('A recovery alone is no reason');
    expect(text).toContain('whoever signs in next would choose the new password');
    expect(text).toContain('Latchkey sets no password and learns none');
    expect(content.choices(card).map(({ value }) => value)).toEqual(PASSWORD_REASONS);
  });

  it('the form of the incident’s task has the button, or says why not', () => {
    const task = (offer: PasswordOffer) => drawTaskForm(incidentView(SECURED), 'password', {}, offer);
    expect(buttonsOf(task('offered'))).toContain(BUTTON);
    expect(buttonsOf(task('passwordNoWayIn'))).not.toContain(BUTTON);
    expect(content.allText(task('passwordNoWayIn'))).toContain('nothing to sign in with');
    const other = drawTaskForm(incidentView(SECURED), 'found', {}, undefined);
    expect(buttonsOf(other)).not.toContain(BUTTON);
  });
});

describe('when it was asked for', () => {
  it('the employee reads that they are asked, and why', () => {
    const text = content.allText(drawRequest(view(backIn(REQUIRED), EMPLOYEE)));
    expect(text).toContain('Microsoft asks you for a new one, because it was told to somebody');
    expect(text).not.toContain('from IT');
  });

  it('the approver reads that it is so, and neither who asked nor why', () => {
    const text = content.allText(drawRequest(view(backIn(REQUIRED), APPROVER)));
    expect(text).toContain('A new password is asked for at the next sign-in');
    expect(text).not.toContain('told');
  });

  it('whoever only asked for the recovery reads nothing of it', () => {
    for (const change of [REQUIRED, NOT_DONE])
      expect(content.allText(drawRequest(view(backIn(change), REQUESTER)))).not.toContain('password');
  });

  it('the approver of a stolen phone is told to tell security, until somebody has asked', () => {
    const release = { numbers: { release: sample.CODE } };
    const says = (change?: typeof ASKED) =>
      content.allText(drawRequest(view(stolen(change), APPROVER, release))).includes('Tell your security team');
    expect([says(), says(ASKED)]).toEqual([true, false]);
  });
});
