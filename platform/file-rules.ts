import type { ServedTenant } from './served-tenants';
import type { Settings } from './settings';

/** Permission bits of a file (as `stat` gives them); `undefined` where the system has none or the file is not there. */
export type ModeOf = (path: string) => number | undefined;

const READ_BY_ALL = 0o004;
const WRITTEN_BY_ALL = 0o002;

interface Guarded {
  readonly label: string;
  readonly path: string | undefined;
  /** A private key is nobody else's to read; what decides who may do what is nobody else's to write. */
  readonly secret: boolean;
}

function guardedFiles(settings: Settings, tenants: readonly ServedTenant[]): readonly Guarded[] {
  const named = tenants.flatMap(({ executor, stepUp, policyPath }, at): readonly Guarded[] => {
    const label = `TENANTS_FILE: tenants[${String(at)}]`;
    const signIn = stepUp?.credential.kind === 'certificate' ? stepUp.credential.certificatePath : undefined;
    const own = executor.kind === 'certificate' && executor.certificatePath !== settings.GRAPH_CERTIFICATE_PATH;
    const path = own ? executor.certificatePath : undefined;
    return [
      { label: `${label}.policyFile`, path: policyPath, secret: false },
      { label: `${label}.graphCertificatePath`, path, secret: true },
      { label: `${label}.stepUpCertificatePath`, path: signIn, secret: true },
    ];
  });
  return [
    { label: 'TENANTS_FILE', path: settings.TENANTS_FILE, secret: false },
    { label: 'POLICY_FILE', path: settings.POLICY_FILE, secret: false },
    { label: 'GRAPH_CERTIFICATE_PATH', path: settings.GRAPH_CERTIFICATE_PATH, secret: true },
    ...named,
  ];
}

/** Files that every user of the machine may read or change. */
export function checkFiles(modeOf: ModeOf, settings: Settings, tenants: readonly ServedTenant[]): readonly string[] {
  return guardedFiles(settings, tenants).flatMap(({ label, path, secret }) => {
    const mode = path === undefined ? 0 : (modeOf(path) ?? 0);
    if ((mode & WRITTEN_BY_ALL) !== 0)
      return [`${label}: every user of this machine may change the file; take that right away`];
    if (!secret || (mode & READ_BY_ALL) === 0) return [];
    return [`${label}: every user of this machine may read the private key; take that right away (chmod 640)`];
  });
}
