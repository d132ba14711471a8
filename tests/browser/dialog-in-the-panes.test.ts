import type { Locator, Page } from 'playwright-core';
import { barriers, keepPicture } from './page-checks';
import type { Hands } from './people-at-panes';
import { handsOf } from './people-at-panes';
import { useStage } from './whole-product';

jest.setTimeout(180_000);

const stage = useStage();

const TITLE = 'Open a recovery for…';

function hands(who: 'ada' | 'marcus' | 'hana'): Hands {
  return handsOf(stage().page, who);
}

const dialogIn = ({ pane }: Hands): Locator => pane.getByRole('dialog');

/** Ada and Hana are in the chat of everybody; Ada writes there. */
async function adaWrites(text: string): Promise<Locator> {
  const { page } = stage();
  const [ada, hana] = [hands('ada'), hands('hana')];
  for (const { pane } of [ada, hana]) await pane.getByRole('button', { name: 'Group', exact: true }).click();
  await ada.pane.getByLabel('Message to Everybody').click();
  await page.keyboard.type(text);
  await page.keyboard.press('Enter');
  const message = hana.pane.locator('.message', { hasText: text });
  await message.waitFor();
  return message;
}

async function inBothThemes(page: Page, name: string): Promise<void> {
  for (const theme of ['dark', 'light'] as const) {
    await page.getByRole('button', { name: `Use the ${theme} theme` }).click();
    await keepPicture(page, `dialog/${name}-${theme}`);
    expect(await barriers(page)).toEqual([]);
  }
}

/** From the “…” menu of the message, with the mouse as with the keyboard. */
async function hanaOpens(message: Locator): Promise<Locator> {
  await message.hover();
  await message.getByLabel('More about this message').click();
  await keepPicture(stage().page, 'dialog/1-menu');
  await message.getByRole('button', { name: TITLE }).click();
  const dialog = dialogIn(hands('hana'));
  await dialog.getByText('Recognise the person first').waitFor();
  return dialog;
}

describe('when Hana opens a recovery from what Ada wrote', () => {
  it('fills in the form, checks, confirms, and finds the card in her own chat', async () => {
    const { page, complaints } = stage();
    const dialog = await hanaOpens(await adaWrites('Hi, I lost my phone this morning'));
    expect(await dialog.getByLabel('Work e-mail address').inputValue()).toBe('ada.lindqvist@contoso.example');
    await inBothThemes(page, '2-form');
    await dialog.getByRole('button', { name: 'Continue' }).click();
    await dialog.getByText('Please choose how you recognised them.').waitFor();
    await dialog.getByLabel('Called back on the number that HR holds').check();
    await dialog.getByLabel('Ticket number').fill('INC0012345');
    await dialog.getByRole('button', { name: 'Continue' }).click();
    await dialog.getByText('You are asking for Ada Lindqvist').waitFor();
    await inBothThemes(page, '3-draft');
    await dialog.getByRole('button', { name: 'Confirm and ask' }).click();
    await dialog.getByText(/LK-\w{6}: its card is in your chat with Latchkey/).waitFor();
    await inBothThemes(page, '4-done');
    await dialog.getByRole('button', { name: 'Close', exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
    for (const who of ['hana', 'ada'] as const)
      await hands(who).pane.getByRole('button', { name: 'Chat', exact: true }).click();
    await hands('hana')
      .pane.getByText(/LK-\w{6}/)
      .first()
      .waitFor();
    await hands('ada').sees('Did you ask for this?');
    await keepPicture(page, 'dialog/5-cards');
    expect(complaints).toEqual([]);
  });

  it('opens from below the compose box and from a card too, and closes without a trace', async () => {
    const { page, complaints } = stage();
    const marcus = hands('marcus');
    await marcus.says('my colleague lost her phone');
    await marcus.sees('For somebody else');
    const cards = await marcus.pane.locator('.card').count();
    await marcus.presses('For somebody else', 'Fill in the form');
    await dialogIn(marcus).getByText('They are asked in their own chat').waitFor();
    await inBothThemes(page, '6-colleague');
    await dialogIn(marcus).getByLabel('Work e-mail address').press('Escape');
    await dialogIn(marcus).waitFor({ state: 'hidden' });
    await marcus.pane.getByLabel('Actions of apps').click();
    await keepPicture(page, 'dialog/7-compose');
    await marcus.pane.locator('.compose').getByRole('button', { name: TITLE }).click();
    await dialogIn(marcus).getByLabel('Work e-mail address').waitFor();
    await page.keyboard.press('Escape');
    await dialogIn(marcus).waitFor({ state: 'hidden' });
    expect(await marcus.pane.locator('.card').count()).toBe(cards);
    expect(complaints).toEqual([]);
  });
});
