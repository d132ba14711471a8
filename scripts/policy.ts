import { readFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import { systemClock } from '../platform/clock';
import { readConfig } from '../platform/config';
import { ConfigError } from '../platform/config-error';
import { createLog } from '../platform/log';
import { EffectError } from '../recovery/errors';
import type { Scenario } from '../recovery/terms';
import { SCENARIOS } from '../recovery/terms';
import { AzuriteError } from '../simulators/azurite';
import { StorageError } from '../storage/errors';
import { EXIT, printExplanation } from './policy-explain';
import { withProduct } from './policy-product';

const readFile = (file: string): string => readFileSync(file, 'utf8');
const quiet = createLog({ clock: systemClock, write: () => undefined });

/** A suspicious sign-in never opens a request. */
const EXPLAINED = SCENARIOS.filter((one) => one !== 'suspicious');

async function explain(address: string, { scenario }: { readonly scenario: Scenario }): Promise<number> {
  const config = readConfig({ readFile }, process.env);
  const say = (line: string): void => {
    process.stdout.write(`${line}\n`);
  };
  return withProduct({ config, log: quiet, readFile }, ({ deps, tenantIds }) =>
    printExplanation({ deps, say }, { tenantIds, address, scenario }),
  );
}

/** What went wrong, in words; only unknown errors show where they come from. */
function whyNot(error: unknown): string {
  if (error instanceof ConfigError || error instanceof StorageError || error instanceof AzuriteError)
    return error.message;
  if (error instanceof EffectError)
    return `The directory or the store did not answer as it should (${error.code}). Nothing was changed; please try again.`;
  return error instanceof Error ? (error.stack ?? error.message) : 'The policy could not be explained.';
}

/** The simulators of a fresh cloud leave connections behind that nobody waits for. */
function end(code: number): void {
  process.exit(code);
}

const program = new Command('policy').description('Looks at the policy; changes nothing.');
program
  .command('explain')
  .description(
    'Says what a request of one person would be decided by, as the bot reads it now. Writes nothing. ' +
      'Ends with 0 when explained, 2 when there is no such person, 1 when something does not answer.',
  )
  .argument('<person>', 'mail address, user name (UPN) or object id')
  .addOption(
    new Option('--scenario <scenario>', 'what they would say happened').choices(EXPLAINED).default('lostPhone'),
  )
  .action(async (person: string, options: { readonly scenario: Scenario }) => {
    end(await explain(person, options));
  });

program.parseAsync().catch((error: unknown) => {
  process.stderr.write(`${whyNot(error)}\n`);
  end(EXIT.failed);
});
