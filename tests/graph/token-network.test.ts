import http from 'node:http';
import type { AddressInfo } from 'node:net';
import nock from 'nock';
import { tokenNetwork } from '../../graph/token-network';
import { cloudAt, isThisMachine } from '../../platform/cloud-hosts';

const ENTRA = 'https://login.microsoftonline.com';
const toEntra = (url: string): boolean => cloudAt('entra', url) !== undefined;

afterEach(() => {
  nock.abortPendingRequests();
  nock.cleanAll();
});

describe('when MSAL talks to Entra', () => {
  it('posts a form and gives status, headers and body', async () => {
    nock(ENTRA, { reqheaders: { 'content-type': 'application/x-www-form-urlencoded' } })
      .post('/token', 'a=b')
      .reply(400, { error: 'x' }, { 'x-ms-request-id': 'r' });
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const answer = await tokenNetwork(2_000, toEntra).sendPostRequestAsync(`${ENTRA}/token`, { headers, body: 'a=b' });
    expect(answer).toMatchObject({ status: 400, body: { error: 'x' }, headers: { 'x-ms-request-id': 'r' } });
  });

  it('gets a document', async () => {
    nock(ENTRA).get('/keys').reply(200, { keys: [] });
    await expect(tokenNetwork(2_000, toEntra).sendGetRequestAsync(`${ENTRA}/keys`)).resolves.toMatchObject({
      body: { keys: [] },
    });
  });

  it.each<readonly [string, (url: string) => Promise<unknown>]>([
    ['POST', (url) => tokenNetwork(20, toEntra).sendPostRequestAsync(url)],
    ['GET', (url) => tokenNetwork(20, toEntra).sendGetRequestAsync(url)],
    ['GET with a time of its own', (url) => tokenNetwork(60_000, toEntra).sendGetRequestAsync(url, {}, 20)],
  ])('gives up at the deadline: %s', async (_name, send) => {
    nock(ENTRA).persist().get('/slow').delay(60_000).reply(200, {}).post('/slow').delay(60_000).reply(200, {});
    await expect(send(`${ENTRA}/slow`)).rejects.toMatchObject({ name: 'TimeoutError' });
  });

  it('takes its secret nowhere else', async () => {
    const asked: string[] = [];
    const server = http.createServer((request, response) => {
      asked.push(request.url ?? '');
      response.statusCode = 307;
      response.setHeader('location', '/elsewhere');
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/token`;
    const post = tokenNetwork(2_000, isThisMachine).sendPostRequestAsync(url, { body: 'client_secret=x' });
    await expect(post).rejects.toMatchObject({ name: 'TypeError' });
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
    expect(asked).toEqual(['/token']);
  });

  it.each([
    'https://evil.example/token',
    'https://login.microsoftonline.com.evil.example/token',
    'http://10.0.0.1/token',
  ])('does not even call %s, wherever that address came from', async (url) => {
    const heard = nock(new URL(url).origin).post('/token').reply(200, {});
    const post = tokenNetwork(2_000, toEntra).sendPostRequestAsync(url, { body: 'client_secret=x' });
    await expect(post).rejects.toMatchObject({ name: 'EffectError', code: 'rejected' });
    await expect(tokenNetwork(2_000, toEntra).sendGetRequestAsync(url)).rejects.toMatchObject({ code: 'rejected' });
    expect(heard.isDone()).toBe(false);
  });

  it.each(['<html>', '', '{"access_token":"eyJ'])('refuses the answer %j without quoting it', async (text) => {
    nock(ENTRA).post('/token').reply(200, text);
    const post = tokenNetwork(2_000, toEntra).sendPostRequestAsync(`${ENTRA}/token`);
    await expect(post).rejects.toMatchObject({ code: 'unavailable', cause: undefined });
  });
});
