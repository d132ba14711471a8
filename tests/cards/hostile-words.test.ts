import type { Card } from '../../cards/card';
import { drawConfirmApprove } from '../../cards/draw-confirm';
import { drawDraft, drawReview } from '../../cards/draw-draft';
import { drawHelpdeskForm } from '../../cards/draw-helpdesk-form';
import { drawNotice } from '../../cards/draw-notice';
import { drawOpenFor } from '../../cards/draw-open-for';
import { drawRequest } from '../../cards/draw-request';
import { drawStatus } from '../../cards/draw-status';
import { drawWelcome } from '../../cards/draw-welcome';
import type { RequestView } from '../../cards/request-view';
import { Secret } from '../../platform/secret';
import type { Method } from '../../recovery/methods';
import type { RecoveryRequest } from '../../recovery/request';
import * as content from './card-content';
import { draftCardView, draftView, REQUESTS } from './sample-cards';
import * as sample from './sample-requests';

/** Each holds the word `evil`, so that it can be found again wherever it went. */
const HOSTILE: readonly string[] = [
  '[evil](http://evil.example)',
  '${evil}',
  '\u202egnp.live evil',
  '**evil** <at>evil</at> `evil`',
  '![evil](https://evil.example/x.png)',
  'evil\n\n# Approved by security',
  'evil www.evil.example',
  `evil ${'x'.repeat(5000)}`,
  '"},{"type":"TextBlock","text":"evil"}',
  '\\u0024{evil} \u0000',
];

/** Control characters as JSON writes them, zero-width characters, and what turns the direction of text. */
const HIDDEN = /\\u00[01]|[\u200b-\u200f\u202a-\u202e\u2066-\u2069]/;

function people(name: string): RequestView['people'] {
  const person = { displayName: name, givenName: name, userPrincipalName: name, jobTitle: name, department: name };
  return new Map([...sample.PEOPLE.keys()].map((id) => [id, person]));
}

const STATES = ['awaiting', 'unconfirmed', 'approved', 'approvedByLink', 'revealed', 'denied', 'failed', 'incident'];

function poisoned(request: RecoveryRequest, words: string): RecoveryRequest {
  const reasons = [{ rule: 'r', outcome: 'raised', sentence: words }] as const;
  const delivery = request.delivery.place === 'link' ? { ...request.delivery, masked: words } : request.delivery;
  return { ...request, delivery, details: words, reasons, proof: { proof: words, ticket: words } };
}

function hostileMethod(words: string): Method {
  return { id: 'm1', kind: 'fido2', label: words, identity: Secret.of('m1') };
}

function cardsWith(words: string): readonly Card[] {
  const requests = STATES.flatMap((name) => REQUESTS[name] ?? []).map((request) => poisoned(request, words));
  const viewers = sample.VIEWERS;
  const views = requests.flatMap((request) =>
    viewers.map((viewer) => sample.view(request, viewer, { people: people(words), numbers: { release: sample.CODE } })),
  );
  const methods = {
    registered: [hostileMethod(words)],
    willGo: [hostileMethod(words)],
    stillWorks: [hostileMethod(words)],
  };
  const base = draftView(methods);
  const draft = {
    ...base,
    draft: { ...base.draft, details: words },
    employee: { ...base.employee, displayName: words },
  };
  const contacts = [{ id: 'c', channel: 'email', address: Secret.of('a'), masked: words }] as const;
  const drafts = [draft, { ...draft, own: false }, { ...draft, teamsPossible: false, contacts }].map(draftCardView);
  return [
    ...views.flatMap((one) => [drawRequest(one), drawConfirmApprove(one), drawNotice(one, 'opened'), drawStatus(one)]),
    ...views.slice(0, 4).map((one) => drawHelpdeskForm(one, 'helpdesk.reassign', [{ id: 'x', displayName: words }])),
    ...drafts.flatMap((one) => [drawDraft(one), drawReview(one)]),
    drawOpenFor({ address: words }),
    drawWelcome({ name: words }),
  ];
}

describe.each(HOSTILE)('when people and devices are called %j', (words) => {
  let cards: readonly Card[] = [];
  beforeAll(() => {
    cards = cardsWith(words);
  });

  it('keeps their words out of everything that reads Markdown', () => {
    for (const card of cards) {
      expect(content.blocks(card).filter((text) => text.includes('evil'))).toEqual([]);
      for (const action of content.ofType(card, 'Action.')) expect(action['title']).not.toContain('evil');
      for (const input of content.inputs(card)) expect(`${String(input['label'])}`).not.toContain('evil');
    }
  });

  it('leaves nothing in choices, summaries and speech that could become a link', () => {
    for (const card of cards) {
      const plain = [...content.choices(card).map(({ title }) => title), card.summary, String(card.content['speak'])];
      for (const text of plain) expect(text).not.toMatch(/\]\(|:\/\/|www\.|<at>|[*`]/i);
    }
  });

  it('takes out what hides, turns or opens', () => {
    for (const card of cards) {
      const text = JSON.stringify(card.content);
      expect(text).not.toContain('${');
      expect(text).not.toMatch(HIDDEN);
      expect(text.length * 2).toBeLessThanOrEqual(28 * 1024);
    }
  });
});

describe('when somebody writes a long story (T19)', () => {
  it('shows the approver the beginning, in a TextRun, under the name of who wrote it', () => {
    const details = `${'Please hurry. '.repeat(100)}`;
    const request = { ...REQUESTS['awaiting'], details } as RecoveryRequest;
    const card = drawRequest(sample.view(request, sample.APPROVER));
    const quoted = content.runs(card).find((text) => text.startsWith('Please hurry.')) ?? '';
    expect(quoted.length).toBeLessThanOrEqual(300);
    expect(quoted.endsWith('…')).toBe(true);
    expect(content.runs(card)).toContain('In the words of Ada Lovelace');
  });
});
