import { refused } from '../../recovery/outcome';
import type { StepUpOpened } from '../../recovery/step-up-approver';
import { awaiting, stored } from '../web/requests';
import { keepPicture } from './page-checks';
import { overflows, pagesInChromium, violations } from './pages-in-chromium';

const pages = pagesInChromium();

const OPEN: StepUpOpened = { kind: 'stepUp', stored: stored(awaiting()), standing: 'open', token: 'a.b', minutes: 10 };

describe('when an approver looks at the page for a fresh sign-in on a small phone, light and dark', () => {
  it.each<readonly [string, string, StepUpOpened]>([
    ['stepUp', '/step-up?link=a.b', OPEN],
    ['stepUp', '/step-up/callback?code=c&state=s', OPEN],
    ['stepUpDone', '/step-up?link=a.b', { ...OPEN, standing: 'done' }],
  ])('has no barrier and nothing cut off: %s at %s', async (face, path, opened) => {
    pages.server.stepUp = {
      ...pages.server.stepUp,
      openStepUp: async () => opened,
      finishSignIn: async () => ({ outcome: refused('stepUpStale'), token: 'a.b' }),
    };
    const page = await pages.openPage();
    await page.goto(`${pages.server.url}${path}`);
    expect(await page.getAttribute('main', 'data-face')).toBe(face);
    expect(await overflows(page)).toBe(false);
    expect(await violations(page)).toEqual([]);
    const name = path.includes('callback') ? 'stepUpStale' : face;
    await keepPicture(page, `step-up-page/${name}-dark`);
    await page.emulateMedia({ colorScheme: 'light' });
    await keepPicture(page, `step-up-page/${name}-light`);
  });
});
