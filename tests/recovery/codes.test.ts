import { inspect } from 'node:util';
import { matchNumber, releaseCode, releaseCodePart, sameDigits } from '../../recovery/codes';
import { Secret } from '../../platform/secret';
import { fakeKeyRing } from '../support/fake-key-ring';
import { awaiting, OTHER_TENANT, slot } from '../support/request-builder';

const keys = fakeKeyRing();
const single = awaiting({ id: '01JTESTS000000000000000000' });
const dual = { ...single, slots: [slot(), slot({ slot: 2 })] };
const code = (generation: number) => ({ code: { generation, deadline: 0, voided: false } });

/** Worked out apart from the product: HMAC-SHA-256 of what is named, its first eight bytes as a number, its last digits. */
const MATCH_NUMBERS: readonly (readonly [slot: 1 | 2, round: number, number: string])[] = [
  [1, 1, '518'],
  [2, 1, '321'],
  [1, 2, '596'],
  [2, 2, '607'],
  [1, 10, '344'],
];

const RELEASE_CODES: readonly (readonly [round: number, generation: number, code: string])[] = [
  [1, 1, '583263'],
  [1, 2, '438909'],
  [2, 1, '606583'],
  [2, 2, '254590'],
  [1, 12, '748624'],
];

describe('when a match number is derived', () => {
  it.each(MATCH_NUMBERS)('for slot %d in round %d it is %s, in every version and instance', (one, round, number) => {
    expect(matchNumber(keys, { ...single, round }, one).reveal()).toBe(number);
  });

  it('has three digits, leading zeros kept, and is always the same', () => {
    const numbers = Array.from({ length: 400 }, (_, round) => matchNumber(keys, { ...single, round }, 1).reveal());
    for (const number of numbers) expect(number).toMatch(/^\d{3}$/);
    expect(numbers.some((number) => number.startsWith('0'))).toBe(true);
    expect(new Set(numbers).size).toBeGreaterThan(250);
    expect(matchNumber(keys, single, 1).reveal()).toBe(matchNumber(keys, single, 1).reveal());
  });

  it.each([
    ['slot', () => matchNumber(keys, single, 2)],
    ['round', () => matchNumber(keys, { ...single, round: 2 }, 1)],
    ['request', () => matchNumber(keys, { ...single, id: '01JTESTS000000000000000001' }, 1)],
    ['tenant', () => matchNumber(keys, { ...single, tenantId: OTHER_TENANT }, 1)],
    ['key', () => matchNumber(fakeKeyRing(['k2']), single, 1)],
  ])('is another one for another %s', (_what, other) => {
    expect(other().reveal()).not.toBe(matchNumber(keys, single, 1).reveal());
  });
});

describe('when a release code is derived', () => {
  it.each(RELEASE_CODES)('in round %d, generation %d, it is %s, in every version and instance', (round, nth, right) => {
    expect(releaseCode(keys, { ...single, round }, code(nth)).reveal()).toBe(right);
  });

  it('is another one where it goes by text message in place of an approver', () => {
    const selfVerified = { contactId: 'phone', contact: 'hash', masked: '••• 312', managers: [] };
    const texted = releaseCode(keys, single, { ...code(1), selfVerified }).reveal();
    expect(texted).toMatch(/^\d{6}$/);
    expect(texted).not.toBe(releaseCode(keys, single, code(1)).reveal());
  });

  it('has six digits and changes with every generation and round', () => {
    const codes = Array.from({ length: 50 }, (_, generation) => releaseCode(keys, single, code(generation)).reveal());
    for (const one of codes) expect(one).toMatch(/^\d{6}$/);
    expect(new Set(codes).size).toBe(50);
    expect(releaseCode(keys, { ...single, round: 2 }, code(1)).reveal()).not.toBe(codes[1]);
  });

  it('is whole for one approver and halves for two', () => {
    const whole = releaseCode(keys, single, code(1)).reveal();
    expect(releaseCodePart(keys, single, code(1), 1).reveal()).toBe(whole);
    const halves = ([1, 2] as const).map((half) => releaseCodePart(keys, dual, code(1), half).reveal());
    expect(halves).toEqual([whole.slice(0, 3), whole.slice(3)]);
  });

  it('never shows itself by accident', () => {
    const secret = releaseCode(keys, single, code(1));
    for (const shown of [String(secret), JSON.stringify({ secret }), inspect(secret)]) {
      expect(shown).not.toContain(secret.reveal());
    }
  });
});

describe('when somebody types digits', () => {
  it.each([
    ['042', true],
    [' 042 ', true],
    ['0 4-2', true],
    ['42', false],
    ['0042', false],
    ['043', false],
    ['', false],
    ['042 please', false],
    ['０４２', false],
    ['042'.repeat(10_000), false],
  ])('%j is right: %p', (typed, right) => {
    expect(sameDigits(typed, Secret.of('042'))).toBe(right);
  });
});

describe('when the current key is gone', () => {
  it('derives nothing', () => {
    const broken = { currentId: 'k9', mac: () => undefined };
    expect(() => matchNumber(broken, single, 1)).toThrow(
      expect.objectContaining({ code: 'integrity', message: 'the current key is not in the key ring' }),
    );
  });
});
