import { Secret } from '../../platform/secret';
import { approved, awaiting, MINUTE, NOW, revealed, stored } from './requests';
import { TOKEN, WebServer } from './web-server';

let server: WebServer;
beforeEach(async () => {
  server = await new WebServer().start();
});
afterEach(() => server.stop());

const AT_COUNTER = { delivery: { place: 'inPerson' } } as const;
const faceOf = (page: string): string | undefined => /data-face="(\w+)"/.exec(page)?.[1];

/** The link is a QR code that no device has opened. */
function unopened(): void {
  const request = { ...approved(), ...AT_COUNTER };
  server.openLink = async () => ({ kind: 'qr', stored: stored(request) });
}

async function press(body: string) {
  const answer = await server.post(body);
  return { status: answer.status, location: answer.headers.get('location'), face: faceOf(await answer.text()) };
}

describe('when somebody scans a QR code of a counter', () => {
  it('is asked whether it is their own device, and nothing is opened by looking', async () => {
    unopened();
    const answer = await fetch(server.page);
    expect({ status: answer.status, face: faceOf(await answer.text()) }).toEqual({ status: 200, face: 'qr' });
    expect(server.changes()).toEqual([]);
  });

  it('goes on at another address once they said so', async () => {
    unopened();
    const token = 'the-page-of-the-device-that-was-first-1234567';
    server.verbs.openQr = async () => ({ kind: 'opened', token: Secret.of(token) });
    expect(await press('here=yes')).toMatchObject({ status: 303, location: `/reveal/${token}` });
    expect(server.changes()).toEqual([{ verb: 'openQr', input: { token: TOKEN } }]);
    expect(JSON.stringify(server.lines)).not.toContain(token);
  });

  it.each(['code=123456', 'confirm=yes', 'fraud=yes'])('%s does nothing before that', async (body) => {
    unopened();
    expect(await press(body)).toMatchObject({ status: 200, face: 'qr' });
    expect(server.changes()).toEqual([]);
  });

  it.each([
    ['when they look', () => fetch(server.page)],
    ['when they press', () => server.post('here=yes')],
  ])('is told %s that another device was first, or that there is a newer one', async (_when, act) => {
    server.openLink = async () => ({ kind: 'refused', code: 'qrOver' });
    const answer = await act();
    const page = await answer.text();
    expect({ status: answer.status, face: faceOf(page) }).toEqual({ status: 410, face: 'qrOver' });
    expect(page).toContain('say so at the counter');
  });

  it('is told so too where another device was first in the same moment', async () => {
    unopened();
    server.verbs.openQr = async () => ({ kind: 'refused', code: 'qrOver' });
    expect(await press('here=yes')).toMatchObject({ status: 410, face: 'qrOver' });
  });
});

describe('when the device has opened it', () => {
  it('shows no number, also where it is decided anew: that stands on the attendant’s screen', async () => {
    server.request = { ...awaiting({ employeeConfirmed: true }), ...AT_COUNTER };
    const page = await (await fetch(server.page)).text();
    expect(faceOf(page)).toBe('atCounter');
    expect(page).not.toContain('id="matchNumber"');
  });

  it('the code brings the pass of a counter', async () => {
    const attendance = { attendant: 'a', since: NOW, before: [], qr: { generation: 2, shownAt: NOW, openedAt: NOW } };
    server.request = { ...approved(), ...AT_COUNTER, attendance };
    server.verbs.revealPass = async () => ({
      ...{ kind: 'shown', pass: Secret.of('pass-word'), expiresAt: NOW + 30 * MINUTE, againLeft: 3 },
      stored: stored(revealed()),
    });
    expect((await press('code=123456')).face).toBe('shown');
    const [call] = server.changes() as readonly { readonly input: { readonly place?: string; readonly qr?: number } }[];
    expect(call?.input).toMatchObject({ place: 'inPerson', qr: 2 });
  });

  it('a second press on “Open it here” leads back to the page', async () => {
    server.request = { ...approved(), ...AT_COUNTER };
    expect(await press('here=yes')).toMatchObject({ status: 303, location: `/reveal/${TOKEN}` });
    expect(server.changes()).toEqual([]);
  });
});
