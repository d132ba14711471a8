import { readFileSync } from 'node:fs';
import type { AxeResults } from 'axe-core';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import type { NotMeOpened } from '../../recovery/report-not-me';
import { chromiumPath } from '../support/chromium';
import { awaiting, ended, incident, stored } from '../web/requests';
import { WebServer } from '../web/web-server';
import { keepPicture } from './page-checks';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const PHONE = { viewport: { width: 340, height: 720 } };
const PRESS = 'text=This was not me: stop it';

// Chromium shares its cores with whatever else runs.
jest.setTimeout(60_000);

let browser: Browser;
let server: WebServer;
let context: BrowserContext | undefined;
/** What a page complained about, and every other site that it asked. */
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
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('request', (request) => {
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

const opened = (more: Partial<NotMeOpened> = {}): NotMeOpened => ({
  ...{ kind: 'notMe', stored: stored(awaiting()), notice: 'opened', standing: 'open' },
  holder: { of: 'employee', channel: 'sms', contact: '0123456789' },
  ...more,
});

const stopped = (): NotMeOpened => opened({ stored: stored(incident()), standing: 'stopped' });

/** The domain, as far as the page sees it: one press stops it. */
function playDomain(): void {
  let now = opened();
  server.notMe = { openNotMe: async () => now, reportNotMe: async () => (now = stopped()) };
}

const address = (): string => `${server.url}/not-me/${'n'.repeat(67)}.k1`;

describe('when the link of a notice is looked at on a small phone, light and dark', () => {
  it.each<readonly [string, NotMeOpened]>([
    ['notMe', opened()],
    ['notMeStopped', stopped()],
    ['notMeOver', opened({ stored: stored(ended('denied')), standing: 'over' })],
  ])('has no barrier and nothing cut off: %s', async (face, outcome) => {
    server.notMe.openNotMe = async () => outcome;
    const page = await openPage();
    await page.goto(address());
    expect(await page.getAttribute('main', 'data-face')).toBe(face);
    expect(await overflows(page)).toBe(false);
    expect(await violations(page)).toEqual([]);
    expect(complaints).toEqual([]);
    await keepPicture(page, `not-me-page/${face}-dark`);
    await page.emulateMedia({ colorScheme: 'light' });
    await keepPicture(page, `not-me-page/${face}-light`);
  });
});

describe('when somebody stops what was not them', () => {
  it.each([
    ['with the keyboard alone', true],
    ['in a browser without script', false],
  ])('%s: one press, and it says what happens now', async (_how, javaScriptEnabled) => {
    playDomain();
    const page = await openPage({ javaScriptEnabled });
    await page.goto(address());
    expect(await page.textContent('#happened')).toBe('An account recovery was asked for.');
    await page.reload();
    expect(server.changes()).toEqual([]);
    await page.focus(PRESS);
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-face=notMeStopped]');
    expect(await page.textContent('h1')).toBe('Everything has stopped');
    await page.reload();
    expect(server.changes()).toHaveLength(1);
    expect(complaints).toEqual([]);
  });
});
