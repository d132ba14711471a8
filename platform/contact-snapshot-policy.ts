import { z } from 'zod';
import { guid } from './guid';

const MOST_GROUPS = 10;

/** Whose contacts are looked at in the background. Few by default: it is personal data, if only as keyed hashes. */
export const contactSnapshotSchema = z.strictObject({
  who: z
    .enum(['usersAndGroups', 'groups', 'nobody'])
    .default('usersAndGroups')
    .describe(
      'usersAndGroups: whoever has written to the bot or pressed something, and whoever is in a configured group: helpdesk, duty, security, those of the tiers, and `groups`. groups: only those in the groups. nobody: no one.',
    ),
  groups: z
    .array(guid)
    .max(MOST_GROUPS)
    .default([])
    .describe('Object ids of further groups, such as one of all employees. Read once a day, some pages at a time.'),
  forgetDays: z
    .int()
    .min(0)
    .max(90)
    .default(30)
    .describe('What was written down of somebody for whom none of this is true any more is removed after so long.'),
});
