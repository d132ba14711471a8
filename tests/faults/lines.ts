import { Secret } from '../../platform/secret';
import type { LocalCloud, LocalSettings } from '../../simulators/local-cloud';
import type { Watch } from './line';
import { startLine } from './line';

/** Proxies in front of everything that the bot calls. */
export interface Lines {
  /** What the bot has to be told to use them. */
  readonly settings: LocalSettings;
  close(): Promise<void>;
}

function endpoint(connectionString: string, service: 'Table' | 'Queue'): string {
  return new RegExp(`${service}Endpoint=(http://[^/;]+)`).exec(connectionString)?.[1] ?? '';
}

/** Puts a proxy in front of tables, queue, Graph, Entra and Teams. Simulators go by the harness's clock; the store does not. */
export async function startLines({ settings, teams }: LocalCloud, watch: Watch): Promise<Lines> {
  const connectionString = settings.connectionString.reveal();
  const [table, queue] = [endpoint(connectionString, 'Table'), endpoint(connectionString, 'Queue')];
  const inTime = { ...watch, aheadMs: () => 0 };
  const lines = await Promise.all([
    startLine('table', table, watch),
    startLine('queue', queue, watch),
    startLine('graph', settings.graphBaseUrl, inTime),
    startLine('entra', settings.entraAuthorityHost, inTime),
    startLine('teams', teams.url, inTime),
  ]);
  const [tables, queues, graph, entra, chats] = lines;
  teams.standBehind(chats.url);
  return {
    settings: {
      ...settings,
      connectionString: Secret.of(connectionString.replace(table, tables.url).replace(queue, queues.url)),
      graphBaseUrl: graph.url,
      entraAuthorityHost: entra.url,
      botLoginUrl: settings.botLoginUrl.replace(settings.entraAuthorityHost, entra.url),
      botOpenIdMetadataUrl: teams.openIdMetadataUrl,
      botServiceUrl: teams.serviceUrl,
    },
    close: async () => {
      await Promise.all(lines.map((line) => line.close()));
    },
  };
}
