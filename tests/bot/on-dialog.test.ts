import { onDialog } from '../../bot/on-dialog';
import type { Draft } from '../../recovery/drafts';
import { DIALOG } from '../../words/dialog';
import { refusalText } from '../../words/replies';
import { awaiting, EMPLOYEE, NOON, person, TENANT } from '../support/request-builder';
import { samplePerson } from '../support/sample-people';
import { cardOf, nodeOf, refusing, requestToken, rig, stored, tokenFor, turn, wordsOf } from './handler-rig';

const AGENT = person(40);
const inDialog = turn({ kind: 'dialog', presser: AGENT, scope: 'shared' });
const who = { tenantId: TENANT, presser: AGENT };
const verbs = { opensWithProof: () => Promise.resolve(true), offersCounter: () => true };
const draft: Draft = {
  ...{ id: 'draft-1', tenantId: TENANT, requester: AGENT, employee: EMPLOYEE, scenario: 'lostPhone' },
  ...{ createdAt: NOON, expiresAt: NOON + 1_800_000 },
};
const view = (own: boolean) => ({
  ...({ kind: 'draft', draft, employee: samplePerson(EMPLOYEE), own, teamsPossible: true } as const),
  ...{ registered: [], willGo: [], willStay: [], stillWorks: [], contacts: [], notOffered: [] },
});
const token = tokenFor(AGENT, { kind: 'draft', id: 'draft-1', round: 0 });
const sent = (data: unknown) => ({ kind: 'sent', data }) as const;

describe('when somebody opens the dialog', () => {
  it.each([
    [true, ['person', 'scenario', 'place', 'proof', 'ticket']],
    [false, ['person', 'scenario']],
  ])('helpdesk %s: it asks for what they have to say', async (helps, ids) => {
    const { deps } = rig({ ...verbs, opensWithProof: () => Promise.resolve(helps) });
    const card = cardOf(await onDialog(deps, inDialog, { kind: 'form', from: { text: '' } }));
    const all = ['person', 'scenario', 'place', 'proof', 'ticket'];
    expect(all.filter((id) => nodeOf(card, id) !== undefined)).toEqual(ids);
  });

  it('starts with the author’s address and what they said', async () => {
    const asked: unknown[] = [];
    const suggestPerson = (input: unknown) => {
      asked.push(input);
      return Promise.resolve('ada@contoso.example');
    };
    const from = { author: EMPLOYEE, text: 'My YubiKey is gone' };
    const card = cardOf(await onDialog(rig({ ...verbs, suggestPerson }).deps, inDialog, { kind: 'form', from }));
    expect(asked).toEqual([{ ...who, author: EMPLOYEE }]);
    expect(nodeOf(card, 'person')).toMatchObject({ value: 'ada@contoso.example' });
    expect(nodeOf(card, 'scenario')).toMatchObject({ value: 'lostKey' });
  });

  it('picks nothing where the message tells of an attack', async () => {
    const from = { text: 'Somebody keeps trying to sign in as me' };
    const card = cardOf(await onDialog(rig(verbs).deps, inDialog, { kind: 'form', from }));
    expect(nodeOf(card, 'scenario')).toMatchObject({ value: '' });
  });
});

describe('when the form is sent', () => {
  const form = { verb: 'helpdesk.openFor', person: 'ada@contoso.example', proof: 'proof.video', ticket: 'INC1' };

  it('asks the same verb as the command, and shows the draft', async () => {
    const asked: unknown[] = [];
    const draftRequest = (input: unknown) => {
      asked.push(input);
      return Promise.resolve(view(false));
    };
    const answer = await onDialog(rig({ draftRequest }).deps, inDialog, sent({ ...form, tenantId: 'x', presser: 'y' }));
    const proof = { proof: 'proof.video', ticket: 'INC1' };
    expect(asked).toEqual([{ ...who, address: 'ada@contoso.example', scenario: 'lostPhone', proof }]);
    expect(wordsOf(answer)).toContain('request.confirm');
  });

  it('shows nobody their own methods', async () => {
    const draftRequest = () => Promise.resolve(view(true));
    const answer = await onDialog(rig({ draftRequest }).deps, inDialog, sent(form));
    expect(answer).toMatchObject({ kind: 'text', text: DIALOG.yourself });
  });

  it('comes again with the reason, and with what was typed', async () => {
    const draftRequest = () => Promise.resolve({ kind: 'refused', code: 'proofMissing' } as const);
    const { deps } = rig({ ...verbs, draftRequest });
    const card = cardOf(await onDialog(deps, inDialog, sent({ ...form, proof: 'x', scenario: 'lostKey' })));
    expect(JSON.stringify(card.content)).toContain(refusalText('proofMissing'));
    const values = ['person', 'scenario', 'ticket', 'proof'].map((id) => nodeOf(card, id)?.['value']);
    expect(values).toEqual(['ada@contoso.example', 'lostKey', 'INC1', '']);
  });

  it('comes again where nobody was named, and no verb is asked', async () => {
    const answer = await onDialog(rig(verbs).deps, inDialog, sent({ verb: 'helpdesk.openFor' }));
    expect(wordsOf(answer)).toContain(refusalText('personNotFound'));
  });

  it('says in short what there is already', async () => {
    const request = awaiting();
    const draftRequest = () => Promise.resolve({ kind: 'alreadyOpen', stored: stored(request) } as const);
    const answer = await onDialog(rig({ draftRequest }).deps, inDialog, sent(form));
    expect(answer).toMatchObject({ inShort: DIALOG.seeByStatus(request.shortCode) });
  });
});

describe('when an own draft from the chat is sent to a dialog', () => {
  it('its methods are shown in the own chat only', async () => {
    const { deps } = rig({}, [{ ...draft, employee: AGENT }]);
    const answer = await onDialog(deps, inDialog, sent({ verb: 'request.review', token }));
    expect(answer).toMatchObject({ kind: 'text', text: DIALOG.yourself });
  });
});

describe('when the draft is confirmed', () => {
  it('opens it with the draft’s token, takes over no message, and says where its card is', async () => {
    const request = awaiting({ requester: AGENT });
    const asked: unknown[] = [];
    const openRequest = (input: unknown) => {
      asked.push(input);
      return Promise.resolve({ kind: 'done', stored: stored(request) } as const);
    };
    const { deps, conversations } = rig({ openRequest });
    const { replyToId: _none, ...without } = inDialog;
    const answer = await onDialog(deps, without, sent({ verb: 'request.confirm', token }));
    expect(asked).toEqual([{ ...who, draftId: 'draft-1' }]);
    expect(answer).toMatchObject({ inShort: DIALOG.cardInChat(request.shortCode) });
    expect(await conversations.placement(TENANT, request.id, AGENT)).toBeUndefined();
  });

  it('says first why not, where it was not', async () => {
    const request = awaiting({ requester: AGENT });
    const openRequest = () => Promise.resolve(refusing('tooManyOpened', request));
    const { replyToId: _none, ...without } = inDialog;
    const answer = await onDialog(rig({ openRequest }).deps, without, sent({ verb: 'request.confirm', token }));
    expect(answer).toMatchObject({ inShort: expect.stringContaining('as many requests as one person may') });
  });
});

describe('when something else is sent', () => {
  const own = requestToken(AGENT, awaiting());
  const cards = [
    'approval.confirmApprove',
    'approval.approve',
    'pass.reveal',
    'request.itsMe',
    'request.refresh',
    'request.fraud',
    'request.confirmWithCode',
    'helpdesk.release',
    'helpdesk.pause',
    'counter.showQr',
  ];
  it.each(cards)('does nothing for %s', async (verb) => {
    const data = { verb, token: own, matchNumber: '123', releaseCode: '123456', reason: 'x', verifiedBy: 'inPerson' };
    expect(await onDialog(rig().deps, inDialog, sent(data))).toMatchObject({ kind: 'text', refused: 'cardOutdated' });
  });

  it.each([
    ['an Execute inside', { action: { verb: 'pass.reveal', data: { token: own } }, trigger: 'automatic' }],
    ['an unknown verb', { verb: '__proto__' }],
    ['another’s token', { verb: 'request.confirm', token: tokenFor(EMPLOYEE, { kind: 'draft', id: 'd', round: 0 }) }],
    ['a request’s token', { verb: 'request.confirm', token: own }],
    ['an input of another kind', { verb: 'helpdesk.openFor', person: { $ne: '' } }],
  ])('refuses %s', async (_what, data) => {
    expect(await onDialog(rig().deps, inDialog, sent(data))).toMatchObject({ refused: 'cardOutdated' });
  });

  it.each([[{}], [{ verb: 7 }]])('takes %j for no press of ours', async (data) => {
    expect(await onDialog(rig().deps, inDialog, sent(data))).toMatchObject({ kind: 'malformed' });
  });

  it('nor what it does not know', async () => {
    expect(await onDialog(rig().deps, inDialog, { kind: 'unknown' })).toMatchObject({ kind: 'malformed' });
  });
});
