import { readFileSync } from 'node:fs';
import { Secret } from '../platform/secret';
import type { ExecutorCredential } from '../platform/served-tenants';
import type { GraphCredential } from './entra-app';

/** The credential of an app in one tenant. Reads the certificate's file where there is one. */
export function credentialOf(executor: ExecutorCredential): GraphCredential {
  if (executor.kind === 'certificate') {
    const pem = Secret.of(readFileSync(executor.certificatePath, 'utf8'));
    return { kind: 'certificate', clientId: executor.clientId, pem };
  }
  if (executor.kind === 'secret') return executor;
  return executor.clientId === undefined
    ? { kind: 'managedIdentity' }
    : { kind: 'managedIdentity', clientId: executor.clientId };
}
