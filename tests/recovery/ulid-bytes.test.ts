import { packUlid, unpackUlid } from '../../recovery/ulid-bytes';

describe('when the id of a request is packed into bytes', () => {
  it.each([
    ['00000000000000000000000000', '00'.repeat(16)],
    ['7ZZZZZZZZZZZZZZZZZZZZZZZZZ', 'ff'.repeat(16)],
    ['01K9ZZZZZZZZZZZZZZZZZZZZZZ', '019a7fffffffffffffffffffffffffff'],
    ['00000000000000000000000001', `${'00'.repeat(15)}01`],
    ['0000000000000000000000000Z', `${'00'.repeat(15)}1f`],
  ])('%s is %s, and back', (id, hex) => {
    expect(packUlid(id).toString('hex')).toBe(hex);
    expect(unpackUlid(Buffer.from(hex, 'hex'))).toBe(id);
  });

  it.each(['', '01NONE', '8ZZZZZZZZZZZZZZZZZZZZZZZZZ', '01k9zzzzzzzzzzzzzzzzzzzzzz', '01K9ZZZZZZZZZZZZZZZZZZZZZI'])(
    '%j is none',
    (id) => {
      expect(() => packUlid(id)).toThrow('no ULID');
    },
  );
});
