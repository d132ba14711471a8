import { readSignedText, signText } from '../../recovery/signed-text';
import { fakeKeyRing } from '../support/fake-key-ring';

const keys = fakeKeyRing(['k2', 'k1']);
const PURPOSE = 'step-up-link';
const TEXT = 'what.it.says~1';
const signed = signText(keys, PURPOSE, TEXT);
const [keyId = '', mac = ''] = signed.split('.').slice(-2);

/** Any text with the MAC that fits it. */
const withMac = (text: string, id = 'k2'): string => `${text}.${id}.${keys.mac(PURPOSE, text, id) ?? ''}`;

describe('when a text is signed', () => {
  it('it is read as what was written, and under which key', () => {
    expect(signed).toBe(withMac(TEXT));
    expect(readSignedText(keys, PURPOSE, signed)).toEqual({ text: TEXT, keyId: 'k2' });
  });

  it('it is still read after the current key moved on, and not after its key is gone', () => {
    const old = signText(fakeKeyRing(['k1']), PURPOSE, TEXT);
    expect(readSignedText(keys, PURPOSE, old)).toEqual({ text: TEXT, keyId: 'k1' });
    expect(readSignedText(fakeKeyRing(['k2']), PURPOSE, old)).toBeUndefined();
  });

  it.each(['k', 'k'.repeat(32)])('the id of the key may be %s', (id) => {
    const ring = fakeKeyRing([id]);
    expect(readSignedText(ring, PURPOSE, signText(ring, PURPOSE, TEXT))).toEqual({ text: TEXT, keyId: id });
  });

  it('nothing is signed without the current key', () => {
    expect(() => signText({ currentId: 'k9', mac: () => undefined }, PURPOSE, TEXT)).toThrow(
      expect.objectContaining({ code: 'integrity', message: 'the current key is not in the key ring' }),
    );
  });
});

describe('when a signed text was tampered with', () => {
  it.each([
    ['another purpose', 'step-up-state', signed],
    ['another text', PURPOSE, `what.it.says~2.${keyId}.${mac}`],
    ['no text', PURPOSE, withMac('')],
    ['another known key', PURPOSE, `${TEXT}.k1.${mac}`],
    ['an unknown key', PURPOSE, `${TEXT}.k9.${mac}`],
    ['a key of the prototype', PURPOSE, `${TEXT}.constructor.${mac}`],
    ['no key', PURPOSE, `${TEXT}..${mac}`],
    ['a MAC cut short', PURPOSE, signed.slice(0, -1)],
    ['a MAC made longer', PURPOSE, `${signed}A`],
    ['a MAC of bytes that count twice', PURPOSE, `${signed.slice(0, -1)}\u00e9`],
    ['more behind it', PURPOSE, `${signed}.x`],
    ['a line break behind it', PURPOSE, `${signed}\n`],
    ['nothing', PURPOSE, ''],
  ])('%s is nothing of ours', (_what, purpose, text) => {
    expect(readSignedText(keys, purpose, text)).toBeUndefined();
  });

  it('no character of it can be another one', () => {
    for (let at = 0; at < signed.length; at += 1) {
      const swapped = signed.charAt(at) === 'A' ? 'B' : 'A';
      expect(readSignedText(keys, PURPOSE, signed.slice(0, at) + swapped + signed.slice(at + 1))).toBeUndefined();
    }
  });
});

describe('when a signed text is long', () => {
  const long = (length: number): string => withMac('A'.repeat(length - '.k2.'.length - mac.length));

  it('six hundred characters are read, and one more is not even hashed', () => {
    expect(long(600)).toHaveLength(600);
    expect(readSignedText(keys, PURPOSE, long(600))?.keyId).toBe('k2');
    const hashed = jest.fn(() => mac);
    for (const text of [long(601), 'A'.repeat(100_000), `${signed}${'A'.repeat(100_000)}`]) {
      expect(readSignedText({ currentId: 'k2', mac: hashed }, PURPOSE, text)).toBeUndefined();
    }
    expect(hashed).not.toHaveBeenCalled();
  });
});
