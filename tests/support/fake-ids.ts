import type { Ids } from '../../recovery/ports';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

function base32(value: number, length: number): string {
  let text = '';
  for (let rest = value; text.length < length; rest = Math.floor(rest / 32)) text = CROCKFORD.charAt(rest % 32) + text;
  return text;
}

/** Ids that count: the same story always gets the same ones. `shortCodes` come first, then counted ones. */
export function fakeIds(shortCodes: readonly string[] = []): Ids {
  let count = 0;
  const scripted = [...shortCodes];
  const nextCount = (): number => (count += 1);
  return {
    ulid: (now) => base32(now, 10) + base32(nextCount(), 16),
    token: (bytes) => `token-${String(nextCount())}-`.padEnd(Math.ceil((bytes * 4) / 3), 'x'),
    shortCode: () => scripted.shift() ?? `LK-${base32(nextCount(), 6)}`,
  };
}
