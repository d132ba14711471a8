import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import axe from 'axe-core';
import type { Browser, Locator, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import type { AccountActions, AccountMethod } from '../../simulators/panes/account-actions';
import { paneRoutes } from '../../simulators/panes/pane-routes';
import type { Outbox } from '../../simulators/outbox';
import { createOutbox, postMail, postSms } from '../../simulators/outbox';
import { chromiumPath } from '../support/chromium';
import { BOT_ID } from '../simulators/teams/echo-bot';
import type { Harness } from '../simulators/teams/harness';
import { startHarness } from '../simulators/teams/harness';
import { buildPanes } from './pane-bundle';
import { playStory } from './story-bot';

declare global {
  interface Window {
    readonly axe: typeof axe;
  }
}

const ARTIFACTS = path.join(__dirname, '../../artifacts');

let browser: Browser;
let publicDir: string;
beforeAll(async () => {
  mkdirSync(ARTIFACTS, { recursive: true });
  publicDir = buildPanes();
  browser = await chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox'] });
});
afterAll(async () => {
  await browser.close();
  rmSync(publicDir, { recursive: true });
});

function fakeAccount(): AccountActions {
  const methods: AccountMethod[] = [{ id: '1', kind: 'windowsHelloForBusiness', label: 'Windows Hello on laptop' }];
  return {
    methods: () => Promise.resolve([...methods]),
    pass: () =>
      Promise.resolve({ live: methods.length === 1, expiresAt: new Date(Date.now() + 1_800_000).toISOString() }),
    enrolWithPass: (_objectId, pass) => {
      if (pass.reveal() !== 'q7#Lm2x&K9r') return Promise.resolve({ ok: false, reason: 'That is not the pass.' });
      methods.push({ id: '2', kind: 'microsoftAuthenticator', label: 'Microsoft Authenticator on New phone' });
      return Promise.resolve({ ok: true });
    },
    giveMethod: (_objectId, kind) => {
      methods.push({ id: `${methods.length}`, kind, label: 'Given method' });
      return Promise.resolve();
    },
  };
}

let outbox: Outbox;
let harness: Harness;
let page: Page;
let problems: string[];

const marcusChat = () => ({
  ...{ channelId: 'msteams', serviceUrl: harness.teams.serviceUrl, bot: { id: `28:${BOT_ID}`, name: 'Latchkey' } },
  conversation: {
    ...{ id: harness.teams.conversationIdOf('marcus'), isGroup: false, conversationType: 'personal', name: '' },
  },
});

beforeEach(async () => {
  outbox = createOutbox();
  const people = { employee: 'ada', manager: 'marcus', helpdesk: 'hana' };
  harness = await startHarness({
    extend: [paneRoutes({ outbox, account: fakeAccount(), people, publicDir })],
    clock: { now: () => Date.now() },
  });
  const { teams, bot } = harness;
  playStory(bot, marcusChat);
  page = await browser.newPage({ viewport: { width: 1480, height: 940 } });
  problems = [];
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(error.message));
  await page.goto(teams.url);
});

afterEach(async () => {
  await page.close();
  await harness.stop();
  expect(problems).toEqual([]);
});

const pane = (name: string): Locator => page.getByRole('region', { name });
const press = (where: string, name: string): Promise<void> =>
  pane(where).getByRole('button', { name, exact: true }).click();
const shoot = (name: string): Promise<Buffer> => page.screenshot({ path: path.join(ARTIFACTS, `panes-${name}.png`) });

/** Ada has confirmed, Marcus has his confirm card open. */
async function playToConfirm(): Promise<void> {
  await press('Ada', 'I lost my phone');
  await press('Ada', 'Confirm and ask');
  await press('Marcus', 'Approve');
  await pane('Marcus').getByLabel('The three digits she sees').waitFor();
}

const fillDigits = (digits: string): Promise<void> =>
  pane('Marcus').getByLabel('The three digits she sees').fill(digits);

describe('when somebody plays a recovery in the panes', () => {
  it('leads from the lost phone to the new one', async () => {
    await playToConfirm();
    await fillDigits('111');
    await press('Marcus', 'I called a number I know');
    await pane('Marcus').getByText('Two tries are left.').waitFor();
    await fillDigits('417');
    await press('Marcus', 'I called a number I know');
    await pane('Ada').getByLabel('Six digits').fill('203518');
    await shoot('light');
    await press('Ada', 'Show my pass');
    await pane('Ada').getByText('q7#Lm2x&K9r').waitFor();
    await page.getByLabel('Temporary Access Pass').fill('wrong');
    await press('Outside Teams', 'Enrol a new phone with the pass');
    await pane('Outside Teams').getByText('That is not the pass.').waitFor();
    await page.getByLabel('Temporary Access Pass').fill('q7#Lm2x&K9r');
    await press('Outside Teams', 'Enrol a new phone with the pass');
    await pane('Outside Teams').getByText('Microsoft Authenticator on New phone').waitFor();
    await press('Hana', 'status');
    await pane('Hana').getByText('You can say').waitFor();
    await page.getByText('That was a whole recovery.').waitFor();
    await expect(page.locator('.step.is-done').count()).resolves.toBe(5);
  });

  it('keeps what is typed in a card when its message changes around it', async () => {
    await playToConfirm();
    await fillDigits('41');
    await harness.teams.say('marcus', 'help');
    await pane('Marcus').getByText('You can say').waitFor();
    await expect(pane('Marcus').getByLabel('The three digits she sees').inputValue()).resolves.toBe('41');
  });

  it('shows everything again after a reload', async () => {
    await playToConfirm();
    await page.reload();
    await pane('Ada').getByText('417').waitFor();
    await pane('Marcus').getByLabel('The three digits she sees').waitFor();
    await expect(page.locator('.step.is-current').innerText()).resolves.toContain('Marcus approves');
  });
});

describe('when messages come while somebody works on a card', () => {
  const field = (): Locator => pane('Marcus').getByLabel('The three digits she sees');
  const news = (): Locator => pane('Marcus').getByRole('button', { name: 'New message' });

  it('puts the keyboard where the card asks for something', async () => {
    await playToConfirm();
    await page.keyboard.type('417');
    await expect(field().inputValue()).resolves.toBe('417');
  });

  it('keeps the card in its place, and leads to the news', async () => {
    await playToConfirm();
    const before = await field().boundingBox();
    await harness.bot.adapter.continueConversationAsync(BOT_ID, marcusChat(), async (context) => {
      await context.sendActivity('News. '.repeat(150));
    });
    await news().waitFor();
    expect(await field().boundingBox()).toEqual(before);
    await news().click();
    await news().waitFor({ state: 'hidden' });
    await expect(pane('Marcus').getByText('News.').isVisible()).resolves.toBe(true);
  });
});

describe('when the pane is not looked at', () => {
  it('marks what is new until somebody looks', async () => {
    await press('Ada', 'I lost my phone');
    await press('Ada', 'Confirm and ask');
    await pane('Marcus').locator('.badge').waitFor();
    await expect(pane('Ada').getByText('New', { exact: true }).count()).resolves.toBe(0);
    await pane('Marcus').getByLabel('Message to Latchkey').focus();
    await pane('Marcus').locator('.badge').waitFor({ state: 'hidden' });
  });

  it('keeps a button under the finger while it notices that somebody looks', async () => {
    await page.setViewportSize({ width: 1480, height: 620 });
    await press('Ada', 'I lost my phone');
    await press('Ada', 'Confirm and ask');
    const marcus = pane('Marcus');
    const approve = marcus.getByRole('button', { name: 'Approve', exact: true });
    await approve.waitFor();
    const isNew = marcus.locator('.message-head .new');
    expect(await isNew.count()).toBe(1);
    // Nearly at the end, as the button that leads on leaves it.
    await marcus.locator('.scroll').evaluate((box) => box.scrollTo(0, box.scrollHeight - box.clientHeight - 40));
    const { x = 0, y = 0, width = 0, height = 0 } = (await approve.boundingBox()) ?? {};
    await page.mouse.move(x + width / 2, y + height / 2);
    await page.mouse.down();
    await isNew.waitFor({ state: 'detached' });
    await page.mouse.up();
    await marcus.getByLabel('The three digits she sees').waitFor({ timeout: 5_000 });
  });

  it('names people with news in the list of persons, and opens their chat', async () => {
    await pane('Ada').getByLabel('Person in this pane').selectOption('hana');
    await harness.teams.say('ada', 'help');
    const choice = pane('Marcus').getByLabel('Person in this pane');
    await choice.getByText('Ada Berg – Employee (1 new)').waitFor({ state: 'attached' });
    await choice.selectOption('ada');
    await pane('Ada').getByText('You can say').waitFor();
  });
});

describe('when people write markup', () => {
  it('stays text everywhere', async () => {
    const evil = '<img src=x onerror="document.title=1"> [go](javascript:alert(1)) <b>bold</b>';
    harness.bot.onTurn = async (context) => void (await context.sendActivity(context.activity.text));
    await harness.teams.say('ada', evil);
    postMail(outbox, {
      ...{ from: 'bot@contoso.example', to: ['ada@contoso.example'], subject: '<b>Notice</b>' },
      body: { contentType: 'html', content: `<p>Read <a href="${harness.teams.url}/x">this</a></p>${evil}` },
    });
    await pane('Outside Teams').getByText('<b>Notice</b>').waitFor();
    await pane('Ada').getByText('<b>bold</b>').nth(1).waitFor();
    await expect(page.locator('main img, main b, main a[href^="javascript"]').count()).resolves.toBe(0);
    await expect(page.title()).resolves.toBe('Latchkey – local Teams');
    const link = pane('Outside Teams').getByRole('link', { name: `${harness.teams.url}/x` });
    await expect(link.getAttribute('rel')).resolves.toBe('noopener noreferrer');
  });
});

describe('when the app is removed and the channel is used', () => {
  it('says so, and brings it back', async () => {
    await pane('Hana').getByLabel('More').click();
    await press('Hana', 'Remove the app for this person');
    await pane('Hana').getByText('The app is not installed here.').waitFor();
    expect(harness.teams.isInstalled('hana')).toBe(false);
    await pane('Hana').getByLabel('More').click();
    await press('Hana', 'Add the app for this person');
    await pane('Hana').getByText('The app is not installed here.').waitFor({ state: 'hidden' });
  });

  it('keeps the menu open while the chat is read again', async () => {
    let letGo = (): void => undefined;
    const gate = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    await page.route('**/people/hana/chat', async (route) => {
      await gate;
      await route.continue();
    });
    const isRead = page.waitForResponse('**/people/hana/chat/shown');
    await page.reload();
    await pane('Hana').getByLabel('More').click();
    letGo();
    await isRead;
    await expect(
      pane('Hana').getByRole('button', { name: 'Remove the app for this person' }).isVisible(),
    ).resolves.toBe(true);
  });

  it('shows the channel to those who are in the team', async () => {
    await expect(pane('Ada').getByRole('button', { name: 'Channel' }).isVisible()).resolves.toBe(false);
    await press('Hana', 'Channel');
    await pane('Hana').getByLabel('Message to Latchkey').fill('status');
    await pane('Hana').getByLabel('Message to Latchkey').press('Enter');
    await pane('Hana').getByText('You can say').waitFor();
    expect(harness.teams.channel('hana')).toHaveLength(2);
  });
});

describe('when the page is looked at', () => {
  async function violations(): Promise<readonly string[]> {
    await page.evaluate(axe.source);
    const found = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  }

  beforeEach(async () => {
    const text = `Ada Berg, confirm it is you: ${harness.teams.url}/reveal/3f9a`;
    postSms(outbox, { from: '+4759440000', to: '+47 400 55 312', text });
    await playToConfirm();
    await harness.teams.say('hana', 'help');
    await pane('Hana').getByText('You can say').waitFor();
    await pane('Outside Teams').getByText('/reveal/3f9a').last().waitFor();
  });

  it('is accessible and whole in the light and in the dark', async () => {
    await expect(violations()).resolves.toEqual([]);
    await page.getByLabel('Use the dark theme').click();
    await shoot('dark');
    await expect(violations()).resolves.toEqual([]);
  });

  it('fits a narrow window, and a step leads to its pane', async () => {
    await page.setViewportSize({ width: 360, height: 740 });
    await page.getByRole('button', { name: 'Marcus approves' }).click();
    const inView = (label: string): boolean => {
      const { left, right } =
        document.querySelector(`[aria-label^="${label}"]`)?.getBoundingClientRect() ?? new DOMRect();
      return right > 0 && left >= 0 && right <= window.innerWidth;
    };
    await page.waitForFunction(inView, 'Marcus Lind');
    await shoot('narrow');
    await expect(page.evaluate(() => document.documentElement.scrollWidth)).resolves.toBeLessThanOrEqual(360);
  });
});
