import { Secret } from '../../platform/secret';
import { refused } from '../../recovery/outcome';
import type { StepUpOpened } from '../../recovery/step-up-approver';
import { refusalText } from '../../words/replies';
import { awaiting, stored } from './requests';
import { WebServer } from './web-server';

const server = new WebServer();
const OPEN: StepUpOpened = { kind: 'stepUp', stored: stored(awaiting()), standing: 'open', token: 'a.b', minutes: 10 };

const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(`${server.url}${path}`, { headers, redirect: 'manual' });

beforeEach(async () => {
  server.calls.length = 0;
  server.stepUp = {
    openStepUp: () => Promise.resolve(OPEN),
    startSignIn: () =>
      Promise.resolve({ kind: 'signIn', address: 'https://login.example/authorize?x=1', browser: Secret.of('mac') }),
    finishSignIn: () => Promise.resolve({ outcome: { ...OPEN, standing: 'done' }, token: 'a.b' }),
  };
  await server.restart();
});

afterAll(() => server.stop());

describe('when an approver opens the page for a fresh sign-in', () => {
  it('it has one link to Entra, no form, and nothing that a policy of contents would stop', async () => {
    const page = await get('/step-up?link=a.b');
    expect(page.status).toBe(200);
    const html = await page.text();
    expect(html).toContain('href="/step-up/sign-in?link=a.b"');
    expect(html).not.toContain('<form');
    expect(page.headers.get('set-cookie')).toBeNull();
    expect(page.headers.get('content-security-policy')).toContain("form-action 'self'");
  });

  it('it says where the request is only evaluated', async () => {
    const said = 'Evaluation only: nothing is done on any account';
    expect(await (await get('/step-up?link=a.b')).text()).not.toContain(said);
    const evaluated = { ...OPEN, stored: stored({ ...awaiting(), evaluation: true }) };
    server.stepUp = { ...server.stepUp, openStepUp: () => Promise.resolve(evaluated) };
    expect(await (await get('/step-up?link=a.b')).text()).toContain(said);
  });

  it.each([
    ['http://127.0.0.1:3978', 'latchkey-step-up=mac; Path=/; HttpOnly; SameSite=Lax; Max-Age=600'],
    ['https://latchkey.example', '__Host-latchkey-step-up=mac; Path=/; HttpOnly; SameSite=Lax; Max-Age=600; Secure'],
  ])('%s: the way to Entra leaves a cookie for the way back', async (publicUrl, cookie) => {
    await server.stop();
    const own = await server.restart(publicUrl);
    const answer = await fetch(`${own.url}/step-up/sign-in?link=a.b`, { redirect: 'manual' });
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('https://login.example/authorize?x=1');
    expect(answer.headers.get('set-cookie')).toBe(cookie);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('the way back hands over state, code and that one cookie', async () => {
    const cookie = 'a=1; latchkey-step-up=mac; latchkey-step-up-x=2';
    const page = await get('/step-up/callback?code=c0de&state=st', { cookie });
    expect(await page.text()).toContain('data-face="stepUpDone"');
    expect(server.calls).toEqual([{ verb: 'finishSignIn', input: { state: 'st', code: 'c0de', browser: 'mac' } }]);
  });

  it.each(['stepUpOtherPerson', 'stepUpStale', 'stepUpTooWeak', 'stepUpNotFinished'] as const)(
    '%s: says what to do above the same button',
    async (code) => {
      server.stepUp = {
        ...server.stepUp,
        finishSignIn: () => Promise.resolve({ outcome: refused(code), token: 'a.b' }),
      };
      const page = await get('/step-up/callback?error=access_denied&state=st');
      expect(page.status).toBe(400);
      const html = await page.text();
      expect(html).toContain(refusalText(code));
      expect(html).toContain('href="/step-up/sign-in?link=a.b"');
    },
  );

  it('Entra does not answer: try again, not refused for good', async () => {
    const outcome = refused('directoryUnavailable');
    server.stepUp = { ...server.stepUp, finishSignIn: () => Promise.resolve({ outcome, token: 'a.b' }) };
    const page = await get('/step-up/callback?code=c&state=st');
    expect(page.status).toBe(503);
    expect(page.headers.get('retry-after')).toBe('30');
  });

  it('a flood of one link and of links that are none is held back', async () => {
    for (let looks = 0; looks < 60; looks += 1) await get('/step-up?link=a.b');
    expect((await get('/step-up?link=a.b')).status).toBe(429);
    server.stepUp = { ...server.stepUp, openStepUp: () => Promise.resolve(refused('stepUpLinkOver')) };
    const statuses: number[] = [];
    for (let guess = 0; guess < 31; guess += 1) statuses.push((await get(`/step-up?link=${String(guess)}`)).status);
    expect(statuses).toEqual([...Array.from({ length: 30 }, () => 410), 429]);
  });
});
