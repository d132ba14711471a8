import { z } from 'zod';
import { contactSnapshotSchema } from './contact-snapshot-policy';
import { durationSchema } from './duration';
import { enrolmentSchema } from './enrolment-policy';
import { rulesSchema } from './policy-rules';
import { selfVerifiedSchema } from './self-verified-policy';
import { DELIVERIES, isInOrder, STEP_UPS, tierProblems, tiersSchema } from './policy-tiers';

const whole = (lowest: number, highest: number) => z.int().min(lowest).max(highest);

const cap = (count: number, window: string, sentence: string) =>
  z
    .strictObject({
      count: whole(1, 100_000).describe('How many are let through within the window.'),
      window: durationSchema.describe('Length of the sliding window, an ISO 8601 duration such as PT1H or P1D.'),
    })
    .transform(({ count: most, window: windowMs }) => ({ count: most, windowMs }))
    .prefault({ count, window })
    .describe(sentence);

const capsSchema = z.strictObject({
  perEmployee: cap(
    5,
    'P1D',
    'Requests about one employee, whoever opens them; those that a colleague opened and the employee never answered count for colleagues only.',
  ),
  perRequester: cap(
    5,
    'P1D',
    'Requests that one person opens or joins, for themselves or a colleague; over it they are asked to come again later.',
  ),
  perAgent: cap(30, 'P1D', 'Requests that one member of the helpdesk opens for others.'),
  perApprover: cap(
    10,
    'PT1H',
    'Approval cards that one manager gets; over it two people of duty and security are asked instead.',
  ),
  perTenant: cap(500, 'PT1H', 'Requests in one tenant; over it new ones wait for security.'),
});

const secureOn = (moment: 'reveal' | 'approval', scenario: string) =>
  z
    .enum(['reveal', 'approval'])
    .default(moment)
    .describe(`When the lost methods go for ${scenario}: at the reveal of the pass, or at once at the approval.`);

const secureOnSchema = z.strictObject({
  lostPhone: secureOn('reveal', 'a lost phone'),
  newPhone: secureOn('reveal', 'a new phone'),
  stolenPhone: secureOn('approval', 'a stolen phone'),
  appBroken: secureOn('reveal', 'a broken authenticator app'),
  lostKey: secureOn('reveal', 'a lost security key'),
  lockedOut: secureOn('reveal', 'somebody with nothing left'),
  suspicious: secureOn('reveal', 'a suspicious sign-in'),
});

const timersSchema = z.strictObject({
  remindMinutes: whole(1, 1_440).default(10).describe('An approver who has not answered is reminded after this.'),
  escalateMinutes: whole(1, 1_440).default(30).describe('The next approver is asked after this.'),
  expireMinutes: whole(5, 2_880)
    .default(240)
    .describe('A request that nobody decided ends after this; never approved.'),
  holdExpireHours: whole(1, 168).default(24).describe('A held request that nobody released ends after this.'),
  draftMinutes: whole(1, 240).default(30).describe('How long the first card can be confirmed.'),
  releaseCodeMinutes: whole(1, 60)
    .default(15)
    .describe('How long a release code is good; the approver can get a new one.'),
  linkMinutes: whole(1, 60).default(10).describe('How long a one-time link is good.'),
  stolenChatMinutes: whole(1, 30)
    .default(30)
    .describe(
      'After the approval for a stolen phone a session in Teams is left this long, because it has to show the pass: Microsoft Entra ends all sessions of an account or none. Then they end, and the pass appears behind a link or at a counter. 30 at most: so long whoever has the phone may still have a session.',
    ),
  watchGraceMinutes: whole(0, 240)
    .default(10)
    .describe('How long after the end of the pass enrolment is still watched for.'),
  stuckMinutes: whole(1, 240)
    .default(10)
    .describe(
      'The helpdesk is told of a step that has not worked for this long; shorter trouble mostly ends by itself.',
    ),
  stuckTries: whole(1, 20)
    .default(3)
    .describe('Or after so many refusals that waiting does not cure, such as a missing permission.'),
});

const deliverySchema = z
  .array(z.enum(DELIVERIES))
  .nonempty()
  .default([...DELIVERIES])
  .describe(
    'Where a match number and a pass may appear: own chat, link by e-mail or SMS, at a counter of the helpdesk (`inPerson`).',
  );

const lifetimeSchema = whole(10, 480).default(30).describe('Lifetime of the revealed pass, within what Entra allows.');

const approverSchema = z.strictObject({
  stepUp: z
    .enum(STEP_UPS)
    .default('never')
    .describe(
      'When an approval counts only after a fresh sign-in with multifactor authentication: never, where two people have to approve (privileged), or always. Needs stepUpClientId of the tenant. Denying and reporting never need one.',
    ),
  stepUpMaxAgeMinutes: whole(1, 60).default(10).describe('How long such a sign-in counts, for one request.'),
});

/** What is compared with each other once each of it is right, whatever else is wrong. */
const comparedSchema = z.object({
  timers: timersSchema,
  delivery: deliverySchema,
  passLifetimeMinutes: lifetimeSchema,
  approver: approverSchema.prefault({}),
  tiers: tiersSchema,
});

/** The policy of a tenant. Every rule has a default, so `{}` is a policy. Documentation is made from the sentences here. */
export const policySchema = z
  .strictObject({
    caps: capsSchema.prefault({}).describe('How much is let through before the buttons go and security is told.'),
    secureOn: secureOnSchema.prefault({}).describe('Per scenario: when the lost methods are removed.'),
    delivery: deliverySchema,
    timers: timersSchema.prefault({}).describe('How long things wait.'),
    passLifetimeMinutes: lifetimeSchema,
    matchTries: whole(1, 10).default(3).describe('Wrong match numbers before the request is held and security told.'),
    codeTries: whole(1, 10).default(5).describe('Wrong release codes before the code is void and security told.'),
    remints: whole(0, 10).default(3).describe('How often a pass can be revealed again; each time the old one dies.'),
    approver: approverSchema.prefault({}).describe('What is asked of whoever approves.'),
    managerStableDays: whole(0, 365).default(30).describe('A manager set more recently than this is not trusted.'),
    contactStableDays: whole(0, 365).default(7).describe('A contact registered or changed since is not used.'),
    replacedContactDays: whole(0, 30)
      .default(7)
      .describe(
        'A trusted contact that was replaced or removed is still told of recoveries for so long: its successor is not trusted before contactStableDays. Its address is kept, encrypted, until then. 0: it is not told, and no address is kept.',
      ),
    contactSnapshot: contactSnapshotSchema
      .prefault({})
      .describe(
        'Of whose contacts it is written down in the background, as keyed hashes, since when they have stood; without that a contact counts from the first time that somebody is looked at.',
      ),
    recoveredRecentlyDays: whole(0, 365).default(7).describe('Who was recovered since does not approve for others.'),
    groupMemberDays: whole(0, 365)
      .default(7)
      .describe('Who joined the helpdesk, duty or security group since does not count as a member.'),
    groups: z
      .strictObject({
        requireRoleAssignable: z
          .boolean()
          .default(false)
          .describe(
            'true: being in a helpdesk, duty or security group that is not role-assignable gives no say. false: it is said at the start and to helpdesk and security once, because many tenants lack Microsoft Entra ID P1.',
          ),
      })
      .prefault({})
      .describe('What is asked of the groups that have a say.'),
    defaultMethod: z
      .enum(['gap', 'keep'])
      .default('gap')
      .describe(
        'When Entra refuses to remove the default method: allow one journaled gap of at most two calls without a pass, or keep the method and say so.',
      ),
    disableOnIncident: z
      .boolean()
      .default(true)
      .describe('Disable the account when fraud is reported after methods were removed.'),
    rules: rulesSchema.prefault({}).describe('What may be changed about the rules of the route.'),
    selfVerified: selfVerifiedSchema
      .prefault({})
      .describe('A code to a number of long standing in place of an approver, where nothing at all speaks against it.'),
    enrolment: enrolmentSchema
      .prefault({})
      .describe('What is looked at after the pass was shown: who registers a new method, and from where.'),
    tiers: tiersSchema,
    mode: z
      .enum(['enforce', 'evaluation'])
      .default('enforce')
      .describe(
        'evaluation: requests are opened, decided and recorded as usual, and nothing is done on any account. Requests for which something was done already are finished.',
      ),
  })
  .superRefine(
    ({ timers, delivery, passLifetimeMinutes, approver, tiers }, context) => {
      const message = 'must grow: remindMinutes, escalateMinutes, expireMinutes';
      if (!isInOrder(timers)) context.addIssue({ code: 'custom', path: ['timers'], message });
      for (const { path, message: why } of tierProblems({ timers, delivery, passLifetimeMinutes, approver }, tiers))
        context.addIssue({ code: 'custom', path: [...path], message: why });
    },
    { when: ({ value }) => comparedSchema.safeParse(value).success },
  );

type Frozen<T> = { readonly [K in keyof T]: T[K] extends object ? Frozen<T[K]> : T[K] };

export type Policy = Frozen<z.output<typeof policySchema>>;
