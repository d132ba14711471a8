import type { Activity } from 'botbuilder';
import { z } from 'zod';
import type { ObjectId } from '../recovery/terms';
import { asObjectId } from '../recovery/terms';

/** Ids go into addresses and headers of calls to Teams, whose own have nothing but visible ASCII. */
const id = z
  .string()
  .min(1)
  .max(1_000)
  .regex(/^[\x21-\x7e]+$/);
const account = z.looseObject({ id, name: z.string().nullish(), aadObjectId: z.string().nullish() });

/** What every later line may rely on. Attacker-controlled within an authenticated call: parse, never trust. */
const activitySchema = z.looseObject({
  type: z.string().min(1).max(100),
  id: id.nullish(),
  channelId: z.literal('msteams'),
  serviceUrl: z.string().min(1).max(2_000),
  from: account,
  recipient: account,
  conversation: z.looseObject({
    id,
    tenantId: z.string().nullish(),
    conversationType: z.string().nullish(),
  }),
  channelData: z.looseObject({ tenant: z.looseObject({ id: z.string().nullish() }).nullish() }).nullish(),
  text: z.string().nullish(),
  locale: z.string().max(100).nullish(),
  name: z.string().nullish(),
  action: z.string().nullish(),
  replyToId: z.string().max(1_000).nullish(),
  entities: z.array(z.looseObject({ type: z.string().nullish() })).nullish(),
  attachments: z.array(z.looseObject({ contentType: z.string().nullish() })).nullish(),
  membersAdded: z.array(z.looseObject({ id })).nullish(),
});

export type InboundActivity = Readonly<z.infer<typeof activitySchema>>;

/** `undefined` for a body that is no activity of Teams. */
export function parseActivity(body: unknown): InboundActivity | undefined {
  return activitySchema.safeParse(body).data;
}

/** For the SDK, which reads the same object by its own type. */
export function asSdkActivity(activity: InboundActivity): Activity {
  // Safe: the fields that the SDK reads were parsed above; it passes the rest on.
  return { ...activity } as unknown as Activity;
}

/** The tenant of an authenticated activity; `undefined` when it names none, or two different ones. */
export function tenantOf(activity: InboundActivity): ObjectId | undefined {
  const named = [activity.channelData?.tenant?.id, activity.conversation.tenantId];
  const ids = named.flatMap((one) => (typeof one === 'string' ? [asObjectId(one)] : []));
  const [first] = ids;
  return ids.every((id) => id === first) ? first : undefined;
}
