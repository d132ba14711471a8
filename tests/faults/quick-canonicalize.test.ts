import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { Secret } from '../../platform/secret';
import { quickCanonicalize } from './simulation/quick-canonicalize';

describe('when the simulation writes canonical JSON', () => {
  it('writes what the library writes, for any value', () => {
    const keys = fc.oneof(fc.string(), fc.nat().map(String), fc.constantFrom('__proto__x', 'é', '\u2028', ''));
    const values = fc.letrec((tie) => ({
      leaf: fc.oneof(fc.string({ unit: 'binary' }), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer()),
      none: fc.constantFrom(null, undefined, true, false),
      list: fc.array(tie('any'), { maxLength: 5 }),
      map: fc.dictionary(keys, tie('any'), { maxKeys: 6 }),
      any: fc.oneof({ maxDepth: 5 }, tie('leaf'), tie('none'), tie('list'), tie('map')),
    })).any;
    fc.assert(
      fc.property(values, (value) => {
        expect(quickCanonicalize(value)).toBe(canonicalize(value));
      }),
      { numRuns: 2_000 },
    );
  });

  it('sorts keys that look like numbers as texts', () => {
    expect(quickCanonicalize({ 9: 1, 10: 2, a: 3 })).toBe('{"10":2,"9":1,"a":3}');
  });

  it('asks a value that says how it is written', () => {
    const value = { slip: Secret.of('hidden'), at: new Date(0) };
    expect(quickCanonicalize(value)).toBe(canonicalize(value));
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, { a: [Number.NEGATIVE_INFINITY] }])('refuses %j', (value) => {
    expect(() => quickCanonicalize(value)).toThrow('is not allowed');
  });
});
