import { once } from 'node:events';
import net from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { Secret } from '../../../platform/secret';

/** A line to the tables of a store that can be cut for good, as a crash of the product would. */
export interface CutLine {
  readonly connectionString: Secret;
  /** Nothing gets through any more; what was sent and not answered stays unanswered. */
  cut(): void;
  close(): Promise<void>;
}

export async function startCutLine(connectionString: Secret): Promise<CutLine> {
  const [, target = '', host = '', port = ''] =
    /TableEndpoint=(http:\/\/([\d.]+):(\d+))/.exec(connectionString.reveal()) ?? [];
  const open = new Set<Socket>();
  let isCut = false;
  const server = net.createServer((from) => {
    if (isCut) {
      from.destroy();
      return;
    }
    const to = net.connect({ host, port: Number(port) });
    for (const [one, other] of [
      [from, to],
      [to, from],
    ] as const) {
      open.add(one);
      one.pipe(other);
      one.on('error', () => other.destroy()).on('close', () => open.delete(one));
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const own = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const cut = (): void => {
    isCut = true;
    for (const socket of open) socket.destroy();
  };
  return {
    connectionString: Secret.of(connectionString.reveal().replace(target, own)),
    cut,
    close: async () => {
      cut();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
