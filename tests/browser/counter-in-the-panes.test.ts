import type { Locator, Page } from 'playwright-core';
import { barriers, keepPicture } from './page-checks';
import type { Hands, Who } from './people-at-panes';
import { handsOf, outside } from './people-at-panes';
import { scannedOffScreen } from './scan-screen';
import { useStage } from './whole-product';

jest.setTimeout(180_000);

const stage = useStage();
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
/** Characters of the token of a link. */
const TOKEN = 43;

interface Scene {
  readonly page: Page;
  readonly hana: Hands;
  readonly tomas: Hands;
  readonly marcus: Hands;
  readonly priya: Hands;
}

/** Somebody else sits down at this pane. */
async function seat(page: Page, at: number, who: Who): Promise<void> {
  await page.getByLabel('Person in this pane').nth(at).selectOption(who);
  await handsOf(page, who).pane.waitFor();
}

/** Ada cannot use Teams, so nobody sits at her pane: Tomás of the helpdesk does, at the counter. */
async function begin(): Promise<Scene> {
  const { page } = stage();
  await seat(page, 0, 'tomas');
  const hands = (who: Who): Hands => handsOf(page, who);
  return { page, hana: hands('hana'), tomas: hands('tomas'), marcus: hands('marcus'), priya: hands('priya') };
}

/** Resolves with the short code, which Ada takes with her. */
async function hanaSendsAdaToTheCounter({ page, hana }: Scene): Promise<string> {
  await hana.says('open for ada.lindqvist@contoso.example');
  const form = await hana.sees('Open a recovery for somebody');
  await form.getByLabel('What happened?').selectOption({ label: 'Lost phone' });
  await form.getByLabel('At a counter of ours: they come in person, with an ID').check();
  await form.getByLabel('Called back on the number that HR holds').check();
  await form.getByLabel('Ticket number').fill('INC0012345');
  await keepPicture(page, 'counter/01-opened-for');
  await form.getByRole('button', { name: 'Continue' }).click();
  const draft = await hana.sees('Recovery for a colleague');
  await draft.getByRole('button', { name: 'Confirm and ask' }).click();
  await hana.sees('Waiting for approval');
  await hana.pane.getByText('A colleague of yours takes the case').waitFor();
  await keepPicture(page, 'counter/02-sent-to-the-counter');
  return /LK-[0-9A-Z]{6}/.exec(await hana.pane.innerText())?.[0] ?? '';
}

/** He looks at her badge. Resolves with the two numbers that she reads off his screen. */
async function tomasAttends({ page, tomas, marcus }: Scene, shortCode: string): Promise<readonly [string, string]> {
  await tomas.says(`attend ${shortCode}`);
  await tomas.sees('Look at their ID');
  await marcus.sees('Not yours to decide yet');
  await keepPicture(page, 'counter/03-look-at-the-id');
  await tomas.presses('Look at their ID', 'Company badge with photo');
  await tomas.sees('Show them their numbers');
  await marcus.sees('Your decision is needed');
  await keepPicture(page, 'counter/04-numbers');
  return [await tomas.reads('matchNumber'), await tomas.reads('matchNumber2')];
}

async function signs({ page }: Scene, hands: Hands, number: string, how: string): Promise<void> {
  await hands.presses('Your decision is needed', 'Approve');
  await hands.sees('Type the number they tell you');
  await page.keyboard.type(number);
  await hands.presses('Type the number they tell you', how);
}

/** Marcus calls her, Priya comes to the counter. Resolves with both halves of the code, as they are said to her. */
async function bothApprove(scene: Scene, [first, second]: readonly [string, string]): Promise<string> {
  const { page, marcus, priya, tomas } = scene;
  await signs(scene, marcus, first, 'I called a number I knew');
  await marcus.sees('You approved');
  await seat(page, 2, 'priya');
  await priya.sees('Your decision is needed');
  await signs(scene, priya, second, 'I called a number I knew');
  await priya.pane.getByText('At a counter one of the two who approve has to see the person').waitFor();
  await keepPicture(page, 'counter/05-no-face-seen');
  await page.keyboard.type(second);
  await priya.presses('Type the number they tell you', 'I met them in person');
  await priya.sees('Read your half of the code out now');
  await tomas.sees('Account recovery approved');
  await marcus.sees('Read your half of the code out now');
  await keepPicture(page, 'counter/06-approved');
  return `${await marcus.reads('releaseCode')}${await priya.reads('releaseCode')}`;
}

/** All of it can be seen in the pane: nobody has to scroll to what shall be scanned. */
async function expectWhole({ pane }: Hands, picture: Locator): Promise<void> {
  const [seen, box, chip] = await Promise.all(
    [pane.locator('.scroll'), picture, pane.locator('.more')].map((one) => one.boundingBox()),
  );
  if (!seen || !box) throw new Error('there is no picture');
  const end = chip?.y ?? seen.y + seen.height;
  expect(box.y).toBeGreaterThanOrEqual(seen.y);
  expect(box.y + box.height).toBeLessThanOrEqual(end);
}

/** Resolves with the address that a camera reads off his screen. */
async function tomasShowsTheQr({ page, tomas }: Scene): Promise<string> {
  await tomas.presses('Account recovery approved', 'Show the request');
  await tomas.presses('Let them open the page', 'Show QR code');
  const picture = tomas.pane.locator('#qr img, img#qr').last();
  await picture.waitFor();
  await keepPicture(page, 'counter/07-qr');
  await expectWhole(tomas, picture);
  const { port } = stage().installation;
  const scan = (): Promise<string> => scannedOffScreen(picture, `http://127.0.0.1:${String(port)}/reveal/`, TOKEN);
  const address = await scan();
  // A reader wants dark on white, also where all else is light on dark, and on a small screen.
  await page.getByLabel('Use the dark theme').click();
  expect(await scan()).toBe(address);
  await keepPicture(page, 'counter/07-qr-dark');
  expect(await barriers(page)).toEqual([]);
  const size = page.viewportSize();
  await page.setViewportSize({ width: 360, height: 740 });
  expect(await scan()).toBe(address);
  await keepPicture(page, 'counter/07-qr-narrow');
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
  await page.setViewportSize(size ?? { width: 1680, height: 1000 });
  await page.getByLabel('Use the light theme').click();
  return address;
}

/** On her own phone. */
async function adaScans({ page, tomas }: Scene, address: string): Promise<Page> {
  const phone = await stage().open(address, PHONE);
  await phone.getByRole('heading', { name: 'Open it on your own device' }).waitFor();
  expect(await barriers(phone)).toEqual([]);
  await keepPicture(phone, 'counter/08-phone-open-here');
  await phone.getByRole('button', { name: 'Open it here' }).tap();
  await phone.getByRole('heading', { name: 'Type the code' }).waitFor();
  expect(phone.url()).not.toBe(address);
  await tomas.pane.getByText('The page was opened on a device').waitFor();
  // It is gone from the screen as well.
  await tomas.pane.locator('img#qr, #qr img').waitFor({ state: 'detached' });
  await keepPicture(phone, 'counter/09-phone-code');
  await keepPicture(page, 'counter/09-opened');
  return phone;
}

/** Whoever photographed the screen finds a dead code. */
async function aPhotoIsWorthNothing(address: string): Promise<void> {
  const other = await stage().open(address, PHONE);
  await other.locator('h1').waitFor();
  await keepPicture(other, 'counter/10-photo-of-the-code');
  expect(await other.getByRole('button', { name: 'Open it here' }).count()).toBe(0);
}

/** Resolves with the pass. */
async function adaReveals(phone: Page, code: string): Promise<string> {
  await phone.getByLabel('Six-digit code').fill(code);
  await phone.getByRole('button', { name: 'Show my pass' }).tap();
  await phone.getByRole('heading', { name: 'Your pass' }).waitFor();
  expect(await barriers(phone)).toEqual([]);
  expect(await phone.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(PHONE.viewport.width);
  await keepPicture(phone, 'counter/11-phone-pass');
  return phone.locator('#pass').innerText();
}

async function adaEnrols({ page, hana, tomas }: Scene, phone: Page, pass: string): Promise<void> {
  await tomas.pane.getByText('has been shown the pass on their own device').waitFor();
  await outside(page).getByText('Microsoft Authenticator · Pixel 8').waitFor({ state: 'hidden' });
  await keepPicture(page, 'counter/12-shown');
  await page.getByLabel('Temporary Access Pass').fill(pass);
  await outside(page).getByRole('button', { name: 'Enrol a new phone with the pass' }).click();
  await seat(page, 2, 'hana');
  await hana.sees('Completed');
  await phone.goto(phone.url());
  await phone.getByRole('heading', { name: 'All done' }).waitFor();
  await keepPicture(phone, 'counter/13-phone-done');
  await keepPicture(page, 'counter/14-completed');
}

describe('when somebody without Teams and without a contact comes to the counter', () => {
  it('leads from the ID over two numbers and a QR code to the pass on her own phone alone', async () => {
    const scene = await begin();
    const shortCode = await hanaSendsAdaToTheCounter(scene);
    const numbers = await tomasAttends(scene, shortCode);
    const code = await bothApprove(scene, numbers);
    expect(code).toMatch(/^\d{6}$/);
    const address = await tomasShowsTheQr(scene);
    const phone = await adaScans(scene, address);
    await aPhotoIsWorthNothing(address);
    const pass = await adaReveals(phone, code);
    await adaEnrols(scene, phone, pass);
    expect(await scene.page.content()).not.toContain(pass);
    for (const secret of [pass, code.slice(0, 3), code.slice(3)])
      expect(await scene.tomas.pane.innerText()).not.toContain(secret);
    // The dead code is answered as one that is gone.
    expect(stage().complaints.filter((one) => !one.includes('410'))).toEqual([]);
  });
});
