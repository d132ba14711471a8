import type { IncomingMessage } from 'node:http';

/** What an employee pressed. */
export type Press =
  | { readonly kind: 'confirm' }
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'fraud' }
  | { readonly kind: 'solved' }
  | { readonly kind: 'here' };

const MOST_BYTES = 4_096;
const LONGEST_CODE = 40;

/** Reads the form. Attacker-controlled: `undefined` for anything that our own page would not send. */
export async function readPress(request: IncomingMessage): Promise<Press | undefined> {
  const [type] = (request.headers['content-type'] ?? '').split(';');
  if (type?.trim().toLowerCase() !== 'application/x-www-form-urlencoded') return undefined;
  const text = await readText(request);
  return text === undefined ? undefined : pressOf([...new URLSearchParams(text)]);
}

function pressOf(fields: readonly (readonly [string, string])[]): Press | undefined {
  const [field, ...others] = fields;
  if (field === undefined || others.length > 0) return undefined;
  const [name, value] = field;
  if (name === 'code') return value.length > LONGEST_CODE ? undefined : { kind: 'code', code: asciiDigits(value) };
  if (value !== 'yes') return undefined;
  return name === 'confirm' || name === 'fraud' || name === 'solved' || name === 'here' ? { kind: name } : undefined;
}

async function readText(request: IncomingMessage): Promise<string | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > MOST_BYTES) return undefined;
  const chunks: Buffer[] = [];
  let size = 0;
  // Leaving the loop early must not close the connection: the answer still has to go out.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    // Nobody set an encoding on the stream, so it yields buffers.
    const bytes = chunk as Buffer;
    size += bytes.length;
    if (size > MOST_BYTES) return undefined;
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

const ZEROES = [0x0660, 0x06f0, 0x0966] as const;

/** A phone set to Arabic, Persian or Hindi may type its own digits; full-width ones come from East Asian keyboards. */
function asciiDigits(text: string): string {
  return text.normalize('NFKC').replace(/[\u0660-\u0669\u06F0-\u06F9\u0966-\u096F]/g, (digit) => {
    const code = digit.charCodeAt(0);
    const zero = ZEROES.find((one) => code >= one && code <= one + 9) ?? code;
    return String(code - zero);
  });
}
