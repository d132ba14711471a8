import { z } from 'zod';

const people = (standard: 'approval' | 'dualApproval', sentence: string) =>
  z.enum(['approval', 'dualApproval']).default(standard).describe(sentence);

/** What may be changed about the rules of the route. No refusal and no hold is among it: no file weakens those. */
export const rulesSchema = z.strictObject({
  risk: z
    .strictObject({
      low: people('dualApproval', 'Who approves when the user risk is low: one person, or two.'),
      notAvailable: people('approval', 'Who approves where the tenant has no licence for user risk.'),
    })
    .prefault({})
    .describe('User risk of Microsoft Entra. Medium is always two people, high and compromised are always held.'),
  recoveries: z
    .strictObject({
      most: z
        .int()
        .min(0)
        .max(5)
        .default(2)
        .describe('So many recoveries of a person in 30 days take no second approver.'),
    })
    .prefault({})
    .describe('Recoveries of the same person.'),
  notice: z
    .strictObject({
      none: people('dualApproval', 'Who approves when no contact outside Teams can be told.'),
    })
    .prefault({})
    .describe('Whether the employee can be told outside Teams.'),
  requester: z
    .strictObject({
      further: people('approval', 'Who approves when somebody of another team opened the request for the employee.'),
    })
    .prefault({})
    .describe('Who opened the request for somebody else.'),
  words: z
    .strictObject({
      pressure: people('approval', 'Who approves when the words of whoever opened the request press for speed.'),
    })
    .prefault({})
    .describe('What was written by whoever opened the request.'),
});
