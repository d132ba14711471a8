import type { RecoveryRequest } from './request';

type Opened = Pick<RecoveryRequest, 'employee' | 'requester' | 'proof'>;

/** Opened for somebody else, and not by the helpdesk, which records how it recognised them. */
export const isByColleague = ({ employee, requester, proof }: Opened): boolean =>
  requester !== employee && proof === undefined;

/** A colleague asked for it, and the employee never said that it is them: nobody else has heard of it. */
export const isUnanswered = (request: Opened & Pick<RecoveryRequest, 'employeeConfirmed'>): boolean =>
  isByColleague(request) && !request.employeeConfirmed;

/** The same while they still may. Nobody is asked to approve, and nothing is read about the employee, before they do. */
export const waitsForEmployee = (request: RecoveryRequest): boolean =>
  request.state === 'awaitingApproval' && isUnanswered(request);
