import type { LocalConfig } from '../../platform/config';
import { policySchema } from '../../platform/policy-file';
import { Secret } from '../../platform/secret';
import type { LocalSettings } from '../../simulators/local-cloud';

/** The simulated cloud's settings in plain text, for the pipe to a child of this process and nothing else. */
export interface Packed {
  readonly plain: Omit<LocalSettings, 'bot' | 'connectionString' | 'executor' | 'sms'>;
  readonly botId: string;
  readonly botPassword: string;
  readonly executorId: string;
  readonly executorSecret: string;
  readonly connectionString: string;
  readonly smsConnectionString: string;
  readonly smsFrom: string;
  readonly ledgerKey: string;
  /** What the policy file would say beside the caps. */
  readonly policy: object;
}

/** The secrets open nothing but the simulators. */
export function pack(settings: LocalSettings, ledgerKey: Secret, policy: object): Packed {
  const { bot, executor, connectionString, sms, ...plain } = settings;
  return {
    plain,
    ...{ botId: bot.id, botPassword: bot.password.reveal() },
    ...{ executorId: executor.clientId, executorSecret: executor.secret.reveal() },
    connectionString: connectionString.reveal(),
    ...{ smsConnectionString: sms.connectionString.reveal(), smsFrom: sms.from },
    ledgerKey: ledgerKey.reveal(),
    policy,
  };
}

/** More people recover at once than ever do: everybody's manager is the same one, and nobody floods anything. */
export const NO_CAP = { count: 100_000, window: 'PT1H' };
export const UNCAPPED = { perApprover: NO_CAP, perTenant: NO_CAP };

export function benchConfig(ledgerKey: Secret, changes: object): LocalConfig {
  const policy = policySchema.parse({ caps: UNCAPPED, ...changes });
  const ledgerKeys = [{ id: 'bench', key: ledgerKey }];
  return { profile: 'local', port: 0, dataFolder: '', policy, endpoints: {}, ledgerKeys };
}

export function unpack(packed: Packed): { readonly settings: LocalSettings; readonly config: LocalConfig } {
  const settings: LocalSettings = {
    ...packed.plain,
    bot: { id: packed.botId, password: Secret.of(packed.botPassword) },
    executor: { clientId: packed.executorId, secret: Secret.of(packed.executorSecret) },
    connectionString: Secret.of(packed.connectionString),
    sms: { connectionString: Secret.of(packed.smsConnectionString), from: packed.smsFrom },
  };
  return { settings, config: benchConfig(Secret.of(packed.ledgerKey), packed.policy) };
}
