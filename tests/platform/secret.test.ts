import { format, inspect } from 'node:util';
import pino from 'pino';
import { Secret } from '../../platform/secret';

const PLAIN = 'Kf3!wq9-not-to-be-seen';
const MASK = '[secret]';
const secret = Secret.of(PLAIN);

function logged(value: unknown): string {
  const lines: string[] = [];
  pino({ base: null, timestamp: false }, { write: (line: string) => lines.push(line) }).info({ value });
  return lines.join('');
}

describe('when a secret is printed (T11)', () => {
  const ways: readonly (readonly [string, () => string])[] = [
    ['String()', () => String(secret)],
    ['a template literal', () => `${String(secret)}`],
    ['toString', () => secret.toString()],
    ['concatenation', () => `a${[secret].join('')}`],
    ['valueOf', () => String(secret.valueOf())],
    ['JSON.stringify', () => JSON.stringify(secret)],
    ['JSON.stringify of something around it', () => JSON.stringify({ list: [{ secret }] })],
    ['util.inspect', () => inspect(secret)],
    ['util.inspect with everything shown', () => inspect({ secret }, { showHidden: true, depth: null, getters: true })],
    ['util.inspect without its own printer', () => inspect(secret, { customInspect: false, showHidden: true })],
    ['util.format %s', () => format('%s', secret)],
    ['util.format %o', () => format('%o', secret)],
    ['util.format %j', () => format('%j', secret)],
    ['an error message', () => new Error(String(secret), { cause: secret }).message],
    ['an inspected error cause', () => inspect(new Error('failed', { cause: secret }))],
    ['a spread', () => JSON.stringify({ ...secret })],
    ['its keys', () => JSON.stringify(Object.getOwnPropertyNames(secret))],
    ['its entries', () => JSON.stringify(Object.entries(secret))],
    ['a structured log line', () => logged(secret)],
    ['a structured log line around it', () => logged({ deep: [secret] })],
    ['a Map', () => inspect(new Map([['pass', secret]]))],
  ];

  it.each(ways)('keeps the value back in %s', (_name, print) => {
    expect(print()).not.toContain(PLAIN);
  });

  it.each([
    ['String()', () => String(secret)],
    ['JSON.stringify', () => JSON.parse(JSON.stringify({ secret })).secret as string],
    ['util.inspect', () => inspect(secret)],
    ['valueOf', () => secret.valueOf()],
    ['a log line', () => (JSON.parse(logged(secret)) as { value: string }).value],
  ])('shows the mask in %s', (_name, print) => {
    expect(print()).toBe(MASK);
  });

  it('loses the value when it is cloned', () => {
    expect(inspect(structuredClone(secret), { showHidden: true })).not.toContain(PLAIN);
  });
});

describe('when a secret is revealed', () => {
  it('gives the value that was put in', () => {
    expect(secret.reveal()).toBe(PLAIN);
  });
});
