import type { Secret } from '../platform/secret';

/**
 * The spellings in which a secret could hide: as it is, hex, URL- and JSON-escaped, and base64 at each of the three places
 * where it could begin in a longer text that was encoded as a whole.
 */
export function formsOf(secret: Secret): readonly string[] {
  const value = secret.reveal();
  const hex = Buffer.from(value).toString('hex');
  const url = encodeURIComponent(value);
  const forms = [
    ...[value, hex, hex.toUpperCase(), url, url.replace(/%../g, (byte) => byte.toLowerCase())],
    ...[JSON.stringify(value).slice(1, -1), value.replace(/[^\w]/g, unicodeEscape)],
    ...base64Forms(value),
  ];
  return [...new Set(forms)];
}

const unicodeEscape = (char: string): string => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** Only what does not depend on the bytes before and after. */
function base64Forms(value: string): readonly string[] {
  const bytes = Buffer.from(value);
  return [0, 1, 2].flatMap((lead) => {
    const whole = Buffer.concat([Buffer.alloc(lead), bytes]);
    const [from, end] = [Math.ceil((lead * 8) / 6), Math.floor((whole.length * 8) / 6)];
    return [whole.toString('base64').slice(from, end), whole.toString('base64url').slice(from, end)];
  });
}
