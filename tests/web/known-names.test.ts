import { EffectError } from '../../recovery/errors';
import { rememberNames } from '../../web/known-names';
import { person } from './web-server';

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

function setUp(displayName: string | undefined = 'Tom Berg') {
  const asked: string[] = [];
  const clock = { time: 0, now: () => clock.time };
  const people = {
    person: async (tenantId: string, id: string) => {
      asked.push(`${tenantId}/${id}`);
      return displayName === undefined ? undefined : person(id, displayName);
    },
  };
  return { asked, clock, people, nameOf: rememberNames({ people, clock, log: silent }) };
}

const isolated = (name: string): string => `\u2068${name}\u2069`;

describe('when names are looked up', () => {
  it('asks once for five minutes, per tenant and person', async () => {
    const { asked, clock, nameOf } = setUp();
    expect(await nameOf('t1', 'a')).toBe(isolated('Tom Berg'));
    await Promise.all([nameOf('t1', 'a'), nameOf('t2', 'a'), nameOf('t1', 'b')]);
    clock.time = 299_999;
    await nameOf('t1', 'a');
    expect(asked).toEqual(['t1/a', 't2/a', 't1/b']);
    clock.time = 300_000;
    await nameOf('t1', 'a');
    expect(asked).toHaveLength(4);
  });

  it('waits for a name two seconds at most; the next page has it', async () => {
    jest.useFakeTimers();
    try {
      let arrive = (): void => undefined;
      const late = new Promise<void>((resolve) => (arrive = resolve));
      const people = { person: async (_tenantId: string, id: string) => late.then(() => person(id, 'Tom Berg')) };
      const nameOf = rememberNames({ people, clock: { now: () => 0 }, log: silent });
      const first = nameOf('t1', 'a');
      await jest.advanceTimersByTimeAsync(2_000);
      expect(await first).toBeUndefined();
      arrive();
      expect(await nameOf('t1', 'a')).toBe(isolated('Tom Berg'));
    } finally {
      jest.useRealTimers();
    }
  });

  it('asks once when two pages ask at the same time', async () => {
    const { asked, nameOf } = setUp();
    await Promise.all([nameOf('t1', 'a'), nameOf('t1', 'a')]);
    expect(asked).toEqual(['t1/a']);
  });

  it('remembers that a name could not be read, says so once, and does not throw', async () => {
    const warned: unknown[] = [];
    const { clock } = setUp();
    const people = { person: () => Promise.reject(new EffectError('throttled', 'too many')) };
    const log = { ...silent, warn: (event: string) => void warned.push(event) };
    const nameOf = rememberNames({ people, clock, log });
    expect(await nameOf('t1', 'a')).toBeUndefined();
    expect(await nameOf('t1', 'a')).toBeUndefined();
    expect(warned).toEqual(['web.nameNotRead']);
  });

  it('does not grow without end', async () => {
    const { asked, nameOf } = setUp();
    for (let at = 0; at <= 1_000; at += 1) await nameOf('t1', String(at));
    await nameOf('t1', '1000');
    await nameOf('t1', '0');
    expect(asked).toHaveLength(1_002);
  });
});

describe('when a name is odd', () => {
  it.each([
    ['nobody', undefined, undefined],
    ['nothing', '', undefined],
    ['blank', ' \u202E\n ', undefined],
    ['line breaks', 'Tom\r\nYour code: 1', isolated('Tom Your code: 1')],
    ['turned around', 'Tom\u202EgreB', isolated('TomgreB')],
    ['an isolate that would end ours', 'Tom\u2069 Berg', isolated('Tom Berg')],
    ['right to left', 'עדה לאבלייס', isolated('עדה לאבלייס')],
    ['joined letters', 'می‌خواهم', isolated('می‌خواهم')],
    ['endless', 'x'.repeat(500), isolated(`${'x'.repeat(80)}…`)],
    ['endless in pairs of units', '👩'.repeat(200), isolated(`${'👩'.repeat(80)}…`)],
  ])('tames %s', async (_name, displayName, expected) => {
    const { clock } = setUp();
    const people = {
      person: async (_t: string, id: string) => (displayName === undefined ? undefined : person(id, displayName)),
    };
    expect(await rememberNames({ people, clock, log: silent })('t1', 'a')).toBe(expected);
  });
});
