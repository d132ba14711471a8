import { drawHelpdeskForm } from '../../cards/draw-helpdesk-form';
import { drawHelpdeskNotice } from '../../cards/draw-helpdesk-notice';
import { drawOpenFor } from '../../cards/draw-open-for';
import type { RecoveryRequest } from '../../recovery/request';
import { PROOF_CODES } from '../../recovery/proof-codes';
import { PROOFS } from '../../words/choices';
import { OPEN_FOR } from '../../words/helpdesk';
import { STUCK } from '../../words/stuck';
import * as content from './card-content';
import { REQUESTS } from './sample-cards';
import { REQUESTER, SAM, view } from './sample-requests';

const waiting = view(REQUESTS['awaiting'] as RecoveryRequest, REQUESTER);

describe('when the helpdesk opens for somebody', () => {
  const card = drawOpenFor({ token: '', address: 'ada@contoso.example', scenario: 'lostKey' });

  it('cannot leave out how the person was recognised, nor the ticket', () => {
    const required = content.inputs(card).map(({ id, isRequired }) => [id, isRequired]);
    expect(required).toEqual(['person', 'scenario', 'place', 'proof', 'ticket'].map((id) => [id, true]));
  });

  it('offers as proof what the domain takes, each in words, and nothing else', () => {
    const offered = content.byId(card, 'proof')?.['choices'];
    expect(offered).toEqual(PROOF_CODES.map((value) => ({ title: PROOFS[value], value })));
    expect(Object.keys(PROOFS)).toEqual([...PROOF_CODES]);
  });

  it('offers a counter only where the policy knows counters', () => {
    const places = (counters: boolean) => {
      const { choices } = content.byId(drawOpenFor({ counters }), 'place') ?? {};
      return (choices as readonly { readonly value: string }[]).map(({ value }) => value);
    };
    expect(places(true)).toEqual(['teams', 'inPerson', 'nowhere']);
    expect(places(false)).toEqual(['teams', 'nowhere']);
  });

  it('starts with what was said', () => {
    expect(content.byId(card, 'person')?.['value']).toBe('ada@contoso.example');
    expect(content.byId(card, 'scenario')?.['value']).toBe('lostKey');
    expect(content.byId(drawOpenFor({ token: '' }), 'scenario')?.['value']).toBe('');
  });

  it('starts with what was sent, where it comes again', () => {
    const filled = { proof: 'proof.video', ticket: 'INC1', place: 'nowhere' };
    const again = drawOpenFor({ filled });
    const values = ['proof', 'ticket', 'place'].map((id) => content.byId(again, id)?.['value']);
    expect(values).toEqual(['proof.video', 'INC1', 'nowhere']);
  });

  it('asks a colleague for nothing of it, and says when the address comes from a message', () => {
    const colleagues = drawOpenFor({ withoutProof: true, counters: true, fromMessage: true });
    expect(content.inputIds(colleagues)).toEqual(['person', 'scenario']);
    expect(JSON.stringify(colleagues.content)).toContain(OPEN_FOR.fromMessage);
    expect(JSON.stringify(card.content)).not.toContain(OPEN_FOR.fromMessage);
  });

  it('carries no empty token', () => {
    expect(content.button(card, 'helpdesk.openFor')?.['data']).toEqual({});
    expect(content.button(drawOpenFor({ token: 't' }), 'helpdesk.openFor')?.['data']).toEqual({ token: 't' });
  });
});

describe('when a helpdesk verb needs a reason', () => {
  it('asks for it, and offers a way back', () => {
    const card = drawHelpdeskForm(waiting, 'helpdesk.hold');
    expect(content.inputIds(card)).toEqual(['reason']);
    expect(content.verbs(card)).toEqual(['helpdesk.hold', 'request.refresh']);
    expect(content.button(card, 'request.refresh')).toMatchObject({ associatedInputs: 'none', title: 'Back' });
  });

  it('asks for a note in an input of its own', () => {
    expect(content.inputIds(drawHelpdeskForm(waiting, 'helpdesk.note'))).toEqual(['note']);
  });

  it('offers for a new approver only whom the server names', () => {
    const card = drawHelpdeskForm(waiting, 'helpdesk.reassign', [{ id: SAM, displayName: 'Sam [x](http://e) Okafor' }]);
    expect(content.inputIds(card)).toEqual(['approver', 'reason']);
    expect(content.choices(card)).toEqual([{ title: 'Sam x (http e) Okafor', value: SAM }]);
  });
});

describe('when what the helpdesk was told of is another state now', () => {
  it.each([
    ['awaiting', STUCK.going],
    ['held', STUCK.onHold],
    ['failed', STUCK.failed('Ada Lovelace')],
    ['denied', STUCK.over],
  ])('%s: the notice says so and offers nothing', (name, said) => {
    const notice = drawHelpdeskNotice(view(REQUESTS[name] as RecoveryRequest, REQUESTER));
    expect(content.runs(notice)).toContain(said);
    expect(content.verbs(notice)).toEqual([]);
  });
});
