import { boundaryName, BoundaryList } from './boundaries';
import type { Call, Passed } from './line';

const call = (over: Partial<Call>, body: string): Call => ({
  ...{ line: 'table', method: 'POST', path: '/devstoreaccount1/$batch', body: Buffer.from(body) },
  ...over,
});

/** An event in a signed row, in a transaction on Azure Tables. */
const recorded = (event: string): string =>
  [
    'POST http://127.0.0.1:10002/devstoreaccount1/k1x1requests HTTP/1.1',
    JSON.stringify({ PartitionKey: 'p', bytes: `{"event":${event},"v":1}` }),
  ].join('\r\n');
const told = (notice: string): string =>
  `{"channel":"teams","notice":"${notice}","ok":true,"type":"notified","who":"a"}`;

const names = (calls: readonly Call[]): readonly string[] => {
  const list = new BoundaryList('k1x1');
  return calls.flatMap((one) => list.add('answer', one)).map(boundaryName);
};

describe('when a transaction is a place to be killed at', () => {
  it('is known by its tables and what it commits', () => {
    const one = call({}, recorded('{"at":1,"type":"passMinted"}'));
    expect(names([one, one])).toEqual([
      'answer table POST $batch requests passMinted #1',
      'answer table POST $batch requests passMinted #2',
    ]);
  });

  it('is one place for each notice that it records, however many they are', () => {
    const both = call({}, [recorded(told('opened')), recorded(told('approved'))].join('\r\n'));
    const apart = [call({}, recorded(told('opened'))), call({}, recorded(told('approved')))];
    expect(names([both])).toEqual(names(apart));
    expect(names([both])).toEqual([
      'answer table POST $batch requests notified opened #1',
      'answer table POST $batch requests notified approved #1',
    ]);
  });

  it('is another place when it was refused, where nothing has changed', () => {
    const one = call({}, recorded('{"at":1,"type":"approved"}'));
    const answer = (status: string): Passed => ({
      status: 202,
      headers: {},
      body: Buffer.from(`HTTP/1.1 ${status}\r\n`),
    });
    const list = new BoundaryList('k1x1');
    const [refused] = list.add('answer', one, answer('412 Precondition Failed'));
    const [done] = list.add('answer', one, answer('204 No Content'));
    expect([refused, done]).toEqual([
      { edge: 'answer', what: 'table POST $batch requests approved refused', nth: 1, changes: false },
      { edge: 'answer', what: 'table POST $batch requests approved', nth: 1, changes: true },
    ]);
  });

  it('keeps what else it commits', () => {
    const one = call({}, [recorded('{"at":1,"type":"planDone"}'), recorded(told('opened'))].join('\r\n'));
    expect(names([one])).toEqual([
      'answer table POST $batch requests planDone #1',
      'answer table POST $batch requests notified opened #1',
    ]);
  });
});

describe('when a message is a place to be killed at', () => {
  it('is known by what stands at its top, without the time in it', () => {
    const card = (time: string) => ({
      body: [{ type: 'TextBlock', style: 'heading', text: `Works until ${time} at most` }],
    });
    const message = (time: string) =>
      call({ line: 'teams', path: '/v3/conversations' }, JSON.stringify({ attachments: [{ content: card(time) }] }));
    expect(names([message('08:24 CET'), message('09:31 CET')])).toEqual([
      'answer teams POST v3/conversations "Works until {time} at most" #1',
      'answer teams POST v3/conversations "Works until {time} at most" #2',
    ]);
  });
});
