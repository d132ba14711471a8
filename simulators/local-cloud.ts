import type { Clock } from '../platform/clock';
import { Secret } from '../platform/secret';
import type { Azurite } from './azurite';
import { startAzurite } from './azurite';
import { createContoso } from './entra/contoso';
import { APPS, CONTOSO_TENANT_ID, GROUPS, PEOPLE, TEAMS_APP } from './entra/contoso-ids';
import type { Served } from './entra/serve';
import { sharedSigningKey } from './entra/signing-key';
import type { SimTenant } from './entra/tenant';
import { startTokenServer } from './entra/token-server';
import { startGraph } from './graph/server';
import type { Switches } from './graph/switches';
import { localAccount } from './local-account';
import { localPeople } from './local-people';
import type { Outbox } from './outbox';
import { createOutbox, postMail } from './outbox';
import { paneRoutes } from './panes/pane-routes';
import type { PaneCommand } from './panes/pane-view';
import { smsRoutes } from './sms-routes';
import { botTokenVerifier } from './teams/bot-token';
import { LocalTeams } from './teams/local-teams';
import type { Persona } from './teams/persona';

export interface LocalCloudOptions {
  /** Of the panes; 0 takes a free one. */
  readonly port: number;
  readonly clock: Clock;
  /** Where Azurite keeps its data; absent = in memory. */
  readonly dataFolder?: string;
  /** Use this store instead of starting one. */
  readonly connectionString?: Secret;
  readonly switches?: Partial<Switches>;
  /** Folder of the built panes. */
  readonly publicDir?: string;
  /** What the app offers beside its chat, by its manifest. */
  readonly commands?: readonly PaneCommand[];
  /** Adds people to the tenant; those that it returns use Teams beside the sample people. */
  readonly morePeople?: (tenant: SimTenant) => readonly Persona[];
}

/** What the bot has to be told to live in this cloud. Plain values: the bot cannot tell it from Microsoft's. */
export interface LocalSettings {
  readonly tenantId: string;
  readonly tenantName: string;
  readonly bot: { readonly id: string; readonly password: Secret };
  readonly executor: { readonly clientId: string; readonly secret: Secret };
  /** Approvers sign in anew through it. */
  readonly stepUp: { readonly clientId: string; readonly secret: Secret; readonly authenticationContext: string };
  readonly groups: {
    readonly helpdesk: string;
    readonly duty: string;
    readonly security: string;
    readonly breakGlass: string;
  };
  readonly graphBaseUrl: string;
  readonly entraAuthorityHost: string;
  readonly botOpenIdMetadataUrl: string;
  readonly botLoginUrl: string;
  readonly botServiceUrl: string;
  readonly connectionString: Secret;
  readonly sms: { readonly connectionString: Secret; readonly from: string };
  readonly mailSender: string;
  readonly manifestId: string;
}

export interface LocalCloud {
  readonly tenant: SimTenant;
  readonly teams: LocalTeams;
  readonly outbox: Outbox;
  readonly settings: LocalSettings;
  stop(): Promise<void>;
}

/** How long `teams.shows` and its kin wait: longer than the slowest look at a request. */
const PATIENCE_MS = 20_000;

const SMS_KEY = Buffer.from('local outbox of text messages').toString('base64');
const TEAM = {
  id: '19:helpdesk@thread.tacv2',
  name: 'Helpdesk',
  channelId: '19:helpdesk@thread.tacv2',
  channelName: 'General',
  memberIds: ['hana', 'tomas', 'beatriz', 'samuel'],
};

const GROUP = { id: '19:everybody@thread.v2', name: 'Everybody' };

/** Mails that Graph accepted are shown in the outbox, once each. */
function showMails(tenant: SimTenant, outbox: Outbox): void {
  let shown = tenant.outbox.length;
  tenant.observers.add(() => {
    for (const { from, to, subject, content, contentType } of tenant.outbox.slice(shown)) {
      const html = contentType.toLowerCase() === 'html';
      postMail(outbox, { from, to, subject, body: { contentType: html ? 'html' : 'text', content } });
    }
    shown = tenant.outbox.length;
  });
}

/** An app that Graph installed for somebody is installed in their Teams, which tells the bot. */
function followInstallations(tenant: SimTenant, teams: LocalTeams): void {
  tenant.observers.add(({ method, path, userId }) => {
    if (method === 'POST' && userId !== undefined && path.endsWith('/teamwork/installedApps'))
      void teams.install(userId);
  });
}

function startTeams(options: LocalCloudOptions, tenant: SimTenant, outbox: Outbox): Promise<LocalTeams> {
  const people = { employee: 'ada', manager: 'marcus', helpdesk: 'hana' };
  const { publicDir, commands = [] } = options;
  const page = { people, commands, ...(publicDir !== undefined && { publicDir }) };
  return LocalTeams.start({
    port: options.port,
    botId: APPS.bot.appId,
    tenantId: CONTOSO_TENANT_ID,
    personas: [...localPeople(tenant), ...(options.morePeople?.(tenant) ?? [])],
    team: TEAM,
    group: GROUP,
    clock: options.clock,
    waitMs: PATIENCE_MS,
    verifyBotToken: botTokenVerifier({
      key: sharedSigningKey(),
      appId: APPS.bot.appId,
      now: () => options.clock.now(),
    }),
    extend: [paneRoutes({ outbox, account: localAccount(tenant), ...page }), smsRoutes({ outbox, accessKey: SMS_KEY })],
  });
}

/** Where the parts of the cloud listen. */
export interface LocalPlaces {
  readonly graph: Pick<Served, 'url'>;
  readonly entra: Pick<Served, 'url'>;
  readonly teams: Pick<LocalTeams, 'url' | 'openIdMetadataUrl' | 'serviceUrl'>;
  readonly connectionString: Secret;
}

/** What the bot has to be told to live in a cloud whose parts listen there. */
export function localSettings({ graph, entra, teams, connectionString }: LocalPlaces): LocalSettings {
  return {
    tenantId: CONTOSO_TENANT_ID,
    tenantName: 'Contoso',
    bot: { id: APPS.bot.appId, password: Secret.of(APPS.bot.secret) },
    executor: { clientId: APPS.executor.appId, secret: Secret.of(APPS.executor.secret) },
    stepUp: { clientId: APPS.stepUp.appId, secret: Secret.of(APPS.stepUp.secret), authenticationContext: 'c1' },
    groups: GROUPS,
    graphBaseUrl: graph.url,
    entraAuthorityHost: entra.url,
    botOpenIdMetadataUrl: teams.openIdMetadataUrl,
    botLoginUrl: `${entra.url}/${CONTOSO_TENANT_ID}/oauth2/v2.0/token`,
    botServiceUrl: teams.serviceUrl,
    connectionString,
    sms: { connectionString: Secret.of(`endpoint=${teams.url}/;accesskey=${SMS_KEY}`), from: '+4759440000' },
    mailSender: PEOPLE.hana,
    manifestId: TEAMS_APP.manifestId,
  };
}

async function store(options: LocalCloudOptions): Promise<Azurite | undefined> {
  if (options.connectionString !== undefined) return undefined;
  return startAzurite(options.dataFolder === undefined ? {} : { dataFolder: options.dataFolder });
}

/**
 * Everything that Microsoft's cloud would be, on this machine: Entra, Graph, Teams with its people and panes, text
 * messages and mail, Azure Storage. All on loopback, all speaking the real wire formats.
 */
export async function startLocalCloud(options: LocalCloudOptions): Promise<LocalCloud> {
  const tenant = createContoso({
    clock: options.clock,
    key: sharedSigningKey(),
    ...(options.switches === undefined ? {} : { switches: options.switches }),
  });
  const outbox = createOutbox({ clock: options.clock });
  showMails(tenant, outbox);
  const [graph, entra, teams, azurite] = await Promise.all([
    startGraph(tenant, { port: 0 }),
    startTokenServer(tenant, { port: 0 }),
    startTeams(options, tenant, outbox),
    store(options),
  ]);
  followInstallations(tenant, teams);
  const connectionString = options.connectionString ?? azurite?.connectionString ?? Secret.of('');
  return {
    tenant,
    teams,
    outbox,
    settings: localSettings({ graph, entra, teams, connectionString }),
    stop: async () => {
      await Promise.all([teams.stop(), graph.close(), entra.close()]);
      await azurite?.stop();
    },
  };
}
