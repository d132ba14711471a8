import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { useStage } from './whole-product';

const ART = path.join(__dirname, '../../artifacts/story');
mkdirSync(ART, { recursive: true });
jest.setTimeout(240_000);
const stage = useStage();
let n = 0;

it('explores', async () => {
  const { page, complaints } = stage();
  const FULL: Record<string, string> = { Ada: 'Ada Lindqvist', Marcus: 'Marcus Oyelaran', Hana: 'Hana Kim' };
  const pane = (name: string): Locator => page.getByRole('region', { name: FULL[name] ?? name });
  const shoot = async (name: string) => {
    n += 1;
    await page.screenshot({ path: path.join(ART, `${String(n).padStart(2, '0')}-${name}.png`) });
    console.log(name, new Date().toISOString());
  };
  const press = (where: string, name: string): Promise<void> =>
    pane(where).getByRole('button', { name, exact: true }).last().click();
  await pane('Ada').getByRole('button', { name: 'I lost my phone' }).waitFor();
  await shoot('start');
  await pane('Ada').locator('.compose').getByRole('button', { name: 'I lost my phone' }).click();
  await pane('Ada').getByRole('button', { name: 'Confirm and ask' }).waitFor();
  await shoot('draft');
  await press('Ada', 'Confirm and ask');
  await pane('Marcus').getByRole('button', { name: 'Approve', exact: true }).waitFor();
  await pane('Ada').getByText('Your number').first().waitFor();
  await shoot('asked');
  const words = await pane('Ada').innerText();
  const number = /\b(\d{3})\b/.exec(words.slice(words.indexOf('Your number')))?.[1] ?? '';
  console.log(number);
  await press('Marcus', 'Approve');
  await pane('Marcus').getByLabel('Their number').waitFor();
  await shoot('confirm');
  await pane('Marcus').getByLabel('Their number').fill(number);
  await press('Marcus', 'I called a number I knew');
  await pane('Marcus').getByText('Read this code out now').waitFor();
  await shoot('code-at-once');
  await pane('Ada').getByLabel('Six-digit code').waitFor();
  await shoot('code');
  const said = await pane('Marcus').innerText();
  const code = /\b(\d{3} \d{3})\b/.exec(said)?.[1] ?? '';
  await pane('Ada').getByLabel('Six-digit code').fill(code);
  await press('Ada', 'Show my pass');
  await pane('Ada').getByText('Your pass', { exact: true }).first().waitFor();
  await shoot('pass');
  console.log(await pane('Ada').innerText());
  const text = await page.evaluate(() => document.querySelector('section.pane')?.innerHTML ?? '');
  console.log(text.slice(-6000));
  console.log(complaints);
});
