import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import type { LocalInstallation } from '../../local';
import { startLocal } from '../../local';
import { systemClock } from '../../platform/clock';
import type { LocalConfig } from '../../platform/config';
import { createLog } from '../../platform/log';
import { policySchema } from '../../platform/policy-file';
import { Secret } from '../../platform/secret';
import { chromiumPath } from '../support/chromium';
import { buildPanes } from './pane-bundle';

/** The product in its simulated cloud, as `npm start` runs it, and a browser in which its panes are open. */
export interface Stage {
  readonly installation: LocalInstallation;
  /** The panes. */
  readonly page: Page;
  /** What a page complained about: blocked by its policy, failed to load, thrown. */
  readonly complaints: readonly string[];
  /** Another window, as on another device. Closed with the browser. */
  open(url: string, options?: BrowserContextOptions): Promise<Page>;
}

/** Starting all of it takes seconds, and longer beside other work. */
export const START_MS = 120_000;
/** Longest wait for one thing to appear: longer than the slowest look at a request. */
const PATIENCE_MS = 30_000;
const WINDOW = { width: 1680, height: 1000 };

function config(policy: object): LocalConfig {
  return {
    ...{ profile: 'local', port: 0, dataFolder: '', policy: policySchema.parse(policy), endpoints: {} },
    ledgerKeys: [{ id: 'k1', key: Secret.of(randomBytes(32).toString('base64')) }],
  };
}

function listenTo(page: Page, complaints: string[]): void {
  page.setDefaultTimeout(PATIENCE_MS);
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
}

async function begin(browser: Browser, publicDir: string, policy: object): Promise<Stage> {
  const complaints: string[] = [];
  const log = createLog({ clock: systemClock, write: () => undefined });
  const installation = await startLocal(config(policy), log, { panesPort: 0, inMemory: true, publicDir });
  const open: Stage['open'] = async (url, options = {}) => {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    listenTo(page, complaints);
    await page.goto(url);
    return page;
  };
  const page = await open(installation.cloud.teams.url, { viewport: WINDOW });
  return { installation, page, complaints, open };
}

/** One product, with what its policy file says, and one browser for a test file. Call it at the top of the file. */
export function useStage(policy: object = {}): () => Stage {
  let stage: Stage | undefined;
  let browser: Browser | undefined;
  let publicDir = '';
  beforeAll(async () => {
    publicDir = buildPanes();
    browser = await chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox'] });
    stage = await begin(browser, publicDir, policy);
  }, START_MS);
  afterAll(async () => {
    await browser?.close();
    await stage?.installation.stop();
    rmSync(publicDir, { recursive: true, force: true });
  }, START_MS);
  return () => {
    if (stage === undefined) throw new Error('The stage is there inside tests only.');
    return stage;
  };
}
