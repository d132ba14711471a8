import { PEOPLE } from '../../simulators/entra/contoso-ids';
import { giveMethod } from '../../simulators/entra/methods';
import { email, fido2Key, phone } from '../../simulators/entra/new-methods';
import { nextMail, nextSms } from '../../simulators/outbox';
import { DAY, MINUTE } from '../support/fake-clock';
import { notMeLinkIn, sendsForm } from '../../scripts/web-page';
import { peopleOf } from './support/people';
import { expectSound } from './support/sound';
import type { World } from './support/world';
import { useWorlds } from './support/world';

const world = useWorlds();

const MOBILE = '+4740055312';
const INTRUDER = '+4790000001';
const MAIL = 'ada.lindqvist@post.example';

/** The product has seen her contacts once: she began to ask, and thought better of it. */
async function seenBefore(): Promise<World> {
  const latchkey = await world();
  giveMethod(latchkey.cloud.tenant, PEOPLE.ada, fido2Key('Blue key'));
  await peopleOf(latchkey).ada.says('I lost my security key');
  await latchkey.settle();
  await latchkey.lets(DAY);
  return latchkey;
}

const texted = (latchkey: World): readonly string[] =>
  latchkey.cloud.outbox.posted.flatMap((one) => (one.kind === 'sms' ? [one.to] : []));

describe('when the number was swapped two minutes before somebody in Ada’s session asks (T2)', () => {
  it('the old number hears of it, the new one does not, and pressing “this was not me” contains', async () => {
    const latchkey = await seenBefore();
    giveMethod(latchkey.cloud.tenant, PEOPLE.ada, phone('+47 90000001'));
    await latchkey.lets(2 * MINUTE);
    await peopleOf(latchkey).ada.opens('I lost my security key');
    const { text } = await nextSms(latchkey.cloud.outbox, MOBILE);
    expect(text).not.toMatch(/Ada|Contoso/);
    expect(await sendsForm(notMeLinkIn(text), 'fraud')).toMatchObject({ status: 200, face: 'notMeStopped' });
    await latchkey.settle();
    expect(await latchkey.request('ada')).toMatchObject({
      state: 'incident',
      incident: { containedAt: expect.any(Number), reportedThrough: { of: 'employee', channel: 'sms' } },
    });
    expect(texted(latchkey)).not.toContain(INTRUDER);
    await expectSound(latchkey);
  });

  it('and so does the old mailbox, in words that say why', async () => {
    const latchkey = await seenBefore();
    giveMethod(latchkey.cloud.tenant, PEOPLE.ada, email('ada@evil.example'));
    await latchkey.lets(2 * MINUTE);
    await peopleOf(latchkey).ada.opens('I lost my security key');
    const mail = await nextMail(latchkey.cloud.outbox, MAIL, ({ body }) => body.content.includes('was opened'));
    expect(mail.body.content).toContain('registered for the account until a few days ago');
    expect(await sendsForm(notMeLinkIn(mail.body.content), 'fraud')).toMatchObject({ face: 'notMeStopped' });
  });

  it('eight days after the swap was seen the old number hears nothing any more', async () => {
    const latchkey = await seenBefore();
    giveMethod(latchkey.cloud.tenant, PEOPLE.ada, phone('+47 90000001'));
    await peopleOf(latchkey).ada.says('I lost my security key');
    await latchkey.lets(8 * DAY);
    await peopleOf(latchkey).ada.opens('I lost my security key');
    await latchkey.settle();
    expect(texted(latchkey)).toEqual([INTRUDER]);
  });
});
