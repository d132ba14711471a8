import type { Page } from 'playwright-core';
import { barriers, keepPicture } from './page-checks';
import type { Hands, Who } from './people-at-panes';
import { handsOf } from './people-at-panes';
import { useStage } from './whole-product';

jest.setTimeout(120_000);

const stage = useStage();

/** Somebody asks in the first pane; resolves when Marcus has the card. */
async function asks(page: Page, who: Who, marcus: Hands): Promise<Hands> {
  const person = handsOf(page, who);
  await person.says('I lost my phone');
  await person.presses('You lost your phone', 'Confirm and ask');
  await person.sees('Waiting for approval');
  await marcus.sees('Your decision is needed');
  return person;
}

describe('when Marcus says no', () => {
  it('tells Ada why and what to do, and leaves her account as it was', async () => {
    const { page, installation, complaints } = stage();
    const marcus = handsOf(page, 'marcus');
    const ada = await asks(page, 'ada', marcus);
    await marcus.presses('Your decision is needed', 'Deny');
    const why = await marcus.sees('Deny this request?');
    await why.getByRole('button', { name: 'Deny the request' }).click();
    await why.getByText('Please choose a reason.').waitFor();
    await why.getByLabel('I could not reach them').check();
    await why.getByRole('button', { name: 'Deny the request' }).click();
    await marcus.sees('Not approved');
    const end = await ada.sees('Not approved');
    await end.getByText('Your approver could not reach you. Speak with them, then ask again.').waitFor();
    await keepPicture(page, 'not-approved/1-denied');
    expect(await barriers(page)).toEqual([]);
    expect(installation.cloud.tenant.writes.filter(({ path }) => path.includes('/authentication/'))).toEqual([]);
    expect(complaints).toEqual([]);
  });
});

describe('when Marcus reports it as fraud', () => {
  it('stops it for Elias, and nobody can start again before security has looked', async () => {
    const { page, complaints } = stage();
    const marcus = handsOf(page, 'marcus');
    await page.getByLabel('Person in this pane').first().selectOption('elias');
    const elias = await asks(page, 'elias', marcus);
    await marcus.presses('Your decision is needed', 'This is fraud');
    const why = await marcus.sees('Report this as fraud?');
    await why.getByLabel('The person I spoke with was not them').check();
    await why.getByRole('button', { name: 'Report as fraud' }).click();
    await marcus.sees('Stopped for safety');
    await elias.sees('Stopped for safety');
    await elias.says('I lost my phone');
    await keepPicture(page, 'not-approved/2-fraud');
    await page.getByLabel('Person in this pane').last().selectOption('priya');
    await handsOf(page, 'priya').sees('Account recovery stopped for safety');
    const priya = handsOf(page, 'priya');
    await priya.sees('Security incident');
    await keepPicture(page, 'not-approved/3-security');
    await priya.presses('Security incident', 'Person reached');
    const form = await priya.sees('Who was reached, and how?');
    await form.getByRole('button', { name: 'Save' }).click();
    await form.getByText('Please choose an answer.').waitFor();
    await form.getByLabel('By the number that HR holds').check();
    await form.getByLabel('What do they say?').fill('He did not ask for it');
    await keepPicture(page, 'not-approved/4-task');
    await form.getByRole('button', { name: 'Save' }).click();
    const card = await priya.sees('Security incident');
    await card.getByText('He did not ask for it').waitFor();
    await priya.presses('Security incident', 'Close the incident');
    await card.getByText('The incident cannot be closed yet: 3 tasks are not filled.').waitFor();
    await card.getByRole('button', { name: 'Lift the shield' }).scrollIntoViewIfNeeded();
    await keepPicture(page, 'not-approved/5-incident');
    expect(await barriers(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
