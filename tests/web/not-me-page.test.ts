import type { NoticeKind } from '../../recovery/cards';
import type { RefusalCode } from '../../recovery/outcome';
import type { NotMeOpened, NotMeOutcome } from '../../recovery/report-not-me';
import type { RecoveryRequest } from '../../recovery/request';
import { approved, awaiting, completed, decided, ended, incident, NOW, revealed, stored } from './requests';
import { WebServer } from './web-server';

const TOKEN = `${'n'.repeat(67)}.k1`;
const MINUTE = 60_000;

let server: WebServer;
beforeEach(async () => {
  server = await new WebServer().start();
});
afterEach(() => server.stop());

const page = (token = TOKEN): string => `${server.url}/not-me/${token}`;
const press = (body = 'fraud=yes', headers: Record<string, string> = {}, token = TOKEN): Promise<Response> =>
  server.post(body, headers, page(token));
const faceOf = (text: string): string | undefined => /data-face="(\w+)"/.exec(text)?.[1];

const opened = (request: RecoveryRequest, more: Partial<NotMeOpened> = {}): NotMeOpened => ({
  ...{ kind: 'notMe', stored: stored(request), notice: 'approved', standing: 'open' },
  holder: { of: 'employee', channel: 'email', contact: '0123456789' },
  ...more,
});

/** What the link shows, before and after a press. */
function opens(before: NotMeOutcome, after: NotMeOutcome = opened(incident(), { standing: 'stopped' })): void {
  let now = before;
  server.notMe = {
    openNotMe: async () => now,
    reportNotMe: async () => (now = after),
  };
}

async function look(token = TOKEN) {
  const answer = await fetch(page(token));
  const text = await answer.text();
  return { status: answer.status, text, face: faceOf(text) };
}

describe('when the link of a notice is opened', () => {
  it.each<readonly [NoticeKind, RecoveryRequest, string, string]>([
    ['opened', awaiting(), 'An account recovery was asked for.', '22 November 2026 at 10:00 UTC'],
    [
      'approved',
      approved({ at: NOW + 5 * MINUTE }),
      'An account recovery was approved.',
      '22 November 2026 at 10:05 UTC',
    ],
    ['revealed', revealed(), 'A Temporary Access Pass was shown.', '22 November 2026 at 10:00 UTC'],
    [
      'enrolled',
      {
        ...completed(),
        ...{ decided: decided({ enrolled: { methodId: 'm', kind: 'fido2', at: NOW - 86_400_000 } }) },
      },
      'A new sign-in method was registered.',
      '21 November 2026 at 10:00 UTC',
    ],
  ])('says what happened, when, and the short code: %s', async (notice, request, happened, when) => {
    opens(opened(request, { notice }));
    const { status, text, face } = await look();
    expect({ status, face }).toEqual({ status: 200, face: 'notMe' });
    for (const part of [happened, when, 'LK-7F3K9Q', 'name="fraud" value="yes"']) expect(text).toContain(part);
    expect(text.match(/<button/g)).toHaveLength(1);
  });

  it('says where the request is only evaluated', async () => {
    const said = 'Evaluation only: nothing is done on any account';
    opens(opened({ ...awaiting(), evaluation: true }));
    expect((await look()).text).toContain(said);
    opens(opened(awaiting()));
    expect((await look()).text).not.toContain(said);
  });

  it.each(['employee', 'manager'] as const)('names nobody, looks nobody up, and shows no number: %s', async (of) => {
    for (const request of [awaiting(), approved(), revealed()]) {
      opens(opened(request, { holder: { of, channel: 'email', contact: '0123456789' } }));
      const { text } = await look();
      expect(text).not.toMatch(/Ada|Tom|Sam|Kim|home\.example|words of the requester|id="matchNumber|0123456789/);
    }
    expect(server.lookups).toBe(0);
  });

  it('does nothing, however often and in whatever way: previews of messages open links too', async () => {
    opens(opened(awaiting()));
    for (let times = 0; times < 10; times += 1) expect((await look()).status).toBe(200);
    for (const method of ['HEAD', 'OPTIONS', 'PUT', 'DELETE', 'PATCH']) await fetch(page(), { method });
    expect(server.changes()).toEqual([]);
  });

  it.each([
    ['stopped', opened(incident(), { standing: 'stopped' }), 'notMeStopped', 'call your helpdesk now'],
    ['over', opened(ended('denied'), { standing: 'over' }), 'notMeOver', 'before anything was changed'],
  ] as const)('has nothing to press when it is %s', async (_standing, outcome, face, sentence) => {
    opens(outcome);
    const { status, text, face: shown } = await look();
    expect({ status, shown }).toEqual({ status: 200, shown: face });
    expect(text).toContain(sentence);
    expect(text).toContain('Request LK-7F3K9Q');
    expect(text).not.toContain('<form');
  });
});

describe('when it was stopped', () => {
  const TAKEN = 'a pass that was shown is taken away';
  const stopped = async (change: object) => {
    opens(opened({ ...incident(), ...change }, { standing: 'stopped' }));
    return (await look()).text;
  };

  it('says what becomes of the pass and the account where something was approved', async () => {
    expect(await stopped({ decided: decided() })).toContain(TAKEN);
  });

  it.each([
    ['it was only evaluated', { evaluation: true }, 'This was an evaluation, so nothing on the account was touched.'],
    ['nothing was ever approved', {}, 'Nothing was ever approved, so nothing on the account was touched.'],
  ])('speaks of no pass that was taken away where %s', async (_why, change, sentence) => {
    const text = await stopped(change);
    expect(text).toContain(sentence);
    expect(text).not.toContain(TAKEN);
  });
});

describe('when the button is pressed', () => {
  it('stops it and goes back to the same address, which says what happens now and whom to call', async () => {
    opens(opened(awaiting()));
    const answer = await press();
    expect([answer.status, answer.headers.get('location')]).toEqual([303, `/not-me/${TOKEN}`]);
    expect(server.changes()).toEqual([{ verb: 'reportNotMe', input: { token: TOKEN } }]);
    const { text, face } = await look();
    expect(face).toBe('notMeStopped');
    for (const part of ['Everything has stopped', 'on a number that you already know']) expect(text).toContain(part);
  });

  it('again: the same answer', async () => {
    opens(opened(awaiting()));
    const answers = [await press(), await press(), await press()];
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303]);
  });

  it('says when it takes long, and to come back; the work goes on', async () => {
    server.answerWithinMs = 20;
    await server.restart();
    let arrive = (): void => undefined;
    const late = new Promise<void>((resolve) => (arrive = resolve));
    server.notMe.reportNotMe = async () => late.then(() => Promise.reject(new Error('storage is away as well')));
    const answer = await press();
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '30']);
    arrive();
    opens(opened(incident(), { standing: 'stopped' }));
    expect((await look()).face).toBe('notMeStopped');
    expect(server.lines.filter(({ event }) => event === 'web.failed')).toHaveLength(1);
  });

  it.each<readonly [string, string, Record<string, string>]>([
    ['another site', 'fraud=yes', { 'sec-fetch-site': 'cross-site' }],
    ['another origin', 'fraud=yes', { origin: 'https://evil.example' }],
    ['JSON', '{"fraud":"yes"}', { 'content-type': 'application/json' }],
    ['nothing', '', {}],
    ['a press of the other page', 'confirm=yes', {}],
    ['a code', 'code=123456', {}],
    ['too much', `fraud=${'y'.repeat(5_000)}`, {}],
  ])('does nothing for a form that is not of this page: %s', async (_name, body, headers) => {
    opens(opened(awaiting()));
    const answer = await press(body, headers);
    expect([answer.status, faceOf(await answer.text())]).toEqual([400, 'badForm']);
    expect(server.calls).toEqual([]);
  });
});

describe('when a link cannot be used', () => {
  it.each<readonly [RefusalCode, number, string]>([
    ['linkUnknown', 404, 'notMeUnknown'],
    ['notFound', 404, 'notMeUnknown'],
    ['notSetUp', 404, 'notMeUnknown'],
    ['storageUnavailable', 503, 'unavailable'],
    ['updating', 503, 'unavailable'],
    ['integrity', 503, 'integrity'],
  ])('says what to do, to a look and to a press: %s', async (code, status, face) => {
    opens({ kind: 'refused', code }, { kind: 'refused', code });
    expect(await look()).toMatchObject({ status, face });
    const answer = await press();
    const text = await answer.text();
    expect([answer.status, faceOf(text)]).toEqual([status, face]);
    expect(text).not.toContain('LK-');
  });

  it('answers alike whatever is wrong with it', async () => {
    opens({ kind: 'refused', code: 'linkUnknown' });
    const texts = await Promise.all(
      ['x', TOKEN, `${'A'.repeat(67)}.k9`, 'a.b.c', '%00', 'n'.repeat(90)].map((one) => look(one)),
    );
    expect(new Set(texts.map(({ text }) => text)).size).toBe(1);
    expect(await look('')).toMatchObject({ status: 404, face: 'notMeUnknown' });
  });

  it('writes no token into the log', async () => {
    server.notMe.openNotMe = ({ token }) => Promise.reject(new Error(`no row for ${token}`));
    expect((await look()).status).toBe(503);
    expect(JSON.stringify(server.lines)).not.toContain(TOKEN);
  });
});

describe('when somebody comes too often', () => {
  it('looks at one link are limited, and leave the press of its holder alone', async () => {
    opens(opened(awaiting()));
    const looks = [];
    for (let times = 0; times < 61; times += 1) looks.push((await look()).status);
    expect(looks.slice(-2)).toEqual([200, 429]);
    expect((await look(`${'m'.repeat(67)}.k1`)).status).toBe(200);
    expect((await press()).status).toBe(303);
    server.now += 10 * MINUTE;
    expect((await look()).status).toBe(200);
  });

  it('presses on one link are limited; forms that are not of this page use none of them up', async () => {
    opens(opened(awaiting()));
    for (let times = 0; times < 30; times += 1) await press('x=1');
    const answers = [];
    for (let times = 0; times < 21; times += 1) answers.push((await press()).status);
    expect(answers.filter((status) => status === 303)).toHaveLength(20);
    expect(answers.at(-1)).toBe(429);
  });

  it('guesses from one address are limited, and never stand in the way of a link of ours', async () => {
    const isOurs = (token: string): NotMeOutcome =>
      token === TOKEN ? opened(awaiting()) : { kind: 'refused', code: 'linkUnknown' };
    server.notMe.openNotMe = async ({ token }) => isOurs(token);
    server.notMe.reportNotMe = async ({ token }) => isOurs(token);
    const guesses = [];
    for (let at = 0; at < 31; at += 1) guesses.push((await look(`guess-${String(at)}`)).status);
    expect(guesses.slice(-2)).toEqual([404, 429]);
    expect((await look()).status).toBe(200);
    expect((await press()).status).toBe(303);
    expect((await press('fraud=yes', {}, 'guess')).status).toBe(429);
    server.now += 10 * MINUTE;
    expect((await look('guess-again')).status).toBe(404);
  });
});
