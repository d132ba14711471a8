import { randomBytes } from 'node:crypto';
import { Secret } from '../../platform/secret';
import { createKeyRing } from '../../storage/key-ring';
import { seal, unseal, type Sealed } from '../../storage/sealed';

const key = (id: string) => ({ id, key: Secret.of(randomBytes(32).toString('base64')) });
const [ONE, TWO] = [key('k1'), key('k2')];
const keys = createKeyRing([ONE]);
const AT = { purpose: 'contacts', place: 'table|pk|rk' };
const PLAIN = '+4740055312 ☎';
const nonce = () => randomBytes(12).toString('base64url');
const sealed = seal(keys, AT, Secret.of(PLAIN), nonce());

const flipped = (text: string, at: number): string => {
  const bytes = Buffer.from(text, 'base64url');
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
  return bytes.toString('base64url');
};

describe('when a text is sealed', () => {
  it('comes back for the place it was sealed for, and does not show itself', () => {
    expect(unseal(keys, AT, sealed)?.reveal()).toBe(PLAIN);
    expect(JSON.stringify(sealed)).not.toContain('40055312');
    expect(Buffer.from(sealed.text, 'base64url').includes(PLAIN)).toBe(false);
    expect(seal(keys, AT, Secret.of(PLAIN), nonce()).text).not.toBe(sealed.text);
  });

  it('opens under an earlier key as long as that is there, and the current one seals', () => {
    const rotated = createKeyRing([TWO, ONE]);
    expect(unseal(rotated, AT, sealed)?.reveal()).toBe(PLAIN);
    expect(seal(rotated, AT, Secret.of(PLAIN), nonce()).keyId).toBe('k2');
    expect(unseal(createKeyRing([TWO]), AT, sealed)).toBeUndefined();
  });

  const last = Buffer.from(sealed.text, 'base64url').length - 1;
  it.each<readonly [string, Partial<Sealed>]>([
    ['its first byte was changed', { text: flipped(sealed.text, 0) }],
    ['its tag was changed', { text: flipped(sealed.text, last) }],
    ['its tag was cut', { text: Buffer.from(sealed.text, 'base64url').subarray(0, last).toString('base64url') }],
    ['nothing is left', { text: '' }],
    ['its nonce was changed', { nonce: flipped(sealed.nonce, 3) }],
    ['its nonce has another length', { nonce: randomBytes(16).toString('base64url') }],
    ['it names another key', { keyId: 'k9' }],
  ])('does not open where %s', (_what, change) => {
    expect(unseal(keys, AT, { ...sealed, ...change })).toBeUndefined();
  });

  it.each([
    ['another row', { ...AT, place: 'table|pk|other' }],
    ['another purpose', { ...AT, purpose: 'other' }],
  ])('does not open for %s', (_what, at) => {
    expect(unseal(keys, at, sealed)).toBeUndefined();
  });

  it('is refused where the current key is not there', () => {
    const none = { currentId: 'k1', mac: () => undefined };
    expect(() => seal(none, AT, Secret.of(PLAIN), nonce())).toThrow('not in the key ring');
  });
});
