import { EffectError, isTransient, RecoveryError } from './errors';
import { isSenior } from './is-senior';
import { passwordObstacle } from './password-obstacle';
import type { Step, StepResult } from './step';
import { graphId, SYSTEM } from './step';

/**
 * Has Microsoft Entra ask for a new password. Everything that speaks against it is read again right before; what Entra
 * refuses for good is written down and holds up nothing. Safe to repeat: the flag is set or is not.
 */
export const requirePasswordChange: Step = async (deps, { request }): Promise<StepResult> => {
  const { tenantId, employee, passwordChange: asked } = request;
  if (asked === undefined) throw new RecoveryError('transitionNotAllowed', 'nobody asked for a new password');
  const notDone = (why: string): StepResult => ({
    event: { type: 'passwordChangeNotDone', at: deps.clock.now(), by: SYSTEM, why },
  });
  // It may be long ago that they asked: who is of security no more has asked for nothing.
  if (!(await isSenior(deps, { tenantId, presser: asked.askedBy }))) return notDone('askerNoLongerStands');
  const against = await passwordObstacle(deps, request);
  if (against !== undefined) return notDone(against);
  try {
    const answer = await deps.accounts.requirePasswordChange(tenantId, employee);
    const { reason, askedBy } = asked;
    const common = { at: deps.clock.now(), by: SYSTEM, ...graphId(answer) };
    return { event: { ...common, type: 'passwordChangeRequired', reason, askedBy } };
  } catch (error) {
    if (!(error instanceof EffectError) || isTransient(error)) throw error;
    return notDone(error.code);
  }
};
