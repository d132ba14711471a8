import type { Page } from 'playwright-core';
import { Secret } from '../../platform/secret';
import { SECURITY_INFO } from '../../words/pass';
import * as requests from '../web/requests';
import { keepPicture } from './page-checks';
import { layOut, pagesInChromium } from './pages-in-chromium';
import { scannedOffScreen } from './scan-screen';

const { approved, awaiting, MINUTE, NOW, stored } = requests;
const PASS = 'q7#Lm<2x&K9r';
const pages = pagesInChromium();

interface Edges {
  readonly left: number;
  readonly right: number;
}

const edges = (page: Page, selector: string): Promise<Edges> =>
  page
    .locator(selector)
    .first()
    .evaluate((element) => {
      const { left, right } = element.getBoundingClientRect();
      return { left, right };
    });

/** What stands at the start of its line, from the side from which the language is written. */
async function order(page: Page, first: string, second: string): Promise<'as in ltr' | 'mirrored'> {
  const [one, other] = [await edges(page, first), await edges(page, second)];
  return one.right <= other.left ? 'as in ltr' : 'mirrored';
}

async function showPass(page: Page): Promise<void> {
  pages.server.request = approved();
  pages.server.verbs.revealPass = async () => {
    pages.server.request = requests.revealed();
    const request = stored(requests.revealed());
    return {
      ...{ kind: 'shown', pass: Secret.of(PASS), expiresAt: NOW + 30 * MINUTE },
      ...{ againLeft: 3, stored: request },
    } as const;
  };
  await page.goto(pages.server.page);
  await page.fill('#code', '482913');
  await page.click('text=Show my pass');
  await page.waitForSelector('#pass');
}

describe('when a page is laid out from right to left', () => {
  it('is mirrored, and a pass stays as it is typed', async () => {
    const page = await pages.openPage();
    await showPass(page);
    const seen = async (direction: 'ltr' | 'rtl') => {
      await layOut(page, direction);
      const style = await page
        .locator('.warning')
        .evaluate((element) => [getComputedStyle(element).borderLeftWidth, getComputedStyle(element).borderRightWidth]);
      return {
        header: await order(page, 'header img', 'header p'),
        steps: await order(page, '.steps i:first-child', '.steps i:last-child'),
        scan: await order(page, '.scan img', '.scan span'),
        links: await order(page, 'footer a:first-child', 'footer a:last-child'),
        bar: style.map((width) => parseFloat(width) > 0),
        request: (await edges(page, 'footer p:first-child span')).left < 100 ? 'as in ltr' : 'mirrored',
        pass: await page.locator('#pass').evaluate((element) => getComputedStyle(element).direction),
      };
    };
    const ltr = 'as in ltr';
    expect(await seen('ltr')).toEqual({
      ...{ header: ltr, steps: ltr, scan: ltr, links: ltr },
      ...{ bar: [true, false], pass: 'ltr', request: ltr },
    });
    expect(await seen('rtl')).toEqual({
      ...{ header: 'mirrored', steps: 'mirrored', scan: 'mirrored', links: 'mirrored' },
      ...{ bar: [false, true], pass: 'ltr', request: 'mirrored' },
    });
    await keepPicture(page, 'right-to-left/pass-light');
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.locator('.scan').scrollIntoViewIfNeeded();
    await keepPicture(page, 'right-to-left/scan-dark');
    expect(pages.complaints).toEqual([]);
  });

  it('a number and a code too', async () => {
    const page = await pages.openPage();
    for (const [name, request, selector] of [
      ['number', awaiting(), '#matchNumber'],
      ['code', approved(), '#code'],
    ] as const) {
      pages.server.request = request;
      await page.goto(pages.server.page);
      await layOut(page, 'rtl');
      expect(await page.locator(selector).evaluate((element) => getComputedStyle(element).direction)).toBe('ltr');
      await keepPicture(page, `right-to-left/${name}-light`);
    }
  });
});

describe('when the page leads to where the method is added', () => {
  it('shows a QR code of it, which this server draws', async () => {
    const page = await pages.openPage();
    await showPass(page);
    const image = page.locator('.scan img');
    expect(await image.getAttribute('alt')).toBe('QR code that opens aka.ms/mysecurityinfo');
    expect(await image.evaluate((one) => (one as HTMLImageElement).naturalWidth)).toBeGreaterThan(0);
    expect(await image.getAttribute('src')).toBe('/static/security-info.svg');
    expect(pages.complaints).toEqual([]);
    await image.scrollIntoViewIfNeeded();
    await keepPicture(page, 'right-to-left/scan-ltr-light');
    // The page itself lets nobody look at a screenshot of it.
    const picture = await fetch(`${pages.server.url}/static/security-info.svg`);
    const elsewhere = await pages.openPage();
    const data = Buffer.from(await picture.text()).toString('base64');
    await elsewhere.setContent(`<img width="132" height="132" src="data:image/svg+xml;base64,${data}">`);
    const scanned = await scannedOffScreen(elsewhere.locator('img'), SECURITY_INFO.url, 0);
    expect(scanned).toBe('https://aka.ms/mysecurityinfo');
  });
});
