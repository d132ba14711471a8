import path from 'node:path';
import { DefaultAzureCredential } from '@azure/identity';
import type { BotSettings } from './bot/bot-settings';
import type { TurnLimits } from './bot/fair-turns';
import type { Clock } from './platform/clock';
import { systemClock } from './platform/clock';
import type { AzureConfig, LocalConfig, SmsAccess, StorageAccess } from './platform/config';
import type { Ids } from './platform/ids';
import { systemIds } from './platform/ids';
import type { LedgerKey } from './platform/ledger-keys';
import { localKeys } from './platform/local-keys';
import type { Log } from './platform/log';
import type { ServedTenant } from './platform/served-tenants';
import type { Policy } from './recovery/policy-settings';
import type { LocalCloud } from './simulators/local-cloud';
import type { AnchorPlace } from './storage/connect-anchors';
import type { StorageConnection } from './storage/connection';

/** Everything the product is told about the world: the same for Azure, for the local profile and for tests. */
export interface Wiring {
  readonly port: number;
  /** Absent = this machine, on the port that is listened on. */
  readonly publicUrl?: string;
  readonly bot: BotSettings;
  readonly tenants: readonly ServedTenant[];
  readonly policy: Policy;
  readonly storage: StorageConnection;
  /** Absent = no anchors are made. */
  readonly anchors?: AnchorPlace;
  readonly ledgerKeys: readonly LedgerKey[];
  readonly graphBaseUrl: string;
  readonly entraAuthorityHost: string;
  readonly sms?: SmsAccess;
  /** Id in the manifest of the Teams app. */
  readonly teamsAppId: string;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  /** Put before the names of tables and queues. */
  readonly storagePrefix?: string;
  /** Longest time a wake-up is hidden in the queue; 0 for a clock that is moved by hand. */
  readonly maxWakeDelayMs?: number;
  /** How long a press may wait for its answer; 900 ms unless told. */
  readonly answerWithinMs?: number;
  /** The same for a press on the page behind a link; six seconds unless told. */
  readonly pageAnswerWithinMs?: number;
  /** How many turns are worked on at a time; `TURN_LIMITS` unless told. */
  readonly turnLimits?: TurnLimits;
  /** After so long a card says that its press, or a step, is still worked on; ten seconds unless told. */
  readonly waitShownMs?: number;
  /** Name of a start at which all effects are stopped, once for each name. */
  readonly startPaused?: string;
}

const PUBLIC_GRAPH = 'https://graph.microsoft.com';
const PUBLIC_ENTRA = 'https://login.microsoftonline.com';
const NO_TEAMS_APP = '00000000-0000-0000-0000-000000000000';

function botSettings({ bot, endpoints }: AzureConfig): BotSettings {
  const { id: appId, type, tenantId } = bot;
  return {
    ...{ appId, type, tenantId },
    ...(bot.type === 'SingleTenant' ? { password: bot.password } : {}),
    ...(endpoints.botOpenIdMetadataUrl === undefined ? {} : { openIdMetadataUrl: endpoints.botOpenIdMetadataUrl }),
    ...(endpoints.botLoginUrl === undefined ? {} : { loginUrl: endpoints.botLoginUrl }),
  };
}

const connectionTo = (access: StorageAccess): StorageConnection =>
  access.kind === 'connectionString' ? access : { account: access.account, credential: new DefaultAzureCredential() };

/** Says where the anchors are not as far from the tables as they could be. */
function anchorsOf({ anchors, storage }: AzureConfig, log: Log): AnchorPlace | undefined {
  if (anchors?.kind !== 'container') {
    log.warn('anchors.off');
    return undefined;
  }
  if (anchors.storage === undefined) log.warn('anchors.sameAccount');
  return { connection: connectionTo(anchors.storage ?? storage), container: anchors.container };
}

/** What production is wired with. */
export function azureWiring(config: AzureConfig, log: Log): Wiring {
  const { storage, endpoints, sms } = config;
  const anchors = anchorsOf(config, log);
  return {
    ...{ port: config.port, publicUrl: config.publicUrl, tenants: config.tenants, policy: config.policy },
    ledgerKeys: config.ledgerKeys,
    bot: botSettings(config),
    storage: connectionTo(storage),
    ...(anchors === undefined ? {} : { anchors }),
    graphBaseUrl: endpoints.graphBaseUrl ?? PUBLIC_GRAPH,
    entraAuthorityHost: endpoints.entraAuthorityHost ?? PUBLIC_ENTRA,
    teamsAppId: config.teamsAppId ?? NO_TEAMS_APP,
    ...(sms === undefined ? {} : { sms }),
    ...(config.startPaused === undefined ? {} : { startPaused: config.startPaused }),
    ...{ clock: systemClock, ids: systemIds, log },
  };
}

/** What the product is wired with to live in the simulated cloud. */
export function localWiring(cloud: Pick<LocalCloud, 'settings'>, config: LocalConfig, log: Log): Wiring {
  const { settings } = cloud;
  const { tenantId, bot, executor, stepUp, groups } = settings;
  const tenant: ServedTenant = {
    ...{ tenantId, name: settings.tenantName, mailSender: settings.mailSender, policy: config.policy },
    executor: { kind: 'secret', ...executor },
    stepUp: {
      ...{ clientId: stepUp.clientId, authenticationContext: stepUp.authenticationContext },
      credential: { kind: 'secret', secret: stepUp.secret },
    },
    ...{ helpdeskGroupId: groups.helpdesk, dutyGroupId: groups.duty, securityGroupId: groups.security },
    ...{ breakGlassGroupId: groups.breakGlass, helpdeskTeamId: '', helpdeskChannelId: '' },
  };
  return {
    port: config.port,
    // A busy machine is no slow Graph: whoever tries it out gets the answer itself.
    answerWithinMs: 8_000,
    ...(config.publicUrl === undefined ? {} : { publicUrl: config.publicUrl }),
    ...(config.startPaused === undefined ? {} : { startPaused: config.startPaused }),
    bot: {
      ...{ appId: bot.id, type: 'SingleTenant', tenantId, password: bot.password },
      ...{
        openIdMetadataUrl: settings.botOpenIdMetadataUrl,
        loginUrl: settings.botLoginUrl,
        serviceUrl: settings.botServiceUrl,
      },
    },
    tenants: config.tenants ?? [tenant],
    policy: config.policy,
    storage: { connectionString: settings.connectionString },
    ...(config.anchors?.kind === 'folder' ? { anchors: { folder: path.resolve(config.anchors.folder) } } : {}),
    ledgerKeys: config.ledgerKeys ?? localKeys(path.resolve(config.dataFolder)),
    ...{ graphBaseUrl: settings.graphBaseUrl, entraAuthorityHost: settings.entraAuthorityHost },
    ...{ sms: settings.sms, teamsAppId: settings.manifestId, clock: systemClock, ids: systemIds, log },
  };
}
