import type { IncomingMessage } from 'node:http';

/** Larger than anything that Teams sends: 256 KiB. */
const LARGEST = 256 * 1024;

export type JsonBody =
  { readonly kind: 'json'; readonly value: unknown } | { readonly kind: 'refused'; readonly status: 400 | 413 | 415 };

const refused = (status: 400 | 413 | 415): JsonBody => ({ kind: 'refused', status });

/** The rest is read and dropped, so that the caller gets the answer instead of a broken connection. */
async function drain(request: IncomingMessage): Promise<void> {
  for await (const _chunk of request) continue;
}

/**
 * Reads a JSON body of at most 256 KiB. Used instead of restify's own reader, which a broken gzip stream ends with the
 * whole process and which measures a compressed body before it grows. Never throws.
 */
export async function readJsonBody(request: IncomingMessage): Promise<JsonBody> {
  try {
    const encoding = request.headers['content-encoding'] ?? 'identity';
    const tooLarge = Number(request.headers['content-length'] ?? 0) > LARGEST;
    if (encoding !== 'identity' || tooLarge) {
      await drain(request);
      return refused(tooLarge ? 413 : 415);
    }
    const text = await readText(request);
    return text === undefined ? refused(413) : parsed(text);
  } catch {
    return refused(400);
  }
}

async function readText(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    // Safe: nobody set an encoding on the request, so its chunks are buffers.
    const buffer = chunk as Buffer;
    size += buffer.length;
    if (size <= LARGEST) chunks.push(buffer);
  }
  return size > LARGEST ? undefined : Buffer.concat(chunks).toString('utf8');
}

function parsed(text: string): JsonBody {
  try {
    return { kind: 'json', value: JSON.parse(text) };
  } catch {
    return refused(400);
  }
}
