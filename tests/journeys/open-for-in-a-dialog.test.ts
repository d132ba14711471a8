import { PEOPLE } from '../../simulators/entra/contoso-ids';
import { userById } from '../../simulators/entra/people';
import type { Launch } from '../../simulators/teams/dialog';
import { DIALOG } from '../../words/dialog';
import { OPEN_FOR } from '../../words/helpdesk';
import { refusalText } from '../../words/replies';
import { SECOND } from '../support/fake-clock';
import { COMMAND, opens, opensFrom } from './support/dialog';
import { peopleOf } from './support/people';
import { expectSound } from './support/sound';
import type { World } from './support/world';
import { useWorlds } from './support/world';

const world = useWorlds();

const ADA = 'ada.lindqvist@contoso.example';
const PROOF = { proof: 'proof.callBack', ticket: 'INC0012345' };
const COMPOSE: Launch = { commandId: COMMAND, context: 'compose' };
const NOBODY = refusalText('cannotOpenFor');

const wireOf = ({ cloud }: World, handle: string): string => JSON.stringify(cloud.teams.chat(handle));
const noRequest = (latchkey: World) => expect(latchkey.request('ada')).rejects.toThrow('there is no request');

describe('when Elias opens the dialog from what Ada wrote to everybody', () => {
  it('it starts with her address and what she said; he checks it, confirms, and it goes on as ever', async () => {
    const latchkey = await world();
    const { ada, elias, marcus } = peopleOf(latchkey);
    const form = await opensFrom(
      latchkey,
      'elias',
      'ada',
      'Hi all, I lost my security key <b>today</b> & cannot sign in',
    );
    expect(form.starts('person')).toBe(ADA);
    expect(form.starts('scenario')).toBe('lostKey');
    expect(form.words).toContain(OPEN_FOR.fromMessage);
    for (const id of ['proof', 'ticket', 'place']) expect(form.starts(id)).toBeUndefined();
    const draft = await form.presses('helpdesk.openFor', { scenario: 'lostPhone' });
    expect(draft.words).toContain('You are asking for Ada Lindqvist');
    await noRequest(latchkey);
    const done = await draft.presses('request.confirm');
    const { shortCode } = await latchkey.request('ada');
    expect(done.words).toContain(DIALOG.cardInChat(shortCode));
    await elias.sees('was asked in their own chat');
    await ada.presses('request.itsMe');
    const code = await marcus.approves(await ada.looksUpNumber());
    await ada.enrols(await ada.reveals(code));
    await latchkey.lets(5 * SECOND);
    await elias.sees('Ada Lindqvist is back in.');
    expect((await latchkey.request('ada')).requester).toBe(PEOPLE.elias);
    await expectSound(latchkey);
  });

  it('nothing goes to the chat in which she wrote, and nobody’s own chat is moved there', async () => {
    const latchkey = await world();
    const { ada } = peopleOf(latchkey);
    const form = await opensFrom(latchkey, 'elias', 'ada', 'I lost my phone');
    await (await form.presses('helpdesk.openFor')).presses('request.confirm');
    await ada.seesButton('request.itsMe');
    expect(latchkey.cloud.teams.group.messages('ada').map(({ author }) => author)).toEqual(['ada']);
    const { tenantId } = latchkey.cloud.settings;
    const kept = await latchkey.latchkey.storage.conversations.reference(tenantId, PEOPLE.elias);
    expect(kept?.conversationId).toBe(latchkey.cloud.teams.conversationIdOf('elias'));
  });

  it('he reads no number, code, pass, method or approver in it, and it has buttons that a dialog knows', async () => {
    const latchkey = await world();
    const form = await opensFrom(latchkey, 'elias', 'ada', 'I lost my phone');
    const draft = await form.presses('helpdesk.openFor');
    const review = await draft.presses('request.review');
    const done = await review.presses('request.confirm', { details: 'she told me at lunch' });
    for (const { words, buttons, answer } of [form, draft, review, done]) {
      expect(words).not.toMatch(/Marcus|Pixel|40055312|post\.example/);
      expect(JSON.stringify(answer)).not.toMatch(/"id":"(matchNumber|releaseCode|pass)"/);
      expect(buttons.every((type) => type === 'Action.Submit')).toBe(true);
    }
    expect((await latchkey.request('ada')).details).toBe('she told me at lunch');
  });

  it('Change and Cancel work in it, and what is cancelled was never sent', async () => {
    const latchkey = await world();
    const form = await opensFrom(latchkey, 'elias', 'ada', 'I lost my phone');
    const draft = await form.presses('helpdesk.openFor');
    expect((await draft.presses('request.cancel')).words).toContain('Nothing was sent');
    await noRequest(latchkey);
  });
});

describe('when the helpdesk opens it (T16)', () => {
  it('proof and ticket are asked for, recorded, and cannot be skipped', async () => {
    const latchkey = await world();
    const { ada, hana } = peopleOf(latchkey);
    const form = await opensFrom(latchkey, 'hana', 'ada', 'I lost my phone');
    const again = await form.sends({ verb: 'helpdesk.openFor', person: ADA, scenario: 'lostKey', ticket: 'INC7' });
    expect(again.words).toContain(refusalText('proofMissing'));
    expect([again.starts('person'), again.starts('scenario'), again.starts('ticket')]).toEqual([
      ADA,
      'lostKey',
      'INC7',
    ]);
    const made = await form.sends({ verb: 'helpdesk.openFor', person: ADA, ...PROOF, proof: 'we chatted' });
    expect(made.words).toContain(refusalText('proofMissing'));
    const draft = await form.presses('helpdesk.openFor', PROOF);
    expect(draft.words).toContain('INC0012345');
    await draft.presses('request.confirm');
    expect(await latchkey.request('ada')).toMatchObject({ requester: PEOPLE.hana, proof: PROOF });
    await hana.sees((await latchkey.request('ada')).shortCode);
    await ada.seesButton('request.itsMe');
    await expectSound(latchkey);
  });

  it('from the compose box or the command box it starts empty', async () => {
    const latchkey = await world();
    for (const context of ['compose', 'commandBox'] as const) {
      const form = await opens(latchkey, 'hana', { commandId: COMMAND, context });
      expect([form.starts('person'), form.starts('scenario')]).toEqual(['', '']);
    }
  });

  it('a second agent is told of the case that there is, and how to see it', async () => {
    const latchkey = await world();
    const { ada } = peopleOf(latchkey);
    await ada.opens();
    const { shortCode } = await latchkey.request('ada');
    const form = await opens(latchkey, 'tomas', COMPOSE);
    const sent = { person: ADA, scenario: 'lostPhone', ...PROOF };
    expect((await form.presses('helpdesk.openFor', sent)).words).toContain(DIALOG.seeByStatus(shortCode));
    expect(wireOf(latchkey, 'tomas')).not.toContain(shortCode);
  });
});

describe('when somebody tries names in it (T22)', () => {
  it('unknown, guest, disabled and ambiguous are one answer, as in the chat', async () => {
    const latchkey = await world();
    const form = await opens(latchkey, 'elias', COMPOSE);
    const tried = ['nobody@contoso.example', 'victor.blanc@contoso.example', 'Lena Fischer', 'Nobody At All'];
    const answers = [];
    for (const person of tried) {
      const again = await form.presses('helpdesk.openFor', { person, scenario: 'lostPhone' });
      answers.push(again.words.replaceAll(person, 'X'));
    }
    expect(new Set(answers).size).toBe(1);
    expect(answers[0]).toContain(NOBODY);
  });

  it('that there is a request already is told to no colleague', async () => {
    const latchkey = await world();
    const { ada } = peopleOf(latchkey);
    await ada.opens();
    const { shortCode } = await latchkey.request('ada');
    const form = await opens(latchkey, 'elias', COMPOSE);
    const draft = await form.presses('helpdesk.openFor', { person: ADA, scenario: 'lostPhone' });
    const done = await draft.presses('request.confirm');
    expect(done.words).toContain(NOBODY);
    expect(done.words).not.toContain(shortCode);
  });

  it('every form and every author takes a place in the same window as in the chat', async () => {
    const latchkey = await world({ policy: { caps: { perRequester: { count: 1, window: 'PT1H' } } } });
    const { elias } = peopleOf(latchkey);
    await opensFrom(latchkey, 'elias', 'ada', 'I lost my phone');
    const second = await opensFrom(latchkey, 'elias', 'ada', 'I lost my phone');
    expect(second.starts('person')).toBe(ADA);
    await second.presses('helpdesk.openFor');
    const full = await opensFrom(latchkey, 'elias', 'ada', 'I lost my phone');
    expect(full.starts('person')).toBe('');
    const again = await full.presses('helpdesk.openFor', { person: ADA, scenario: 'lostPhone' });
    expect(again.words).toContain('You have started this many times');
    await elias.says(`open for ${ADA}`);
    await elias.sees('You have started this many times');
  });
});

describe('when the author is nobody to ask for', () => {
  const authors: readonly (readonly [string, object])[] = [
    ['of another organisation', { user: { userIdentityType: 'federatedUser', id: PEOPLE.ada } }],
    ['unknown here', { user: { userIdentityType: 'aadUser', id: '00000000-0000-4000-8000-0000000000ff' } }],
    ['no id', { user: { userIdentityType: 'aadUser', id: "x' or 1 eq 1" } }],
    ['a bot', { user: null, application: { id: PEOPLE.ada } }],
    ['the presser', { user: { userIdentityType: 'aadUser', id: PEOPLE.elias } }],
    ['a name without an id', { user: { userIdentityType: 'aadUser', displayName: 'Ada Lindqvist' } }],
  ];
  it.each(authors)('starts empty: %s', async (_who, from) => {
    const latchkey = await world();
    const value = { commandId: COMMAND, commandContext: 'message', messagePayload: { from } };
    const answer = await latchkey.cloud.teams.invoke('elias', 'composeExtension/fetchTask', value);
    expect(answer.status).toBe(200);
    expect(JSON.stringify(answer)).toContain('"id":"person"');
    expect(JSON.stringify(answer)).not.toContain('@contoso.example');
  });

  it('a guest who opens it is told no address, and opens nothing', async () => {
    const latchkey = await world();
    userById(latchkey.cloud.tenant, PEOPLE.elias).userType = 'Guest';
    const form = await opensFrom(latchkey, 'elias', 'ada', 'I lost my phone');
    expect(form.starts('person')).toBe('');
    const again = await form.presses('helpdesk.openFor', { person: ADA, scenario: 'lostPhone' });
    expect(again.words).toContain(NOBODY);
  });
});

describe('when somebody asks for themselves in it', () => {
  it('is sent to the own chat: nothing that they have registered stands in a dialog', async () => {
    const latchkey = await world();
    const form = await opens(latchkey, 'ada', COMPOSE);
    const sent = await form.presses('helpdesk.openFor', { person: ADA, scenario: 'lostPhone' });
    expect(sent.words).toContain(DIALOG.yourself);
    expect(sent.words).not.toMatch(/Authenticator|Pixel/);
  });
});

describe('when Graph is slow', () => {
  it('answers at once that it is at work, and what comes of it follows in the own chat alone', async () => {
    const latchkey = await world({ change: (wiring) => ({ ...wiring, answerWithinMs: 100 }) });
    const { elias } = peopleOf(latchkey);
    latchkey.cloud.teams.group.say('ada', 'I lost my phone');
    const messageId = latchkey.cloud.teams.group.messages('elias').at(-1)?.id ?? '';
    const slow = { method: 'GET', path: /users\//, delayMs: SECOND, times: 4 } as const;
    latchkey.cloud.tenant.switches.faults.push(slow);
    const form = await opens(latchkey, 'elias', { commandId: COMMAND, context: 'message', messageId });
    expect(form.words).toContain(DIALOG.stillWorking);
    await elias.seesButton('helpdesk.openFor');
    await elias.tries('helpdesk.openFor');
    await elias.seesButton('request.confirm');
    await elias.tries('request.confirm');
    await elias.sees('was asked in their own chat');
    expect(latchkey.cloud.teams.group.messages('elias')).toHaveLength(1);
  });
});

describe('when Graph is slow as the draft is confirmed', () => {
  it('says so at once; the request is opened once, and its card follows', async () => {
    const latchkey = await world({ change: (wiring) => ({ ...wiring, answerWithinMs: 50 }) });
    const { elias } = peopleOf(latchkey);
    await elias.says(`open for ${ADA}, lost phone`);
    const { token } = elias.holds('request.confirm');
    const slow = { method: 'GET', path: /users\//, delayMs: SECOND, times: 2 } as const;
    latchkey.cloud.tenant.switches.faults.push(slow);
    const confirm = { commandId: COMMAND, data: { verb: 'request.confirm', token } };
    const answer = await latchkey.cloud.teams.invoke('elias', 'composeExtension/submitAction', confirm);
    expect(JSON.stringify(answer)).toContain(DIALOG.stillWorking);
    await elias.sees('was asked in their own chat');
    const again = await latchkey.cloud.teams.invoke('elias', 'composeExtension/submitAction', confirm);
    expect(again.status).toBe(200);
    await latchkey.settle();
    expect((await latchkey.trail('ada')).filter((type) => type === 'opened')).toHaveLength(1);
  });
});

describe('when a card offers the dialog', () => {
  it('it opens from its button, as from anywhere else', async () => {
    const latchkey = await world();
    const { elias } = peopleOf(latchkey);
    await elias.says('my colleague lost her phone');
    const { id } = await elias.sees('For somebody else');
    const form = await opens(latchkey, 'elias', { messageId: id, data: { dialog: COMMAND } });
    const draft = await form.presses('helpdesk.openFor', { person: ADA, scenario: 'lostPhone' });
    await draft.presses('request.confirm');
    await elias.sees('was asked in their own chat');
    await elias.sees('For somebody else');
  });
});
