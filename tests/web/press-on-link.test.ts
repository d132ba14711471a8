import { request as httpRequest } from 'node:http';
import { Secret } from '../../platform/secret';
import type { RefusalCode, Refused } from '../../recovery/outcome';
import {
  ADA,
  approved,
  approvedBy,
  awaiting,
  completed,
  incident,
  manager,
  MINUTE,
  NOW,
  revealed,
  stored,
  TENANT,
  TOM,
} from './requests';
import { TOKEN, WebServer } from './web-server';

const PASS = `q7#Lm<2"x&'`;
const PASS_IN_HTML = 'q7#Lm&lt;2&quot;x&amp;&#39;';

let server: WebServer;
beforeEach(async () => {
  server = await new WebServer().start();
});
afterEach(() => server.stop());

const BY_EMPLOYEE = { tenantId: TENANT, presser: ADA, requestId: '01K9ZZZZZZZZZZZZZZZZZZZZZZ' };

const refuses =
  (code: RefusalCode, extra: Partial<Refused> = {}) =>
  async (): Promise<Refused> => ({
    kind: 'refused',
    code,
    ...extra,
  });

const shows = (againLeft = 3) => {
  server.verbs.revealPass = async () => ({
    kind: 'shown',
    pass: Secret.of(PASS),
    expiresAt: NOW + 30 * MINUTE,
    againLeft,
    stored: stored(revealed()),
  });
};

const faceOf = (page: string): string | undefined => /data-face="(\w+)"/.exec(page)?.[1];

async function press(body: string, headers?: Record<string, string>) {
  const answer = await server.post(body, headers);
  const page = await answer.text();
  return { status: answer.status, headers: answer.headers, page, face: faceOf(page) };
}

describe('when the employee says that it is them', () => {
  it('confirms as the employee and goes back to the page', async () => {
    server.request = awaiting({ employeeConfirmed: false });
    server.verbs.confirmIdentity = async () => ({ kind: 'done', stored: stored(awaiting()) });
    const { status, headers } = await press('confirm=yes');
    expect(status).toBe(303);
    expect(headers.get('location')).toBe(`/reveal/${TOKEN}`);
    expect(server.changes()).toEqual([{ verb: 'confirmIdentity', input: BY_EMPLOYEE }]);
  });

  it('shows why not when it is refused', async () => {
    server.request = awaiting({ employeeConfirmed: false });
    server.verbs.confirmIdentity = refuses('requestEnded', { stored: stored(incident()) });
    const { status, page, face } = await press('confirm=yes');
    expect({ status, face }).toEqual({ status: 410, face: 'incident' });
    expect(page).toContain('This request has ended.');
  });
});

describe('when the employee says that it was not them', () => {
  it('reports fraud as the employee and goes back to the page', async () => {
    server.request = awaiting();
    server.verbs.reportFraud = async () => ({ kind: 'done', stored: stored(incident()) });
    const { status } = await press('fraud=yes');
    expect(status).toBe(303);
    expect(server.changes()).toEqual([{ verb: 'reportFraud', input: { ...BY_EMPLOYEE, reason: 'notMe' } }]);
  });

  it.each([
    ['not confirmed', awaiting({ employeeConfirmed: false })],
    ['waiting', awaiting()],
    ['approved', approved()],
    ['revealed', revealed()],
    ['completed', completed()],
  ])('can be said while it is %s', async (_name, request) => {
    server.request = request;
    expect(await (await fetch(server.page)).text()).toContain('name="fraud" value="yes"');
  });
});

describe('when the right code is typed', () => {
  it('shows the pass, once, escaped, with what to do next', async () => {
    server.request = approved();
    shows();
    const { status, page, face } = await press('code=123+456');
    expect({ status, face }).toEqual({ status: 200, face: 'shown' });
    expect(server.changes()).toEqual([
      { verb: 'revealPass', input: { ...BY_EMPLOYEE, code: '123 456', place: 'link' } },
    ]);
    expect(page.split(PASS_IN_HTML)).toHaveLength(2);
    expect(page).toContain(` id="pass">${PASS_IN_HTML}</bdo>`);
    for (const part of ['https://aka.ms/mysecurityinfo', 'within 10 minutes', '10:30 UTC', 'data-countdown="1800"']) {
      expect(page).toContain(part);
    }
  });

  it('never looks again by itself: a reload would lose the pass', async () => {
    server.request = approved();
    shows();
    const { page } = await press('code=123456');
    expect(page).not.toMatch(/http-equiv="refresh"|data-refresh/);
  });

  it('writes the pass, the code and the token into no log', async () => {
    server.request = approved();
    shows();
    await press('code=123456');
    for (const secret of [PASS, '123456', TOKEN]) expect(JSON.stringify(server.lines)).not.toContain(secret);
  });

  it.each([
    [3, 'a new one can be made 3 more times'],
    [1, 'a new one can be made once more'],
    [0, 'This was the last pass for this request.'],
  ])('says how often it can be shown again: %i', async (left, expected) => {
    server.request = approved();
    shows(left);
    expect((await press('code=123456')).page).toContain(expected);
  });

  it('counts from now, not from below zero', async () => {
    server.request = approved();
    shows();
    server.now = NOW + 31 * MINUTE;
    expect((await press('code=123456')).page).toContain('data-countdown="0"');
  });
});

describe('when a code is refused', () => {
  const refusals: readonly (readonly [RefusalCode, number, string, Refused['facts'] | undefined])[] = [
    ['codeWrong', 400, '2 tries are left', { left: 2 }],
    ['codeWrong', 400, 'One try is left', { left: 1 }],
    ['codeWrong', 400, 'That is not the code', undefined],
    ['codeMissing', 400, 'type the six-digit code', undefined],
    ['codeExpired', 400, 'The code has run out', undefined],
    ['codeVoid', 429, 'blocked after too many wrong tries', undefined],
    ['revealsUsedUp', 429, 'cannot be shown again', undefined],
    ['tooManyRequests', 429, 'too many requests', undefined],
    ['stillWorking', 503, 'Wait a few seconds, then type the code again', undefined],
    ['paused', 503, 'Nothing is lost and no try was used: keep this page open', undefined],
    ['passNotAllowed', 503, 'Your helpdesk has been told', undefined],
    ['graphUnavailable', 503, 'does not answer', undefined],
    ['directoryUnavailable', 503, 'does not answer', undefined],
    ['storageUnavailable', 503, 'cannot be reached', undefined],
    ['wrongPlace', 400, 'in your chat with Latchkey', undefined],
    ['notApprovedYet', 400, 'has not been approved yet', undefined],
    ['employeeNotConfirmed', 400, 'say first that this is you', undefined],
    ['noApprover', 400, 'contact your IT helpdesk', undefined],
  ];

  it.each(refusals)('says why on the page of the request: %s (%i): %s', async (code, status, sentence, facts) => {
    server.request = approved();
    server.verbs.revealPass = refuses(code, facts === undefined ? {} : { facts });
    const answer = await press('code=000000');
    expect({ status: answer.status, face: answer.face }).toEqual({ status, face: 'code' });
    expect(answer.page).toMatch(new RegExp(`id="notice" role="alert">[^<]*${sentence}`));
    expect(answer.page).toMatch(/<input[^>]* aria-invalid="true"/);
    expect(answer.page).toMatch(/<title>[^<]+ · Type the code · Latchkey/);
  });

  it.each(['codeVoid', 'stillWorking', 'paused', 'graphUnavailable'] as const)(
    'says when to come back: %s',
    async (code) => {
      server.request = approved();
      server.verbs.revealPass = refuses(code);
      expect((await press('code=000000')).headers.get('retry-after')).toBe('30');
    },
  );

  it('says that it is still working when Graph takes long, without a pass that comes later', async () => {
    server.answerWithinMs = 20;
    await server.restart();
    server.request = approved();
    let arrive = (): void => undefined;
    const late = new Promise<void>((resolve) => (arrive = resolve));
    server.verbs.revealPass = async () => {
      await late;
      throw new Error('storage is away as well');
    };
    const answer = await press('code=482913');
    expect(answer).toMatchObject({ status: 503, face: 'code' });
    expect(answer.page).toMatch(
      /class="notice calm"[^>]*>Still working, nothing is lost. Wait a few seconds, then type/,
    );
    arrive();
    shows();
    expect((await press('code=482913')).page).toContain(PASS_IN_HTML);
    const [line] = server.lines.filter(({ event }) => event === 'web.failed');
    expect(line?.fields).toMatchObject({ operation: 'web.late' });
  });

  it('shows the request as it is after the press, not as it was before', async () => {
    server.request = approved();
    server.verbs.revealPass = async () => {
      server.request = approved({ code: { generation: 1, deadline: NOW + MINUTE, voided: true } });
      return { kind: 'refused', code: 'codeVoid' };
    };
    const { face, page } = await press('code=000000');
    expect(face).toBe('codeOver');
    expect(page).not.toContain('name="code"');
  });

  it('keeps the field in reach when the pass was shown before', async () => {
    server.request = revealed({ slots: [approvedBy(manager, TOM)] });
    server.verbs.revealPass = refuses('codeWrong', { facts: { left: 4 } });
    const { page } = await press('code=000000');
    expect(page).toMatch(/<details class="aside" open/);
    expect(page).toContain('4 tries are left');
  });

  it('shows nothing of a request whose records do not add up', async () => {
    server.request = approved();
    server.verbs.revealPass = refuses('integrity', { stored: stored(approved()) });
    const { status, page, face } = await press('code=123456');
    expect({ status, face }).toEqual({ status: 503, face: 'integrity' });
    expect(page).not.toContain('LK-7F3K9Q');
  });

  it('says that the link has run out when it did meanwhile', async () => {
    server.request = approved();
    server.verbs.revealPass = async () => {
      server.request = undefined;
      return { kind: 'refused', code: 'requestEnded' };
    };
    expect(await press('code=123456')).toMatchObject({ status: 410, face: 'linkUnknown' });
  });
});

describe('when a link cannot be opened', () => {
  const refusals: readonly (readonly [RefusalCode, number, string])[] = [
    ['linkUnknown', 404, 'linkUnknown'],
    ['notFound', 404, 'linkUnknown'],
    ['notSetUp', 404, 'linkUnknown'],
    ['requestEnded', 410, 'linkUnknown'],
    ['tooManyRequests', 429, 'busy'],
    ['storageUnavailable', 503, 'unavailable'],
    ['integrity', 503, 'integrity'],
    ['notYours', 404, 'linkUnknown'],
  ];

  it.each(refusals)('says what to do next, on a look and on a press: %s', async (code, status, face) => {
    server.openLink = refuses(code);
    const look = await fetch(server.page);
    expect({ status: look.status, face: faceOf(await look.text()) }).toEqual({ status, face });
    expect(await press('code=123456')).toMatchObject({ status, face });
    expect(server.changes()).toEqual([]);
  });

  it('shows a page when something throws, and logs it without the token', async () => {
    server.openLink = ({ token }) => Promise.reject(new Error(`no row for ${token}`));
    expect(await press('code=123456')).toMatchObject({ status: 503, face: 'unavailable' });
    expect(server.lines).toEqual([
      { level: 'error', event: 'web.failed', fields: { operation: 'web.post', error: expect.any(Error) } },
    ]);
  });
});

describe('when a form is not from our page', () => {
  const FORM = 'application/x-www-form-urlencoded';
  it.each<readonly [string, string, Record<string, string>]>([
    ['another site', 'confirm=yes', { 'sec-fetch-site': 'cross-site' }],
    ['another origin', 'confirm=yes', { origin: 'https://evil.example' }],
    ['JSON', '{"confirm":"yes"}', { 'content-type': 'application/json' }],
    ['plain text', 'confirm=yes', { 'content-type': 'text/plain' }],
    ['no field of ours', 'x=1', {}],
    ['nothing', '', {}],
    ['two presses', 'confirm=yes&code=123456', {}],
    ['too much', `code=${'1'.repeat(5_000)}`, {}],
    ['far too much', `code=${'1'.repeat(2_000_000)}`, { 'content-type': FORM }],
  ])('refuses %s politely and asks nobody', async (_name, body, headers) => {
    server.request = awaiting({ employeeConfirmed: false });
    expect(await press(body, headers)).toMatchObject({ status: 400, face: 'badForm' });
    expect(server.calls).toEqual([]);
  });

  it('answers a body without a length and without an end', async () => {
    server.request = approved();
    const status = await new Promise<number | undefined>((resolve, reject) => {
      const request = httpRequest(server.page, { method: 'POST', headers: { 'content-type': FORM } });
      request.on('response', (response) => {
        response.resume();
        resolve(response.statusCode);
        request.destroy();
      });
      request.on('error', reject);
      request.write(`code=${'1'.repeat(5_000)}`);
    });
    expect(status).toBe(400);
    expect(server.calls).toEqual([]);
  });
});
