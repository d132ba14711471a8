import { Secret } from './secret';
import { isUnresolved, type Environment } from './settings';
import type { TenantEntry } from './tenants-file';

/** The app registration through which approvers of one tenant sign in anew. It holds no right of its own. */
export interface StepUpClient {
  readonly clientId: string;
  /** Authentication context (`c1` to `c99`) that a sign-in has to meet. */
  readonly authenticationContext: string;
  readonly credential:
    | { readonly kind: 'secret'; readonly secret: Secret }
    /** PEM file with certificate and private key. */
    | { readonly kind: 'certificate'; readonly certificatePath: string };
}

interface Read {
  readonly value?: StepUpClient;
  readonly problems: readonly string[];
}

/** What one entry of the tenants file says; the file's schema has checked that its parts are together. */
export function stepUpClientOf(entry: TenantEntry, environment: Environment): Read {
  const { stepUpClientId: clientId, stepUpAuthenticationContext: authenticationContext } = entry;
  if (clientId === undefined || authenticationContext === undefined) return { problems: [] };
  const { stepUpCertificatePath: certificatePath, stepUpClientSecretEnv = '' } = entry;
  const client = { clientId, authenticationContext };
  if (certificatePath !== undefined)
    return { value: { ...client, credential: { kind: 'certificate', certificatePath } }, problems: [] };
  const secret = environment[stepUpClientSecretEnv] ?? '';
  const value: StepUpClient = { ...client, credential: { kind: 'secret', secret: Secret.of(secret) } };
  if (secret === '') return { value, problems: ['stepUpClientSecretEnv: names a variable that is not set'] };
  return isUnresolved(secret)
    ? { value, problems: ['stepUpClientSecretEnv: names a Key Vault reference that was not resolved'] }
    : { value, problems: [] };
}
