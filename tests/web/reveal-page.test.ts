import { matchNumber } from '../../recovery/codes';
import type { RecoveryRequest } from '../../recovery/request';
import {
  approved,
  approvedBy,
  awaiting,
  completed,
  ended,
  failed,
  held,
  incident,
  keys,
  KIM,
  manager,
  MINUTE,
  NOW,
  revealed,
  SAM,
  security,
  slot,
  TOM,
} from './requests';
import { TOKEN, WebServer } from './web-server';

let server: WebServer;
beforeEach(async () => {
  server = await new WebServer().start();
});
afterEach(() => server.stop());

/** What a person reads: no markup, no marks around names. */
const textOf = (page: string): string =>
  page
    .replace(/^[\s\S]*<main/, '<main')
    .replace(/<[^>]*>/g, ' ')
    .replace(/[\u2068\u2069]/g, '')
    .replace(/\s+/g, ' ')
    .trim();

const faceOf = (page: string): string | undefined => /data-face="(\w+)"/.exec(page)?.[1];

async function open(request: RecoveryRequest | undefined) {
  server.request = request;
  const answer = await fetch(server.page);
  const page = await answer.text();
  return { status: answer.status, page, text: textOf(page), face: faceOf(page) };
}

const dual = { route: 'dualApproval', slots: [manager, security] } as const;

describe('when a link is opened (T12)', () => {
  const faces: readonly (readonly [string, RecoveryRequest | undefined, number, string])[] = [
    ['nobody gave it out', undefined, 404, 'linkUnknown'],
    ['the employee has not confirmed', awaiting({ employeeConfirmed: false }), 200, 'confirm'],
    ['an approver is awaited', awaiting(), 200, 'waiting'],
    ['it is approved', approved(), 200, 'code'],
    ['the code ran out', approved({ code: { generation: 1, deadline: NOW, voided: false } }), 200, 'codeOver'],
    ['the code is void', approved({ code: { generation: 1, deadline: NOW + 1, voided: true } }), 200, 'codeOver'],
    ['the pass appears in Teams', approved({}, { delivery: { place: 'teams' } }), 200, 'elsewhere'],
    ['the pass was shown', revealed(), 200, 'revealed'],
    ['the pass was shown in Teams', revealed({ delivery: { place: 'teams' } }), 200, 'elsewhere'],
    ['it is on hold', held(), 200, 'held'],
    ['it failed', failed(), 200, 'failed'],
    ['it is done', completed(), 200, 'completed'],
    ['it was fraud', incident(), 200, 'incident'],
    ['it was denied', ended('denied'), 410, 'denied'],
    ['it was refused', ended('refused'), 410, 'refused'],
    ['it was cancelled', ended('cancelled'), 410, 'cancelled'],
    ['it ran out', ended('expired'), 410, 'expired'],
  ];

  it.each(faces)('shows the true face when %s', async (_name, request, status, face) => {
    const opened = await open(request);
    expect(opened).toMatchObject({ status, face });
    expect(opened.page).toMatch(/^<!doctype html>/);
    expect(opened.text).not.toMatch(/undefined|NaN|\[object|\[secret\]|words of the requester/);
  });

  it.each(faces)('changes nothing, however often it is opened, when %s', async (_name, request) => {
    server.request = request;
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => fetch(server.page).then((answer) => answer.text())),
    );
    expect(new Set(answers).size).toBe(1);
    expect(server.calls).toHaveLength(10);
    expect(server.changes()).toEqual([]);
  });

  it.each(faces)('answers HEAD like GET and changes nothing when %s', async (_name, request, status) => {
    server.request = request;
    const [head, get] = [await fetch(server.page, { method: 'HEAD' }), await fetch(server.page)];
    expect(head.status).toBe(status);
    expect(await head.text()).toBe('');
    expect(head.headers.get('content-length')).toBe(get.headers.get('content-length'));
    expect(server.changes()).toEqual([]);
  });

  it.each(faces)('writes no token into page or log when %s', async (_name, request) => {
    const { page } = await open(request);
    expect(page).not.toContain(TOKEN);
    expect(JSON.stringify(server.lines)).not.toContain(TOKEN);
  });
});

describe('when the address is not one of our links', () => {
  it.each(['', '/', '/x y', '/a.b', `/${'.'.repeat(100)}`, "/'or'1", '/%00', '/%F0%9F%92%A9'])(
    'shows a page that says what to do, without asking storage: /reveal%s',
    async (path) => {
      const answer = await fetch(`${server.url}/reveal${path}`);
      expect(answer.status).toBe(404);
      expect(textOf(await answer.text())).toContain('ask your helpdesk to send a new one');
      expect(server.calls).toEqual([]);
    },
  );
});

describe('when the employee has not said who they are', () => {
  it('asks, and shows no number', async () => {
    const request = awaiting({ employeeConfirmed: false });
    const { page, text } = await open(request);
    expect(text).toContain('Kim Lund asked to recover the account of Ada Lovelace');
    expect(page).not.toContain('matchNumber');
    expect(page).not.toContain(matchNumber(keys, awaiting(), 1).reveal());
    expect(page).toContain('name="confirm" value="yes"');
  });
});

describe('when an approver is awaited', () => {
  it('shows the number that they have to type, and their name', async () => {
    const { page, text } = await open(awaiting());
    const number = matchNumber(keys, awaiting(), 1).reveal();
    expect(page).toContain(`<span id="matchNumber" aria-hidden="true">${number}</span>`);
    expect(text).toContain('Tom Berg will call or meet you and ask for this number.');
    expect(text).toContain('Have ready meanwhile');
  });

  it('shows another number in another round', async () => {
    const first = await open(awaiting());
    const second = await open(awaiting({ round: 2 }));
    expect(second.page).toContain(`>${matchNumber(keys, awaiting({ round: 2 }), 1).reveal()}<`);
    expect(second.page).not.toBe(first.page);
  });

  it('shows one number for each of two approvers', async () => {
    const { page, text } = await open(awaiting(dual));
    expect(page).toContain(`id="matchNumber" aria-hidden="true">${matchNumber(keys, awaiting(dual), 1).reveal()}<`);
    expect(page).toContain(`id="matchNumber2" aria-hidden="true">${matchNumber(keys, awaiting(dual), 2).reveal()}<`);
    expect(text).toContain('Tom Berg and Sam Okoye will call or meet you, one after the other.');
    expect(text).toContain('Your number for Sam Okoye');
  });

  it('takes the number away from an approver who has approved', async () => {
    const request = awaiting({ ...dual, slots: [approvedBy(manager, TOM), security] });
    const { page, text } = await open(request);
    expect(text).toContain('Approved by Tom Berg');
    expect(page).toContain(`id="matchNumber" aria-hidden="true">${matchNumber(keys, request, 2).reveal()}<`);
    expect(page).not.toContain('matchNumber2');
    expect(page).not.toContain(`>${matchNumber(keys, request, 1).reveal()}<`);
  });

  it.each([
    ['a manager whose name is unknown', [slot(1, 'manager', ['nobody'])], 'Your manager will call'],
    ['two people, either of them', [slot(1, 'manager', [TOM, SAM])], 'Tom Berg or Sam Okoye will call'],
    ['a crowd', [slot(1, 'security', [TOM, SAM, KIM])], 'A colleague of the security team will call'],
    [
      'a stand-in of no name',
      [{ ...slot(1, 'manager', ['nobody']), standsInFor: SAM }],
      'A colleague in place of your manager will call',
    ],
    ['nobody yet', [slot(1, 'duty', [])], 'A colleague of the duty team will call'],
    ['two, one of them unknown', [slot(1, 'duty', [TOM, 'nobody'])], 'A colleague of the duty team will call'],
  ])('names %s', async (_name, slots, expected) => {
    expect((await open(awaiting({ slots }))).text).toContain(expected);
  });

  it('draws the page without names when the directory does not answer', async () => {
    server.people = { person: () => Promise.reject(new Error('the directory says something secret')) };
    const { status, text } = await open(awaiting());
    expect(status).toBe(200);
    expect(text).toContain('Your manager will call');
    expect(server.lines[0]).toMatchObject({ level: 'warn', event: 'web.nameNotRead' });
  });

  it('asks the directory once, however often the page looks', async () => {
    for (let at = 0; at < 5; at += 1) await open(awaiting());
    expect(server.lookups).toBe(3);
  });
});

describe('when the code is awaited', () => {
  it('has the field of the outside contract', async () => {
    const { page, text } = await open(approved());
    expect(page).toMatch(/<input[^>]* id="code"[^>]* name="code"/);
    expect(page).toMatch(/<input[^>]* inputmode="numeric"[^>]* autocomplete="one-time-code"/);
    expect(text).toContain('Tom Berg reads a code of 6 digits to you.');
    expect(text).toContain('10:15 UTC');
    expect(page).not.toContain('matchNumber');
  });

  it('explains the halves of two approvers, in their order', async () => {
    const slots = [approvedBy(manager, TOM), approvedBy(security, SAM)];
    const { text } = await open(approved({}, { ...dual, slots }));
    expect(text).toContain('3 digits from each');
    expect(text).toContain('Type the 3 digits from Tom Berg first, then the 3 digits from Sam Okoye.');
  });

  it.each([
    ['ran out', { generation: 1, deadline: NOW, voided: false }, 'The code has run out. Ask Tom Berg to press'],
    [
      'is void',
      { generation: 1, deadline: NOW + MINUTE, voided: true },
      'blocked after too many wrong tries. Ask Tom Berg',
    ],
  ])('asks for a new code when it %s', async (_name, code, expected) => {
    const { page, text } = await open(approved({ code }));
    expect(text).toContain(expected);
    expect(page).not.toContain('name="code"');
  });
});

describe('when the pass was shown', () => {
  it.each([
    ['while it is good', 29, 'It signs you in once, until 10:30 UTC', 'good.none'],
    ['after its end', 30, 'This pass has run out.', 'over.none'],
  ])('says how it stands, and offers another: %s', async (_name, minutes, expected, version) => {
    server.now = NOW + minutes * MINUTE;
    const { page, text } = await open(revealed());
    expect(text).toContain(expected);
    expect(page).toMatch(new RegExp(`data-version="revealed\\.[^"]*${version}"`));
    expect(page).toContain('name="code"');
  });
});

describe('when the pass is being replaced, and may be dead already', () => {
  it('does not call it good, and has another version', async () => {
    const before = revealed();
    const gap = { ...before, decided: { ...('decided' in before && before.decided), gap: 'open' } } as RecoveryRequest;
    const [known, replaced] = [await open(before), await open(gap)];
    expect(known.text).toContain('It signs you in once');
    expect(replaced.text).not.toContain('It signs you in once');
    const version = /data-version="([^"]+)"/;
    expect(version.exec(replaced.page)?.[1]).not.toBe(version.exec(known.page)?.[1]);
  });
});

describe('when a page has something new to say', () => {
  const versionOf = (page: string): string | undefined => /data-version="([^"]+)"/.exec(page)?.[1];

  it.each<readonly [string, RecoveryRequest, RecoveryRequest, boolean]>([
    ['a reminder went out', awaiting(), awaiting({ remindedAt: NOW }), false],
    ['the approvers are asked anew', awaiting(), awaiting({ round: 2 }), true],
    ['one of two approved', awaiting(dual), awaiting({ ...dual, slots: [approvedBy(manager, TOM), security] }), true],
    ['the code is new', approved(), approved({ code: { generation: 2, deadline: NOW + MINUTE, voided: false } }), true],
    ['the code is void', approved(), approved({ code: { generation: 1, deadline: NOW + MINUTE, voided: true } }), true],
    ['methods were removed', approved(), approved({ verifiedAt: NOW }), false],
    ['it was approved', awaiting(), approved(), true],
    ['it was stopped', approved(), incident(), true],
  ])('has another version: %s', async (_name, before, after, changed) => {
    const [first, second] = [versionOf((await open(before)).page), versionOf((await open(after)).page)];
    expect(first !== second).toBe(changed);
  });
});

describe('when a browser without script waits', () => {
  it.each([
    ['for an approver', awaiting(), true],
    ['on hold', held(), true],
    ['for a new code', approved({ code: { generation: 1, deadline: NOW, voided: false } }), true],
    ['for the employee to type', approved(), false],
    ['for nobody', completed(), false],
    ['for the employee to confirm', awaiting({ employeeConfirmed: false }), false],
  ])('looks again by itself unless it would lose what was typed: %s', async (_name, request, refreshes) => {
    const { page } = await open(request);
    expect(page.includes('<noscript><meta http-equiv="refresh" content="10"')).toBe(refreshes);
  });
});

describe('when somebody has a hostile name', () => {
  const HOSTILE = `<img src=x onerror=alert(1)>"'&`;
  const ESCAPED = '&lt;img src=x onerror=alert(1)&gt;&quot;&#39;&amp;';

  it.each([
    ['confirm', awaiting({ employeeConfirmed: false })],
    ['waiting', awaiting()],
    ['code', approved()],
  ])('shows it as text: %s', async (_name, request) => {
    for (const id of Object.keys(server.names)) server.names[id] = HOSTILE;
    const { page } = await open(request);
    expect(page).toContain(ESCAPED);
    expect(page).not.toContain('<img src=x');
  });
});

describe('when the request behind a link is only evaluated', () => {
  const said = 'Evaluation only: nothing is done on any account, whatever is decided here.';

  it.each<readonly [string, RecoveryRequest]>([
    ['not confirmed', awaiting({ employeeConfirmed: false, evaluation: true })],
    ['waiting', awaiting({ evaluation: true })],
    ['over', { ...ended('cancelled'), evaluation: true }],
  ])('the page says so: %s', async (_what, request) => {
    expect((await open(request)).text).toContain(said);
  });

  it('no other page does', async () => {
    expect((await open(awaiting())).text).not.toContain('Evaluation');
  });
});
