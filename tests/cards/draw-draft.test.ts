import { drawDraft, drawReview } from '../../cards/draw-draft';
import { parseCardAction } from '../../cards/actions';
import { Secret } from '../../platform/secret';
import { isStrong, METHOD_KINDS } from '../../recovery/methods';
import type { DraftView } from '../../recovery/outcome';
import { FEDERATED, METHOD_HOW } from '../../words/ladder';
import * as content from './card-content';
import { draftCardView, draftView } from './sample-cards';
import { ADA, KAY, NOW } from './sample-requests';

function never(): never {
  throw new Error('no such sample');
}

describe('when the employee starts', () => {
  const card = drawDraft(draftCardView(draftView()));
  const text = content.allText(card);

  it('offers the least destructive way first', () => {
    const verbs = content.verbs(card);
    expect(verbs).toEqual(['request.solved', 'request.confirm', 'request.review', 'request.cancel']);
    expect(text).toContain('Windows Hello on LAPTOP-ADA');
    expect(content.blocks(card).indexOf('You may not need this')).toBeLessThan(
      content.blocks(card).indexOf('Will be removed'),
    );
  });

  it('says of each method that still works how to use it', () => {
    expect(text).toMatch(/Windows Hello on LAPTOP-ADA: on that computer choose “Face, fingerprint, PIN/);
    const unknown = METHOD_KINDS.filter((kind) => isStrong({ kind }) && !Object.hasOwn(METHOD_HOW, kind));
    expect(unknown).toEqual([]);
    expect(Object.keys(METHOD_HOW).filter((kind) => !METHOD_KINDS.some((one) => one === kind))).toEqual([]);
    for (const how of Object.values(METHOD_HOW)) expect(how).toMatch(/^[a-z][^.]+\.$/);
  });

  it.each([
    ['the scenario', 'You lost your phone'],
    ['what goes', 'Mobile phone +47 ••• •• 312'],
    ['that it is final', 'It cannot be undone.'],
    ['what stays', 'Office phone +47 ••• •• 900'],
    ['that nothing was sent', 'Nothing is sent or changed until you confirm.'],
    ['where the pass appears', 'in this chat, to you only'],
    ['until when', '14:50 CET'],
  ])('says %s', (_what, expected) => {
    expect(text).toContain(expected);
  });

  it('asks for nothing to be typed', () => {
    expect(content.inputs(card)).toEqual([]);
  });

  it('says of a mobile number that Microsoft Entra keeps it for as long as an alternate one stands', () => {
    const { willGo, willStay } = draftView();
    const [office] = willStay;
    const alternate = { ...(office ?? never()), kind: 'alternateMobilePhone' } as const;
    const sentence = 'keeps the mobile number for as long as the alternate one stands';
    const draws = (change: object) => content.allText(drawDraft(draftCardView(draftView(change))));
    expect(draws({ willStay: [alternate] })).toContain(sentence);
    expect(draws({ willStay: [], willGo: [...willGo, alternate] })).not.toContain(sentence);
    expect(draws({ willStay: [alternate], willGo: willGo.filter(({ kind }) => kind !== 'mobilePhone') })).not.toContain(
      sentence,
    );
    expect(text).not.toContain(sentence);
  });

  it('does not offer to confirm what removes nothing', () => {
    const nothing = drawDraft(draftCardView(draftView({ willGo: [] })));
    expect(content.verbs(nothing)).not.toContain('request.confirm');
    expect(content.allText(nothing)).toContain('Nothing that is registered fits.');
  });

  it('names where the link goes where Teams cannot be used', () => {
    const byLink = content.allText(drawDraft(draftCardView(draftView({ teamsPossible: false }))));
    expect(byLink).toContain('a••@home.example');
    const { contacts } = draftView();
    const choose = drawDraft(draftCardView(draftView({ teamsPossible: false, contacts: [...contacts, ...contacts] })));
    expect(content.allText(choose)).toContain('Press Change to choose where');
  });
});

describe('when the employee’s account signs in on a page of the organisation’s own', () => {
  const draws = (change: Partial<DraftView>) => drawDraft(draftCardView(draftView({ federated: true, ...change })));
  const TITLE = 'Your organisation’s own sign-in may still work';

  it.each([
    ['beside methods that still work', {}],
    ['where nothing else works', { stillWorks: [] }],
    ['where nothing would go', { stillWorks: [], willGo: [] }],
  ] as const)('says how to try it, before anything that goes, %s', (_where, change) => {
    const card = draws(change);
    const text = content.allText(card);
    for (const step of FEDERATED.steps) expect(text).toContain(step);
    expect(content.blocks(card).indexOf(TITLE)).toBeGreaterThan(-1);
    expect(content.blocks(card).indexOf(TITLE)).toBeLessThan(content.blocks(card).indexOf('Will be removed'));
    expect(content.verbs(card).filter((verb) => verb === 'request.solved')).toHaveLength(1);
    expect(content.verbs(card)[0]).toBe('request.solved');
  });

  it('says so to the employee alone, and to nobody elsewhere', () => {
    expect(content.allText(draws({ own: false }))).not.toContain(TITLE);
    expect(content.allText(drawDraft(draftCardView(draftView())))).not.toContain(TITLE);
  });
});

describe('when a colleague starts for somebody', () => {
  const draft = { ...draftView().draft, requester: KAY, employee: ADA };
  const view = draftCardView(draftView({ own: false, draft }));

  it('shows the name in the directory and nothing that belongs to it', () => {
    for (const card of [drawDraft(view), drawReview(view)]) {
      expect(content.allText(card)).not.toMatch(/ada@contoso|iPhone|Windows Hello|\+47|home\.example/);
    }
    expect(content.allText(drawDraft(view))).toContain('Ada Lovelace');
    expect(content.allText(drawDraft(view))).toContain('“Yes, this is me” in their own chat first');
  });

  it('asks what happened and for a few words, and for nothing else', () => {
    expect(content.inputIds(drawReview(view))).toEqual(['scenario', 'details']);
  });
});

describe('when the helpdesk starts for somebody', () => {
  const proof = { proof: 'proof.callBack', ticket: 'INC1' };
  const draft = { ...draftView().draft, requester: KAY, employee: ADA, proof };
  const card = drawDraft(draftCardView(draftView({ own: false, draft, registered: [], willGo: [], willStay: [] })));

  it('shows who, and no methods', () => {
    expect(content.allText(card)).toContain('Ada Lovelace, ada@contoso.example');
    expect(content.allText(card)).not.toMatch(/Microsoft Authenticator|Windows Hello|\+47/);
    expect(content.verbs(card)).toEqual(['request.confirm', 'request.review', 'request.cancel']);
  });

  it('shows no methods even when they were handed over', () => {
    const leaky = draftCardView(draftView({ own: false }));
    expect(JSON.stringify([drawDraft(leaky), drawReview(leaky)])).not.toMatch(/iPhone|Windows Hello|\+47/);
  });
});

describe('when the draft is changed', () => {
  const card = drawReview(draftCardView(draftView()));

  it('has every input, filled with what is planned', () => {
    expect(content.inputIds(card)).toEqual(['scenario', 'methods', 'lostAt', 'delivery', 'details']);
    expect(content.byId(card, 'scenario')?.['value']).toBe('lostPhone');
    expect(content.byId(card, 'methods')?.['value']).toBe('app-1,3179e48a-750b-4051-897c-87b9720928f7');
    expect(content.byId(card, 'delivery')?.['value']).toBe('teams');
  });

  it('offers only what can be removed, and no suspicious sign-in', () => {
    const password = { id: 'p', kind: 'password', label: 'Password', identity: Secret.of('p') } as const;
    const view = draftCardView(draftView({ registered: [...draftView().registered, password] }));
    const values = content.choices(drawReview(view)).map(({ value }) => value);
    expect(values).not.toContain('p');
    expect(values).not.toContain('suspicious');
  });

  it('calls nobody “you” where the request is about somebody else', () => {
    const other = JSON.stringify(drawReview(draftCardView(draftView({ own: false }))));
    expect(other).toContain('Where should their number and their pass appear?');
    expect(other).toContain('In their own chat');
    expect(other).not.toMatch(/\byour?\b/i);
  });

  it('sends moments that can be read back', () => {
    const moments = content.byId(card, 'lostAt')?.['choices'] as readonly { readonly value: string }[];
    const read = moments.map(({ value }) => {
      const result = parseCardAction({ verb: 'request.confirm', token: 't', lostAt: value });
      return result.kind === 'action' && result.action.verb === 'request.confirm' ? result.action.lostAt : 'invalid';
    });
    const hour = 3_600_000;
    expect(read).toEqual([NOW, NOW - hour, NOW - 12 * hour, NOW - 24 * hour, NOW - 168 * hour, undefined]);
  });

  it('picks the only way where there is no chat', () => {
    const byLink = drawReview(draftCardView(draftView({ teamsPossible: false })));
    expect(content.byId(byLink, 'delivery')?.['value']).toBe('mail');
    const none = drawReview(draftCardView(draftView({ teamsPossible: false, contacts: [] })));
    expect(content.byId(none, 'delivery')).toBeUndefined();
  });
});
