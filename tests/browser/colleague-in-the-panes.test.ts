import type { Page } from 'playwright-core';
import { barriers, keepPicture } from './page-checks';
import type { Hands } from './people-at-panes';
import { handsOf, outside } from './people-at-panes';
import { useStage } from './whole-product';

jest.setTimeout(180_000);

const stage = useStage();

interface Scene {
  readonly page: Page;
  readonly ada: Hands;
  readonly marcus: Hands;
  readonly elias: Hands;
}

/** Elias sits where Hana sat. */
async function begin(): Promise<Scene> {
  const { page } = stage();
  await page.getByLabel('Person in this pane').last().selectOption('elias');
  const [ada, marcus, elias] = (['ada', 'marcus', 'elias'] as const).map((who) => handsOf(page, who));
  if (ada === undefined || marcus === undefined || elias === undefined) throw new Error('a pane is missing');
  await elias.pane.waitFor();
  return { page, ada, marcus, elias };
}

/** Nobody but Ada is asked, and no number is shown yet. */
async function eliasAsks({ page, ada, marcus, elias }: Scene): Promise<void> {
  await elias.says('open for ada.lindqvist@contoso.example, lost phone');
  const draft = await elias.sees('Recovery for a colleague');
  expect(await draft.innerText()).not.toContain('Pixel 8');
  await keepPicture(page, 'colleague/1-draft');
  await draft.getByRole('button', { name: 'Confirm and ask' }).click();
  await elias.sees('Waiting for their answer');
  await ada.sees('Did you ask for this?');
  expect(await ada.pane.locator('#matchNumber').count()).toBe(0);
  expect(await marcus.pane.locator('.card').count()).toBe(0);
  await keepPicture(page, 'colleague/2-asked');
  expect(await barriers(page)).toEqual([]);
}

/** Resolves with the number that only she sees. */
async function adaSaysYes({ page, ada, marcus, elias }: Scene): Promise<string> {
  await ada.presses('Did you ask for this?', 'Yes, this is me');
  await ada.sees('Waiting for approval');
  const number = await ada.reads('matchNumber');
  expect(number).toMatch(/^\d{3}$/);
  const asked = await marcus.sees('Your decision is needed');
  expect(await asked.innerText()).toContain('Elias Berg');
  expect(await elias.pane.locator('#matchNumber').count()).toBe(0);
  await keepPicture(page, 'colleague/3-number');
  return number;
}

/** Resolves with the code that he says to her. */
async function marcusApproves({ page, marcus, elias }: Scene, number: string): Promise<string> {
  await marcus.presses('Your decision is needed', 'Approve');
  await marcus.sees('Type the number they tell you');
  await page.keyboard.type(number);
  await marcus.presses('Type the number they tell you', 'I called a number I knew');
  await marcus.sees('Read this code out now');
  await elias.pane.getByText('It was approved. Ada Lindqvist goes on from here.').waitFor();
  await keepPicture(page, 'colleague/4-code');
  return marcus.reads('releaseCode');
}

/** Resolves with the pass. */
async function adaReveals({ page, ada }: Scene, code: string): Promise<string> {
  const ready = await ada.sees('Approved: your pass is ready');
  await ready.getByLabel('Six-digit code').fill(code);
  await ready.getByRole('button', { name: 'Show my pass' }).click();
  await ada.sees('Your pass');
  await outside(page).getByText('Microsoft Authenticator · Pixel 8').waitFor({ state: 'hidden' });
  await stage().installation.latchkey.runner.idle();
  return ada.reads('pass');
}

describe('when a colleague opens it for Ada', () => {
  it('she answers first, then it goes on as her own, and he sees how far it is and no secret', async () => {
    const scene = await begin();
    const { page, ada, elias } = scene;
    await eliasAsks(scene);
    const number = await adaSaysYes(scene);
    const code = await marcusApproves(scene, number);
    const pass = await adaReveals(scene, code);
    await page.getByLabel('Temporary Access Pass').fill(pass);
    await outside(page).getByRole('button', { name: 'Enrol a new phone with the pass' }).click();
    await ada.sees('You are back in');
    await elias.pane.getByText('Ada Lindqvist is back in.').first().waitFor();
    await keepPicture(page, 'colleague/5-back-in');
    const seen = await elias.pane.innerText();
    for (const secret of [code, pass]) expect(seen).not.toContain(secret);
    expect(seen.replaceAll(/\d\d:\d\d|LK-\w+/g, '')).not.toContain(number);
    expect(await barriers(page)).toEqual([]);
    expect(stage().complaints).toEqual([]);
  });
});
