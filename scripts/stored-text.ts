import { TableClient, TableServiceClient } from '@azure/data-tables';
import { QueueServiceClient } from '@azure/storage-queue';
import type { Secret } from '../platform/secret';

const INSECURE = { allowInsecureConnection: true };

/**
 * Everything that lies in a store, as text: every row of every table and every message that can be seen in a queue.
 * For searching by value; reads whole tables, so for a local store only.
 */
export async function storedText(connectionString: Secret): Promise<string> {
  const [tables, queues] = await Promise.all([tableText(connectionString), queueText(connectionString)]);
  return `${tables}\n${queues}`;
}

async function tableText(connectionString: Secret): Promise<string> {
  const service = TableServiceClient.fromConnectionString(connectionString.reveal(), INSECURE);
  const lines: string[] = [];
  for await (const { name = '' } of service.listTables()) {
    const table = TableClient.fromConnectionString(connectionString.reveal(), name, INSECURE);
    for await (const row of table.listEntities()) lines.push(JSON.stringify(row));
  }
  return lines.join('\n');
}

async function queueText(connectionString: Secret): Promise<string> {
  const service = QueueServiceClient.fromConnectionString(connectionString.reveal());
  const lines: string[] = [];
  for await (const { name } of service.listQueues()) {
    const { peekedMessageItems } = await service.getQueueClient(name).peekMessages({ numberOfMessages: 32 });
    lines.push(
      ...peekedMessageItems.map(({ messageText }) => `${messageText} ${Buffer.from(messageText, 'base64').toString()}`),
    );
  }
  return lines.join('\n');
}
