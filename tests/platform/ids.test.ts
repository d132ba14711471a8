import { decodeTime, isValid } from 'ulid';
import { systemIds } from '../../platform/ids';

const NOW = Date.UTC(2026, 4, 1, 9, 30);
const many = <T>(make: () => T): ReadonlySet<T> => new Set(Array.from({ length: 500 }, make));

describe('when a ULID is made', () => {
  it.each([0, 1, NOW])('carries the time it was given (%d)', (now) => {
    const id = systemIds.ulid(now);
    expect(isValid(id)).toBe(true);
    expect(decodeTime(id)).toBe(now);
  });

  it('differs from the others of the same millisecond', () => {
    expect(many(() => systemIds.ulid(NOW)).size).toBe(500);
  });

  it('sorts by time', () => {
    expect(systemIds.ulid(NOW) < systemIds.ulid(NOW + 1)).toBe(true);
  });
});

describe('when a token is made', () => {
  it.each([16, 32])('carries %d bytes in base64url', (bytes) => {
    const token = systemIds.token(bytes);
    expect(token).toMatch(/^[A-Za-z0-9_-]+$/);
    expect(Buffer.from(token, 'base64url')).toHaveLength(bytes);
  });

  it('differs from the others', () => {
    expect(many(() => systemIds.token(16)).size).toBe(500);
  });
});

describe('when a short code is made', () => {
  const codes = [...many(() => systemIds.shortCode())];

  it('is LK- and six characters that nobody confuses', () => {
    for (const code of codes) expect(code).toMatch(/^LK-[0-9A-HJKMNP-TV-Z]{6}$/);
  });

  it('uses the whole alphabet', () => {
    expect(new Set(codes.flatMap((code) => [...code.slice(3)])).size).toBe(32);
  });

  it('rarely repeats', () => {
    expect(codes.length).toBeGreaterThan(495);
  });
});
