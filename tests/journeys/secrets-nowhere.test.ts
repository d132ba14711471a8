import { shownText } from '../../scripts/shown-text';
import { formsOf } from '../../scripts/spellings';
import { storedText } from '../../scripts/stored-text';
import { Secret } from '../../platform/secret';
import { ARRIVING_MS } from '../../recovery/reveal-pass';
import { PEOPLE } from '../../simulators/entra/contoso-ids';
import { nextMail } from '../../simulators/outbox';
import { codesIn } from '../secret-search/six-digits';
import { MINUTE, SECOND } from '../support/fake-clock';
import { account } from './support/account';
import { choiceLike } from './support/choices';
import type { Kept } from './support/listening';
import { keepMessages } from './support/listening';
import { linkIn, notMeLinkIn, sendsForm } from '../../scripts/web-page';
import { peopleOf } from './support/people';
import { expectSound } from './support/sound';
import type { World } from './support/world';
import { useWorlds } from './support/world';

const world = useWorlds();

/** All that outlives a press: tables, queues, log, metrics, chat histories, mails and text messages. */
async function everything(latchkey: World, kept: readonly Kept[]): Promise<Readonly<Record<string, string>>> {
  const metrics = await fetch(`${latchkey.url}/metrics`);
  return {
    storage: await storedText(latchkey.connectionString),
    log: latchkey.log.join(''),
    metrics: await metrics.text(),
    history: JSON.stringify(kept.map(({ message }) => message)),
    outbox: JSON.stringify(latchkey.cloud.outbox.posted),
  };
}

function placesOf(secret: string, sinks: Readonly<Record<string, string>>): readonly string[] {
  const forms = formsOf(Secret.of(secret));
  return Object.entries(sinks).flatMap(([place, text]) => (forms.some((form) => text.includes(form)) ? [place] : []));
}

function placesOfCode(code: string, sinks: Readonly<Record<string, string>>): readonly string[] {
  const holds = (text: string): boolean => codesIn(Buffer.from(text)).some((one) => one.code === code);
  return Object.entries(sinks).flatMap(([place, text]) => (holds(text) ? [place] : []));
}

describe('when a whole recovery was played in Teams (T1, T11)', () => {
  it('leaves pass, placeholder, code and number in the answers alone', async () => {
    const latchkey = await world();
    const kept = keepMessages(latchkey);
    const { ada, marcus } = peopleOf(latchkey);
    const number = await ada.opens('My phone was stolen');
    await marcus.presses('approval.approve');
    const wrong = String((Number(number) + 1) % 1_000).padStart(3, '0');
    await marcus.tries('approval.confirmApprove', { matchNumber: wrong, verifiedBy: 'inPerson' });
    await marcus.presses('approval.confirmApprove', { matchNumber: number, verifiedBy: 'inPerson' });
    const code = await marcus.looksUpCode();
    const placeholder = account(latchkey, 'ada').pass?.secret ?? '';
    latchkey.cloud.teams.faults.dropInvokeAnswers(1);
    await ada.tries('pass.reveal', { releaseCode: code });
    const lost = account(latchkey, 'ada').pass?.secret ?? '';
    await latchkey.lets(ARRIVING_MS);
    const pass = await ada.reveals(code);
    await ada.enrols(pass);
    await latchkey.lets(5 * SECOND);
    expect((await latchkey.request('ada')).state).toBe('completed');
    const sinks = await everything(latchkey, kept);
    expect(new Set([placeholder, lost, pass]).size).toBe(3);
    for (const secret of [placeholder, lost, pass]) expect(placesOf(secret, sinks)).toEqual([]);
    expect(placesOfCode(code, sinks)).toEqual([]);
    for (const { message } of kept) {
      for (const id of ['matchNumber', 'matchNumber2', 'releaseCode', 'pass']) {
        expect(shownText(message.cards, id)).toBeUndefined();
      }
    }
    await expectSound(latchkey);
  });

  it('would find them: what belongs there is found', async () => {
    const latchkey = await world();
    const kept = keepMessages(latchkey);
    const { ada } = peopleOf(latchkey);
    await ada.opens();
    await latchkey.lets(MINUTE);
    const { shortCode, tenantId } = await latchkey.request('ada');
    const sinks = await everything(latchkey, kept);
    expect(placesOf(shortCode, sinks)).toEqual(['storage', 'history', 'outbox']);
    expect(placesOf(tenantId, sinks)).toEqual(expect.arrayContaining(['storage', 'log']));
    const samples = { said: 'the code is 123456.', spaced: '"123 456"', hash: 'a123456b', time: '10:00:00.123456' };
    expect(placesOfCode('123456', samples)).toEqual(['said', 'spaced']);
  });

  it('shows them to nobody else: not to the manager, the helpdesk or security', async () => {
    const latchkey = await world();
    const { teams } = latchkey.cloud;
    const { ada, marcus } = peopleOf(latchkey);
    const pass = await ada.reveals(await marcus.approves(await ada.opens()));
    const others = teams.personas.filter(({ id }) => id !== 'ada');
    for (const { id } of others) expect(JSON.stringify(teams.chat(id))).not.toContain(pass);
    await ada.enrols(pass);
    await latchkey.lets(5 * SECOND);
    expect(JSON.stringify(teams.chat('ada'))).not.toContain(pass);
  });
});

describe('when a whole recovery was played on the page behind a link (T11, T12)', () => {
  it('leaves the link in its mail alone, and the pass nowhere', async () => {
    const latchkey = await world();
    const kept = keepMessages(latchkey);
    const { ada, hana, marcus } = peopleOf(latchkey);
    await hana.says('open for ada.lindqvist@contoso.example');
    await hana.presses('helpdesk.openFor', { scenario: 'lostPhone', proof: 'proof.callBack', ticket: 'INC0012345' });
    const delivery = choiceLike(await hana.presses('request.review'), 'delivery', /e-mail address/);
    await hana.presses('request.confirm', { delivery });
    const link = linkIn((await nextMail(latchkey.cloud.outbox, 'ada.lindqvist@post.example')).body.content);
    const code = await marcus.approves((await sendsForm(link, 'confirm')).matchNumber ?? '');
    const { pass = '' } = await sendsForm(link, 'code', code);
    await latchkey.settle();
    await ada.enrols(pass);
    await latchkey.lets(5 * SECOND);
    expect((await latchkey.request('ada')).state).toBe('completed');
    const sinks = await everything(latchkey, kept);
    expect(pass).not.toBe('');
    expect(placesOf(pass, sinks)).toEqual([]);
    expect(placesOfCode(code, sinks)).toEqual([]);
    const token = link.split('/').at(-1) ?? '';
    expect(placesOf(token, sinks)).toEqual(['outbox']);
    const notice = latchkey.cloud.outbox.posted.find((one) => one.kind === 'mail' && one.subject.startsWith('About'));
    const notMe =
      notMeLinkIn(notice?.kind === 'mail' ? notice.body.content : '')
        .split('/')
        .at(-1) ?? '';
    expect(placesOf(notMe, sinks)).toEqual(['outbox']);
    await expectSound(latchkey);
  });
});

describe('when Graph breaks while a pass is made', () => {
  it('puts neither the pass nor a credential into the log', async () => {
    const latchkey = await world();
    const kept = keepMessages(latchkey);
    const { tenant, settings } = latchkey.cloud;
    const { ada, marcus } = peopleOf(latchkey);
    const releaseCode = await marcus.approves(await ada.opens());
    const path = /temporaryAccessPassMethods$/;
    tenant.switches.faults.push({ method: 'POST', path, status: 500, afterCommit: true, times: 1 });
    tenant.switches.faults.push({ method: 'POST', path, resetSocket: true, afterCommit: true, times: 1 });
    await ada.seesButton('pass.reveal');
    const passes: string[] = [];
    tenant.observers.add(() => {
      const secret = tenant.users.get(PEOPLE.ada)?.pass?.secret;
      if (secret !== undefined && !passes.includes(secret)) passes.push(secret);
    });
    await ada.tries('pass.reveal', { releaseCode });
    await ada.tries('pass.reveal', { releaseCode });
    await ada.reveals(releaseCode);
    expect(passes).toHaveLength(3);
    const sinks = await everything(latchkey, kept);
    for (const secret of passes) expect(placesOf(secret, sinks)).toEqual([]);
    const { bot, executor } = settings;
    for (const credential of [bot.password, executor.secret]) {
      expect(placesOf(credential.reveal(), sinks)).toEqual([]);
    }
  });
});
