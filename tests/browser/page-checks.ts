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

/** Writes a picture of the documentation, when it is asked for with LATCHKEY_PICTURES=1. */
export async function picture(view: Page | Locator, name: string): Promise<void> {
  if (process.env['LATCHKEY_PICTURES'] !== '1') return;
  await view.screenshot({ path: path.join(ROOT, 'docs/pictures', `${name}.png`), animations: 'disabled' });
}
