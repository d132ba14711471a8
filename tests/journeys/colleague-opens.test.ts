import { PEOPLE } from '../../simulators/entra/contoso-ids';
import { userById } from '../../simulators/entra/people';
import { refusalText } from '../../words/replies';
import { HOUR, MINUTE, SECOND } from '../support/fake-clock';
import { HOSTILE, unseenIn, withoutOurIsolates } from '../support/hostile-strings';
import { writesOn } from './support/account';
import type { Person } from './support/people';
import { peopleOf, textOf } from './support/people';
import { expectSound } from './support/sound';
import type { World } from './support/world';
import { useWorlds } from './support/world';

const world = useWorlds();

const ADA = 'ada.lindqvist@contoso.example';
const NOBODY = refusalText('cannotOpenFor');

const asksFor = async (who: Person, address: string, said = 'lost phone'): Promise<unknown> => {
  await who.says(`open for ${address}, ${said}`);
  return who.presses('request.confirm');
};

const lastWords = ({ cloud }: World, { handle }: Person): string => {
  const last = cloud.teams.chat(handle).at(-1);
  return `${last?.text ?? ''}${textOf(last?.cards)}`;
};

/** Everything that the product ever wrote to somebody's chat, wire and all. */
const wireOf = ({ cloud }: World, { handle }: Person): string => JSON.stringify(cloud.teams.chat(handle));

const cardsAbout = (latchkey: World, who: Person, shortCode: string): boolean =>
  wireOf(latchkey, who).includes(shortCode);

describe('when Elias opens for Ada (T1, T16)', () => {
  it('she is asked first, and nobody else hears of it; then it goes on as her own', async () => {
    const latchkey = await world();
    const { ada, elias, marcus, hana } = peopleOf(latchkey);
    await asksFor(elias, ADA);
    const { shortCode } = await latchkey.request('ada');
    await elias.sees(shortCode);
    await elias.sees('was asked in their own chat');
    await ada.seesButton('request.itsMe');
    await latchkey.lets(31 * MINUTE);
    for (const who of [marcus, hana]) expect(cardsAbout(latchkey, who, shortCode)).toBe(false);
    expect(latchkey.cloud.outbox.posted).toEqual([]);
    expect(wireOf(latchkey, ada)).not.toContain('"matchNumber"');
    await ada.presses('request.itsMe');
    await marcus.sees('Elias Berg');
    const code = await marcus.approves(await ada.looksUpNumber());
    await ada.enrols(await ada.reveals(code));
    await latchkey.lets(5 * SECOND);
    expect((await latchkey.request('ada')).state).toBe('completed');
    await elias.sees('Ada Lindqvist is back in.');
    await expectSound(latchkey);
  });

  it('he sees short code and state: no number, code, pass or method, nobody who decides, and no reason', async () => {
    const latchkey = await world();
    const { ada, elias, marcus } = peopleOf(latchkey);
    await asksFor(elias, 'Ada Lindqvist');
    const { shortCode } = await latchkey.request('ada');
    const looks = async () => {
      await elias.presses('request.refresh');
      await elias.says(`status ${shortCode}`);
    };
    await looks();
    await ada.presses('request.itsMe');
    const number = await ada.looksUpNumber();
    await looks();
    const code = await marcus.approves(number);
    await looks();
    const pass = await ada.reveals(code);
    await looks();
    await ada.enrols(pass);
    await latchkey.lets(5 * SECOND);
    await looks();
    const wire = wireOf(latchkey, elias);
    expect(wire).toContain(shortCode);
    for (const id of ['matchNumber', 'releaseCode', 'pass']) expect(wire).not.toContain(`"id":"${id}"`);
    for (const secret of [code, pass]) expect(wire).not.toContain(secret);
    expect(elias.reads().replaceAll(/\d\d:\d\d/g, '')).not.toContain(number);
    expect(wire).not.toMatch(
      /Marcus|manager|Authenticator|40055312|post\.example|ada\.lindqvist@|known number|Removed/i,
    );
  });

  it('he learns nothing of why Marcus said no', async () => {
    const latchkey = await world();
    const { ada, elias, marcus } = peopleOf(latchkey);
    await asksFor(elias, ADA);
    await ada.presses('request.itsMe');
    await marcus.denies('denied.leaving');
    await elias.sees('It ended.');
    await elias.says(`status ${(await latchkey.request('ada')).shortCode}`);
    expect(wireOf(latchkey, elias)).not.toMatch(/leaving|Marcus/);
  });

  it('it stops when she knows nothing about it', async () => {
    const latchkey = await world();
    const { ada, elias, marcus, priya } = peopleOf(latchkey);
    await asksFor(elias, ADA);
    await ada.presses('request.fraud');
    await priya.sees('Security incident');
    await elias.sees('stopped for safety');
    expect((await latchkey.request('ada')).state).toBe('incident');
    expect(marcus.reads()).not.toContain('Ada');
    expect(writesOn(latchkey, 'ada')).toEqual([]);
    await expectSound(latchkey);
  });

  it('it ends when she never answers', async () => {
    const latchkey = await world();
    const { ada, elias, marcus } = peopleOf(latchkey);
    await asksFor(elias, ADA);
    await latchkey.lets(5 * HOUR);
    expect((await latchkey.request('ada')).state).toBe('expired');
    await elias.sees('The time ran out');
    await expect(ada.presses('request.itsMe')).rejects.toThrow();
    expect(marcus.reads()).toBe('');
    await expectSound(latchkey);
  });

  it('he may stop it before she answers', async () => {
    const latchkey = await world();
    const { elias } = peopleOf(latchkey);
    await asksFor(elias, ADA);
    await elias.presses('request.cancel');
    expect((await latchkey.request('ada')).state).toBe('cancelled');
  });

  it('says “yes” for nobody: his press on her button is refused, however he comes by it', async () => {
    const latchkey = await world();
    const { ada, elias } = peopleOf(latchkey);
    await asksFor(elias, ADA);
    await ada.seesButton('request.itsMe');
    const { token, messageId } = elias.holds('request.refresh');
    await elias.forges(messageId, 'request.itsMe', { token });
    await elias.forges(messageId, 'request.itsMe', { token: ada.holds('request.itsMe').token });
    expect((await latchkey.request('ada')).employeeConfirmed).toBe(false);
  });
});

describe('when Marcus opens for Ada himself (T1, T5)', () => {
  it('Ingrid decides, and he cannot', async () => {
    const latchkey = await world();
    const { ada, marcus, ingrid } = peopleOf(latchkey);
    await latchkey.cloud.teams.install('marcus');
    await asksFor(marcus, ADA);
    await ada.presses('request.itsMe');
    const number = await ada.looksUpNumber();
    await expect(marcus.presses('approval.approve')).rejects.toThrow();
    const { token, messageId } = marcus.holds('request.refresh');
    const typed = { token, matchNumber: number, verifiedBy: 'inPerson' };
    expect(await marcus.forges(messageId, 'approval.confirmApprove', typed)).toContain(refusalText('ownRequest'));
    expect(await ingrid.approves(number)).toMatch(/^\d{6}$/);
    await expectSound(latchkey);
  });

  it('nor once he has joined what Elias opened, or Ada has made it her own', async () => {
    const latchkey = await world();
    const { ada, elias, marcus, ingrid } = peopleOf(latchkey);
    await latchkey.cloud.teams.install('marcus');
    await asksFor(elias, ADA);
    await asksFor(marcus, ADA);
    const { shortCode, joined } = await latchkey.request('ada');
    expect(joined).toEqual([PEOPLE.marcus]);
    await marcus.sees(shortCode);
    const number = await ada.opens('I have a new phone');
    const taken = await latchkey.request('ada');
    expect(taken).toMatchObject({
      shortCode,
      requester: PEOPLE.ada,
      scenario: 'newPhone',
      joined: [PEOPLE.marcus, PEOPLE.elias],
    });
    expect(await ingrid.approves(number)).toMatch(/^\d{6}$/);
    expect(marcus.reads()).not.toContain('Your decision');
  });
});

describe('when the helpdesk comes to what Elias opened', () => {
  it('takes it over with its proof, so that nobody can keep Ada from the counter', async () => {
    const latchkey = await world();
    const { ada, elias, hana } = peopleOf(latchkey);
    await asksFor(elias, ADA);
    await hana.says(`open for ${ADA}`);
    await hana.presses('helpdesk.openFor', { scenario: 'lostPhone', proof: 'proof.callBack', ticket: 'INC0012345' });
    await hana.presses('request.confirm');
    const request = await latchkey.request('ada');
    expect(request).toMatchObject({ requester: PEOPLE.hana, joined: [PEOPLE.elias], proof: { ticket: 'INC0012345' } });
    await ada.seesButton('request.itsMe');
    await elias.sees('has to be recognised');
  });
});

describe('when somebody tries names (T22)', () => {
  it('unknown, guest, disabled and ambiguous are one answer; everybody else looks alike, whatever they are', async () => {
    const latchkey = await world();
    const { elias } = peopleOf(latchkey);
    const refused = [
      'nobody@contoso.example',
      'victor.blanc@contoso.example',
      'Lena Fischer',
      'lena.fischer@fabrikam.example',
      'Nobody At All',
    ];
    for (const name of refused) {
      await elias.says(`open for ${name}`);
      expect(lastWords(latchkey, elias)).toBe(NOBODY);
    }
    const drafts = [];
    for (const name of ['greta.hoffmann@contoso.example', 'noor.haddad@contoso.example', ADA]) {
      await elias.says(`open for ${name}`);
      drafts.push(lastWords(latchkey, elias).replaceAll(/Greta Hoffmann|Noor Haddad|Ada Lindqvist/g, 'X'));
    }
    expect(new Set(drafts).size).toBe(1);
    expect(drafts[0]).not.toMatch(/Authenticator|@contoso|manager of/);
  });

  it('a Global Administrator is asked like anybody, and hears for herself that it cannot be; Elias does not hear why', async () => {
    const latchkey = await world();
    const { elias, greta } = peopleOf(latchkey);
    await asksFor(elias, 'greta.hoffmann@contoso.example');
    await elias.sees('was asked in their own chat');
    expect(await greta.tries('request.itsMe')).toContain(refusalText('globalAdministrator'));
    expect((await latchkey.request('greta')).state).toBe('refused');
    await elias.sees('It ended.');
    expect(wireOf(latchkey, elias)).not.toMatch(/Global|administrator|cannot be recovered/i);
  });

  it('that Ada has a request, or a shield, is told to nobody who asks for her', async () => {
    const latchkey = await world();
    const { ada, elias, ingrid } = peopleOf(latchkey);
    await ada.opens();
    const { shortCode } = await latchkey.request('ada');
    await elias.says(`open for ${ADA}`);
    expect(await elias.tries('request.confirm')).toContain(NOBODY);
    await ada.says('this was not me');
    await ingrid.says(`open for ${ADA}`);
    expect(await ingrid.tries('request.confirm')).toContain(NOBODY);
    for (const who of [elias, ingrid]) expect(wireOf(latchkey, who)).not.toContain(shortCode);
    expect((await latchkey.request('ada')).joined).toEqual([]);
  });

  it('a guest asks for nobody', async () => {
    const latchkey = await world();
    userById(latchkey.cloud.tenant, PEOPLE.elias).userType = 'Guest';
    const { elias } = peopleOf(latchkey);
    await elias.says(`open for ${ADA}`);
    expect(lastWords(latchkey, elias)).toBe(NOBODY);
  });

  it('what he sends as the helpdesk’s form counts as what he is', async () => {
    const latchkey = await world();
    const { elias } = peopleOf(latchkey);
    await elias.says('help');
    const { messageId } = await asksFor(elias, ADA).then(() => elias.holds('request.cancel'));
    await elias.presses('request.cancel');
    const form = {
      person: 'noor.haddad@contoso.example',
      proof: 'proof.callBack',
      ticket: 'INC1',
      scenario: 'lostPhone',
    };
    await elias.forges(messageId, 'helpdesk.openFor', form);
    expect(lastWords(latchkey, elias)).not.toContain('INC1');
  });
});

describe('when Elias asks for one after another (T13)', () => {
  it('his own window fills, and Ada’s own request goes on all the same', async () => {
    const caps = { perRequester: { count: 2, window: 'PT1H' }, perEmployee: { count: 2, window: 'P1D' } };
    const latchkey = await world({ policy: { caps } });
    const { ada, elias, priya } = peopleOf(latchkey);
    for (let at = 0; at < 2; at += 1) {
      await asksFor(elias, ADA);
      await elias.presses('request.cancel');
    }
    await elias.says('open for noor.haddad@contoso.example');
    expect(lastWords(latchkey, elias)).toBe(refusalText('tooManyOpened', { minutes: 60 }));
    await priya.sees('has opened as many requests as one person may for now');
    expect(await ada.opens()).toMatch(/^\d{3}$/);
  });
});

describe('when Elias tells a hostile story (T19)', () => {
  it.each(['markdown', 'hiding', 'control', 'markup', 'template'])(
    '%s: nothing of it links, hides or commands',
    async (harm) => {
      const latchkey = await world();
      const { ada, elias, marcus } = peopleOf(latchkey);
      const words = HOSTILE.filter((one) => one.harm === harm)
        .map(({ text }) => text)
        .join(' ')
        .slice(0, 290);
      await elias.says(`open for ${ADA}`);
      await elias.presses('request.review');
      await elias.presses('request.confirm', { details: words });
      await ada.seesButton('request.itsMe');
      await ada.presses('request.itsMe');
      await marcus.seesButton('approval.approve');
      for (const { handle } of [ada, elias, marcus]) {
        const said = latchkey.cloud.teams.chat(handle).filter(({ author }) => author === 'bot');
        expect(
          said.flatMap(({ text, cards }) =>
            `${text}\n${textOf(cards)}`.split('\n').flatMap((line) => unseenIn(withoutOurIsolates(line)) ?? []),
          ),
        ).toEqual([]);
        expect(said.filter(({ text }) => /:\/\/|www\.|evil/.test(text))).toEqual([]);
      }
      expect(elias.reads()).not.toContain('evil');
    },
  );
});
