'use strict';

// Has the tap (node --require) and writes every line it is given to every channel there is, as text of its own.
// argv: address of the store, a folder, the lines as JSON.
const { TableClient } = require('@azure/data-tables');
const { BlobServiceClient } = require('@azure/storage-blob');
const { QueueServiceClient } = require('@azure/storage-queue');
const fs = require('node:fs');
const http = require('node:http');
const path = require('node:path');

const [connectionString, folder, linesText] = process.argv.slice(2);
const lines = JSON.parse(linesText);

/** Address of a server that answers with what it was asked. */
const ADDRESSES = {
  bot: '/api/messages',
  connector: '/v3/conversations/c/activities',
  graph: '/v1.0/users/u/authentication/methods',
  mail: '/v1.0/users/u/sendMail',
  page: '/reveal/token',
  sms: '/sms',
  panes: '/panes/api/outbox',
};

async function overHttp() {
  const server = http.createServer(async (request, response) => {
    const parts = [];
    for await (const part of request) parts.push(part);
    response.end(Buffer.concat(parts));
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  for (const address of Object.values(ADDRESSES)) {
    for (const body of lines) {
      await (await fetch(`http://127.0.0.1:${server.address().port}${address}`, { method: 'POST', body })).text();
    }
  }
  server.close();
  server.closeAllConnections();
}

async function inTables() {
  const table = TableClient.fromConnectionString(connectionString, 'canaries', { allowInsecureConnection: true });
  await table.createTable();
  for (const [at, text] of lines.entries()) await table.createEntity({ partitionKey: 'p', rowKey: String(at), text });
}

async function inQueues() {
  const queue = QueueServiceClient.fromConnectionString(connectionString).getQueueClient('canaries');
  await queue.create();
  for (const line of lines) await queue.sendMessage(line);
}

async function inBlobs() {
  const blobs = BlobServiceClient.fromConnectionString(connectionString).getContainerClient('canaries');
  await blobs.create();
  for (const [at, line] of lines.entries()) await blobs.uploadBlockBlob(String(at), line, Buffer.byteLength(line));
}

async function inFiles() {
  const file = (name) => path.join(folder, name);
  for (const [at, line] of lines.entries()) {
    fs.writeFileSync(file(`sync-${at}`), line);
    await fs.promises.writeFile(file(`promise-${at}`), line);
    await new Promise((resolve) => fs.writeFile(file(`callback-${at}`), line, resolve));
    fs.appendFileSync(file('appended'), `${line}\n`);
    await new Promise((resolve) => fs.createWriteStream(file(`stream-${at}`)).end(line, resolve));
    const handle = await fs.promises.open(file(`handle-${at}`), 'w');
    await handle.write(line);
    await handle.close();
    const fd = fs.openSync(file(`fd-${at}`), 'w');
    // In two halves: a secret may lie across two writes.
    fs.writeSync(fd, line.slice(0, 5));
    fs.writeSync(fd, line.slice(5));
    fs.closeSync(fd);
  }
}

async function main() {
  for (const line of lines) process.stdout.write(`${line}\n`);
  for (const line of lines) process.stderr.write(`${line}\n`);
  await inFiles();
  await overHttp();
  await inTables();
  await inQueues();
  await inBlobs();
}

void main();
