import { z } from 'zod';
import { guid } from './guid';

const text = z.string().trim().min(1, 'must not be empty');

/**
 * Groups that must not be one: two people of one group would count as two groups, a helpdesk would be its own senior, and
 * an emergency account could decide about others.
 */
const SAME_GROUP = [
  ['helpdeskGroupId', 'securityGroupId'],
  ['dutyGroupId', 'securityGroupId'],
  ['breakGlassGroupId', 'helpdeskGroupId'],
  ['breakGlassGroupId', 'securityGroupId'],
  ['breakGlassGroupId', 'dutyGroupId'],
] as const;

/** The product's own secrets: another service must not be given one of them in place of its own. */
const OWN_SECRETS = /^(BOT_PASSWORD|LEDGER_KEYS|AZURE_STORAGE_CONNECTION_STRING|SMS_CONNECTION_STRING)$/;

const tenantSchema = z
  .strictObject({
    tenantId: guid.describe('Entra tenant id.'),
    name: text.describe('Name that people see.'),
    graphClientId: guid.optional().describe('Application id of the executor in this tenant; default GRAPH_CLIENT_ID.'),
    graphClientSecretEnv: text
      .refine((name) => !OWN_SECRETS.test(name), 'must not name a secret of another service')
      .optional()
      .describe('Name of the environment variable that holds its client secret.'),
    graphCertificatePath: text.optional().describe('Path of its certificate with private key (PEM).'),
    managedIdentityClientId: guid.optional().describe('Client id of the managed identity that acts instead.'),
    helpdeskGroupId: guid.describe('Group of the helpdesk.'),
    securityGroupId: guid.describe('Group that gets incidents and decides for privileged people.'),
    dutyGroupId: guid.optional().describe('Group that decides where no manager can; default the helpdesk group.'),
    breakGlassGroupId: guid.describe('Group of emergency accounts: never touched.'),
    helpdeskTeamId: text.describe('Team of the helpdesk channel.'),
    helpdeskChannelId: text.describe('Channel that gets the feed.'),
    mailSender: text.describe('Mailbox that sends mail: address or object id.'),
    policyFile: text.optional().describe('Policy of this tenant, relative to this file; default POLICY_FILE.'),
  })
  .superRefine((tenant, context) => {
    const ways = [tenant.graphClientSecretEnv, tenant.graphCertificatePath, tenant.managedIdentityClientId];
    const given = ways.filter((way) => way !== undefined).length;
    if (given > 1) {
      const message = 'take one of graphClientSecretEnv, graphCertificatePath and managedIdentityClientId';
      context.addIssue({ code: 'custom', message });
    }
    const needsId = tenant.graphClientSecretEnv !== undefined || tenant.graphCertificatePath !== undefined;
    if (needsId !== (tenant.graphClientId !== undefined) && tenant.managedIdentityClientId === undefined) {
      const message = 'graphClientId and its secret or certificate belong together';
      context.addIssue({ code: 'custom', message });
    }
    for (const [name, other] of SAME_GROUP) {
      if (tenant[name] !== tenant[other]) continue;
      context.addIssue({ code: 'custom', path: [name], message: `must be another group than ${other}` });
    }
  });

export type TenantEntry = z.output<typeof tenantSchema>;

/** `TENANTS_FILE`. */
export const tenantsFileSchema = z.strictObject({
  tenants: z
    .array(tenantSchema)
    .nonempty('must name at least one tenant')
    .superRefine((tenants, context) => {
      const ids = tenants.map(({ tenantId }) => tenantId);
      ids.forEach((id, at) => {
        if (ids.indexOf(id) < at)
          context.addIssue({ code: 'custom', path: [at, 'tenantId'], message: 'is there twice' });
      });
    }),
});

/** What of a tenants file names policy files, however wrong the rest of it is. */
export const policyFilesSchema = z.object({
  tenants: z.array(z.object({ policyFile: text.optional() }).catch({})),
});
