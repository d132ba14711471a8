import type { Page } from 'playwright-core';
import { PEOPLE } from '../../simulators/entra/contoso-ids';
import { setDefaultMethod } from '../../simulators/entra/methods';
import { userById } from '../../simulators/entra/people';
import { keepPicture } from './page-checks';
import { overflows, violations } from './pages-in-chromium';
import { handsOf, outside } from './people-at-panes';
import { useStage } from './whole-product';

jest.setTimeout(180_000);

const stage = useStage();
/** Small, and in her hand. */
const PHONE = { viewport: { width: 340, height: 720 }, hasTouch: true, isMobile: true };

/** Her app is broken and Teams with it; her phone still takes text messages. */
async function hanaSendsTheLink(page: Page): Promise<string> {
  const hana = handsOf(page, 'hana');
  await hana.says('open for ada.lindqvist@contoso.example');
  const form = await hana.sees('Open a recovery for somebody');
  await form.getByLabel('What happened?').selectOption({ label: 'Authenticator app does not work' });
  await form.getByLabel('Called back on the number that HR holds').check();
  await form.getByLabel('Ticket number').fill('INC0012345');
  await form.getByRole('button', { name: 'Continue' }).click();
  await hana.presses('Recovery for a colleague', 'Change');
  const change = await hana.sees('Change this request');
  await change.getByLabel(/^One-time link by text message to /).check();
  await keepPicture(page, 'text-link/1-delivery');
  await change.getByRole('button', { name: 'Confirm and ask' }).click();
  const link = outside(page).getByRole('link', { name: /\/reveal\// });
  await link.waitFor();
  await keepPicture(page, 'text-link/2-sent');
  expect(
    await outside(page)
      .getByText(/Text message to/)
      .first()
      .innerText(),
  ).toContain('+4740055312');
  return (await link.getAttribute('href')) ?? '';
}

/** As it is: nothing is cut off, and nothing stands in anybody's way. */
async function looksRight(phone: Page, heading: string, picture: string): Promise<void> {
  await phone.getByRole('heading', { name: heading }).waitFor();
  expect(await violations(phone)).toEqual([]);
  await keepPicture(phone, `text-link/${picture}-dark`);
  await phone.emulateMedia({ colorScheme: 'light' });
  await keepPicture(phone, `text-link/${picture}`);
  expect(await overflows(phone)).toBe(false);
}

/** Resolves with the code that he says. */
async function marcusApproves(page: Page, number: string): Promise<string> {
  const marcus = handsOf(page, 'marcus');
  await marcus.presses('Your decision is needed', 'Approve');
  await marcus.sees('Type the number they tell you');
  await page.keyboard.type(number);
  await marcus.presses('Type the number they tell you', 'I saw their face on video');
  await marcus.sees('Read this code out now');
  return marcus.reads('releaseCode');
}

describe('when the link goes by text message to the phone that she still has', () => {
  it('leads over a press and a call to the pass on the page, as small as her phone is', async () => {
    const { page, installation, open, complaints } = stage();
    const { tenant } = installation.cloud;
    const number = userById(tenant, PEOPLE.ada).methods.find(({ type }) => type === 'phone');
    setDefaultMethod(tenant, PEOPLE.ada, number?.id ?? '');
    const phone = await open(await hanaSendsTheLink(page), PHONE);
    await looksRight(phone, 'Is this you?', '3-is-this-you');
    await phone.getByRole('button', { name: 'Yes, this is me' }).tap();
    await looksRight(phone, 'Wait for a call', '4-number');
    const code = await marcusApproves(page, await phone.locator('#matchNumber').innerText());
    await looksRight(phone, 'Type the code', '5-code');
    await phone.getByLabel('Six-digit code').fill(code);
    await phone.getByRole('button', { name: 'Show my pass' }).tap();
    await looksRight(phone, 'Your pass', '6-pass');
    const pass = await phone.locator('#pass').innerText();
    await installation.latchkey.runner.idle();
    await page.getByLabel('Temporary Access Pass').fill(pass);
    await outside(page).getByRole('button', { name: 'Enrol a new phone with the pass' }).click();
    await handsOf(page, 'hana').sees('Completed');
    await phone.goto(phone.url());
    await looksRight(phone, 'All done', '7-back-in');
    await keepPicture(page, 'text-link/8-done');
    expect(await page.content()).not.toContain(pass);
    expect(complaints).toEqual([]);
  });
});
