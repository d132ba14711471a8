import type { Page } from 'playwright-core';
import { keepPicture, picture } from './page-checks';
import { layOut, overflows, violations } from './pages-in-chromium';
import type { Hands } from './people-at-panes';
import { handsOf, outside } from './people-at-panes';
import { useStage } from './whole-product';

jest.setTimeout(120_000);

const stage = useStage();
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

interface Scene {
  readonly page: Page;
  readonly ada: Hands;
  readonly marcus: Hands;
  readonly hana: Hands;
}

function begin(): Scene {
  const { page } = stage();
  return { page, ada: handsOf(page, 'ada'), marcus: handsOf(page, 'marcus'), hana: handsOf(page, 'hana') };
}

/** She has recognised Ada on the phone and fills in the form; what is missing is asked for. */
async function hanaFillsIn({ page, hana }: Scene): Promise<void> {
  await hana.says('open for ada.lindqvist@contoso.example');
  const form = await hana.sees('Open a recovery for somebody');
  expect(await form.getByLabel('Work e-mail address').inputValue()).toBe('ada.lindqvist@contoso.example');
  await form.getByRole('button', { name: 'Continue' }).click();
  await form.getByText('Please choose how you recognised them.').waitFor();
  await keepPicture(page, 'case-b/1-missing');
  await form.getByLabel('What happened?').selectOption({ label: 'Lost phone' });
  await form.getByLabel('Called back on the number that HR holds').check();
  await form.getByLabel('Ticket number').fill('INC0012345');
  await form.getByRole('button', { name: 'Continue' }).click();
}

/** Ada cannot use Teams: the number and the pass shall appear behind a link that goes to her private mail. */
async function hanaChoosesTheLink({ page, hana }: Scene): Promise<void> {
  const draft = await hana.sees('Recovery for a colleague');
  expect(await draft.innerText()).toContain('If they cannot use Teams, press Change.');
  expect(await draft.innerText()).not.toContain('Pixel 8');
  await draft.getByRole('button', { name: 'Change' }).click();
  const change = await hana.sees('Change this request');
  await change.getByLabel('One-time link by e-mail to the e-mail address').check();
  await keepPicture(page, 'case-b/2-delivery');
  await change.getByRole('button', { name: 'Confirm and ask' }).click();
  await hana.sees('Waiting for approval');
  await hana.pane.getByText('first, on the page behind the link').waitFor();
}

/** In light and dark, from both sides, and on a small phone: nothing is cut off, and nothing stands in anybody's way. */
async function looksRight(phone: Page, name: string): Promise<void> {
  expect(await violations(phone)).toEqual([]);
  await keepPicture(phone, `case-b/${name}-dark`);
  await phone.setViewportSize({ width: 340, height: 720 });
  expect(await overflows(phone)).toBe(false);
  await keepPicture(phone, `case-b/${name}-dark-narrow`);
  await layOut(phone, 'rtl');
  await keepPicture(phone, `case-b/${name}-rtl`);
  await layOut(phone, 'ltr');
  await phone.setViewportSize(PHONE.viewport);
  await phone.emulateMedia({ colorScheme: 'light' });
  await keepPicture(phone, `case-b/${name}`);
}

/** The mail arrives; opening the link changes nothing. Resolves with the page on her phone. */
async function adaOpensTheMail({ page, marcus }: Scene): Promise<Page> {
  const link = outside(page).getByRole('link', { name: /\/reveal\// });
  await link.waitFor();
  await marcus.sees('Not yours to decide yet');
  const phone = await stage().open((await link.getAttribute('href')) ?? '', PHONE);
  await phone.getByRole('heading', { name: 'Is this you?' }).waitFor();
  await looksRight(phone, '3-is-this-you');
  return phone;
}

/** Resolves with the number on the page. */
async function adaConfirms({ marcus }: Scene, phone: Page): Promise<string> {
  await phone.getByRole('button', { name: 'Yes, this is me' }).tap();
  await phone.getByRole('heading', { name: 'Wait for a call' }).waitFor();
  await marcus.sees('Your decision is needed');
  await looksRight(phone, '4-number');
  await picture(phone, 'reveal-page');
  return phone.locator('#matchNumber').innerText();
}

/** Resolves with the code that he reads out. */
async function marcusApproves({ page, marcus }: Scene, number: string): Promise<string> {
  const ask = marcus.card('Your decision is needed');
  expect(await ask.innerText()).toContain('INC0012345');
  await ask.getByRole('button', { name: 'Approve' }).click();
  await marcus.sees('Type the number they tell you');
  await page.keyboard.type(number);
  await marcus.presses('Type the number they tell you', 'I called a number I knew');
  await marcus.sees('Read this code out now');
  return marcus.reads('releaseCode');
}

/** The page asks for the code by itself. Resolves with the pass. */
async function adaReveals(phone: Page, code: string): Promise<string> {
  await phone.getByRole('heading', { name: 'Type the code' }).waitFor();
  await looksRight(phone, '5-code');
  await phone.getByLabel('Six-digit code').fill(code);
  await phone.getByRole('button', { name: 'Show my pass' }).tap();
  await phone.getByRole('heading', { name: 'Your pass' }).waitFor();
  await looksRight(phone, '6-pass');
  return phone.locator('#pass').innerText();
}

async function adaEnrols({ page, ada, hana }: Scene, phone: Page, pass: string): Promise<void> {
  await outside(page).getByText('Microsoft Authenticator · Pixel 8').waitFor({ state: 'hidden' });
  await page.getByLabel('Temporary Access Pass').fill(pass);
  await outside(page).getByRole('button', { name: 'Enrol a new phone with the pass' }).click();
  await hana.sees('Completed');
  await phone.goto(phone.url());
  await phone.getByRole('heading', { name: 'All done' }).waitFor();
  await looksRight(phone, '7-back-in');
  await keepPicture(page, 'case-b/8-done');
  expect(await page.content()).not.toContain(pass);
  expect(await ada.pane.locator('.card').count()).toBe(0);
}

describe('when the helpdesk opens it for somebody without Teams', () => {
  it('leads over a link to the private mail, a press and a call to the pass on her phone', async () => {
    const scene = begin();
    await hanaFillsIn(scene);
    await hanaChoosesTheLink(scene);
    const phone = await adaOpensTheMail(scene);
    const number = await adaConfirms(scene, phone);
    expect(number).toMatch(/^\d{3}$/);
    const code = await marcusApproves(scene, number);
    const pass = await adaReveals(phone, code);
    await adaEnrols(scene, phone, pass);
    for (const secret of [number, code, pass]) expect(await scene.hana.pane.innerText()).not.toContain(secret);
    expect(stage().complaints).toEqual([]);
  });
});
