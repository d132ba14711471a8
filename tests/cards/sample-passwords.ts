import type { Card } from '../../cards/card';
import { drawPasswordForm } from '../../cards/draw-password-form';
import { drawRequest } from '../../cards/draw-request';
import { drawStatus } from '../../cards/draw-status';
import { drawTaskForm } from '../../cards/draw-task-form';
import type { PasswordChange } from '../../recovery/password-facts';
import type { RecoveryRequest } from '../../recovery/request';
import { incidentView, SECURED } from './sample-incidents';
import * as sample from './sample-requests';

const { NOW, MINUTE, SAM, EMPLOYEE, REQUESTER, APPROVER } = sample;

export const ASKED: PasswordChange = {
  ...{ reason: 'told', text: 'to somebody who said that they were from IT' },
  ...{ askedBy: SAM, askedAt: NOW - 3 * MINUTE },
};
export const REQUIRED: PasswordChange = { ...ASKED, requiredAt: NOW - MINUTE };
export const NOT_DONE: PasswordChange = { ...ASKED, notDone: 'forbidden' };

/** A stolen phone, approved. */
export const stolen = (passwordChange?: PasswordChange): RecoveryRequest => ({
  state: 'approved',
  ...sample.facts({
    scenario: 'stolenPhone',
    slots: [sample.slot({ approval: sample.APPROVAL })],
    ...(passwordChange !== undefined && { passwordChange }),
  }),
  decided: sample.decided(),
});

/** Back in. */
export const backIn = (passwordChange: PasswordChange): RecoveryRequest => ({
  state: 'completed',
  ...sample.facts({ slots: [sample.slot({ approval: sample.APPROVAL })], passwordChange }),
  decided: sample.decided(sample.DONE),
  ended: { at: NOW, reason: 'completed' },
});

/** Every card that says something about a new password. */
export function passwordCards(): readonly (readonly [string, Card])[] {
  const offered = sample.view(stolen(), REQUESTER);
  return [
    ['password/form', drawPasswordForm(offered)],
    ['password/incident', drawPasswordForm(incidentView(SECURED))],
    ['password/offered', drawStatus(offered, ['helpdesk.password'], 'offered')],
    ['password/onPremises', drawStatus(offered, [], 'passwordOnPremises')],
    ['password/asked', drawStatus(sample.view(stolen(ASKED), REQUESTER))],
    ['password/task', drawTaskForm(incidentView(SECURED), 'password', {}, 'offered')],
    ['password/taskWithout', drawTaskForm(incidentView(SECURED), 'password', {}, 'passwordNoWayIn')],
    ...[REQUIRED, NOT_DONE].flatMap((change) =>
      [EMPLOYEE, REQUESTER, APPROVER].map(
        (viewer) =>
          [
            `password/${change.notDone ?? 'required'}/${viewer.role}`,
            drawRequest(sample.view(backIn(change), viewer)),
          ] as const,
      ),
    ),
  ];
}
