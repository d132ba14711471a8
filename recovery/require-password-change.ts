import { answer, refuse, transact } from './commit';
import type { Deps } from './deps';
import { EffectError } from './errors';
import { forTenant } from './for-tenant';
import { isSenior } from './is-senior';
import type { Outcome } from './outcome';
import { done } from './outcome';
import { isPasswordAsked, isTimeForPassword } from './password-change';
import type { PasswordReason } from './password-facts';
import { MOST_PASSWORD_WORDS } from './password-facts';
import type { PasswordObstacle } from './password-obstacle';
import { passwordForbidden, passwordObstacle } from './password-obstacle';
import type { RecoveryRequest } from './request';
import type { RequestId } from './terms';
import type { Looking } from './uninvolved-senior';
import { involvedIn } from './uninvolved-senior';
import type { Who } from './verb';
import { verb } from './verb';

export interface RequirePasswordInput extends Who {
  readonly requestId: RequestId;
  /** Without one nothing is done: the answer is the form that asks for it. */
  readonly reason?: PasswordReason | undefined;
  readonly text?: string | undefined;
}

/** While a recovery is under way the way in is still to come, and is looked for right before the step. */
const obstacleFor = (deps: Deps, request: RecoveryRequest): Promise<PasswordObstacle | undefined> =>
  request.state === 'incident' ? passwordObstacle(deps, request) : passwordForbidden(deps, request);

/**
 * Security asks that the employee choose a new password, because somebody else may know the present one. A step of its own:
 * no scenario and no other verb brings it along, and nobody with another part in the request can ask. It is done later, by
 * the worker, once the employee has a method to sign in with.
 */
export const requirePasswordChange = verb(
  'requirePasswordChange',
  async (deps: Deps, input: RequirePasswordInput): Promise<Outcome> =>
    transact(deps, input, async (stored) => {
      const { request } = stored;
      const { presser, reason } = input;
      if (!(await isSenior(deps, input))) return refuse('notFound');
      if (involvedIn(request).includes(presser)) return refuse('ownRequest', { stored });
      if (!isTimeForPassword(request, deps.policy)) return refuse('passwordNotNow', { stored });
      if (isPasswordAsked(request)) return answer(done(stored));
      const against = await obstacleFor(deps, request);
      if (against !== undefined) return refuse(against, { stored });
      if (reason === undefined) return refuse('reasonMissing', { stored });
      const text = (input.text ?? '').trim().slice(0, MOST_PASSWORD_WORDS);
      const by = { kind: 'person', id: presser } as const;
      const common = { at: deps.clock.now(), by, reason };
      return { event: { ...common, type: 'passwordChangeAsked', ...(text === '' ? {} : { text }) } };
    }),
);

/** What a card may offer of it: the button, or why there is none. */
export type PasswordOffer = 'offered' | PasswordObstacle;

/** For whoever would be let in; `undefined` for everybody else, where it is not the time, and where nothing can be read. */
export async function passwordOffer(given: Deps, { request, ...who }: Looking): Promise<PasswordOffer | undefined> {
  const deps = forTenant(given, who.tenantId);
  if (!isTimeForPassword(request, deps.policy) || isPasswordAsked(request)) return undefined;
  if (involvedIn(request).includes(who.presser)) return undefined;
  try {
    if (!(await isSenior(deps, who))) return undefined;
    return (await obstacleFor(deps, request)) ?? 'offered';
  } catch (error) {
    if (error instanceof EffectError) return undefined;
    throw error;
  }
}
