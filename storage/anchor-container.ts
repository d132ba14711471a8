import { BlobServiceClient, type ContainerClient } from '@azure/storage-blob';
import { mayBeInsecure, STORAGE_RETRIES, understood, urlOf, type StorageConnection } from './connection';

/** A container of blobs in the account; nothing is sent yet. Throws `StorageError('badConnection')`. */
export function anchorContainer(connection: StorageConnection, container: string): ContainerClient {
  return understood(() => blobService(connection).getContainerClient(container), 'ANCHOR_STORAGE_CONNECTION_STRING');
}

function blobService(connection: StorageConnection): BlobServiceClient {
  const options = { retryOptions: STORAGE_RETRIES };
  if ('account' in connection) return new BlobServiceClient(urlOf(connection, 'blob'), connection.credential, options);
  const text = connection.connectionString.reveal();
  mayBeInsecure(text);
  return BlobServiceClient.fromConnectionString(text, options);
}
