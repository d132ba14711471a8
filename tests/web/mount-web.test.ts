import { approved, awaiting, stored } from './requests';
import { WebServer } from './web-server';

const NOT_ME = '/not-me/some-token';

const EXPECTED = {
  'content-security-policy':
    "default-src 'none'; object-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'x-robots-tag': 'noindex, nofollow',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

const headersOf = (answer: Response): Record<string, string | null> =>
  Object.fromEntries(Object.keys(EXPECTED).map((name) => [name, answer.headers.get(name)]));

let server: WebServer;
beforeEach(async () => {
  server = await new WebServer().start();
});
afterEach(() => server.stop());

const PAGES: readonly (readonly [string, () => Promise<Response>, number])[] = [
  ['a face of a request', () => fetch(server.page), 200],
  ['HEAD', () => fetch(server.page, { method: 'HEAD' }), 200],
  ['an unknown link', () => fetch(`${server.url}/reveal/nobody`), 404],
  ['no token', () => fetch(`${server.url}/reveal`), 404],
  ['a bad form', () => server.post('x=1'), 400],
  ['a refused code', () => server.post('code=1'), 400],
  ['a press that goes back', () => server.post('fraud=yes'), 303],
  ['the page behind the link of a notice', () => fetch(server.url + NOT_ME), 200],
  ['a press on it', () => server.post('fraud=yes', {}, server.url + NOT_ME), 303],
  ['a bad press on it', () => server.post('fraud=no', {}, server.url + NOT_ME), 400],
  ['a link of a notice without a token', () => fetch(`${server.url}/not-me`, { method: 'HEAD' }), 200],
  ['something that throws', () => server.post('confirm=yes'), 503],
  ['privacy', () => fetch(`${server.url}/privacy`), 200],
  ['terms', () => fetch(`${server.url}/terms`), 200],
];

const FILES = [
  ['/static/reveal.js', 'text/javascript; charset=utf-8'],
  ['/static/reveal.css', 'text/css; charset=utf-8'],
  ['/static/latchkey.svg', 'image/svg+xml'],
  ['/static/security-info.svg', 'image/svg+xml'],
] as const;

const notMe = async () => {
  const holder = { of: 'employee', channel: 'email', contact: '0123456789' } as const;
  const asked = stored(awaiting());
  return { kind: 'notMe', stored: asked, notice: 'opened', holder, standing: 'open' } as const;
};

beforeEach(() => {
  server.notMe = { openNotMe: notMe, reportNotMe: notMe };
});

describe('when anything is answered', () => {
  beforeEach(() => {
    server.request = approved();
    server.verbs.revealPass = async () => ({ kind: 'refused', code: 'codeWrong' });
    server.verbs.reportFraud = async ({ tenantId }) => ({
      kind: 'done',
      stored: { request: awaiting({ tenantId }), etag: '', seq: 1, head: '' },
    });
  });

  it.each(PAGES)('has every safety header and is stored nowhere: %s', async (_name, ask, status) => {
    const answer = await ask();
    expect(answer.status).toBe(status);
    expect(headersOf(answer)).toEqual(EXPECTED);
    expect(answer.headers.get('cache-control')).toBe('no-store');
    expect(answer.headers.get('set-cookie')).toBeNull();
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });

  it.each(FILES)('has every safety header: %s', async (path, type) => {
    for (const method of ['GET', 'HEAD']) {
      const answer = await fetch(server.url + path, { method });
      expect(answer.status).toBe(200);
      expect(answer.headers.get('content-type')).toBe(type);
      expect(answer.headers.get('cache-control')).toBe('public, max-age=300');
      expect(headersOf(answer)).toEqual(EXPECTED);
    }
  });
});

describe('when there is nothing of ours', () => {
  it.each([
    ['an unknown address', '/nothing', 'GET', 404],
    ['a method that nothing takes', '/privacy', 'DELETE', 405],
  ])('has them where nobody answers: %s', async (_name, path, method, status) => {
    const other = await new WebServer().start('https://latchkey.example');
    const answer = await fetch(other.url + path, { method });
    await other.stop();
    expect(answer.status).toBe(status);
    expect(headersOf(answer)).toEqual(EXPECTED);
    expect(answer.headers.get('strict-transport-security')).toBe('max-age=31536000');
  });
});

describe('when a page is drawn', () => {
  it.each(PAGES.filter(([, , status]) => status !== 303))(
    'brings nothing that the policy forbids: %s',
    async (_name, ask) => {
      server.request = approved();
      const page = await (await ask()).text();
      expect(page).not.toMatch(/<style|style="|javascript:|\son\w+="|<iframe|<base|<script(?! src="\/static\/)/i);
      const loaded = [...page.matchAll(/<(?:script|link|img)\b[^>]*(?:src|href)="([^"]*)"/g)].map(
        ([, address]) => address,
      );
      for (const address of loaded) expect(FILES.map(([path]) => path)).toContain(address);
    },
  );
});

describe('when people reach the server by https', () => {
  it.each([
    ['https://latchkey.example', 'max-age=31536000'],
    ['http://127.0.0.1:3978', null],
  ])('tells browsers to stay with it: %s', async (publicUrl, expected) => {
    const other = await new WebServer().start(publicUrl);
    const answer = await fetch(`${other.url}/privacy`);
    await other.stop();
    expect(answer.headers.get('strict-transport-security')).toBe(expected);
  });
});

describe('when the documents are read', () => {
  it.each([
    ['/privacy', ['Privacy', 'never kept', 'The only cookie is set while an approver signs in again']],
    ['/terms', ['Terms of use', 'audit trail']],
  ])('says what the product does: %s', async (path, parts) => {
    const page = await (await fetch(server.url + path)).text();
    for (const part of parts) expect(page).toContain(part);
    expect(server.calls).toEqual([]);
  });
});
