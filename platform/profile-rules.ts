import { productionMarkers } from './production-markers';
import type { Environment, SettingName, Settings } from './settings';

const AZURE_NEEDS: readonly SettingName[] = ['PUBLIC_URL', 'BOT_ID', 'BOT_TENANT_ID', 'TENANTS_FILE', 'LEDGER_KEYS'];

const STORAGE = ['AZURE_STORAGE_CONNECTION_STRING', 'AZURE_STORAGE_ACCOUNT'] as const;
const ANCHORS = ['ANCHOR_STORAGE_CONNECTION_STRING', 'ANCHOR_STORAGE_ACCOUNT'] as const;
const EXECUTOR = ['GRAPH_CLIENT_SECRET', 'GRAPH_CERTIFICATE_PATH'] as const;

export interface ProfileInput {
  readonly settings: Settings;
  /** Names that were set; a setting that is badly set is not reported as missing too. */
  readonly given: ReadonlySet<string>;
  readonly environment: Environment;
}

/** What the chosen profile lacks or may not have. */
export function checkProfile(input: ProfileInput): readonly string[] {
  const both = [STORAGE, ANCHORS, EXECUTOR].filter((pair) => pair.every((name) => input.given.has(name)));
  const problems = both.map(([one, other]) => `${one}: take either this or ${other}`);
  // A profile that is neither local nor azure is a problem of its own: nothing can be said about its rules.
  if (input.given.has('PROFILE') && !isProfile(input.environment['PROFILE'])) return problems;
  return [...problems, ...(input.settings.PROFILE === 'local' ? checkLocal(input) : checkAzure(input))];
}

const isProfile = (text: string | undefined): boolean => text === 'local' || text === 'azure';

function checkLocal({ environment }: ProfileInput): readonly string[] {
  return productionMarkers(environment).map(
    (name) => `PROFILE: local does not run in production, and ${name} says this is; set PROFILE=azure`,
  );
}

function checkAzure({ settings, given }: ProfileInput): readonly string[] {
  const missing = AZURE_NEEDS.filter((name) => !given.has(name)).map((name) => `${name}: must be set`);
  const noStorage = !STORAGE.some((name) => given.has(name));
  const noPassword = settings.BOT_TYPE === 'SingleTenant' && !given.has('BOT_PASSWORD');
  return [
    ...missing,
    ...(noPassword ? ['BOT_PASSWORD: must be set, or BOT_TYPE be UserAssignedMSI'] : []),
    ...(noStorage ? ['AZURE_STORAGE_ACCOUNT: must be set, or AZURE_STORAGE_CONNECTION_STRING'] : []),
  ];
}
