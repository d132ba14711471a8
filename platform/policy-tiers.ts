import { z } from 'zod';
import { guid } from './guid';

const MOST_TIERS = 10;
const MOST_GROUPS = 10;

export const DELIVERIES = ['teams', 'email', 'sms', 'inPerson'] as const;

/** When approvers have to sign in anew, the strictest last. */
export const STEP_UPS = ['never', 'privileged', 'always'] as const;

const NOT_LONGER = 'Not longer than in the policy itself.';
const shorter = z.int().min(1).optional().describe(NOT_LONGER);
const atOnce = z.literal('approval').optional().describe('The lost methods go at once at the approval.');

const timersSchema = z.strictObject({
  remindMinutes: shorter,
  escalateMinutes: shorter,
  expireMinutes: shorter,
  holdExpireHours: shorter,
  releaseCodeMinutes: shorter,
  linkMinutes: shorter,
});

const secureOnSchema = z.strictObject({
  lostPhone: atOnce,
  newPhone: atOnce,
  stolenPhone: atOnce,
  appBroken: atOnce,
  lostKey: atOnce,
  lockedOut: atOnce,
});

const approverSchema = z.strictObject({
  stepUp: z.enum(['privileged', 'always']).optional().describe('A fresh sign-in before an approval counts.'),
  stepUpMaxAgeMinutes: shorter,
});

const overridesSchema = z.strictObject({
  approval: z.literal('dualApproval').optional().describe('Two people approve, always.'),
  secureOn: secureOnSchema.optional().describe('Scenarios in which the lost methods go at the approval.'),
  delivery: z
    .array(z.enum(DELIVERIES))
    .nonempty()
    .optional()
    .describe('Where number and pass may appear: fewer places than in the policy itself.'),
  timers: timersSchema.optional().describe('Times that are shorter than in the policy itself.'),
  passLifetimeMinutes: z.int().min(10).optional().describe(NOT_LONGER),
  approver: approverSchema.optional().describe('What more is asked of whoever approves for them.'),
});

const tierSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9 _.-]{0,39}$/, 'must be 1 to 40 letters, digits, spaces, dots or dashes')
    .describe('Stands on cards and in the trail.'),
  groupIds: z.array(guid).min(1).max(MOST_GROUPS).describe('Who is in one of these groups is in the tier.'),
  overrides: overridesSchema.describe('What is stricter for them.'),
});

export const tiersSchema = z
  .array(tierSchema)
  .max(MOST_TIERS)
  .superRefine((tiers, context) => {
    tiers.forEach(({ name }, at) => {
      if (tiers.findIndex((one) => one.name === name) === at) return;
      context.addIssue({ code: 'custom', path: [at, 'name'], message: 'is there twice' });
    });
  })
  .default([])
  .describe(
    'Groups of people for whom the policy is stricter. Whoever is in several tiers gets the strictest value of each; nobody gets a weaker one than the policy itself. While membership cannot be read, every tier that cannot be ruled out counts.',
  );

type Tiers = z.output<typeof tiersSchema>;
type Overrides = Tiers[number]['overrides'];
type TimerName = keyof z.output<typeof timersSchema>;

// Object.keys answers with strings; these are the schema's own keys.
const TIMERS = Object.keys(timersSchema.shape) as readonly TimerName[];

/** What a tier is compared with. */
export interface TierBase {
  readonly delivery: readonly string[];
  readonly timers: Readonly<Record<TimerName, number>>;
  readonly passLifetimeMinutes: number;
  readonly approver: { readonly stepUp: (typeof STEP_UPS)[number]; readonly stepUpMaxAgeMinutes: number };
}

interface Problem {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

const WEAKER = 'is weaker than the policy itself, and would do nothing';
const NO_PLACE =
  'leaves no place for number and pass to whoever is in the tiers before it as well: all tiers need one place in common';
const ORDER = 'must grow, together with the policy itself: remindMinutes, escalateMinutes, expireMinutes';

/** Whether reminder, escalation and end come in this order. */
export function isInOrder(timers: Pick<TierBase['timers'], 'remindMinutes' | 'escalateMinutes' | 'expireMinutes'>) {
  return timers.remindMinutes < timers.escalateMinutes && timers.escalateMinutes < timers.expireMinutes;
}

function placesOfWeaker(base: TierBase, overrides: Overrides): readonly (readonly string[])[] {
  const { delivery = [], timers = {}, passLifetimeMinutes = 0 } = overrides;
  return [
    ...(delivery.some((place) => !base.delivery.includes(place)) ? [['delivery']] : []),
    ...TIMERS.filter((name) => (timers[name] ?? 0) > base.timers[name]).map((name) => ['timers', name]),
    ...(passLifetimeMinutes > base.passLifetimeMinutes ? [['passLifetimeMinutes']] : []),
  ];
}

function placesOfWeakerStepUp(
  { approver: base }: TierBase,
  { approver = {} }: Overrides,
): readonly (readonly string[])[] {
  const { stepUp = base.stepUp, stepUpMaxAgeMinutes = 0 } = approver;
  return [
    ...(STEP_UPS.indexOf(stepUp) < STEP_UPS.indexOf(base.stepUp) ? [['approver', 'stepUp']] : []),
    ...(stepUpMaxAgeMinutes > base.stepUpMaxAgeMinutes ? [['approver', 'stepUpMaxAgeMinutes']] : []),
  ];
}

function problemsIn(base: TierBase, overrides: Overrides): readonly Problem[] {
  const { remindMinutes, escalateMinutes, expireMinutes } = base.timers;
  const { timers = {} } = overrides;
  const inOrder = isInOrder({
    remindMinutes: timers.remindMinutes ?? remindMinutes,
    escalateMinutes: timers.escalateMinutes ?? escalateMinutes,
    expireMinutes: timers.expireMinutes ?? expireMinutes,
  });
  const places = [...placesOfWeaker(base, overrides), ...placesOfWeakerStepUp(base, overrides)];
  const weaker = places.map((path) => ({ path, message: WEAKER }));
  return inOrder ? weaker : [...weaker, { path: ['timers'], message: ORDER }];
}

/**
 * Whoever is in several tiers, or may be while groups cannot be read, has the places that all of them have. The first
 * tier with which none is left is named: such a person could see no number and no pass anywhere.
 */
function placelessTier(base: TierBase, tiers: Tiers): Problem | undefined {
  let left = base.delivery;
  for (const [at, { overrides }] of tiers.entries()) {
    const places: readonly string[] | undefined = overrides.delivery;
    if (places === undefined || places.some((place) => !base.delivery.includes(place))) continue;
    left = left.filter((place) => places.includes(place));
    if (left.length === 0) return { path: ['tiers', at, 'overrides', 'delivery'], message: NO_PLACE };
  }
  return undefined;
}

/** What of the tiers could never take effect, or would leave somebody without a place for number and pass. */
export function tierProblems(base: TierBase, tiers: Tiers): readonly Problem[] {
  const own = tiers.flatMap(({ overrides }, at) =>
    problemsIn(base, overrides).map(({ path, message }) => ({ path: ['tiers', at, 'overrides', ...path], message })),
  );
  const placeless = placelessTier(base, tiers);
  return placeless === undefined ? own : [...own, placeless];
}
