import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { Secret } from '../../platform/secret';
import { matchNumber } from '../../recovery/codes';
import type { RecoveryRequest } from '../../recovery/request';
import * as requests from '../web/requests';
import { keepPicture } from './page-checks';
import { overflows, pagesInChromium, violations } from './pages-in-chromium';

const { approved, approvedBy, awaiting, keys, manager, MINUTE, NOW, SAM, security, stored, TOM } = requests;

const PASS = 'q7#Lm<2x&K9r';
const CODE = '482913';
const WORKING = 'Still working, nothing is lost. Leave this page open.';
const pages = pagesInChromium();

const dual = { route: 'dualApproval', slots: [manager, security] } as const;
const bothApproved = { ...dual, slots: [approvedBy(manager, TOM), approvedBy(security, SAM)] };

const show = async () =>
  ({
    kind: 'shown',
    pass: Secret.of(PASS),
    expiresAt: NOW + 30 * MINUTE,
    againLeft: 3,
    stored: stored(requests.revealed()),
  }) as const;

/** Verbs that move the request as the domain would. */
function playDomain(): void {
  pages.server.request = awaiting({ employeeConfirmed: false });
  pages.server.verbs = {
    ...pages.server.verbs,
    confirmIdentity: async () => {
      pages.server.request = awaiting();
      return { kind: 'done', stored: stored(pages.server.request) };
    },
    revealPass: async ({ code }) => {
      if (code.replaceAll(' ', '') !== CODE) return { kind: 'refused', code: 'codeWrong', facts: { left: 4 } };
      pages.server.request = requests.revealed();
      return show();
    },
    reportFraud: async () => {
      pages.server.request = requests.incident();
      return { kind: 'done', stored: stored(pages.server.request) };
    },
  };
}

describe('when a page is looked at on a small phone, light and dark', () => {
  const faces: readonly (readonly [string, RecoveryRequest | undefined])[] = [
    ['an unknown link', undefined],
    ['confirm', awaiting({ employeeConfirmed: false })],
    ['waiting for one', awaiting()],
    ['waiting for the second of two', awaiting({ ...dual, slots: [approvedBy(manager, TOM), security] })],
    ['code in halves', approved({}, bothApproved)],
    ['code over', approved({ code: { generation: 1, deadline: NOW, voided: false } })],
    ['revealed', requests.revealed()],
    ['completed', requests.completed()],
    ['incident', requests.incident()],
    ['held', requests.held()],
    ['failed', requests.failed()],
    ['denied', requests.ended('denied')],
    ['refused', requests.ended('refused')],
    ['cancelled', requests.ended('cancelled')],
    ['expired', requests.ended('expired')],
    ['an evaluation', awaiting({ evaluation: true })],
    ['the pass in the own chat', approved({}, { delivery: { place: 'teams' } })],
    ['at a counter', { ...awaiting(), delivery: { place: 'inPerson' } }],
  ];

  // These only look, so they share one page.
  let page: Page;
  beforeAll(async () => {
    page = await pages.openSharedPage();
  });
  afterAll(() => page.context().close());

  it.each(faces)('has no barrier and nothing cut off: %s', async (_name, request) => {
    pages.server.request = request;
    pages.server.names[TOM] = 'משה כהן-אברמוביץ׳ '.repeat(4);
    await page.goto(pages.server.page);
    await page.evaluate(() => {
      for (const folded of document.querySelectorAll('details')) folded.open = true;
    });
    expect(await overflows(page)).toBe(false);
    expect(await violations(page)).toEqual([]);
    expect(pages.complaints).toEqual([]);
  });

  it.each([
    ['a QR code that no device has opened', { kind: 'qr', stored: stored(approved()) }],
    ['a QR code that is over', { kind: 'refused', code: 'qrOver' }],
  ] as const)('has none behind %s', async (_name, opened) => {
    const { openLink } = pages.server;
    pages.server.openLink = async () => opened;
    await page.goto(pages.server.page);
    pages.server.openLink = openLink;
    expect(await overflows(page)).toBe(false);
    expect(await violations(page)).toEqual([]);
  });

  it.each([
    ['a code was wrong', '111111', '#notice'],
    ['the pass is shown', CODE, '#pass'],
  ])('has none where %s', async (_name, code, shown) => {
    playDomain();
    pages.server.request = approved();
    await page.goto(pages.server.page);
    await page.fill('#code', code);
    await page.click('text=Show my pass');
    expect(await page.isVisible(shown)).toBe(true);
    expect(await overflows(page)).toBe(false);
    expect(await violations(page)).toEqual([]);
    expect(pages.complaints).toEqual([]);
  });

  it.each(['/privacy', '/terms'])('has none on %s', async (path) => {
    await page.goto(pages.server.url + path);
    expect(await violations(page)).toEqual([]);
    expect(pages.complaints).toEqual([]);
  });

  it('would notice a barrier', async () => {
    await page.setContent('<html><body><img src="data:,"><input></body></html>');
    expect(axe.version).toBe('4.11.0');
    expect((await violations(page)).length).toBeGreaterThan(1);
  });
});

describe('when an employee goes the whole way without a mouse', () => {
  it('moves on by itself, and the pass can be copied', async () => {
    playDomain();
    const page = await pages.openPage({ permissions: ['clipboard-read', 'clipboard-write'] });
    await page.clock.install({ time: NOW });
    await page.goto(pages.server.page);
    await page.focus('text=Yes, this is me');
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-face=waiting]');
    expect(await page.textContent('#matchNumber')).toBe(matchNumber(keys, awaiting(), 1).reveal());
    expect(await page.title()).toBe('Wait for a call · Latchkey');

    pages.server.request = approved();
    await page.clock.runFor(3_000);
    await page.waitForSelector('[data-face=code]');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Type the code');
    expect(await page.textContent('#announcement')).toBe('The page has changed.');
    expect(await page.title()).toBe('Type the code · Latchkey');

    await page.keyboard.press('Tab');
    await page.keyboard.type('482 913');
    await page.keyboard.press('Enter');
    await page.waitForSelector('#pass');
    await page.click('text=Copy');
    await page.waitForSelector('button:has-text("Copied")');
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(PASS);
    expect(pages.complaints).toEqual([]);
  });

  it('keeps what is being typed while nothing changes, and takes the field away when something does', async () => {
    playDomain();
    pages.server.request = approved();
    const page = await pages.openPage();
    await page.clock.install({ time: NOW });
    await page.goto(pages.server.page);
    await page.fill('#code', '482');
    const looks = pages.server.calls.length;
    const looked = page.waitForResponse(pages.server.page);
    await page.clock.runFor(5_000);
    await looked;
    expect(pages.server.calls.length).toBe(looks + 1);
    expect(await page.inputValue('#code')).toBe('482');

    pages.server.request = requests.ended('denied');
    await page.clock.runFor(5_000);
    await page.waitForSelector('[data-face=denied]');
    expect(await page.isVisible('#code')).toBe(false);
    expect(pages.server.changes()).toEqual([]);
  });

  it('blots the pass out when it has run out, and never looks again', async () => {
    playDomain();
    pages.server.request = approved();
    const page = await pages.openPage();
    await page.clock.install({ time: NOW });
    await page.goto(pages.server.page);
    await page.fill('#code', CODE);
    await page.click('text=Show my pass');
    expect(await page.textContent('[role=timer]')).toBe('30:00');
    const looks = pages.server.calls.length;
    await page.clock.runFor(29 * MINUTE);
    expect(await page.textContent('[role=timer]')).toBe('1:00');
    expect(await page.textContent('#pass')).toBe(PASS);
    await page.clock.runFor(MINUTE);
    expect(await page.isVisible('#pass')).toBe(false);
    expect(await page.content()).not.toContain('q7#Lm');
    expect(pages.server.calls.length).toBe(looks);
  });

  it('asks at once for what is new when the code runs out', async () => {
    pages.server.request = approved();
    const page = await pages.openPage();
    await page.clock.install({ time: NOW });
    await page.goto(pages.server.page);
    pages.server.now = NOW + 15 * MINUTE;
    await page.clock.fastForward(15 * MINUTE);
    await page.waitForSelector('[data-face=codeOver]');
    expect(await page.isVisible('#code')).toBe(false);
  });

  it('reports what was not them with two presses', async () => {
    playDomain();
    const page = await pages.openPage();
    await page.goto(pages.server.page);
    expect(await page.isVisible('text=Stop and report it')).toBe(false);
    await page.click('text=This was not me');
    await page.click('text=Stop and report it');
    await page.waitForSelector('[data-face=incident]');
    expect(pages.server.changes()).toHaveLength(1);
  });
});

describe('when Microsoft takes long to make the pass', () => {
  it('says that it is still working, and stays as it is', async () => {
    pages.server.request = approved();
    const page = await pages.openPage({ viewport: { width: 360, height: 720 } });
    await page.clock.install({ time: NOW });
    await page.goto(pages.server.page);
    // While a browser is on its way to the next page nobody can look at this one from outside: so it never leaves.
    await page.evaluate(() => {
      document.addEventListener('submit', (event) => {
        event.preventDefault();
      });
    });
    await page.fill('#code', CODE);
    await page.click('text=Show my pass');
    expect(await page.isVisible('.working')).toBe(false);
    await page.clock.runFor(2_000);
    expect(await page.isVisible('.working')).toBe(true);
    for (const place of ['.working', '#announcement']) expect(await page.textContent(place)).toBe(WORKING);
    await keepPicture(page, 'reveal-page/working-light');
    await page.emulateMedia({ colorScheme: 'dark' });
    await keepPicture(page, 'reveal-page/working-dark');
    expect(await overflows(page)).toBe(false);
    expect(await violations(page)).toEqual([]);
    // The domain has written down that a reveal began: asked for now, the page would be another one.
    pages.server.request = approved({ reveals: 1 });
    const looks = pages.server.calls.length;
    await page.clock.runFor(30_000);
    expect(pages.server.calls.length).toBe(looks);
    expect(await page.inputValue('#code')).toBe(CODE);
    expect(pages.complaints).toEqual([]);
  });

  it('without script it is told in time to press again, and then it is there', async () => {
    let arrive = (): void => undefined;
    const late = new Promise<void>((resolve) => (arrive = resolve));
    pages.server.answerWithinMs = 50;
    pages.server.request = approved();
    pages.server.verbs.revealPass = async () => late.then(show);
    await pages.server.restart();
    const page = await pages.openPage({ javaScriptEnabled: false, viewport: { width: 360, height: 720 } });
    await page.goto(pages.server.page);
    await page.fill('#code', CODE);
    await page.click('text=Show my pass');
    expect(await page.textContent('#notice')).toContain('Still working, nothing is lost.');
    expect(await overflows(page)).toBe(false);
    await keepPicture(page, 'reveal-page/press-again-light');
    arrive();
    pages.server.answerWithinMs = 50_000;
    await pages.server.restart();
    await page.goto(pages.server.page);
    await page.fill('#code', CODE);
    await page.click('text=Show my pass');
    expect(await page.textContent('#pass')).toBe(PASS);
  });
});

describe('when a browser has no script', () => {
  it('goes the whole way all the same', async () => {
    playDomain();
    const page = await pages.openPage({ javaScriptEnabled: false });
    await page.goto(pages.server.page);
    await page.click('text=Yes, this is me');
    expect(await page.textContent('#matchNumber')).toBe(matchNumber(keys, awaiting(), 1).reveal());
    expect(await page.getAttribute('meta[http-equiv=refresh]', 'content')).toBe('10');
    pages.server.request = approved();
    await page.reload();
    await page.fill('#code', '111111');
    await page.click('text=Show my pass');
    expect(await page.textContent('#notice')).toContain('4 tries are left');
    await page.fill('#code', CODE);
    await page.click('text=Show my pass');
    expect(await page.textContent('#pass')).toBe(PASS);
    expect(await page.isVisible('text=Copy')).toBe(false);
    expect(pages.complaints).toEqual([]);
  });
});
