import type { Step } from './step';
import { SYSTEM } from './step';
import { decidedFrom } from './steps-run';

/** The end of a request that was approved before the policy began to evaluate, and for which nothing was done yet. */
export const evaluate: Step = (deps, stored) => {
  const common = { at: deps.clock.now(), by: SYSTEM } as const;
  return Promise.resolve({ event: { ...common, type: 'evaluated', decided: decidedFrom(stored), reasons: [] } });
};
