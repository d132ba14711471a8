import type { Card } from '../../cards/card';
import { dialogCard } from '../../cards/dialog-card';
import { drawConfirmApprove, drawConfirmDeny, drawConfirmFraud } from '../../cards/draw-confirm';
import { drawDraft, drawReview } from '../../cards/draw-draft';
import { drawHelpdeskForm } from '../../cards/draw-helpdesk-form';
import { drawHelpdeskNotice } from '../../cards/draw-helpdesk-notice';
import { drawNotice } from '../../cards/draw-notice';
import { drawOpenFor } from '../../cards/draw-open-for';
import { drawOpenList } from '../../cards/draw-open-list';
import { drawPasswordForm } from '../../cards/draw-password-form';
import { drawRequest } from '../../cards/draw-request';
import { drawRevealed } from '../../cards/draw-revealed';
import { drawStatus } from '../../cards/draw-status';
import { drawStepUp } from '../../cards/draw-step-up';
import { drawStillToEnrol } from '../../cards/draw-still-to-enrol';
import { drawStop, drawStopForm } from '../../cards/draw-stop';
import { drawWelcome } from '../../cards/draw-welcome';
import type { RequestView } from '../../cards/request-view';
import { Secret } from '../../platform/secret';
import type { Method } from '../../recovery/methods';
import type { RecoveryRequest } from '../../recovery/request';
import * as content from './card-content';
import { draftCardView, draftView, REQUESTS, REVEALED_PASS } from './sample-cards';
import { HOSTILE_ROWS, LINKED, unseenIn, withoutOurIsolates } from '../support/hostile-strings';
import * as sample from './sample-requests';

/** Bytes in UTF-16 that Teams takes. */
const LARGEST = 28 * 1024;

function people(name: string): RequestView['people'] {
  const person = { displayName: name, givenName: name, userPrincipalName: name, jobTitle: name, department: name };
  return new Map([...sample.PEOPLE.keys()].map((id) => [id, person]));
}

const STATES = ['awaiting', 'unconfirmed', 'approved', 'approvedByLink', 'revealed', 'denied', 'failed', 'incident'];

/** Every state for one text of each harm; the others meet the same code in those whose faces say the most. */
const A_FEW = ['awaiting', 'approvedByLink'];
const FIRST_OF_A_HARM = new Set(
  HOSTILE_ROWS.map(([name]) => name).filter(
    (name, at, all) => all.findIndex((one) => one.split(':')[0] === name.split(':')[0]) === at,
  ),
);

function poisoned(request: RecoveryRequest, words: string): RecoveryRequest {
  const reasons = [{ rule: 'r', outcome: 'raised', sentence: words }] as const;
  const delivery = request.delivery.place === 'link' ? { ...request.delivery, masked: words } : request.delivery;
  const asked = { askedBy: sample.KAY, askedAt: sample.NOW };
  const passwordChange = { reason: 'told', text: words, ...asked } as const;
  return { ...request, delivery, details: words, reasons, proof: { proof: words, ticket: words }, passwordChange };
}

function hostileMethod(words: string): Method {
  return { id: 'm1', kind: 'fido2', label: words, identity: Secret.of('m1') };
}

function cardsWith(words: string, states: readonly string[]): readonly Card[] {
  const requests = states.flatMap((name) => REQUESTS[name] ?? []).map((request) => poisoned(request, words));
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
  const contacts = [{ id: 'c', kind: 'email', channel: 'email', masked: words }] as const;
  const drafts = [draft, { ...draft, own: false }, { ...draft, teamsPossible: false, contacts }].map(draftCardView);
  return [
    ...views.flatMap((one) => [drawRequest(one), drawConfirmApprove(one), drawNotice(one, 'opened'), drawStatus(one)]),
    ...views.map(drawHelpdeskNotice),
    ...views.slice(0, 4).flatMap((one) => [drawStillToEnrol(one), drawConfirmDeny(one), drawConfirmFraud(one)]),
    ...views.slice(0, 4).map((one) => drawStepUp(one, sample.STEP_UP_LINK)),
    ...views.slice(0, 1).flatMap((one) => [drawRevealed(one, REVEALED_PASS), dialogCard(drawStatus(one))]),
    ...views.slice(0, 4).map((one) => drawPasswordForm(one)),
    drawOpenList({ now: sample.NOW, requests, nameOf: () => words }),
    drawStop({
      stop: { paused: true, at: sample.NOW, by: sample.ADA, reason: words, told: true },
      token: 't',
      by: words,
    }),
    drawStopForm('t', 'helpdesk.pause', words),
    ...views.slice(0, 4).map((one) => drawHelpdeskForm(one, 'helpdesk.reassign', [{ id: 'x', displayName: words }])),
    ...drafts.flatMap((one) => [drawDraft(one), drawReview(one)]),
    drawOpenFor({ address: words }),
    drawWelcome({ name: words }),
  ];
}

/** Every text in a card, whoever reads it. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

describe.each(HOSTILE_ROWS)('when people, devices and stories are %s (T19)', (name, words) => {
  let cards: readonly Card[] = [];
  beforeAll(() => {
    cards = cardsWith(words, FIRST_OF_A_HARM.has(name) ? STATES : A_FEW);
  });

  it('keeps their words out of everything that reads Markdown', () => {
    const read = cards.flatMap((card) => [
      ...content.blocks(card),
      ...content.ofType(card, 'Action.').map((action) => String(action['title'])),
      ...content.inputs(card).map((input) => String(input['label'])),
    ]);
    expect(read.filter((text) => text.includes('evil'))).toEqual([]);
  });

  it('leaves nothing in choices, summaries and speech that could become a link', () => {
    const plain = cards.flatMap((card) => [
      ...content.choices(card).map(({ title }) => title),
      ...[card.summary, String(card.content['speak'])],
    ]);
    expect(plain.filter((text) => LINKED.test(text))).toEqual([]);
  });

  it('takes out what hides, turns, fills or formats, and stays within what Teams takes', () => {
    const texts = cards.flatMap(({ content: drawn }) => textsIn(drawn));
    expect(texts.flatMap((text) => unseenIn(withoutOurIsolates(text)) ?? [])).toEqual([]);
    expect(texts.filter((text) => /\$\{|\{\{/.test(text))).toEqual([]);
    for (const card of cards) expect(JSON.stringify(card.content).length * 2).toBeLessThanOrEqual(LARGEST);
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
