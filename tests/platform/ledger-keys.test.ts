import { inspect } from 'node:util';
import { parseLedgerKeys } from '../../platform/ledger-keys';

const key = (fill: number, bytes = 32): string => Buffer.alloc(bytes, fill).toString('base64');

describe('when ledger keys are read', () => {
  it('keeps their order: the first is current', () => {
    const result = parseLedgerKeys(`k2:${key(2)}, k1:${key(1, 48)}`);
    const read = result.ok ? result.keys.map(({ id, key: held }) => [id, held.reveal()]) : [];
    expect(read).toEqual([
      ['k2', key(2)],
      ['k1', key(1, 48)],
    ]);
  });

  it('prints no key', () => {
    const result = parseLedgerKeys(`k1:${key(7)}`);
    expect(inspect(result, { depth: null }) + JSON.stringify(result)).not.toContain(key(7));
  });

  it.each<readonly [string, string, readonly string[]]>([
    ['nothing', '', ['entry 1 is not id:base64']],
    ['no id', key(1), ['entry 1 is not id:base64']],
    ['an empty id', `:${key(1)}`, ['entry 1 needs an id of 1 to 32 letters, digits, "-" or "_"']],
    ['a strange id', `k 1:${key(1)}`, ['entry 1 needs an id of 1 to 32 letters, digits, "-" or "_"']],
    ['a short key', `k1:${key(1, 31)}`, ['entry 1 has a key of 31 bytes; 32 are the least']],
    ['a key that is not base64', `k1:${'*'.repeat(44)}`, ['entry 1 has a key that is not base64']],
    ['a key that was cut', `k1:${key(1).slice(0, -1)}`, ['entry 1 has a key that is not base64']],
    ['a third part', `k1:${key(1)}:x`, ['entry 1 is not id:base64']],
    ['an id twice', `k1:${key(1)},k1:${key(2)}`, ['entry 2 repeats the id of an earlier entry']],
    ['a key twice', `k1:${key(1)},k2:${key(1)}`, ['entry 2 repeats the key of an earlier entry']],
    ['a key that is none', `k1:${key(0)}`, ['entry 1 has an empty key: all its bytes are 0']],
    ['a closing comma', `k1:${key(1)},`, ['entry 2 is not id:base64']],
    [
      'two bad entries',
      `k1:x,k2:${key(1, 8)}`,
      ['entry 1 has a key that is not base64', 'entry 2 has a key of 8 bytes; 32 are the least'],
    ],
  ])('refuses %s', (_name, text, problems) => {
    expect(parseLedgerKeys(text)).toEqual({ ok: false, problems });
  });
});
