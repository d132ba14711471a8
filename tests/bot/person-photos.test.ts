import { PersonPhotos } from '../../bot/person-photos';
import { FakeClock, MINUTE } from '../support/fake-clock';
import { EMPLOYEE, person, TENANT } from '../support/request-builder';

const HOUR = 60 * MINUTE;
const SOON = 1_000;
const never = () => new Promise<undefined>(() => undefined);

afterEach(() => {
  jest.useRealTimers();
});

function photos(answer: () => Promise<string | undefined> = () => Promise.resolve('data:one')) {
  const clock = new FakeClock(0);
  const asked: string[] = [];
  const state = { answer };
  const photo = (tenantId: string, id: string) => {
    asked.push(`${tenantId}/${id}`);
    return state.answer();
  };
  const kept = new PersonPhotos({ photos: { photo }, clock });
  const find = (id = EMPLOYEE, patience = SOON) => kept.find(TENANT, id, patience);
  return { asked, clock, find, kept, state };
}

describe('when a card wants the photo of somebody (T19)', () => {
  it.each([['data:one'], [undefined]])('it is read once an hour, also where it is %s', async (answer) => {
    const { asked, clock, find } = photos(() => Promise.resolve(answer));
    expect(await find()).toBe(answer);
    clock.advance(HOUR - 1);
    expect(await find()).toBe(answer);
    expect(asked).toHaveLength(1);
    clock.advance(1);
    await find();
    expect(asked).toHaveLength(2);
  });

  it('what cannot be read is asked for again after five minutes', async () => {
    const { asked, clock, find, state } = photos(() => Promise.reject(new Error('429')));
    expect(await find()).toBeUndefined();
    clock.advance(5 * MINUTE - 1);
    expect(await find()).toBeUndefined();
    expect(asked).toHaveLength(1);
    clock.advance(1);
    state.answer = () => Promise.resolve('data:two');
    expect(await find()).toBe('data:two');
  });

  it('many cards at once ask once', async () => {
    const { asked, find } = photos();
    expect(await Promise.all([find(), find(), find()])).toEqual(['data:one', 'data:one', 'data:one']);
    expect(asked).toHaveLength(1);
  });

  it('keeps tenants and people apart', async () => {
    const { asked, find, kept } = photos();
    await find();
    await find(person(7));
    await kept.find('c0ffee00-0000-4000-8000-000000000002', EMPLOYEE, SOON);
    expect(new Set(asked).size).toBe(3);
  });

  it('a card is drawn without it when Graph is slow, and later cards do not wait for it again', async () => {
    jest.useFakeTimers();
    const { clock, find } = photos(never);
    const first = find();
    await jest.advanceTimersByTimeAsync(SOON);
    expect(await first).toBeUndefined();
    clock.advance(SOON);
    const second = find();
    await jest.advanceTimersByTimeAsync(0);
    expect(await second).toBeUndefined();
  });

  it('one that comes late is there for the next card', async () => {
    jest.useFakeTimers();
    let arrive: (photo: string) => void = () => undefined;
    const { asked, find } = photos(() => new Promise((resolve) => (arrive = resolve)));
    const first = find(EMPLOYEE, 250);
    await jest.advanceTimersByTimeAsync(250);
    expect(await first).toBeUndefined();
    arrive('data:late');
    expect(await find(EMPLOYEE, 0)).toBe('data:late');
    expect(asked).toHaveLength(1);
  });

  it('remembers five hundred people at most', async () => {
    const { asked, find } = photos();
    for (let number = 0; number <= 500; number += 1) await find(`person-${String(number)}`);
    await find('person-500');
    expect(asked).toHaveLength(501);
    await find('person-0');
    expect(asked).toHaveLength(502);
  });
});
