import { readSignedText, signText } from '../../recovery/signed-text';
import { fakeKeyRing } from '../support/fake-key-ring';

const keys = fakeKeyRing(['k2', 'k1']);
const PURPOSE = 'step-up-link';
const FOR = { purpose: PURPOSE };
const TEXT = 'what.it.says~1';
const signed = signText(keys, FOR, TEXT);
const [keyId = '', mac = ''] = signed.split('.').slice(-2);

/** Any text with the MAC that fits it. */
const withMac = (text: string, id = 'k2'): string => `${text}.${id}.${keys.mac(PURPOSE, text, id) ?? ''}`;

describe('when a text is signed', () => {
  it('it is read as what was written, and under which key', () => {
    expect(signed).toBe(withMac(TEXT));
    expect(readSignedText(keys, FOR, signed)).toEqual({ text: TEXT, keyId: 'k2' });
  });

  it('it is still read after the current key moved on, and not after its key is gone', () => {
    const old = signText(fakeKeyRing(['k1']), FOR, TEXT);
    expect(readSignedText(keys, FOR, old)).toEqual({ text: TEXT, keyId: 'k1' });
    expect(readSignedText(fakeKeyRing(['k2']), FOR, old)).toBeUndefined();
  });

  it.each(['k', 'k'.repeat(32)])('the id of the key may be %s', (id) => {
    const ring = fakeKeyRing([id]);
    expect(readSignedText(ring, FOR, signText(ring, FOR, TEXT))).toEqual({ text: TEXT, keyId: id });
  });

  it('whom it is bound to is not in it, and nobody else reads it', () => {
    const [one, other] = ['a', 'b'].map((who) => ({ purpose: PURPOSE, boundTo: ['tenant', who] }));
    const bound = signText(keys, one ?? FOR, TEXT);
    expect(bound).toBe(`${TEXT}.k2.${keys.mac(PURPOSE, `tenant|a|${TEXT}`, 'k2') ?? ''}`);
    expect(readSignedText(keys, one ?? FOR, bound)).toEqual({ text: TEXT, keyId: 'k2' });
    for (const what of [other ?? FOR, FOR]) expect(readSignedText(keys, what, bound)).toBeUndefined();
  });

  it('nothing is signed without the current key', () => {
    expect(() => signText({ currentId: 'k9', mac: () => undefined }, FOR, TEXT)).toThrow(
      expect.objectContaining({ code: 'integrity', message: 'the current key is not in the key ring' }),
    );
  });
});

describe('when a signed text was tampered with', () => {
  it.each([
    ['another purpose', { purpose: 'step-up-state' }, signed],
    ['another whom it is bound to', { ...FOR, boundTo: ['tenant', 'person'] }, signed],
    ['another text', FOR, `what.it.says~2.${keyId}.${mac}`],
    ['no text', FOR, withMac('')],
    ['another known key', FOR, `${TEXT}.k1.${mac}`],
    ['an unknown key', FOR, `${TEXT}.k9.${mac}`],
    ['a key of the prototype', FOR, `${TEXT}.constructor.${mac}`],
    ['no key', FOR, `${TEXT}..${mac}`],
    ['a MAC cut short', FOR, signed.slice(0, -1)],
    ['a MAC made longer', FOR, `${signed}A`],
    ['a MAC of bytes that count twice', FOR, `${signed.slice(0, -1)}\u00e9`],
    ['more behind it', FOR, `${signed}.x`],
    ['a line break behind it', FOR, `${signed}\n`],
    ['a line before it', FOR, `x\n${signed}`],
    ['nothing', FOR, ''],
  ])('%s is nothing of ours', (_what, what, text) => {
    expect(readSignedText(keys, what, text)).toBeUndefined();
  });

  it('no character of it can be another one', () => {
    for (let at = 0; at < signed.length; at += 1) {
      const swapped = signed.charAt(at) === 'A' ? 'B' : 'A';
      expect(readSignedText(keys, FOR, signed.slice(0, at) + swapped + signed.slice(at + 1))).toBeUndefined();
    }
  });
});

describe('when a signed text is long', () => {
  const long = (length: number): string => withMac('A'.repeat(length - '.k2.'.length - mac.length));

  it('six hundred characters are read, and one more is not even hashed', () => {
    expect(long(600)).toHaveLength(600);
    expect(readSignedText(keys, FOR, long(600))?.keyId).toBe('k2');
    const hashed = jest.fn(() => mac);
    for (const text of [long(601), 'A'.repeat(100_000), `${signed}${'A'.repeat(100_000)}`]) {
      expect(readSignedText({ currentId: 'k2', mac: hashed }, FOR, text)).toBeUndefined();
    }
    expect(hashed).not.toHaveBeenCalled();
  });
});
