import type { RecoveryRequest } from './request';

type Opened = Pick<RecoveryRequest, 'employee' | 'requester' | 'proof'>;

/** Opened for somebody else, and not by the helpdesk, which records how it recognised them. */
export const isByColleague = ({ employee, requester, proof }: Opened): boolean =>
  requester !== employee && proof === undefined;

/**
 * Whether the employee is shown what they could try first: somebody else opened it, so that they never had a draft to read
 * it on. Only once they have said that it is them, and before anybody has decided.
 */
export const offersOtherWay = (request: RecoveryRequest): boolean =>
  request.state === 'awaitingApproval' &&
  request.requester !== request.employee &&
  request.employeeConfirmed &&
  request.placeholder === undefined;

/**
 * A colleague asked for it, and the employee never said that it is them: nobody else has heard of it. What was approved and
 * moved to a counter waits for an ID, and was answered long ago.
 */
export const isUnanswered = (request: Opened & Pick<RecoveryRequest, 'employeeConfirmed' | 'movedAt'>): boolean =>
  isByColleague(request) && !request.employeeConfirmed && request.movedAt === undefined;

/** The same while they still may. Nobody is asked to approve, and nothing is read about the employee, before they do. */
export const waitsForEmployee = (request: RecoveryRequest): boolean =>
  request.state === 'awaitingApproval' && isUnanswered(request);
