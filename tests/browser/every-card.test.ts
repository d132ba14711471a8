import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { chromium } from 'playwright-core';
import { baseCards, privateCards } from '../cards/sample-cards';
import { chromiumPath } from '../support/chromium';

const ROOT = path.join(__dirname, '../..');
const CSS = readFileSync(path.join(ROOT, 'simulators/panes/public/panes.css'), 'utf8');
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
/** A card in the chat of a small phone. */
const WIDTH = 316;
/** Drawn from the same parts as others that are looked at. */
const ALIKE = /^(status|notice|evaluation|helpdeskNotice|dialog)\/|\/(requester|approver2)$/;
const ALL = [...baseCards(), ...privateCards()]
  .filter(
    ([name]) =>
      !ALIKE.test(name) || /^(status|notice|evaluation|helpdeskNotice|dialog)\/(held|failed|incident)/.test(name),
  )
  .map(([name, { content }]) => [name, content] as const);

/** Draws with the renderer of Teams, as the panes do. Runs outside Jest, whose own globals esbuild does not accept. */
const ENTRY = `import { cardView } from './simulators/panes/client/card-view';
globalThis.drawCards = (cards, width) => {
  document.body.style.cssText = 'height: auto; overflow: visible';
  document.body.replaceChildren(...cards.map(([name, card]) => {
    const view = cardView(card, () => undefined);
    view.dataset.name = name;
    view.style.width = width + 'px';
    return view;
  }));
};`;
const BUILD = `const [contents, resolveDir] = process.argv.slice(1);
process.stdout.write(require('esbuild').buildSync({ stdin: { contents, resolveDir }, bundle: true, write: false,
  format: 'iife', platform: 'browser', target: 'es2022', logLevel: 'error' }).outputFiles[0].text);`;

let browser: Browser;
let page: Page;

beforeAll(async () => {
  const script = execFileSync(process.execPath, ['-e', BUILD, ENTRY, ROOT], { cwd: ROOT, maxBuffer: 32_000_000 });
  browser = await chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox'] });
  page = await browser.newPage({ viewport: { width: 400, height: 900 } });
  await page.setContent('<!doctype html><html lang="en"><head><title>Cards</title></head><body></body></html>');
  await page.addStyleTag({ content: CSS });
  await page.addScriptTag({ content: script.toString() });
  await page.addScriptTag({ content: AXE });
}, 120_000);
afterAll(() => browser.close());

async function draw(theme: 'light' | 'dark'): Promise<void> {
  await page.evaluate((name) => {
    document.documentElement.dataset['theme'] = name;
  }, theme);
  await page.evaluate(`drawCards(${JSON.stringify(ALL)}, ${String(WIDTH)})`);
}

/** What is wider than its place, by the name of its card. */
const cutOff = (): Promise<readonly string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('.card')].flatMap((card) =>
      [card, ...card.querySelectorAll<HTMLElement>('*')]
        .filter((one) => getComputedStyle(one).display !== 'inline' && one.scrollWidth > one.clientWidth + 1)
        .map((one) => `${card.dataset['name'] ?? ''}: ${one.className} ${one.innerText.slice(0, 40)}`),
    ),
  );

/** What every rule of axe has to say of the cards, of whatever impact. The page around them is not ours. */
async function barriers(): Promise<readonly string[]> {
  const { violations } = await page.evaluate<AxeResults>("axe.run('.card', { resultTypes: ['violations'] })");
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 200)).join(' ')}`);
}

describe('when cards of every kind are drawn on a small phone', () => {
  it.each(['light', 'dark'] as const)(
    'nothing is cut off, and everybody can read and press it: %s',
    async (theme) => {
      await draw(theme);
      expect(await page.locator('.card').count()).toBe(ALL.length);
      expect(await cutOff()).toEqual([]);
      expect(await barriers()).toEqual([]);
    },
    120_000,
  );
});
