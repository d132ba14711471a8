import { readFileSync } from 'node:fs';
import type { AxeResults } from 'axe-core';
import { chromium } from 'playwright-core';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { chromiumPath } from '../support/chromium';
import { WebServer } from '../web/web-server';

const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const PHONE = { viewport: { width: 340, height: 720 } };

export interface PagesInChromium {
  /** A new one for each test. */
  readonly server: WebServer;
  /** What pages of this test complained about (blocked by the policy, thrown), and every other site that they asked. */
  readonly complaints: readonly string[];
  /** On a small phone; closed after the test. */
  openPage(options?: BrowserContextOptions): Promise<Page>;
  /** The same, for several tests that only look: whoever opens it closes it. */
  openSharedPage(): Promise<Page>;
}

function listen(page: Page, complaints: string[]): Page {
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

/** The pages of the product in a real browser, for all tests of a file. Call it at the top of the file. */
export function pagesInChromium(): PagesInChromium {
  // Chromium shares its cores with whatever else runs.
  jest.setTimeout(60_000);
  const complaints: string[] = [];
  let browser: Browser;
  let server: WebServer;
  let contexts: readonly BrowserContext[] = [];
  const openIn = async (options: BrowserContextOptions): Promise<Page> => {
    const context = await browser.newContext({ ...PHONE, ...options });
    return listen(await context.newPage(), complaints);
  };
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox'] });
  });
  afterAll(() => browser.close());
  beforeEach(async () => {
    server = await new WebServer().start();
    complaints.length = 0;
  });
  afterEach(async () => {
    await Promise.all(contexts.map((context) => context.close()));
    contexts = [];
    await server.stop();
  });
  return {
    get server() {
      return server;
    },
    complaints,
    openPage: async (options = {}) => {
      const page = await openIn(options);
      contexts = [...contexts, page.context()];
      return page;
    },
    openSharedPage: () => openIn({}),
  };
}

export type Direction = 'ltr' | 'rtl';
export const DIRECTIONS: readonly Direction[] = ['ltr', 'rtl'];

/** Lays the page out as for a language that is written from this side. */
export const layOut = (page: Page, direction: Direction): Promise<void> =>
  page.evaluate((dir) => {
    document.documentElement.dir = dir;
  }, direction);

/** Every rule of axe, of whatever impact, in light and dark and from both sides. */
export async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE);
  const found: string[] = [];
  for (const direction of DIRECTIONS) {
    await layOut(page, direction);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      const { violations: broken } = await page.evaluate<AxeResults>('axe.run()');
      found.push(
        ...broken.map(
          ({ id, nodes }) => `${id} (${colorScheme}, ${direction}): ${nodes.map(({ html }) => html).join(' ')}`,
        ),
      );
    }
  }
  await layOut(page, 'ltr');
  return found;
}

/** Wider than the screen, from either side. */
export async function overflows(page: Page): Promise<boolean> {
  const found: boolean[] = [];
  for (const direction of DIRECTIONS) {
    await layOut(page, direction);
    found.push(await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth));
  }
  await layOut(page, 'ltr');
  return found.includes(true);
}
