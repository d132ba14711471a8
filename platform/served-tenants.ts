import path from 'node:path';
import { readConfigFile, type ReadFile } from './config-file';
import { policySchema, type Policy } from './policy-file';
import { Secret } from './secret';
import { isUnresolved, type Environment, type Settings } from './settings';
import type { StepUpClient } from './step-up-client';
import { stepUpClientOf } from './step-up-client';
import { policyFilesSchema, tenantsFileSchema, type TenantEntry } from './tenants-file';

/** How the executor proves itself to Entra: its own identity, apart from the bot's. */
export type ExecutorCredential =
  | { readonly kind: 'secret'; readonly clientId: string; readonly secret: Secret }
  /** PEM file with certificate and private key. */
  | { readonly kind: 'certificate'; readonly clientId: string; readonly certificatePath: string }
  /** `applicationId`: the application that trusts the managed identity, where it does not act as itself. */
  | { readonly kind: 'managedIdentity'; readonly clientId?: string; readonly applicationId?: string };

/** One tenant that this installation serves. Ids are lower-case GUIDs. */
export interface ServedTenant {
  readonly tenantId: string;
  readonly name: string;
  readonly executor: ExecutorCredential;
  readonly helpdeskGroupId: string;
  readonly securityGroupId: string;
  /** The helpdesk group where the file names none. */
  readonly dutyGroupId: string;
  readonly breakGlassGroupId: string;
  readonly helpdeskTeamId: string;
  readonly helpdeskChannelId: string;
  /** Address or object id of the mailbox that sends. */
  readonly mailSender: string;
  /** Lower-case domains whose people sign in on a page of the organisation's own; absent where the file names none. */
  readonly federatedDomains?: readonly string[];
  /** Absent where no approver has to sign in anew. */
  readonly stepUp?: StepUpClient;
  readonly policy: Policy;
  /** Its own policy file, found; absent where it lives by `POLICY_FILE`. */
  readonly policyPath?: string;
}

interface TenantsDeps {
  readonly readFile: ReadFile;
  /** For tenants without a policy file of their own. */
  readonly policy: Policy;
}

interface TenantsInput {
  readonly settings: Settings;
  readonly environment: Environment;
}

interface Read<T> {
  readonly value: T;
  readonly problems: readonly string[];
}

/** Reads `TENANTS_FILE`, with each tenant's credential and policy. Without the setting: none. */
export function readTenants(deps: TenantsDeps, input: TenantsInput): Read<readonly ServedTenant[]> {
  const file = input.settings.TENANTS_FILE;
  if (file === undefined) return { value: [], problems: [] };
  const read = readConfigFile(deps.readFile, { path: file, label: 'TENANTS_FILE', schema: tenantsFileSchema });
  if (!read.ok) return { value: [], problems: [...read.problems, ...policyProblems(deps, file)] };
  const tenants = read.value.tenants.map((entry, at) => {
    const { value, problems } = serve(deps, input, entry);
    return { value, problems: problems.map((problem) => `TENANTS_FILE: tenants[${String(at)}].${problem}`) };
  });
  return { value: tenants.map(({ value }) => value), problems: tenants.flatMap(({ problems }) => problems) };
}

/** Where the file itself is wrong, what is wrong with the policies that it names is said all the same. */
function policyProblems(deps: TenantsDeps, file: string): readonly string[] {
  const read = readConfigFile(deps.readFile, { path: file, label: 'TENANTS_FILE', schema: policyFilesSchema });
  const entries = read.ok ? read.value.tenants : [];
  return entries.flatMap((entry, at) =>
    policyOf(deps, policyPathOf(entry, file)).problems.map(
      (problem) => `TENANTS_FILE: tenants[${String(at)}].${problem}`,
    ),
  );
}

function serve(deps: TenantsDeps, input: TenantsInput, entry: TenantEntry): Read<ServedTenant> {
  const executor = executorOf(entry, input);
  const stepUp = stepUpClientOf(entry, input.environment);
  const policyPath = policyPathOf(entry, input.settings.TENANTS_FILE ?? '');
  const policy = policyOf(deps, policyPath);
  const { tenantId, name, helpdeskGroupId, securityGroupId, breakGlassGroupId } = entry;
  const { helpdeskTeamId, helpdeskChannelId, mailSender, dutyGroupId = helpdeskGroupId } = entry;
  const groups = { helpdeskGroupId, securityGroupId, dutyGroupId, breakGlassGroupId };
  const { federatedDomains } = entry;
  const places = { helpdeskTeamId, helpdeskChannelId, mailSender };
  return {
    value: {
      ...{ tenantId, name, executor: executor.value, ...groups, ...places, policy: policy.value },
      ...(federatedDomains === undefined ? {} : { federatedDomains }),
      ...(stepUp.value === undefined ? {} : { stepUp: stepUp.value }),
      ...(policyPath === undefined ? {} : { policyPath }),
    },
    problems: [...executor.problems, ...stepUp.problems, ...policy.problems],
  };
}

function executorOf(entry: TenantEntry, { settings, environment }: TenantsInput): Read<ExecutorCredential> {
  const { graphClientId: clientId, graphCertificatePath: certificatePath } = entry;
  if (entry.managedIdentityClientId !== undefined) {
    const application = clientId === undefined ? {} : { applicationId: clientId };
    return fine({ kind: 'managedIdentity', clientId: entry.managedIdentityClientId, ...application });
  }
  if (clientId === undefined) return fine(sharedExecutor(settings));
  if (certificatePath !== undefined) return fine({ kind: 'certificate', clientId, certificatePath });
  const secret = environment[entry.graphClientSecretEnv ?? ''] ?? '';
  const value: ExecutorCredential = { kind: 'secret', clientId, secret: Secret.of(secret) };
  if (secret === '') return { value, problems: ['graphClientSecretEnv: names a variable that is not set'] };
  return isUnresolved(secret)
    ? { value, problems: ['graphClientSecretEnv: names a Key Vault reference that was not resolved'] }
    : fine(value);
}

/** The identity of the `GRAPH_` settings; a managed identity where they name no secret and no certificate. */
function sharedExecutor(settings: Settings): ExecutorCredential {
  const { GRAPH_CLIENT_ID: clientId, GRAPH_CLIENT_SECRET: secret, GRAPH_CERTIFICATE_PATH: certificatePath } = settings;
  if (clientId === undefined) return { kind: 'managedIdentity' };
  if (secret) return { kind: 'secret', clientId, secret };
  return certificatePath === undefined
    ? { kind: 'managedIdentity', clientId }
    : { kind: 'certificate', clientId, certificatePath };
}

function policyPathOf({ policyFile }: Pick<TenantEntry, 'policyFile'>, tenantsFile: string): string | undefined {
  return policyFile === undefined ? undefined : path.resolve(path.dirname(tenantsFile), policyFile);
}

function policyOf({ readFile, policy }: TenantsDeps, file: string | undefined): Read<Policy> {
  if (file === undefined) return fine(policy);
  const read = readConfigFile(readFile, { path: file, label: 'policyFile', schema: policySchema });
  return read.ok ? fine(read.value) : { value: policy, problems: read.problems };
}

const fine = <T>(value: T): Read<T> => ({ value, problems: [] });
