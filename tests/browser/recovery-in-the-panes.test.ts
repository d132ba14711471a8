import type { Page } from 'playwright-core';
import { barriers, cardPicture, keepPicture, picture } from './page-checks';
import type { Hands } from './people-at-panes';
import { handsOf, outside } from './people-at-panes';
import { useStage } from './whole-product';

jest.setTimeout(120_000);

const stage = useStage();

interface Scene {
  readonly page: Page;
  readonly ada: Hands;
  readonly marcus: Hands;
  readonly hana: Hands;
}

const stepNow = (page: Page): Promise<string> => page.locator('.step.is-current .step-title').innerText();

async function begin(): Promise<Scene> {
  const { page } = stage();
  const scene = { page, ada: handsOf(page, 'ada'), marcus: handsOf(page, 'marcus'), hana: handsOf(page, 'hana') };
  await page.getByRole('button', { name: 'Ada lost her phone' }).waitFor();
  expect(await stepNow(page)).toBe('Ada lost her phone');
  const notYet = scene.marcus.pane.getByText('The app is not installed here.');
  expect(await notYet.getAttribute('role')).toBe('status');
  await keepPicture(page, 'recovery/1-start');
  return scene;
}

/** Resolves with the number that only Ada sees. */
async function adaAsks({ page, ada }: Scene): Promise<string> {
  await ada.pane.getByRole('button', { name: 'I lost my phone' }).click();
  const draft = await ada.sees('You lost your phone');
  await keepPicture(page, 'recovery/2-draft');
  // Her card is taller than the pane: the button to press is named until it can be seen.
  const more = ada.pane.getByRole('button', { name: 'Below: Confirm and ask' });
  await more.click();
  await more.waitFor({ state: 'hidden' });
  await draft.getByRole('button', { name: 'Confirm and ask' }).click();
  await ada.sees('Waiting for approval');
  return ada.reads('matchNumber');
}

/** Resolves with the case's short code. */
async function marcusIsAsked({ page, ada, marcus }: Scene, number: string): Promise<string> {
  const card = await marcus.sees('Your decision is needed');
  await marcus.pane.getByText('The app is not installed here.').waitFor({ state: 'hidden' });
  expect(await stepNow(page)).toBe('Marcus approves');
  expect(await marcus.pane.innerText()).not.toContain(number);
  await keepPicture(page, 'recovery/3-asked');
  await cardPicture(card, 'approval-card');
  return /LK-[0-9A-Z]{6}/.exec(await ada.pane.innerText())?.[0] ?? '';
}

/** First a wrong number, then the right one. Resolves with the code to read out. */
async function marcusApproves({ page, marcus }: Scene, number: string): Promise<string> {
  await marcus.presses('Your decision is needed', 'Approve');
  const confirm = await marcus.sees('Type the number they tell you');
  // The keyboard is where the card asks for something.
  await page.keyboard.type(number === '111' ? '222' : '111');
  await confirm.getByRole('button', { name: 'I called a number I knew' }).click();
  await marcus.pane.getByText('That is not the number').waitFor();
  await keepPicture(page, 'recovery/4-wrong-number');
  await page.keyboard.type(number);
  await confirm.getByRole('button', { name: 'I called a number I knew' }).click();
  await marcus.sees('Read this code out now');
  return marcus.reads('releaseCode');
}

/** Asking how far it is, by its number, does not end the tour before the case. */
async function hanaLooksEarly({ page, hana }: Scene, shortCode: string): Promise<void> {
  await hana.says(`status ${shortCode}`);
  await hana.sees('Approved, pass not shown yet');
  expect(await stepNow(page)).toBe('The pass appears once');
}

/** The news of the approval comes below the card on which she types, and does not push it away. */
async function adaIsTold({ page, ada }: Scene, code: string): Promise<void> {
  await ada.sees('Account recovery approved');
  const field = (await ada.sees('Approved: your pass is ready')).getByLabel('Six-digit code');
  const place = await field.boundingBox();
  const scrolled = await ada.pane.locator('.scroll').boundingBox();
  expect(place?.y).toBeGreaterThan(scrolled?.y ?? Infinity);
  await field.click();
  await page.keyboard.type(code);
  await keepPicture(page, 'recovery/5-code');
  await picture(page, 'panes');
}

/** The pass stays on her screen while the lost methods go. Resolves with it. */
async function adaReveals({ page, ada, marcus }: Scene): Promise<string> {
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  const card = await ada.sees('Your pass');
  const pass = await ada.reads('pass');
  await marcus.pane.getByText('Removed: Microsoft Authenticator on Pixel 8').waitFor();
  // Nobody enrols within a second: Graph would keep the default method beside a new one.
  await stage().installation.latchkey.runner.idle();
  expect(await card.locator('#pass').isVisible()).toBe(true);
  expect(await marcus.pane.innerHTML()).not.toContain(pass);
  await keepPicture(page, 'recovery/6-pass');
  await cardPicture(card, 'pass-card', { pass: 'Sample-Pass' });
  await picture(page, 'pass');
  return pass;
}

/** The case closes itself, and the pass goes from her screen. */
async function adaEnrols({ page, ada, marcus }: Scene, pass: string): Promise<void> {
  // The step of the tour leads to the field.
  await page.getByRole('button', { name: /^New phone/ }).click();
  await page.keyboard.type(pass);
  await outside(page).getByRole('button', { name: 'Enrol a new phone with the pass' }).click();
  await outside(page).getByText('Microsoft Authenticator · New phone').waitFor();
  await ada.sees('You are back in');
  await ada.sees('Account recovery complete');
  await marcus.sees('Account recovery complete');
  expect(await page.content()).not.toContain(pass);
  await keepPicture(page, 'recovery/7-back-in');
}

async function hanaLooks({ page, hana }: Scene, shortCode: string): Promise<void> {
  await hana.says(`status ${shortCode}`);
  await hana.sees('Completed');
  await page.getByText('That was a whole recovery.').waitFor();
  expect(await page.locator('.step.is-done').count()).toBe(5);
  await keepPicture(page, 'recovery/8-done');
}

async function expectNoBarrier({ page }: Scene): Promise<void> {
  expect(await barriers(page)).toEqual([]);
  await page.getByLabel('Use the dark theme').click();
  await keepPicture(page, 'recovery/9-dark');
  expect(await barriers(page)).toEqual([]);
  await page.setViewportSize({ width: 360, height: 740 });
  await keepPicture(page, 'recovery/10-narrow');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
}

describe('when somebody who has never seen it follows the tour', () => {
  it('leads from the lost phone to the closed case, and forgets every secret', async () => {
    const scene = await begin();
    const number = await adaAsks(scene);
    expect(number).toMatch(/^\d{3}$/);
    const shortCode = await marcusIsAsked(scene, number);
    const code = await marcusApproves(scene, number);
    expect(code).toMatch(/^\d{6}$/);
    await hanaLooksEarly(scene, shortCode);
    await adaIsTold(scene, code);
    const pass = await adaReveals(scene);
    await adaEnrols(scene, pass);
    await hanaLooks(scene, shortCode);
    for (const secret of [number, code, pass]) expect(await scene.hana.pane.innerText()).not.toContain(secret);
    await expectNoBarrier(scene);
    expect(stage().complaints).toEqual([]);
  });
});
