import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Locator } from 'playwright-core';
import { useStage } from './whole-product';

const ART = path.join(__dirname, '../../artifacts/caseb');
mkdirSync(ART, { recursive: true });
jest.setTimeout(240_000);
const stage = useStage();
let n = 0;

it('explores', async () => {
  const { page, complaints, open } = stage();
  const FULL: Record<string, string> = { Ada: 'Ada Lindqvist', Marcus: 'Marcus Oyelaran', Hana: 'Hana Kim' };
  const pane = (name: string): Locator => page.getByRole('region', { name: FULL[name] ?? name });
  const shoot = async (name: string, p = page) => {
    n += 1;
    await p.screenshot({ path: path.join(ART, `${String(n).padStart(2, '0')}-${name}.png`) });
    console.log(name, new Date().toISOString());
  };
  const press = (where: string, name: string): Promise<void> =>
    pane(where).getByRole('button', { name, exact: true }).last().click();
  await pane('Hana').getByRole('button', { name: 'open for ada.lindqvist@contoso.example' }).click();
  await pane('Hana').getByRole('button', { name: 'Continue' }).waitFor();
  await shoot('form');
  await press('Hana', 'Continue');
  await shoot('form-errors');
  await pane('Hana').getByLabel('Called back on the number that HR holds').check();
  await pane('Hana').getByLabel('Ticket number').fill('INC0012345');
  await press('Hana', 'Continue');
  await pane('Hana').getByRole('button', { name: 'Change', exact: true }).waitFor();
  await shoot('draft');
  await press('Hana', 'Change');
  await pane('Hana').getByText('Change your request').first().waitFor();
  await shoot('change');
  console.log(await pane('Hana').innerText());
  console.log(complaints);
  await pane('Hana').getByText(/One-time link by e-mail/).first().click();
  await shoot('chosen');
  await press('Hana', 'Confirm and ask');
  await page.waitForTimeout(3000);
  await shoot('confirmed');
  console.log(await pane('Hana').innerText());
  console.log(await pane('Outside Teams').innerText());
  const link = await pane('Outside Teams').getByRole('link').first().getAttribute('href');
  const phone = await open(link ?? '', { viewport: { width: 390, height: 844 } });
  await shoot('link', phone);
  await phone.getByText('Yes, this is me').click();
  await phone.locator('#matchNumber').waitFor();
  await shoot('number', phone);
  await page.waitForTimeout(2000);
  await shoot('marcus');
  console.log(complaints);
});
