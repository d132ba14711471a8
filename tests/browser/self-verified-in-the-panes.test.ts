import { contactHash } from '../../recovery/contact-hash';
import { PEOPLE } from '../../simulators/entra/contoso-ids';
import { setDefaultMethod } from '../../simulators/entra/methods';
import { userById } from '../../simulators/entra/people';
import { barriers, keepPicture } from './page-checks';
import { handsOf, outside } from './people-at-panes';
import { useStage } from './whole-product';

jest.setTimeout(180_000);

const stage = useStage({ selfVerified: { scenarios: ['newPhone', 'appBroken', 'lostKey'] } });
const HOUR = 3_600_000;

/** She signs in by text message, to a number that has been known here since the day before yesterday. */
async function numberIsKnown(): Promise<void> {
  const { latchkey, cloud } = stage().installation;
  const number = userById(cloud.tenant, PEOPLE.ada).methods.find(({ type }) => type === 'phone');
  setDefaultMethod(cloud.tenant, PEOPLE.ada, number?.id ?? '');
  const { keys, sightings, clock } = latchkey.deps;
  const hash = contactHash(keys, { address: { reveal: () => '+4740055312' } });
  for (const hours of [48, 1])
    await sightings.record(cloud.settings.tenantId, PEOPLE.ada, 'contact', hash, clock.now() - hours * HOUR, false);
}

describe('when the policy lets a code by text message do in place of an approver', () => {
  it('Ada gets it, types it and sees her pass, and nobody was asked', async () => {
    await numberIsKnown();
    const { page, complaints, installation } = stage();
    const [ada, marcus] = [handsOf(page, 'ada'), handsOf(page, 'marcus')];
    await ada.says('my authenticator app is broken');
    const draft = await ada.sees('Your authenticator app does not work');
    const offer = draft.getByRole('button', { name: 'Send me a code' });
    await offer.scrollIntoViewIfNeeded();
    await keepPicture(page, 'self-verified/1-offer');
    expect(await barriers(page)).toEqual([]);
    await offer.click();
    const ready = await ada.sees('Type the code that we sent you');
    const text = outside(page).getByText(/ code \d{6} /);
    await text.waitFor();
    await keepPicture(page, 'self-verified/2-code-sent');
    const code = / code (\d{6}) /.exec(await text.innerText())?.[1] ?? '';
    expect(await ada.pane.innerText()).not.toContain(code);
    await ready.getByLabel('Six-digit code').fill(code);
    expect(await barriers(page)).toEqual([]);
    await ready.getByRole('button', { name: 'Show my pass' }).click();
    await ada.sees('Your pass');
    await outside(page).getByText('Microsoft Authenticator · Pixel 8').waitFor({ state: 'hidden' });
    await installation.latchkey.runner.idle();
    await keepPicture(page, 'self-verified/3-pass');
    const pass = await ada.reads('pass');
    await page.getByLabel('Temporary Access Pass').fill(pass);
    await outside(page).getByRole('button', { name: 'Enrol a new phone with the pass' }).click();
    await ada.sees('You are back in');
    await outside(page)
      .getByText(/recovered their account/)
      .first()
      .waitFor();
    await keepPicture(page, 'self-verified/4-back-in');
    expect(await marcus.pane.locator('.card').count()).toBe(0);
    expect(await page.content()).not.toContain(pass);
    expect(await barriers(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
