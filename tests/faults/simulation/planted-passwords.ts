import { decidedOf } from '../../../recovery/request';
import { WHO } from '../../support/sample-people';
import type { Bugs } from './bugs';
import { NO_BUGS } from './bugs';

/** Whoever is back in has to choose a new password as well, whether anybody asked for it or not. */
const byRoutine: Bugs['advance'] = (real) => async (deps, input) => {
  const stored = await deps.ledger.read(input.tenantId, input.id);
  const isBackIn = stored !== undefined && decidedOf(stored.request)?.enrolled !== undefined;
  if (isBackIn) await deps.accounts.requirePasswordChange(input.tenantId, WHO.ada).catch(() => undefined);
  return real(deps, input);
};

/** Part of `PLANTED_BUGS`. */
export const PLANTED_PASSWORD_BUGS = {
  'asks for a new password by routine': {
    breaks: 'passwordsOnlyAsAsked',
    options: { bugs: { ...NO_BUGS, advance: byRoutine } },
  },
} as const;
