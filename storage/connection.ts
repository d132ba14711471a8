import { TableClient, TableServiceClient, type TableServiceClientOptions } from '@azure/data-tables';
import type { TokenCredential } from '@azure/identity';
import { QueueServiceClient } from '@azure/storage-queue';
import type { Secret } from '../platform/secret';
import { StorageError } from './errors';

/** How to reach the storage account. */
export type StorageConnection =
  | { readonly connectionString: Secret }
  /** Name of the account, and an identity with the roles Storage Table and Queue Data Contributor. */
  | { readonly account: string; readonly credential: TokenCredential; readonly endpointSuffix?: string };

type PipelinePolicy = Parameters<TableClient['pipeline']['addPolicy']>[0];

export interface Clients {
  readonly tables: TableServiceClient;
  readonly table: (name: string) => TableClient;
  readonly queues: QueueServiceClient;
}

/** Few and quick: every call has a deadline of its own, and what still fails is tried again by the work queue. */
const RETRIES = { maxRetries: 2, retryDelayInMs: 200, maxRetryDelayInMs: 1_000 };
/** Of queues and blobs. */
export const STORAGE_RETRIES = { maxTries: 3, retryDelayInMs: 200, maxRetryDelayInMs: 1_000 };

/** Clients for the account; nothing is sent yet. Throws `StorageError('badConnection')`. */
export function createClients(connection: StorageConnection): Clients {
  return understood(() =>
    'account' in connection ? byAccount(connection) : byConnectionString(connection.connectionString.reveal()),
  );
}

/** Throws `StorageError('badConnection')` where the client does not understand what the setting says. */
export function understood<T>(create: () => T, setting = 'AZURE_STORAGE_CONNECTION_STRING'): T {
  try {
    return create();
  } catch (cause) {
    if (cause instanceof StorageError) throw cause;
    // The client's own message may quote the connection string, so it stays out.
    throw new StorageError('badConnection', `${setting} is no connection string of a storage account.`);
  }
}

function byConnectionString(text: string): Clients {
  const tableOptions: TableServiceClientOptions = {
    retryOptions: RETRIES,
    allowInsecureConnection: mayBeInsecure(text),
  };
  return {
    tables: TableServiceClient.fromConnectionString(text, tableOptions),
    table: (name) => tolerant(TableClient.fromConnectionString(text, name, tableOptions)),
    queues: QueueServiceClient.fromConnectionString(text, { retryOptions: STORAGE_RETRIES }),
  };
}

type ByAccount = Extract<StorageConnection, { readonly account: string }>;

export const urlOf = ({ account, endpointSuffix = 'core.windows.net' }: ByAccount, service: string): string =>
  `https://${account}.${service}.${endpointSuffix}`;

function byAccount(connection: ByAccount): Clients {
  const { credential } = connection;
  const url = (service: string) => urlOf(connection, service);
  const tableOptions: TableServiceClientOptions = { retryOptions: RETRIES };
  return {
    tables: new TableServiceClient(url('table'), credential, tableOptions),
    table: (name) => new TableClient(url('table'), name, credential, tableOptions),
    queues: new QueueServiceClient(url('queue'), credential, { retryOptions: STORAGE_RETRIES }),
  };
}

/** Plain http shows every row to the network, so it is for this machine only. */
export function mayBeInsecure(connectionString: string): boolean {
  if (/UseDevelopmentStorage=true/i.test(connectionString)) return true;
  const endpoints = [...connectionString.matchAll(/\w+Endpoint=(http:[^;]+)/gi)].map(([, url = '']) => new URL(url));
  const insecure = endpoints.length > 0 || /DefaultEndpointsProtocol=http;/i.test(connectionString);
  const isLocal =
    endpoints.length > 0 && endpoints.every(({ hostname }) => /^(127(\.\d+){3}|localhost|\[::1\])$/.test(hostname));
  if (insecure && !isLocal) {
    throw new StorageError(
      'badConnection',
      'The storage account must be reached by https. Use its https connection string.',
    );
  }
  return insecure;
}

/**
 * Azurite does not understand a transaction with U+2028 or U+2029 in it, and people's words may hold them. Inside JSON the
 * escape means the same character, so what is stored stays as it was signed.
 */
function tolerant(client: TableClient): TableClient {
  // Early: the policy that signs also states the length.
  client.pipeline.addPolicy(ESCAPE_LINE_SEPARATORS, { phase: 'Serialize' });
  return client;
}

const ESCAPE_LINE_SEPARATORS: PipelinePolicy = {
  name: 'escapeLineSeparators',
  sendRequest(request, next) {
    const { body } = request;
    if (typeof body === 'string') request.body = body.replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
    return next(request);
  },
};
