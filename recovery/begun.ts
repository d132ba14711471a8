import type { AwaitingApproval } from './request';
import type { Millis } from './terms';

/** Everything about a request that is decided when somebody stands behind it: what is said, where the pass will appear, whom to ask. */
export type Begun = Pick<
  AwaitingApproval,
  | 'scenario'
  | 'chosenMethods'
  | 'lostAt'
  | 'details'
  | 'pressed'
  | 'proof'
  | 'delivery'
  | 'employeeConfirmed'
  | 'route'
  | 'reasons'
  | 'tiers'
  | 'stepUp'
  | 'evaluation'
  | 'slots'
  | 'expiresAt'
>;

/** A colleague's request that begins anew: what the colleague said of it is forgotten, and time counts from now. */
export function beginAnew(request: AwaitingApproval, begun: Begun, at: Millis): AwaitingApproval {
  const { lostAt: _lost, details: _details, pressed: _pressed, proof: _proof, tiers: _tiers, ...rest } = request;
  const { stepUp: _stepUp, evaluation: _evaluation, ...kept } = rest;
  return { ...kept, ...begun, openedAt: at };
}
