import path from 'node:path';
import { DefaultAzureCredential } from '@azure/identity';
import { z } from 'zod';
import { parseLedgerKeys } from '../platform/ledger-keys';
import { Secret } from '../platform/secret';
import { settingsSchema } from '../platform/settings';
import { asObjectId, type ObjectId } from '../recovery/terms';
import type { AnchorPlace } from '../storage/connect-anchors';
import type { StorageConnection } from '../storage/connection';
import { createKeyRing } from '../storage/key-ring';
import type { KeyRing } from '../recovery/ports';

/** Why the audit could not be made, in words for whoever runs it. */
export class AuditError extends Error {
  override readonly name = 'AuditError';

  constructor(
    readonly code: 'noSettings' | 'badSettings' | 'noTenant' | 'noSuchRequest' | 'badRange',
    message: string,
    options?: { readonly cause?: unknown },
  ) {
    super(message, options);
  }
}

export interface AuditSettings {
  readonly connection: StorageConnection;
  readonly keys: KeyRing;
  readonly tenantIds: readonly ObjectId[];
  /** Where the anchors lie; absent where they are switched off. */
  readonly anchorPlace?: AnchorPlace;
  /** Folder of the local store's data, to read it while the bot does not run. */
  readonly localData?: string;
}

export interface SettingsDeps {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The text of a file; `undefined` when there is none. */
  readonly readFile: (file: string) => string | undefined;
}

const localStore = z.object({ connectionString: z.string(), tenantIds: z.array(z.string()) });
const tenantsFile = z.object({ tenants: z.array(z.object({ tenantId: z.string() })) });

const WHAT_TO_DO =
  'Set AZURE_STORAGE_CONNECTION_STRING (or AZURE_STORAGE_ACCOUNT) and LEDGER_KEYS as the bot has them, ' +
  'or run "npm start" once to have a local store, then try again.';

/** Finds the store, its keys and its tenants: from the environment, else from the data folder of the local profile. */
export function auditSettings(deps: SettingsDeps, tenants: readonly string[]): AuditSettings {
  const store = fromEnvironment(deps) ?? fromDataFolder(deps);
  const tenantIds = (tenants.length > 0 ? tenants : store.tenantIds).map(asTenant);
  if (tenantIds.length > 0) return { ...store, tenantIds };
  throw new AuditError('noTenant', 'Say which tenant to check: --tenant <tenant id>, or set TENANTS_FILE.');
}

function fromEnvironment(deps: SettingsDeps): AuditSettings | undefined {
  const {
    AZURE_STORAGE_CONNECTION_STRING: text,
    AZURE_STORAGE_ACCOUNT: account,
    LEDGER_KEYS: keys,
    TENANTS_FILE: file,
  } = deps.environment;
  if (text === undefined && account === undefined) return undefined;
  if (keys === undefined) throw new AuditError('noSettings', `LEDGER_KEYS is not set. ${WHAT_TO_DO}`);
  const connection = text === undefined ? byIdentity(account ?? '') : byText(text);
  const tenants = file === undefined ? [] : parse(deps, file, tenantsFile).tenants;
  const tenantIds = tenants.map(({ tenantId }) => tenantId);
  return { connection, keys: keyRing(keys, 'LEDGER_KEYS'), tenantIds, ...anchorsIn(deps, connection) };
}

/** In a container, of the account of the tables where no other is named. */
function anchorsIn({ environment }: SettingsDeps, tables: StorageConnection): Pick<AuditSettings, 'anchorPlace'> {
  const { ANCHOR_STORAGE_CONNECTION_STRING: text, ANCHOR_STORAGE_ACCOUNT: account } = environment;
  const container = anchorsNamed(environment);
  if (container === undefined) return {};
  if (text === undefined && account === undefined) return { anchorPlace: { connection: tables, container } };
  return { anchorPlace: { connection: text === undefined ? byIdentity(account ?? '') : byText(text), container } };
}

function anchorsNamed(environment: SettingsDeps['environment']): string | undefined {
  const name = environment['ANCHOR_CONTAINER'] ?? settingsSchema.shape.ANCHOR_CONTAINER.parse(undefined);
  return name === 'off' ? undefined : name;
}

const byText = (text: string): StorageConnection => ({ connectionString: Secret.of(text) });
const byIdentity = (account: string): StorageConnection => ({ account, credential: new DefaultAzureCredential() });

function fromDataFolder(deps: SettingsDeps): AuditSettings {
  const folder = deps.environment['DATA_FOLDER'] ?? '.latchkey';
  const file = path.join(folder, 'local.json');
  const keys = deps.readFile(path.join(folder, 'keys'));
  if (keys === undefined || deps.readFile(file) === undefined) throw new AuditError('noSettings', WHAT_TO_DO);
  const { connectionString, tenantIds } = parse(deps, file, localStore);
  const connection = byText(connectionString);
  const name = anchorsNamed(deps.environment);
  const anchors = name === undefined ? {} : { anchorPlace: { folder: path.join(folder, name) } };
  return { connection, keys: keyRing(keys, 'keys'), tenantIds, localData: path.join(folder, 'store'), ...anchors };
}

function parse<T>({ readFile }: SettingsDeps, file: string, schema: z.ZodType<T>): T {
  try {
    return schema.parse(JSON.parse(readFile(file) ?? ''));
  } catch (cause) {
    throw new AuditError('badSettings', `${file} cannot be read, or does not hold what it should.`, { cause });
  }
}

function keyRing(text: string, name: string): KeyRing {
  const parsed = parseLedgerKeys(text.trim());
  if (parsed.ok) return createKeyRing(parsed.keys);
  throw new AuditError('badSettings', `${name}: ${parsed.problems.join('; ')}.`);
}

function asTenant(text: string): ObjectId {
  const id = asObjectId(text);
  if (id === undefined) throw new AuditError('noTenant', `"${text}" is no tenant id: expected a GUID.`);
  return id;
}
