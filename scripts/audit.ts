import { existsSync, readFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import { escaped } from '../platform/visible-text';
import { EffectError } from '../recovery/errors';
import { AzuriteError, startAzurite } from '../simulators/azurite';
import { connectAudit } from '../storage/connect';
import { connectAnchors } from '../storage/connect-anchors';
import { StorageError } from '../storage/errors';
import { isShortCode } from '../storage/partitions';
import { daysBetween, exportAudit, FORMATS, type Format } from './audit-export';
import { AuditError, auditSettings, type AuditSettings } from './audit-settings';
import { printVerification } from './audit-verify';

interface VerifyOptions {
  readonly tenant: readonly string[];
  readonly request: string;
}

const readFile = (file: string): string | undefined => (existsSync(file) ? readFileSync(file, 'utf8') : undefined);

async function verify({ tenant, request }: VerifyOptions): Promise<void> {
  const shortCode = request === 'all' ? undefined : request.toUpperCase();
  if (shortCode !== undefined && !isShortCode(shortCode)) {
    throw new AuditError(
      'noSuchRequest',
      `"${escaped(request)}" is no request: expected LK- and six characters, or all.`,
    );
  }
  const settings = auditSettings({ environment: process.env, readFile }, tenant);
  const which = { tenantIds: settings.tenantIds, ...(shortCode !== undefined && { shortCode }) };
  const say = (line: string) => console.log(line);
  const anchors = settings.anchorPlace && (await connectAnchors(settings.anchorPlace));
  const holds = await withStore(settings, (store) => {
    return printVerification({ storage: connectAudit({ ...store, ...(anchors && { anchors }) }), say }, which);
  });
  process.exitCode = holds ? 0 : 1;
}

interface ExportOptions {
  readonly tenant: readonly string[];
  readonly from: string;
  readonly to: string;
  readonly format: Format;
}

async function exportRange({ tenant, ...range }: ExportOptions): Promise<void> {
  // Before the store is asked: a day that is none is no reason to start one.
  daysBetween(range.from, range.to);
  const settings = auditSettings({ environment: process.env, readFile }, tenant);
  const write = (line: string) => console.log(line);
  const warn = (line: string) => console.error(line);
  const input = { tenantIds: settings.tenantIds, ...range };
  const holds = await withStore(settings, (store) => exportAudit({ storage: connectAudit(store), write, warn }, input));
  process.exitCode = holds ? 0 : 1;
}

/** A local store only answers while the bot runs; otherwise it is started for the audit and stopped again. */
async function withStore<T>(settings: AuditSettings, work: (settings: AuditSettings) => Promise<T>): Promise<T> {
  const { localData } = settings;
  try {
    return await work(settings);
  } catch (error) {
    const isDown = error instanceof EffectError && error.code === 'unavailable';
    if (!isDown || localData === undefined || !existsSync(localData)) throw error;
  }
  const azurite = await startAzurite({ dataFolder: localData });
  try {
    return await work({ ...settings, connection: { connectionString: azurite.connectionString } });
  } finally {
    await azurite.stop();
  }
}

/** What went wrong, in words; only unknown errors show where they come from. */
function explain(error: unknown): string {
  if (error instanceof AuditError || error instanceof StorageError || error instanceof AzuriteError)
    return error.message;
  if (error instanceof EffectError && error.code === 'notFound')
    return 'There is no ledger in this storage account yet.';
  if (error instanceof EffectError && error.code === 'unavailable') {
    return 'The store does not answer. Check the connection string and the network, then try again.';
  }
  if (error instanceof EffectError)
    return `${error.message}. Check the connection string, or the roles of the identity.`;
  return error instanceof Error ? (error.stack ?? error.message) : 'The audit failed.';
}

const program = new Command('audit').description('Looks after the audit trail.');
program
  .command('verify')
  .description('Checks signatures and chains of the audit trail; ends with 1 when a row is not as it was written.')
  .option('--tenant <id...>', 'tenants to check; default: those of TENANTS_FILE or of the local store', [])
  .option('--request <code>', 'one request by its short code, or all', 'all')
  .action(verify);

program
  .command('export')
  .description('Writes the entries of a range of days, one line each; ends with 1 when a request does not hold.')
  .requiredOption('--from <day>', 'first day, YYYY-MM-DD, UTC')
  .requiredOption('--to <day>', 'last day, included')
  .addOption(new Option('--format <format>', 'what a line looks like').choices(FORMATS).default('jsonl'))
  .option('--tenant <id...>', 'tenants to export; default: those of TENANTS_FILE or of the local store', [])
  .action(exportRange);

program.parseAsync().catch((error: unknown) => {
  console.error(explain(error));
  process.exitCode = 1;
});
