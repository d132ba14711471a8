import { z } from 'zod';
import { guid } from './guid';

/** After the pass was shown: who registers a new method, and from where. */
export const enrolmentSchema = z.strictObject({
  registrars: z
    .array(guid)
    .default([])
    .describe(
      'Object ids of people, and client ids of apps, that may register sign-in methods for others during a recovery. Everybody else who does makes it an incident. Empty by default: each of them is one more account that must not be taken over.',
    ),
  otherCountry: z
    .enum(['incident', 'alarm'])
    .default('incident')
    .describe(
      'When the account signs in, after the pass was shown, from a country that was in none of its sign-ins of the week before the loss: incident, or alarm, where security and helpdesk are told and the case closes.',
    ),
  checkMinutes: z
    .int()
    .min(10)
    .max(240)
    .default(30)
    .describe(
      'How long after a new method was seen the logs of Microsoft Entra are asked who registered it. They are minutes behind, so less than ten would say nothing.',
    ),
});
