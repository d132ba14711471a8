import type { Channel } from './places';
import { channelOf, isAllowed, placeOf } from './places';
import type { Kind, TapRecord } from './tap-records';

interface Said {
  readonly method?: string;
  readonly url: string;
  /** With `#` where the secret stands. */
  readonly ask?: string;
  readonly answer?: string;
}

function exchange({ method = 'POST', url, ask = '', answer = '' }: Said): TapRecord {
  const question = Buffer.from(ask.includes('\r\n\r\n') ? ask : `${method} ${url}\r\nhost: x\r\n\r\n${ask}`);
  const reply = Buffer.from(answer.includes('\r\n\r\n') ? answer : `HTTP/1.1 200 OK\r\nserver: x\r\n\r\n${answer}`);
  const bytes = Buffer.concat([question, reply]);
  return { channel: 'http', scope: '', method, url, status: 200, askLength: question.length, bytes };
}

const placed = (said: Said) => {
  const record = exchange(said);
  return placeOf(record, record.bytes.indexOf('#'));
};
const written = (path: string): TapRecord => ({ channel: 'file', scope: '', path, bytes: Buffer.from('#') });

const PASSES = '/v1.0/users/u/authentication/temporaryAccessPassMethods';
const REVEAL = '{"value":{"action":{"verb":"pass.reveal"}}}';

describe('when a place is named', () => {
  it.each<readonly [string, Channel]>([
    ['/api/messages', 'bot'],
    ['/v3/conversations/c/activities', 'connector'],
    [PASSES, 'graph'],
    ['/v1.0/users/u/sendMail', 'mail'],
    ['/tenant/oauth2/v2.0/token', 'entra'],
    ['/reveal/t', 'page'],
    ['/not-me/t', 'page'],
    ['/panes/api/world', 'panes'],
    ['/sms?api-version=1', 'sms'],
    ['/latchkey/requests', 'http'],
  ])('%s is %s', (url, channel) => {
    expect(channelOf(exchange({ url }))).toBe(channel);
  });

  it.each(['Table', 'Queue', 'Blob'])('Azurite says that it is the %s service', (service) => {
    const answer = `HTTP/1.1 201 Created\r\nServer: Azurite-${service}/3.37\r\n\r\n`;
    expect(channelOf(exchange({ url: '/latchkey/x', answer }))).toBe(service.toLowerCase());
  });

  it('tells address, header and body apart, of question and answer', () => {
    expect(placed({ url: '/reveal/#' })).toMatchObject({ side: 'ask', part: 'url' });
    const head = 'POST /x\r\nhost: x\r\nAuthorization: Bearer #\r\n\r\n';
    expect(placed({ url: '/x', ask: head })).toMatchObject({ side: 'ask', part: 'authorization' });
    expect(placed({ url: '/x', ask: '#' })).toMatchObject({ side: 'ask', part: 'body' });
    expect(placed({ url: '/x', answer: '#' })).toMatchObject({ side: 'answer', part: 'body' });
    expect(placed({ url: '/x', answer: 'HTTP/1.1 303\r\nLocation: #\r\n\r\n' })).toMatchObject({ part: 'location' });
  });
});

describe('when a secret is seen (T11)', () => {
  const bearer = (url: string) => ({ url, ask: `GET ${url}\r\nauthorization: Bearer #\r\n\r\n` });
  it.each<readonly [string, Kind, Said, boolean]>([
    ['the pass in the answer to its making', 'pass', { url: PASSES, answer: '#' }, true],
    ['the pass in what Graph is asked', 'pass', { url: PASSES, ask: '#' }, false],
    ['the pass in the list of passes', 'pass', { method: 'GET', url: PASSES, answer: '#' }, false],
    ['the pass in the answer to the press', 'pass', { url: '/api/messages', ask: REVEAL, answer: '#' }, true],
    [
      'the pass in another answer',
      'pass',
      { url: '/api/messages', ask: '{"verb":"request.refresh"}', answer: '#' },
      false,
    ],
    ['the pass in a message', 'pass', { url: '/v3/conversations/c/activities', ask: '#' }, false],
    ['the pass on the page after the code', 'pass', { url: '/reveal/t', answer: '#' }, true],
    ['the pass on the page that was only opened', 'pass', { method: 'GET', url: '/reveal/t', answer: '#' }, false],
    ['a token for Graph at Graph', 'graphToken', bearer('/v1.0/users'), true],
    ['a token for Graph at the connector', 'graphToken', bearer('/v3/conversations'), false],
    ['a token for the connector at Graph', 'connectorToken', bearer('/v1.0/users'), false],
    ['a token for Graph in a body', 'graphToken', { url: '/v1.0/users', ask: '#' }, false],
    ['the key of the store at Entra', 'storageKey', { url: '/t/oauth2/v2.0/token', ask: '#' }, false],
    ['the code in the answer to a press', 'code', { url: '/api/messages', answer: '#' }, true],
    ['the code in a mail', 'code', { url: '/v1.0/users/u/sendMail', ask: '#' }, false],
    ['the code in a message', 'code', { url: '/v3/conversations/c/activities', ask: '"text":"#"' }, false],
    ['the code of an approver in a text message', 'code', { url: '/sms?v=1', ask: 'LK-7F3K9Q: code # opens' }, false],
    ['the code in its text message', 'textCode', { url: '/sms?v=1', ask: 'LK-7F3K9Q: code # opens' }, true],
    ['that code elsewhere in a text message', 'textCode', { url: '/sms?v=1', ask: 'not you? #' }, false],
    ['that code in an answer', 'textCode', { url: '/api/messages', answer: '#' }, false],
    [
      'that code, typed',
      'textCode',
      { url: '/api/messages', ask: REVEAL.replace('}}}', ',"releaseCode":"#"}}}') },
      true,
    ],
    ['that code in a mail', 'textCode', { url: '/v1.0/users/u/sendMail', ask: 'code #' }, false],
    ['the link in its mail', 'link', { url: '/v1.0/users/u/sendMail', ask: '#' }, true],
    ['the link in a message', 'link', { url: '/v3/conversations/c/activities', ask: '#' }, false],
  ])('judges %s', (_what, kind, said, right) => {
    expect(isAllowed(kind, placed(said)) !== undefined).toBe(right);
  });

  it('allows keys in the file for keys, and nothing else in a file', () => {
    expect(isAllowed('ledgerKey', placeOf(written('/data/keys'), 0))).toBeDefined();
    expect(isAllowed('ledgerKey', placeOf(written('/data/latchkey.log'), 0))).toBeUndefined();
    expect(isAllowed('pass', placeOf(written('/data/keys'), 0))).toBeUndefined();
  });
});
