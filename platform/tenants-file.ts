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
const OWN_SECRETS =
  /^(BOT_PASSWORD|LEDGER_KEYS|AZURE_STORAGE_CONNECTION_STRING|ANCHOR_STORAGE_CONNECTION_STRING|SMS_CONNECTION_STRING)$/;

const secretEnv = (sentence: string) =>
  text
    .refine((name) => !OWN_SECRETS.test(name), 'must not name a secret of another service')
    .optional()
    .describe(sentence);

/** What belongs to a fresh sign-in of approvers: all of it, or nothing. */
const STEP_UP = {
  stepUpClientId: guid
    .optional()
    .describe(
      'Application id of the registration through which approvers sign in anew, where the policy asks for it (approver.stepUp). It needs no permission.',
    ),
  stepUpClientSecretEnv: secretEnv('Name of the environment variable that holds the client secret of stepUpClientId.'),
  stepUpCertificatePath: text.optional().describe('Or the path of its certificate with private key (PEM).'),
  stepUpAuthenticationContext: z
    .string()
    .regex(/^c[1-9]\d?$/, 'must be c1 to c99')
    .optional()
    .describe(
      'Authentication context whose Conditional Access policy such a sign-in has to meet, e.g. c1: multifactor authentication, sign-in frequency every time.',
    ),
};

/** No flag, because a JSON Schema knows none. A name of other letters is written as Entra lists it, in its xn-- form. */
const DOMAIN = /^([a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\.)+[a-zA-Z][a-zA-Z0-9-]{0,61}[a-zA-Z0-9]$/;

const domain = z
  .string()
  .max(253)
  .regex(DOMAIN, 'must be a domain name such as contoso.com')
  .transform((name) => name.toLowerCase());

const tenantSchema = z
  .strictObject({
    tenantId: guid.describe('Entra tenant id.'),
    name: text.describe('Name that people see.'),
    graphClientId: guid.optional().describe('Application id of the executor in this tenant; default GRAPH_CLIENT_ID.'),
    graphClientSecretEnv: secretEnv('Name of the environment variable that holds its client secret.'),
    graphCertificatePath: text.optional().describe('Path of its certificate with private key (PEM).'),
    managedIdentityClientId: guid.optional().describe('Client id of the managed identity that acts instead.'),
    helpdeskGroupId: guid.describe('Group of the helpdesk.'),
    securityGroupId: guid.describe('Group that gets incidents and decides for privileged people.'),
    dutyGroupId: guid.optional().describe('Group that decides where no manager can; default the helpdesk group.'),
    breakGlassGroupId: guid.describe('Group of emergency accounts: never touched.'),
    helpdeskTeamId: text.describe('Team of the helpdesk channel.'),
    helpdeskChannelId: text.describe('Channel that gets the feed.'),
    mailSender: text.describe('Mailbox that sends mail: address or object id.'),
    federatedDomains: z
      .array(domain)
      .max(900)
      .optional()
      .describe(
        'Domains of this tenant that Microsoft Entra lists as federated: whoever has an account there is told to try the sign-in of the organisation first. Domains below one are listed by themselves. Default none; no permission is needed.',
      ),
    ...STEP_UP,
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
    for (const message of stepUpProblems(tenant)) context.addIssue({ code: 'custom', message });
    for (const [name, other] of SAME_GROUP) {
      if (tenant[name] !== tenant[other]) continue;
      context.addIssue({ code: 'custom', path: [name], message: `must be another group than ${other}` });
    }
  });

export type TenantEntry = z.output<typeof tenantSchema>;

function stepUpProblems(tenant: z.output<z.ZodObject<typeof STEP_UP>> & { graphClientSecretEnv?: string | undefined }) {
  const { stepUpClientId, stepUpClientSecretEnv, stepUpCertificatePath, stepUpAuthenticationContext } = tenant;
  const credentials = [stepUpClientSecretEnv, stepUpCertificatePath].filter((one) => one !== undefined);
  const parts = [stepUpClientId, stepUpAuthenticationContext, credentials[0]].filter((one) => one !== undefined);
  const isWhole = parts.length === 0 || (parts.length === 3 && credentials.length === 1);
  const isShared = stepUpClientSecretEnv !== undefined && stepUpClientSecretEnv === tenant.graphClientSecretEnv;
  return [
    ...(isWhole
      ? []
      : [
          'stepUpClientId, stepUpAuthenticationContext and one of stepUpClientSecretEnv and stepUpCertificatePath belong together',
        ]),
    ...(isShared ? ['stepUpClientSecretEnv: must be another secret than graphClientSecretEnv'] : []),
  ];
}

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
