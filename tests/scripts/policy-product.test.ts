import { randomBytes } from 'node:crypto';
import type { LocalConfig } from '../../platform/config';
import { createLog } from '../../platform/log';
import { policySchema } from '../../platform/policy-file';
import { Secret } from '../../platform/secret';
import { PEOPLE } from '../../simulators/entra/contoso-ids';
import { printExplanation } from '../../scripts/policy-explain';
import { withProduct } from '../../scripts/policy-product';
import { account } from '../journeys/support/account';
import type { World } from '../journeys/support/world';
import { useWorlds } from '../journeys/support/world';

const world = useWorlds();

const CONFIG: LocalConfig = {
  ...{ profile: 'local', port: 0, dataFolder: 'data', policy: policySchema.parse({}), endpoints: {} },
  ledgerKeys: [{ id: 'k1', key: Secret.of(randomBytes(32).toString('base64')) }],
};

/** What the running bot leaves in its data folder. */
const leftBy = ({ cloud: { settings }, connectionString }: World) =>
  JSON.stringify({
    ...{ graphBaseUrl: settings.graphBaseUrl, entraAuthorityHost: settings.entraAuthorityHost },
    connectionString: connectionString.reveal(),
  });

async function explainAda(file: string | undefined) {
  const lines: string[] = [];
  const readFile = (): string => {
    if (file === undefined) throw new Error('there is no such file');
    return file;
  };
  const log = createLog({ clock: { now: () => Date.now() }, write: () => undefined });
  const code = await withProduct({ config: CONFIG, log, readFile }, ({ deps, tenantIds }) =>
    printExplanation(
      { deps, say: (line) => lines.push(line) },
      { tenantIds, address: PEOPLE.ada, scenario: 'lostPhone' },
    ),
  );
  return { code, text: lines.join('\n') };
}

describe('when the policy is explained in the local profile', () => {
  it('beside the running bot: by its directory as it is now, without a write at Graph', async () => {
    const running = await world();
    account(running, 'ada').accountEnabled = false;
    const { code, text } = await explainAda(leftBy(running));
    expect(code).toBe(0);
    expect(text).toContain('refused (employeeDisabled)');
    expect(running.cloud.tenant.writes).toEqual([]);
  });

  it.each([
    ['no bot ever ran', undefined],
    [
      'the bot that ran is gone',
      JSON.stringify({
        ...{ graphBaseUrl: 'http://127.0.0.1:1', entraAuthorityHost: 'http://127.0.0.1:1' },
        connectionString:
          'DefaultEndpointsProtocol=http;AccountName=a;AccountKey=a2V5;TableEndpoint=http://127.0.0.1:1/a;QueueEndpoint=http://127.0.0.1:1/a;',
      }),
    ],
  ])('%s: in a cloud for the occasion', async (_what, file) => {
    const { code, text } = await explainAda(file);
    expect(code).toBe(0);
    expect(text).toContain('one person approves');
    expect(text).toMatch(/ok +manager\.stable/);
  });
});
