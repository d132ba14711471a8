import { nextMail } from '../../simulators/outbox';
import { hasLivePass, PASS, writesOn } from './support/account';
import { choiceLike } from './support/choices';
import { ADA, approvedAtCounter, tomasShowsTheQr } from './support/counter';
import { linkIn, notMeLinkIn, opensPage, sendsForm } from '../../scripts/web-page';
import { peopleOf } from './support/people';
import { expectSound } from './support/sound';
import type { World } from './support/world';
import { useWorlds } from './support/world';

const world = useWorlds();

const MAIL = 'ada.lindqvist@post.example';

/** What opens the links in a message before its reader does. */
const AGENTS = [
  'Mozilla/5.0 (compatible; MSIE 10.0) SkypeUriPreview Preview/0.5',
  'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Safari/537.36',
  'WhatsApp/2.23',
  'facebookexternalhit/1.1',
  '',
];
const COOKIES = ['', 'session=1; __Host-latchkey=forged; theme=dark'];
const LOOKS = AGENTS.flatMap((agent) => COOKIES.map((cookie) => ({ agent, cookie })));

interface Looked {
  readonly status: number;
  readonly sets: string | null;
}

/** Ten times, each with GET and HEAD. Resolves with what was answered, once each. */
async function previewed(link: string): Promise<readonly Looked[]> {
  const seen = new Map<string, Looked>();
  for (const { agent, cookie } of LOOKS) {
    for (const method of ['HEAD', 'GET']) {
      const headers = { connection: 'close', 'user-agent': agent, ...(cookie !== '' && { cookie }) };
      const answer = await fetch(link, { method, headers, redirect: 'manual' });
      await answer.arrayBuffer();
      const looked = { status: answer.status, sets: answer.headers.get('set-cookie') };
      seen.set(JSON.stringify(looked), looked);
    }
  }
  return [...seen.values()];
}

const HARMLESS: readonly Looked[] = [{ status: 200, sets: null }];

/** A link that was looked at leaves the request as it was. */
async function expectUntouched(latchkey: World, link: string): Promise<void> {
  await latchkey.settle();
  const before = await latchkey.stored('ada');
  expect(await previewed(link)).toEqual(HARMLESS);
  await latchkey.settle();
  const after = await latchkey.stored('ada');
  expect({ seq: after.seq, etag: after.etag }).toEqual({ seq: before.seq, etag: before.etag });
}

describe('when a preview opens a link ten times before the person does (T12)', () => {
  it('the page of number and pass is still good, before her press, before the code, and after', async () => {
    const latchkey = await world();
    const { hana, marcus } = peopleOf(latchkey);
    await hana.says(`open for ${ADA}`);
    await hana.presses('helpdesk.openFor', { scenario: 'lostPhone', proof: 'proof.callBack', ticket: 'INC0012345' });
    const delivery = choiceLike(await hana.presses('request.review'), 'delivery', /e-mail address/);
    await hana.presses('request.confirm', { delivery });
    const link = linkIn((await nextMail(latchkey.cloud.outbox, MAIL)).body.content);
    await expectUntouched(latchkey, link);
    const { matchNumber = '' } = await sendsForm(link, 'confirm');
    await expectUntouched(latchkey, link);
    const code = await marcus.approves(matchNumber);
    await expectUntouched(latchkey, link);
    expect(writesOn(latchkey, 'ada')).toEqual([]);
    expect(await sendsForm(link, 'code', code)).toMatchObject({ face: 'shown' });
    await latchkey.settle();
    expect(await previewed(link)).toEqual(HARMLESS);
    expect((await opensPage(link)).pass).toBeUndefined();
    expect(writesOn(latchkey, 'ada').filter((write) => write === PASS)).toHaveLength(1);
    await expectSound(latchkey);
  });

  it('“This was not me” is neither said by it nor used up', async () => {
    const latchkey = await world();
    await peopleOf(latchkey).ada.opens();
    const mail = await nextMail(latchkey.cloud.outbox, MAIL, ({ body }) => body.content.includes('was opened'));
    const link = notMeLinkIn(mail.body.content);
    await expectUntouched(latchkey, link);
    expect((await latchkey.request('ada')).state).toBe('awaitingApproval');
    expect(await sendsForm(link, 'fraud')).toMatchObject({ face: 'notMeStopped' });
    expect((await latchkey.request('ada')).state).toBe('incident');
    await expectSound(latchkey);
  });

  it('a QR code that a scanner looked up is still unopened, and opens on her device', async () => {
    const latchkey = await world();
    const code = await approvedAtCounter(latchkey);
    const qr = await tomasShowsTheQr(latchkey);
    await expectUntouched(latchkey, qr);
    const device = await sendsForm(qr, 'here');
    expect(device).toMatchObject({ face: 'code' });
    await expectUntouched(latchkey, device.url);
    expect(await sendsForm(device.url, 'code', code)).toMatchObject({ face: 'shown' });
    await latchkey.settle();
    expect(hasLivePass(latchkey, 'ada')).toBe(true);
    await expectSound(latchkey);
  });
});
