import type { NotMeOpened } from '../../recovery/report-not-me';
import { awaiting, ended, incident, stored } from '../web/requests';
import { keepPicture } from './page-checks';
import { overflows, pagesInChromium, violations } from './pages-in-chromium';

const PRESS = 'text=This was not me: stop it';

const pages = pagesInChromium();

const opened = (more: Partial<NotMeOpened> = {}): NotMeOpened => ({
  ...{ kind: 'notMe', stored: stored(awaiting()), notice: 'opened', standing: 'open' },
  holder: { of: 'employee', channel: 'sms', contact: '0123456789' },
  ...more,
});

const stopped = (): NotMeOpened => opened({ stored: stored(incident()), standing: 'stopped' });

/** The domain, as far as the page sees it: one press stops it. */
function playDomain(): void {
  let now = opened();
  pages.server.notMe = { openNotMe: async () => now, reportNotMe: async () => (now = stopped()) };
}

const address = (): string => `${pages.server.url}/not-me/${'n'.repeat(67)}.k1`;

describe('when the link of a notice is looked at on a small phone, light and dark', () => {
  it.each<readonly [string, NotMeOpened]>([
    ['notMe', opened()],
    ['notMeStopped', stopped()],
    ['notMeOver', opened({ stored: stored(ended('denied')), standing: 'over' })],
  ])('has no barrier and nothing cut off: %s', async (face, outcome) => {
    pages.server.notMe.openNotMe = async () => outcome;
    const page = await pages.openPage();
    await page.goto(address());
    expect(await page.getAttribute('main', 'data-face')).toBe(face);
    expect(await overflows(page)).toBe(false);
    expect(await violations(page)).toEqual([]);
    expect(pages.complaints).toEqual([]);
    await keepPicture(page, `not-me-page/${face}-dark`);
    await page.emulateMedia({ colorScheme: 'light' });
    await keepPicture(page, `not-me-page/${face}-light`);
  });
});

describe('when the page says at what time it happened', () => {
  it.each([
    ['Europe/Oslo', true, /\b22 November 2026\b.*\b11:00.*\b(?:CET|GMT\+1)$/],
    ['Asia/Tokyo', true, /\b22 November 2026\b.*\b19:00.*\bGMT\+9$/],
    ['Asia/Tokyo', false, /^22 November 2026.*\b10:00 UTC$/],
  ])('names the zone of the reader: %s, script %s', async (timezoneId, javaScriptEnabled, expected) => {
    pages.server.notMe.openNotMe = async () => opened();
    const page = await pages.openPage({ timezoneId, javaScriptEnabled, locale: 'en-GB' });
    await page.goto(address());
    expect(await page.textContent('time')).toMatch(expected);
    expect(pages.complaints).toEqual([]);
  });
});

describe('when somebody stops what was not them', () => {
  it.each([
    ['with the keyboard alone', true],
    ['in a browser without script', false],
  ])('%s: one press, and it says what happens now', async (_how, javaScriptEnabled) => {
    playDomain();
    const page = await pages.openPage({ javaScriptEnabled });
    await page.goto(address());
    expect(await page.textContent('#happened')).toBe('An account recovery was asked for.');
    await page.reload();
    expect(pages.server.changes()).toEqual([]);
    await page.focus(PRESS);
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-face=notMeStopped]');
    expect(await page.textContent('h1')).toBe('Everything has stopped');
    await page.reload();
    expect(pages.server.changes()).toHaveLength(1);
    expect(pages.complaints).toEqual([]);
  });
});
