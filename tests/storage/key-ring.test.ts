import { createHmac } from 'node:crypto';
import { Secret } from '../../platform/secret';
import { createKeyRing } from '../../storage/key-ring';

const bytes = (fill: number, length = 32): Buffer => Buffer.alloc(length, fill);
const key = (id: string, fill: number, length = 32) => ({ id, key: Secret.of(bytes(fill, length).toString('base64')) });

describe('when something is signed', () => {
  const ring = createKeyRing([key('new', 1), key('old', 2)]);

  it('is HMAC-SHA-256 under a subkey made for the purpose', () => {
    const subkey = createHmac('sha256', bytes(1)).update('card-token').digest();
    const expected = createHmac('sha256', subkey).update('text').digest('base64url');
    expect(ring.mac('card-token', 'text', 'new')).toBe(expected);
  });

  it('gives another value for another purpose, key or text', () => {
    const macs = [
      ring.mac('a', 'text', 'new'),
      ring.mac('b', 'text', 'new'),
      ring.mac('a', 'text', 'old'),
      ring.mac('a', 'texu', 'new'),
    ];
    expect(new Set(macs).size).toBe(4);
    expect(ring.mac('a', 'text', 'new')).toBe(macs[0]);
  });

  it('signs with the first key and knows nothing of keys that are not there', () => {
    expect(ring.currentId).toBe('new');
    expect(ring.earlierIds).toEqual(['old']);
    expect(ring.mac('a', 'text', 'gone')).toBeUndefined();
    expect(ring.mac('a', 'text', '__proto__')).toBeUndefined();
  });
});

describe('when keys are not usable', () => {
  const short = (id: string): string => `The key "${id}" is too short. Give 32 random bytes in base64.`;

  it.each([
    ['no key', [], 'There is no key. Set LEDGER_KEYS to id:base64.'],
    ['a short key', [key('k1', 1, 31)], short('k1')],
    ['a short second key', [key('k1', 1), key('k2', 2, 16)], short('k2')],
    ['a key that is no base64', [{ id: 'k1', key: Secret.of('*'.repeat(64)) }], short('k1')],
  ])('refuses %s and prints none of it', (_name, material, message) => {
    const make = () => createKeyRing(material);
    expect(make).toThrow(expect.objectContaining({ name: 'StorageError', code: 'badKeys', message }));
    expect(make).not.toThrow(/AQEB|\*\*/);
  });
});
