import type { Deps } from './deps';
import type { FindInput } from './find-request';
import { load } from './find-request';
import { recordRead } from './helpdesk-reads';
import type { Outcome } from './outcome';
import { done, refused } from './outcome';
import { uninvolvedSenior } from './uninvolved-senior';
import { verb } from './verb';

/** An incident by id or short code, for whoever may work on it; that they looked is recorded. */
export const seeIncident = verb('seeIncident', async (deps: Deps, input: FindInput): Promise<Outcome> => {
  const stored = await load(deps, input);
  if (stored === undefined) return refused('notFound');
  const guarded = await uninvolvedSenior(deps, input, stored);
  if ('answer' in guarded) return guarded.answer;
  await recordRead(deps, input, 'incident: shown', stored.request.id);
  return done(stored);
});
