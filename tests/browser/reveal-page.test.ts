import { readFileSync } from 'node:fs';
import axe from 'axe-core';
import type { AxeResults } from 'axe-core';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { Secret } from '../../platform/secret';
import { matchNumber } from '../../recovery/codes';
import type { RecoveryRequest } from '../../recovery/request';
import { chromiumPath } from '../support/chromium';
import * as requests from '../web/requests';
import { keepPicture } from './page-checks';
import { WebServer } from '../web/web-server';

const { approved, approvedBy, awaiting, keys, manager, MINUTE, NOW, SAM, security, stored, TOM } = requests;

const PASS = 'q7#Lm<2x&K9r';
const CODE = '482913';
const WORKING = 'Still working, nothing is lost. Leave this page open.';
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const PHONE = { viewport: { width: 340, height: 720 } };

// Chromium shares its cores with whatever else runs.
jest.setTimeout(60_000);

let browser: Browser;
let server: WebServer;
/** Closed after each test. */
let context: BrowserContext | undefined;
/** What a page complained about: blocked by the policy, failed to load, thrown. */
let complaints: string[];

beforeAll(async () => {
  browser = await chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox'] });
});
afterAll(() => browser.close());
beforeEach(async () => {
  server = await new WebServer().start();
  complaints = [];
});
afterEach(async () => {
  await context?.close();
  context = undefined;
  await server.stop();
});

async function openPage(options: BrowserContextOptions = {}): Promise<Page> {
  context = await browser.newContext({ ...PHONE, ...options });
  const page = await context.newPage();
  page.on('console', (message) => {
    // Chromium reports every answer of 400 and above; those are the point of some tests.
    if (message.type() === 'error' && !message.text().includes('the server responded with a status of')) {
      complaints.push(message.text());
    }
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
    // A page of an earlier story may still be asking its own server, which is on this machine as well.
    if (new URL(request.url()).hostname !== '127.0.0.1') complaints.push(`asked another site: ${request.url()}`);
  });
  return page;
}

/** Every rule in the light, and in the dark those that its colours can break. */
async function violations(page: Page): Promise<readonly string[]> {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.evaluate(AXE);
  const light = await page.evaluate<AxeResults>('axe.run()');
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await page.evaluate<AxeResults>("axe.run({ runOnly: ['color-contrast', 'link-in-text-block'] })");
  return [...light.violations, ...dark.violations].map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`,
  );
}

const overflows = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);

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
  server.request = awaiting({ employeeConfirmed: false });
  server.verbs = {
    confirmIdentity: async () => {
      server.request = awaiting();
      return { kind: 'done', stored: stored(server.request) };
    },
    revealPass: async ({ code }) => {
      if (code.replaceAll(' ', '') !== CODE) return { kind: 'refused', code: 'codeWrong', facts: { left: 4 } };
      server.request = requests.revealed();
      return show();
    },
    reportFraud: async () => {
      server.request = requests.incident();
      return { kind: 'done', stored: stored(server.request) };
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
  ];

  // These only look, so they share one page.
  let page: Page;
  beforeAll(async () => {
    page = await openPage();
    context = undefined;
  });
  afterAll(() => page.context().close());

  it.each(faces)('has no barrier and nothing cut off: %s', async (_name, request) => {
    server.request = request;
    server.names[TOM] = 'משה כהן-אברמוביץ׳ '.repeat(4);
    await page.goto(server.page);
    await page.evaluate(() => {
      for (const folded of document.querySelectorAll('details')) folded.open = true;
    });
    expect(await overflows(page)).toBe(false);
    expect(await violations(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it.each([
    ['a code was wrong', '111111', '#notice'],
    ['the pass is shown', CODE, '#pass'],
  ])('has none where %s', async (_name, code, shown) => {
    playDomain();
    server.request = approved();
    await page.goto(server.page);
    await page.fill('#code', code);
    await page.click('text=Show my pass');
    expect(await page.isVisible(shown)).toBe(true);
    expect(await overflows(page)).toBe(false);
    expect(await violations(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it.each(['/privacy', '/terms'])('has none on %s', async (path) => {
    await page.goto(server.url + path);
    expect(await violations(page)).toEqual([]);
    expect(complaints).toEqual([]);
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
    const page = await openPage({ permissions: ['clipboard-read', 'clipboard-write'] });
    await page.clock.install({ time: NOW });
    await page.goto(server.page);
    await page.focus('text=Yes, this is me');
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-face=waiting]');
    expect(await page.textContent('#matchNumber')).toBe(matchNumber(keys, awaiting(), 1).reveal());
    expect(await page.title()).toBe('Wait for a call · Latchkey');

    server.request = approved();
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
    expect(complaints).toEqual([]);
  });

  it('keeps what is being typed while nothing changes, and takes the field away when something does', async () => {
    playDomain();
    server.request = approved();
    const page = await openPage();
    await page.clock.install({ time: NOW });
    await page.goto(server.page);
    await page.fill('#code', '482');
    const looks = server.calls.length;
    const looked = page.waitForResponse(server.page);
    await page.clock.runFor(5_000);
    await looked;
    expect(server.calls.length).toBe(looks + 1);
    expect(await page.inputValue('#code')).toBe('482');

    server.request = requests.ended('denied');
    await page.clock.runFor(5_000);
    await page.waitForSelector('[data-face=denied]');
    expect(await page.isVisible('#code')).toBe(false);
    expect(server.changes()).toEqual([]);
  });

  it('blots the pass out when it has run out, and never looks again', async () => {
    playDomain();
    server.request = approved();
    const page = await openPage();
    await page.clock.install({ time: NOW });
    await page.goto(server.page);
    await page.fill('#code', CODE);
    await page.click('text=Show my pass');
    expect(await page.textContent('[role=timer]')).toBe('30:00');
    const looks = server.calls.length;
    await page.clock.runFor(29 * MINUTE);
    expect(await page.textContent('[role=timer]')).toBe('1:00');
    expect(await page.textContent('#pass')).toBe(PASS);
    await page.clock.runFor(MINUTE);
    expect(await page.isVisible('#pass')).toBe(false);
    expect(await page.content()).not.toContain('q7#Lm');
    expect(server.calls.length).toBe(looks);
  });

  it('asks at once for what is new when the code runs out', async () => {
    server.request = approved();
    const page = await openPage();
    await page.clock.install({ time: NOW });
    await page.goto(server.page);
    server.now = NOW + 15 * MINUTE;
    await page.clock.fastForward(15 * MINUTE);
    await page.waitForSelector('[data-face=codeOver]');
    expect(await page.isVisible('#code')).toBe(false);
  });

  it('reports what was not them with two presses', async () => {
    playDomain();
    const page = await openPage();
    await page.goto(server.page);
    expect(await page.isVisible('text=Stop and report it')).toBe(false);
    await page.click('text=This was not me');
    await page.click('text=Stop and report it');
    await page.waitForSelector('[data-face=incident]');
    expect(server.changes()).toHaveLength(1);
  });
});

describe('when Microsoft takes long to make the pass', () => {
  it('says that it is still working, and stays as it is', async () => {
    server.request = approved();
    const page = await openPage({ viewport: { width: 360, height: 720 } });
    await page.clock.install({ time: NOW });
    await page.goto(server.page);
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
    server.request = approved({ reveals: 1 });
    const looks = server.calls.length;
    await page.clock.runFor(30_000);
    expect(server.calls.length).toBe(looks);
    expect(await page.inputValue('#code')).toBe(CODE);
    expect(complaints).toEqual([]);
  });

  it('without script it is told in time to press again, and then it is there', async () => {
    let arrive = (): void => undefined;
    const late = new Promise<void>((resolve) => (arrive = resolve));
    server.answerWithinMs = 50;
    server.request = approved();
    server.verbs.revealPass = async () => late.then(show);
    await server.restart();
    const page = await openPage({ javaScriptEnabled: false, viewport: { width: 360, height: 720 } });
    await page.goto(server.page);
    await page.fill('#code', CODE);
    await page.click('text=Show my pass');
    expect(await page.textContent('#notice')).toContain('Still working, nothing is lost.');
    expect(await overflows(page)).toBe(false);
    await keepPicture(page, 'reveal-page/press-again-light');
    arrive();
    server.answerWithinMs = 50_000;
    await server.restart();
    await page.goto(server.page);
    await page.fill('#code', CODE);
    await page.click('text=Show my pass');
    expect(await page.textContent('#pass')).toBe(PASS);
  });
});

describe('when a browser has no script', () => {
  it('goes the whole way all the same', async () => {
    playDomain();
    const page = await openPage({ javaScriptEnabled: false });
    await page.goto(server.page);
    await page.click('text=Yes, this is me');
    expect(await page.textContent('#matchNumber')).toBe(matchNumber(keys, awaiting(), 1).reveal());
    expect(await page.getAttribute('meta[http-equiv=refresh]', 'content')).toBe('10');
    server.request = approved();
    await page.reload();
    await page.fill('#code', '111111');
    await page.click('text=Show my pass');
    expect(await page.textContent('#notice')).toContain('4 tries are left');
    await page.fill('#code', CODE);
    await page.click('text=Show my pass');
    expect(await page.textContent('#pass')).toBe(PASS);
    expect(await page.isVisible('text=Copy')).toBe(false);
    expect(complaints).toEqual([]);
  });
});
