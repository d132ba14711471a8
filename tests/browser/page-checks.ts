import { readFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Locator, Page } from 'playwright-core';

const ROOT = path.join(__dirname, '../..');
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** Serious barriers on the page as it stands. */
export async function barriers(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate<AxeResults>('axe.run()');
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

/** Keeps what the page looks like at a step of a story, for people to look at. */
export async function keepPicture(view: Page | Locator, name: string): Promise<void> {
  const file = path.join(ROOT, 'artifacts', `${name}.png`);
  mkdirSync(path.dirname(file), { recursive: true });
  await view.screenshot({ path: file });
}

const WANTS_PICTURES = process.env['LATCHKEY_PICTURES'] === '1';
/** Higher than any card. */
const TALL = 1_800;

const pictureFile = (name: string): string => path.join(ROOT, 'docs/pictures', `${name}.png`);

/** Writes a picture of the documentation, when it is asked for with LATCHKEY_PICTURES=1. */
export async function picture(page: Page, name: string): Promise<void> {
  if (WANTS_PICTURES) await page.screenshot({ path: pictureFile(name), animations: 'disabled' });
}

/** The same of one card, whole. What it shows under the ids of `instead` is replaced first: a secret is not for pictures. */
export async function cardPicture(card: Locator, name: string, instead: Readonly<Record<string, string>> = {}) {
  if (!WANTS_PICTURES) return;
  const page = card.page();
  const size = page.viewportSize() ?? { width: 1_680, height: 1_000 };
  for (const [id, text] of Object.entries(instead)) {
    await card.locator(`#${id} span`).evaluate((element, words) => (element.textContent = words), text);
  }
  await page.setViewportSize({ width: size.width, height: TALL });
  await card.screenshot({ path: pictureFile(name), animations: 'disabled' });
  await page.setViewportSize(size);
}
