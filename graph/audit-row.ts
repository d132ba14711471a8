import { z } from 'zod';

/** Of a pass the log says that it was registered, too: ours among them, in the name of our own app. */
export const PASS_IN_LOG = /temporary access pass/i;

/** A row of `auditLogs/directoryAudits`, as far as it is read. Of the targets only the first was changed. */
export const AUDIT_ROW = z.object({
  activityDisplayName: z.string(),
  activityDateTime: z.string(),
  result: z.string().nullish(),
  resultReason: z.string().nullish(),
  initiatedBy: z
    .object({
      user: z.object({ id: z.string().nullish() }).nullish(),
      app: z.object({ appId: z.string().nullish() }).nullish(),
    })
    .nullish(),
  targetResources: z.array(z.object({ id: z.string().nullish() })).nullish(),
});

export type AuditRow = z.output<typeof AUDIT_ROW>;
