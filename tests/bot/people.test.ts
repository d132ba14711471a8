import { People } from '../../bot/people';
import type { Person } from '../../recovery/ports';
import { approved, awaiting, EMPLOYEE, ended, MANAGER, person, slot, TENANT } from '../support/request-builder';
import { samplePerson } from '../support/sample-people';
import { NO_PHOTOS } from './no-photos';

const clock = { time: 0, now: () => clock.time };
beforeEach(() => {
  clock.time = 1_000;
});

function people(answer: (id: string) => Promise<Person | undefined> = (id) => Promise.resolve(samplePerson(id))) {
  const asked: string[] = [];
  const directory = {
    person: (_tenant: string, id: string) => {
      asked.push(id);
      return answer(id);
    },
  };
  return { asked, people: new People({ directory, photos: NO_PHOTOS, clock }) };
}

describe('when names are needed for a card', () => {
  it('reads everybody whom the request names, once each', async () => {
    const request = awaiting({
      requester: person(5),
      joined: [person(6)],
      slots: [slot({ asked: [MANAGER, person(7)] }), slot({ slot: 2, candidates: [person(8)] })],
    });
    const { asked, people: names } = people();
    const found = await names.namedIn({ ...ended(request), ended: { at: 1, by: person(9), reason: 'x' } });
    expect([...found.keys()].sort()).toEqual([EMPLOYEE, MANAGER, ...[5, 6, 7, 8, 9].map(person)].sort());
    expect(asked).toHaveLength(7);
  });

  it('reads who approved, though they are no candidate any more', async () => {
    const request = approved(awaiting({ slots: [slot({ candidates: [person(5)] })] }));
    const gone = { ...request, slots: request.slots.map((one) => ({ ...one, candidates: [] })) };
    expect((await people().people.namedIn(gone)).has(person(5))).toBe(true);
  });

  it('leaves out whom the directory does not know or cannot read', async () => {
    const { people: names } = people((id) =>
      id === EMPLOYEE ? Promise.reject(new Error('down')) : Promise.resolve(undefined),
    );
    expect((await names.namedIn(awaiting())).size).toBe(0);
  });
});

describe('when somebody is asked for again', () => {
  it('remembers them for five minutes', async () => {
    const { asked, people: names } = people();
    await names.find(TENANT, EMPLOYEE);
    clock.time += 299_000;
    await names.find(TENANT, EMPLOYEE);
    expect(asked).toHaveLength(1);
    clock.time += 2_000;
    await names.find(TENANT, EMPLOYEE);
    expect(asked).toHaveLength(2);
  });

  it('does not remember a failure', async () => {
    let down = true;
    const { people: names } = people((id) =>
      down ? Promise.reject(new Error('down')) : Promise.resolve(samplePerson(id)),
    );
    expect(await names.find(TENANT, EMPLOYEE)).toBeUndefined();
    down = false;
    expect(await names.find(TENANT, EMPLOYEE)).toMatchObject({ id: EMPLOYEE });
  });

  it('keeps tenants apart', async () => {
    const { asked, people: names } = people();
    await names.find(TENANT, EMPLOYEE);
    await names.find('c0ffee00-0000-4000-8000-000000000002', EMPLOYEE);
    expect(asked).toHaveLength(2);
  });

  it('does not wait for a directory that hangs', async () => {
    jest.useFakeTimers();
    const { people: names } = people(() => new Promise(() => undefined));
    const found = names.find(TENANT, EMPLOYEE);
    await jest.advanceTimersByTimeAsync(1_500);
    expect(await found).toBeUndefined();
    jest.useRealTimers();
  });
});
