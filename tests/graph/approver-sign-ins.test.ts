import { createApproverSignIns } from '../../graph/approver-sign-ins';
import { Secret } from '../../platform/secret';
import type { FreshSignIns } from '../../recovery/fresh-sign-ins';
import { createContoso } from '../../simulators/entra/contoso';
import { APPS, CONTOSO_TENANT_ID, PEOPLE } from '../../simulators/entra/contoso-ids';
import type { Served } from '../../simulators/entra/serve';
import { startTokenServer } from '../../simulators/entra/token-server';
import { createSigningKey } from '../../simulators/entra/signing-key';
import { FakeClock } from '../support/fake-clock';

const RETURN = 'http://127.0.0.1:3978/step-up/callback';
const VERIFIER = Secret.of('v'.repeat(43));
const NONCE = Secret.of('n'.repeat(43));

const clock = new FakeClock();
const tenant = createContoso({ clock, key: createSigningKey() });
let entra: Served;

beforeAll(async () => {
  entra = await startTokenServer(tenant);
});

afterAll(async () => {
  await entra.close();
});

function signIns(secret: string = APPS.stepUp.secret, clientId: string = APPS.stepUp.appId): FreshSignIns {
  const client = { tenantId: CONTOSO_TENANT_ID, clientId };
  return createApproverSignIns({
    ...{ authorityHost: entra.url, clock, redirectUri: () => RETURN },
    clients: [{ ...client, credential: { kind: 'secret', clientId, secret: Secret.of(secret) } }],
  });
}

const ask = (from: FreshSignIns): Promise<string> =>
  from.address({
    ...{ tenantId: CONTOSO_TENANT_ID, state: 'state', nonce: NONCE, verifier: VERIFIER, context: 'c1' },
    hint: 'marcus.oyelaran@contoso.example',
  });

type Form = Readonly<Record<string, string>>;

/** Somebody signs in on Entra's page; resolves with the code that they come back with. */
async function codeFrom(address: string, form: Form = { person: PEOPLE.marcus }): Promise<string> {
  const answer = await fetch(address, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' });
  const back = new URL(answer.headers.get('location') ?? '');
  expect(back.searchParams.get('state')).toBe('state');
  return back.searchParams.get('code') ?? '';
}

const prove = (from: FreshSignIns, code: string, change: { nonce?: Secret; verifier?: Secret } = {}) =>
  from.proof({ tenantId: CONTOSO_TENANT_ID, code, nonce: NONCE, verifier: VERIFIER, ...change });

describe('when an approver is sent to sign in', () => {
  it('a fresh prompt, an age, a context and a challenge are asked for, and no right at all', async () => {
    const url = new URL(await ask(signIns()));
    expect(url.origin).toBe(entra.url);
    const query = Object.fromEntries(url.searchParams);
    expect(query).toMatchObject({
      ...{ client_id: APPS.stepUp.appId, response_type: 'code', redirect_uri: RETURN, prompt: 'login' },
      ...{ max_age: '600', code_challenge_method: 'S256', login_hint: 'marcus.oyelaran@contoso.example' },
    });
    expect(query['scope']?.split(' ').toSorted()).toEqual(['offline_access', 'openid', 'profile']);
    expect(JSON.parse(query['claims'] ?? '')).toMatchObject({
      id_token: { auth_time: { essential: true }, acrs: { essential: true, value: 'c1' } },
    });
    expect(url.href).not.toContain(VERIFIER.reveal());
  });

  it('the page of the simulated Entra asks who they are', async () => {
    const page = await fetch(await ask(signIns()));
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(await page.text()).toContain('Sign in as Marcus');
  });
});

describe('when they come back', () => {
  it('the code proves who signed in, when, and that the context was met', async () => {
    const from = signIns();
    const code = await codeFrom(await ask(from));
    expect(await prove(from, code)).toEqual({
      ...{ tenantId: CONTOSO_TENANT_ID, person: PEOPLE.marcus, methods: [], contexts: ['c1'] },
      authTime: Math.floor(clock.now() / 1_000) * 1_000,
    });
  });

  it('without a second step the context is not there', async () => {
    const from = signIns();
    const code = await codeFrom(await ask(from), { person: PEOPLE.marcus, second: 'no' });
    expect(await prove(from, code)).toMatchObject({ contexts: [] });
  });

  it('a remembered sign-in shows its age, where somebody took the prompt out of the address', async () => {
    const from = signIns();
    const url = new URL(await ask(from));
    url.searchParams.delete('prompt');
    const code = await codeFrom(url.href, { person: PEOPLE.marcus, remembered: '300' });
    const { authTime = 0 } = await prove(from, code);
    expect(clock.now() - authTime).toBeGreaterThanOrEqual(300_000);
  });

  it.each<readonly [string, (from: FreshSignIns, code: string) => Promise<unknown>]>([
    ['a second time', async (from, code) => prove(from, code).then(() => prove(from, code))],
    ['with another verifier', (from, code) => prove(from, code, { verifier: Secret.of('w'.repeat(43)) })],
    ['for another try', (from, code) => prove(from, code, { nonce: Secret.of('m'.repeat(43)) })],
    ['made up', (from) => prove(from, 'made-up')],
    ['without end', (from) => prove(from, 'x'.repeat(5_000))],
    ['by another app', (_from, code) => prove(signIns(APPS.bot.secret, APPS.bot.appId), code)],
  ])('a code that is redeemed %s is rejected', async (_what, redeem) => {
    const from = signIns();
    const code = await codeFrom(await ask(from));
    await expect(redeem(from, code)).rejects.toMatchObject({ code: 'rejected' });
  });

  it('a wrong secret of the app is nobody’s stale sign-in', async () => {
    const from = signIns('wrong');
    const code = await codeFrom(await ask(from));
    await expect(prove(from, code)).rejects.toMatchObject({ code: 'credentialRefused' });
  });

  it('an Entra that cannot be reached proves nothing', async () => {
    const gone = createApproverSignIns({
      ...{ authorityHost: 'http://127.0.0.1:9', clock, redirectUri: () => RETURN },
      clients: [
        {
          ...{ tenantId: CONTOSO_TENANT_ID, clientId: APPS.stepUp.appId },
          credential: { kind: 'secret', clientId: APPS.stepUp.appId, secret: Secret.of('x') },
        },
      ],
    });
    await expect(prove(gone, 'code')).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('a tenant without a registration is told so', async () => {
    const none = createApproverSignIns({ authorityHost: entra.url, clock, redirectUri: () => RETURN, clients: [] });
    await expect(ask(none)).rejects.toMatchObject({ code: 'forbidden' });
  });
});
