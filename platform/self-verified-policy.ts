import { z } from 'zod';

/** Where somebody who asks has most likely kept a number, and where nobody has to be kept out of a device. */
const SCENARIOS = ['newPhone', 'appBroken', 'lostKey'] as const;

/** A recovery without an approver. Off, because a number can be moved to another card by talking to the carrier. */
export const selfVerifiedSchema = z.strictObject({
  scenarios: z
    .array(z.enum(SCENARIOS))
    .default([])
    .describe(
      'Scenarios in which the employee may recover without an approver, with a code by text message. Off by default: whoever takes the number over, and has a session of the employee, needs nobody else.',
    ),
  numberStableDays: z
    .int()
    .min(30)
    .max(365)
    .default(30)
    .describe('The code goes only to a number that was registered for so long without a change. At least 30.'),
});
