import { once } from 'node:events';
import { connect } from 'node:net';

export interface RawAnswer {
  readonly status: number;
  /** Everything that came back, head and body. */
  readonly text: string;
}

/** One POST, byte for byte: header lines that no HTTP client would send go out as they are. */
export async function postRaw(
  port: number,
  path: string,
  lines: readonly string[],
  body: string | Uint8Array,
): Promise<RawAnswer> {
  const bytes = Buffer.from(body);
  const length = `Content-Length: ${String(bytes.length)}`;
  const head = [`POST ${path} HTTP/1.1`, 'Host: latchkey', 'Connection: close', length, ...lines].join('\r\n');
  const socket = connect(port, '127.0.0.1');
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  socket.write(Buffer.concat([Buffer.from(`${head}\r\n\r\n`, 'latin1'), bytes]));
  await once(socket, 'close');
  const text = Buffer.concat(chunks).toString('utf8');
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(text)?.[1] ?? 0), text };
}
