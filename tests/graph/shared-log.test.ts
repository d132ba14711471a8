import { z } from 'zod';
import type { GraphCall, GraphClient } from '../../graph/client';
import type { LogKind } from '../../graph/shared-log';
import { shareLog } from '../../graph/shared-log';
import { EffectError } from '../../recovery/errors';
import { CONTOSO_TENANT_ID as TENANT, PEOPLE } from '../../simulators/entra/contoso-ids';
import { FakeClock, MINUTE, SECOND, START } from '../support/fake-clock';
import { scriptedClient } from './contoso-graph';

const { ada, marcus, elias } = PEOPLE;
const OTHER_TENANT = 'c0ffee00-0000-4000-8000-000000000009';

const ROW = z.object({ who: z.string(), at: z.number(), what: z.string() });
const NOTES: LogKind<string> = {
  windowMs: MINUTE,
  call: (people, since) => ({ operation: 'test', path: '/notes', query: { $filter: `${people.join(' ')} ${since}` } }),
  row: ROW.transform(({ who, at, what }) => ({ person: who, at, entry: what })),
};

const note = (who: string, what: string, at = START) => ({ who, at, what });
const page = (...value: readonly object[]) => ({ value });
const more = { '@odata.nextLink': 'https://graph.microsoft.com/v1.0/notes?$skiptoken=1' };

function reader(client: GraphClient) {
  const clock = new FakeClock();
  const about = shareLog({ graph: () => client, clock }, NOTES);
  return { clock, about: (id: string = ada, tenantId = TENANT) => about(tenantId, id) };
}

/** Answers nothing until it is told; everybody named in a question has one note. */
function held() {
  const asked: GraphCall[] = [];
  const answers: (() => void)[] = [];
  const client: GraphClient = {
    call: async (call) => {
      asked.push(call);
      await new Promise<void>((resolve) => answers.push(resolve));
      const people = (call.query?.['$filter'] ?? '').split(' ').slice(0, -1);
      return { status: 200, body: page(...people.map((who) => note(who, `of ${who}`))), trace: {} };
    },
  };
  const whom = () => asked.map(({ query }) => (query?.['$filter'] ?? '').split(' ').slice(0, -1));
  const answer = async (): Promise<void> => {
    while (answers.length === 0) await new Promise((resolve) => setImmediate(resolve));
    answers.shift()?.();
  };
  return { client, whom, answer };
}

describe('when a log is asked about somebody', () => {
  it('gives their entries and how far back they reach', async () => {
    const client = scriptedClient(page(note(ada, 'new'), note(marcus, 'not hers'), note(ada, 'old')));
    await expect(reader(client).about()).resolves.toEqual({ entries: ['new', 'old'], since: START - MINUTE });
    expect(client.calls).toEqual([
      {
        ...{ operation: 'test', path: '/notes', method: 'GET' },
        query: { $filter: `${ada} 2026-08-03T08:59:00.000Z`, $top: '100' },
      },
    ]);
  });

  it('reads one page; where there is more it says how far this one reaches', async () => {
    const client = scriptedClient({ ...page(note(ada, 'new'), note(ada, 'old', START - SECOND)), ...more });
    await expect(reader(client).about()).resolves.toEqual({ entries: ['new', 'old'], since: START - SECOND });
    expect(client.calls).toHaveLength(1);
  });

  it('a page with nothing on it and more behind it reaches nowhere', async () => {
    await expect(reader(scriptedClient({ ...page(), ...more })).about()).resolves.toEqual({
      entries: [],
      since: START,
    });
  });

  it('asks about object ids only', async () => {
    const client = scriptedClient();
    await expect(reader(client).about("x' or true")).rejects.toMatchObject({ code: 'rejected' });
    expect(client.calls).toEqual([]);
  });

  it('is rejected where the answer has another shape', async () => {
    await expect(reader(scriptedClient({ value: [{}] })).about()).rejects.toMatchObject({ code: 'rejected' });
  });
});

describe('when many ask', () => {
  it('an answer counts for ten seconds, for one person in one tenant', async () => {
    const client = scriptedClient(page(note(ada, 'a')), page(), page(note(ada, 'elsewhere')), page(note(ada, 'b')));
    const { about, clock } = reader(client);
    await about();
    clock.advance(9 * SECOND);
    await expect(about()).resolves.toMatchObject({ entries: ['a'] });
    await expect(about(marcus)).resolves.toMatchObject({ entries: [] });
    await expect(about(ada, OTHER_TENANT)).resolves.toMatchObject({ entries: ['elsewhere'] });
    clock.advance(SECOND);
    await expect(about()).resolves.toMatchObject({ entries: ['b'] });
    expect(client.calls).toHaveLength(4);
  });

  it('those who come while a question is out share the next one', async () => {
    const { client, whom, answer } = held();
    const { about } = reader(client);
    const answers = [about(), about(marcus), about(elias), about(marcus)];
    await answer();
    await answer();
    expect((await Promise.all(answers)).map(({ entries }) => entries)).toEqual([
      [`of ${ada}`],
      [`of ${marcus}`],
      [`of ${elias}`],
      [`of ${marcus}`],
    ]);
    expect(whom()).toEqual([[ada], [marcus, elias]]);
  });

  it('ten people in a question at most', async () => {
    const { client, whom, answer } = held();
    const { about } = reader(client);
    const people = Array.from({ length: 12 }, (_one, at) => ada.replace(/..$/, String(at + 10)));
    const answers = people.map((id) => about(id));
    for (let question = 0; question < 3; question += 1) await answer();
    await Promise.all(answers);
    expect(whom().map(({ length }) => length)).toEqual([1, 10, 1]);
  });

  it('where Graph does not take several, each is asked alone from then on', async () => {
    const client = scriptedClient(
      page(),
      new EffectError('rejected', 'no such filter'),
      page(note(marcus, 'm')),
      page(note(elias, 'e')),
      page(),
      page(),
    );
    const { about, clock } = reader(client);
    const [, his, other] = await Promise.all([about(), about(marcus), about(elias)]);
    expect([his?.entries, other?.entries]).toEqual([['m'], ['e']]);
    clock.advance(MINUTE);
    await Promise.all([about(marcus), about(elias)]);
    expect(client.calls).toHaveLength(6);
  });

  it('a failure is everybody’s who asked, and nobody’s afterwards', async () => {
    const client = scriptedClient(page(), new EffectError('unavailable', 'away'), page(note(marcus, 'm')));
    const { about } = reader(client);
    const results = await Promise.allSettled([about(), about(marcus), about(elias)]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
    await expect(about(marcus)).resolves.toMatchObject({ entries: ['m'] });
  });
});

describe('when Graph asks to slow down', () => {
  const slowDown = new EffectError('throttled', 'slow down', { retryAfterMs: 30 * SECOND });

  it('what is known for five minutes at most counts, else it is not known', async () => {
    const client = scriptedClient(page(note(ada, 'a')), slowDown, slowDown);
    const { about, clock } = reader(client);
    await about();
    clock.advance(MINUTE);
    await expect(about()).resolves.toMatchObject({ entries: ['a'] });
    await expect(about(marcus)).rejects.toMatchObject({ code: 'throttled' });
    clock.advance(4 * MINUTE);
    await expect(about()).rejects.toMatchObject({ code: 'throttled' });
  });

  it('nothing is sent until the time is over', async () => {
    const client = scriptedClient(slowDown, page(note(ada, 'a')));
    const { about, clock } = reader(client);
    await expect(about()).rejects.toMatchObject({ code: 'throttled' });
    clock.advance(29 * SECOND);
    await expect(about()).rejects.toMatchObject({ code: 'throttled' });
    expect(client.calls).toHaveLength(1);
    clock.advance(SECOND);
    await expect(about()).resolves.toMatchObject({ entries: ['a'] });
  });

  it('another failure makes nothing old count', async () => {
    const client = scriptedClient(page(note(ada, 'a')), new EffectError('forbidden', 'may not'));
    const { about, clock } = reader(client);
    await about();
    clock.advance(MINUTE);
    await expect(about()).rejects.toMatchObject({ code: 'forbidden' });
  });
});
