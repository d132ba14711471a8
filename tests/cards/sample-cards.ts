import { Secret } from '../../platform/secret';
import type { Method } from '../../recovery/methods';
import type { DraftView } from '../../recovery/outcome';
import type { NoticeKind } from '../../recovery/cards';
import type { Person } from '../../recovery/ports';
import type { RecoveryRequest } from '../../recovery/request';
import type { Scenario } from '../../recovery/terms';
import type { Card } from '../../cards/card';
import type { DraftCardView } from '../../cards/draft-view';
import { drawConfirmApprove, drawConfirmDeny, drawConfirmFraud } from '../../cards/draw-confirm';
import { drawCountdown } from '../../cards/draw-countdown';
import { drawDraft, drawReview } from '../../cards/draw-draft';
import { drawHelpdeskForm } from '../../cards/draw-helpdesk-form';
import { drawForWhom } from '../../cards/draw-for-whom';
import { drawMessage, drawRefusal, refusalNote } from '../../cards/draw-message';
import { drawNotice } from '../../cards/draw-notice';
import { drawOpenList } from '../../cards/draw-open-list';
import { drawOpenFor } from '../../cards/draw-open-for';
import { drawRequest } from '../../cards/draw-request';
import { drawRevealed } from '../../cards/draw-revealed';
import { drawStatus } from '../../cards/draw-status';
import { drawStepUp } from '../../cards/draw-step-up';
import { drawHelp, drawWelcome } from '../../cards/draw-welcome';
import { NOTICES } from '../../words/notices';
import { counterCards, qrCard } from './sample-counter';
import { incidentCards } from './sample-incidents';
import { otherFaces } from './sample-others';
import { passwordCards } from './sample-passwords';
import { pausedCards, stopCards } from './sample-stop';
import { SELF_REQUESTS } from './self-requests';
import * as sample from './sample-requests';

const { ADA, GRACE, KAY, SAM, NOW, MINUTE, EMPLOYEE, REQUESTER, APPROVER, SECOND, VIEWERS } = sample;
const { facts, decided, slot, view } = sample;

const approved = [slot({ approval: sample.APPROVAL })];
const twoSlots = { route: 'dualApproval', slots: [slot(), sample.SECURITY_SLOT] } as const;
const secondApproval = { approver: SAM, verifiedBy: 'videoCall', at: NOW - MINUTE } as const;
const twoApproved = {
  route: 'dualApproval',
  slots: [...approved, { ...sample.SECURITY_SLOT, approval: secondApproval }],
} as const;
const ended = { at: NOW, by: GRACE, reason: 'denied.couldNotReach' };
const halfDone = decided({
  pass: sample.PASS,
  plan: [
    ...sample.PLAN,
    sample.item('Authenticator app (code)', 'deferred'),
    sample.item('Office phone', 'kept', 'defaultMethod'),
  ],
});
const incident = { reportedAt: NOW, reportedBy: ADA, why: 'fraud.notMe', from: 'revealed', removedMethods: [] };

const MOVED_TO = {
  place: 'link',
  contactId: 'c',
  kind: 'email',
  channel: 'email',
  masked: 'a••@home.example',
} as const;

/** One request of every state, and the variants that change a face. */
export const REQUESTS: Readonly<Record<string, RecoveryRequest>> = {
  awaiting: { state: 'awaitingApproval', ...facts() },
  awaitingDual: { state: 'awaitingApproval', ...facts({ ...twoSlots, scenario: 'stolenPhone' }) },
  awaitingSecond: {
    state: 'awaitingApproval',
    ...facts({ ...twoSlots, slots: [...approved, sample.SECURITY_SLOT] }),
  },
  unconfirmed: { state: 'awaitingApproval', ...facts({ requester: KAY, employeeConfirmed: false }) },
  byHelpdesk: {
    state: 'awaitingApproval',
    ...facts({
      requester: KAY,
      scenario: 'lockedOut',
      proof: { proof: 'proof.callBack', ticket: 'INC0012345' },
      delivery: { place: 'link', contactId: 'c', channel: 'email', masked: 'a••@home.example' },
    }),
  },
  approved: { state: 'approved', ...facts({ slots: approved }), decided: decided() },
  approvedDual: { state: 'approved', ...facts(twoApproved), decided: decided() },
  approvedAtOnce: {
    state: 'approved',
    ...facts({ slots: approved, scenario: 'stolenPhone' }),
    decided: decided({ secureOn: 'approval', plan: sample.PLAN }),
  },
  approvedByLink: {
    state: 'approved',
    ...facts({ slots: approved, delivery: { place: 'link', contactId: 'c', channel: 'sms', masked: '••• 44' } }),
    decided: decided(),
  },
  approvedForChat: {
    state: 'approved',
    ...facts({ slots: approved, scenario: 'stolenPhone' }),
    decided: decided({ secureOn: 'approval', chat: { until: NOW + 20 * MINUTE, lost: [] } }),
  },
  movedToLink: {
    state: 'approved',
    ...facts({ slots: approved, scenario: 'stolenPhone', delivery: MOVED_TO, movedAt: NOW }),
    decided: decided({ secureOn: 'approval', code: { generation: 2, deadline: NOW - 1, voided: false } }),
  },
  movedToCounter: {
    state: 'awaitingApproval',
    ...facts({ ...twoSlots, scenario: 'stolenPhone', delivery: { place: 'inPerson' }, movedAt: NOW }),
    employeeConfirmed: false,
  },
  codeEnded: {
    state: 'approved',
    ...facts({ slots: approved }),
    decided: decided({ code: { generation: 1, deadline: NOW - 1, voided: false } }),
  },
  codeVoid: {
    state: 'approved',
    ...facts({ slots: approved }),
    decided: decided({ code: { generation: 1, deadline: NOW + MINUTE, voided: true } }),
  },
  revealed: { state: 'revealed', ...facts({ slots: approved }), decided: halfDone },
  enrolled: { state: 'revealed', ...facts({ slots: approved }), decided: decided({ ...sample.DONE }) },
  completed: {
    state: 'completed',
    ...facts({ slots: approved }),
    decided: decided(sample.DONE),
    ended: { ...ended, reason: 'completed' },
  },
  completedKept: {
    state: 'completed',
    ...facts({ slots: approved, scenario: 'appBroken' }),
    decided: decided({
      ...sample.DONE,
      plan: [...(sample.DONE.plan ?? []), sample.item('Office phone', 'kept', 'defaultMethod')],
    }),
    ended: { at: NOW, reason: 'completed' },
  },
  denied: { state: 'denied', ...facts(), ended },
  withdrawn: { state: 'denied', ...facts({ slots: approved }), ended: { at: NOW, by: GRACE, reason: 'withdrawn' } },
  refused: { state: 'refused', ...facts({ slots: approved }), ended: { at: NOW, reason: 'passPolicyOff' } },
  cancelled: { state: 'cancelled', ...facts(), ended: { at: NOW, by: ADA, reason: 'cancelled' } },
  expired: { state: 'expired', ...facts(), ended: { at: NOW, reason: 'expired' } },
  held: {
    state: 'held',
    ...facts(),
    held: { at: NOW, by: GRACE, reason: 'approverUnsure', expiresAt: NOW + 24 * 60 * MINUTE },
  },
  failed: {
    state: 'failed',
    ...facts({ slots: approved }),
    decided: halfDone,
    failure: { at: NOW, reason: 'passEndedUnused' },
  },
  failedEarly: { state: 'failed', ...facts(), failure: { at: NOW, reason: 'noApprover' } },
  incident: {
    state: 'incident',
    ...facts({ slots: approved }),
    decided: halfDone,
    incident: { ...incident, accountDisabledAt: NOW },
  },
  incidentByApprover: { state: 'incident', ...facts(), incident: { ...incident, reportedBy: GRACE } },
  incidentClosed: { state: 'incident', ...facts(), incident: { ...incident, shieldLiftedAt: NOW } },
  ...SELF_REQUESTS,
};

export const REVEALED_PASS = { pass: Secret.of('6Q+c7*Db*'), expiresAt: NOW + 30 * MINUTE, againLeft: 3 };

const PERSON: Person = {
  id: ADA,
  displayName: 'Ada Lovelace',
  userPrincipalName: 'ada@contoso.example',
  accountEnabled: true,
  userType: 'member',
  onPremisesSynced: false,
};

function method(id: string, kind: Method['kind'], label: string): Method {
  return { id, kind, label, identity: Secret.of(id) };
}

const METHODS = {
  app: method('app-1', 'microsoftAuthenticator', 'Microsoft Authenticator on Ada’s iPhone'),
  mobile: method('3179e48a-750b-4051-897c-87b9720928f7', 'mobilePhone', 'Mobile phone +47 ••• •• 312'),
  hello: method('whfb-1', 'windowsHelloForBusiness', 'Windows Hello on LAPTOP-ADA'),
  office: method('e37fc753-ff3b-4958-9484-eaa9425c82bc', 'officePhone', 'Office phone +47 ••• •• 900'),
};

export function draftView(change: Partial<DraftView> = {}, scenario: Scenario = 'lostPhone'): DraftView {
  return {
    kind: 'draft',
    draft: {
      ...{ id: 'd1', tenantId: 't', requester: ADA, employee: ADA, scenario },
      ...{ createdAt: NOW, expiresAt: NOW + 30 * MINUTE },
    },
    employee: PERSON,
    own: true,
    registered: Object.values(METHODS),
    willGo: [METHODS.app, METHODS.mobile],
    willStay: [METHODS.office],
    stillWorks: [METHODS.hello],
    contacts: [{ id: 'mail', kind: 'email', channel: 'email', masked: 'a••@home.example' }],
    notOffered: [{ kind: 'mobilePhone', channel: 'sms', masked: '+47 ••• •• 312', why: 'onLostDevice' }],
    teamsPossible: true,
    ...change,
  };
}

export function draftCardView(draft: DraftView): DraftCardView {
  return { now: NOW, timeZone: 'Europe/Oslo', token: 'd.d1.0.k1.mac', refreshUserId: '29:1abcDEF', draft };
}

const byHelpdesk = draftView({
  own: false,
  registered: [],
  willGo: [],
  willStay: [],
  stillWorks: [],
  contacts: [],
  notOffered: [{ kind: 'email', channel: 'email', why: 'registered', at: NOW - 2 * 24 * 60 * MINUTE }],
  draft: { ...draftView().draft, requester: KAY, proof: { proof: 'proof.identityCard', ticket: 'INC0012345' } },
});

const numbersOf = {
  match: [
    { slot: 1, group: 'manager', number: sample.MATCH },
    { slot: 2, group: 'security', number: sample.MATCH_TWO },
  ],
} as const;

/** Cards without any number or pass: fit for a message that stays. */
export function baseCards(): ReadonlyMap<string, Card> {
  const faces = Object.entries(REQUESTS).flatMap(([name, request]) =>
    [...VIEWERS, SECOND].map(
      (viewer) =>
        [`${name}/${viewer.role}${viewer.slot === 2 ? '2' : ''}`, drawRequest(view(request, viewer))] as const,
    ),
  );
  const statuses = Object.entries(REQUESTS).map(
    ([name, request]) =>
      [
        `status/${name}`,
        drawStatus(view(request, REQUESTER), [
          'helpdesk.cancel',
          'helpdesk.remind',
          'helpdesk.hold',
          'helpdesk.incident',
        ]),
      ] as const,
  );
  // Object.keys loses the key type; NOTICES has exactly the kinds as keys.
  const kinds = Object.keys(NOTICES) as NoticeKind[];
  const notices = kinds.flatMap((kind) =>
    VIEWERS.map(
      (viewer) =>
        [`notice/${kind}/${viewer.role}`, drawNotice(view(REQUESTS['approved'] ?? never(), viewer), kind)] as const,
    ),
  );
  return new Map([...faces, ...statuses, ...notices, ...otherCards()]);
}

function otherCards(): readonly (readonly [string, Card])[] {
  const waiting = view(REQUESTS['awaiting'] ?? never(), APPROVER);
  return [
    ['draft', drawDraft(draftCardView(draftView()))],
    ['draft/nothing', drawDraft(draftCardView(draftView({ willGo: [], stillWorks: [] }, 'lostKey')))],
    ['draft/federated', drawDraft(draftCardView(draftView({ federated: true })))],
    ['draft/federatedAlone', drawDraft(draftCardView(draftView({ federated: true, stillWorks: [] }, 'lockedOut')))],
    [
      'draft/federatedCode',
      drawDraft(draftCardView(draftView({ federated: true, selfVerification: { masked: '+47 ••• •• 312' } }))),
    ],
    ['draft/code', drawDraft(draftCardView(draftView({ selfVerification: { masked: '+47 ••• •• 312' } })))],
    ['draft/noCode', drawDraft(draftCardView(draftView({ selfVerification: { why: 'number' } })))],
    ['draft/helpdesk', drawDraft(draftCardView(byHelpdesk))],
    ['draft/link', drawDraft(draftCardView(draftView({ teamsPossible: false })))],
    ['review', drawReview(draftCardView(draftView()))],
    ['review/helpdesk', drawReview(draftCardView(byHelpdesk))],
    ['confirmApprove', drawConfirmApprove(waiting)],
    ['confirmApprove/wrong', drawConfirmApprove({ ...waiting, note: refusalNote('matchNumberWrong', { left: 2 }) })],
    ['confirmDeny', drawConfirmDeny(waiting)],
    ['confirmFraud', drawConfirmFraud(waiting)],
    ['form/hold', drawHelpdeskForm(waiting, 'helpdesk.hold')],
    ['form/note', drawHelpdeskForm(waiting, 'helpdesk.note')],
    ['form/reassign', drawHelpdeskForm(waiting, 'helpdesk.reassign', [{ id: SAM, displayName: 'Sam Okafor' }])],
    ...otherFaces(REQUESTS),
    ...pausedCards(REQUESTS),
    ...stopCards(),
    ['openFor', drawOpenFor({ token: '', address: 'ada@contoso.example', scenario: 'lostPhone' })],
    ['openFor/again', drawOpenFor({ note: refusalNote('proofMissing'), filled: { ticket: 'INC1' }, counters: true })],
    ['openFor/colleague', drawOpenFor({ address: 'ada@contoso.example', fromMessage: true, withoutProof: true })],
    ['forWhom', drawForWhom()],
    [
      'message',
      drawMessage({ title: 'What is open', text: 'Two are open.', lines: ['LK-7F3K9Q: waiting', 'LK-AAAAAA: held'] }),
    ],
    ['countdown/begins', drawCountdown({ kind: 'begins', expiresAt: NOW }, 'Europe/Berlin')],
    ['countdown/runs', drawCountdown({ kind: 'runs', minutes: 25, expiresAt: NOW }, 'Europe/Berlin')],
    ['countdown/ranOut', drawCountdown({ kind: 'ranOut' })],
    ['countdown/ranOutByText', drawCountdown({ kind: 'ranOutByText' })],
    ['countdown/replaced', drawCountdown({ kind: 'replaced' })],
    ['countdown/enrolled', drawCountdown({ kind: 'enrolled' })],
    ['countdown/over', drawCountdown({ kind: 'over' })],
    ['refusal', drawRefusal({ code: 'tooManyRequests', facts: { minutes: 20 } })],
    ['welcome', drawWelcome({ name: 'Ada' })],
    ['help', drawHelp({ helpdesk: true })],
    ['openList', drawOpenList({ now: NOW, requests: Object.values(REQUESTS), nameOf: () => 'Ada Lovelace' })],
    ...incidentCards(),
    ...passwordCards(),
    ...counterCards(),
    ['openList/none', drawOpenList({ now: NOW, requests: [], nameOf: () => '' })],
  ];
}

/** Cards for one pair of eyes: answers that show a number, a code or the pass. */
export function privateCards(): ReadonlyMap<string, Card> {
  const of = (name: string): RecoveryRequest => REQUESTS[name] ?? never();
  const release = { numbers: { release: sample.CODE } };
  return new Map([
    [
      'private/number',
      drawRequest(view(of('awaiting'), EMPLOYEE, { numbers: { match: numbersOf.match.slice(0, 1) } })),
    ],
    ['private/numbers', drawRequest(view(of('awaitingDual'), EMPLOYEE, { numbers: numbersOf }))],
    ['private/secondNumber', drawRequest(view(of('awaitingSecond'), EMPLOYEE, { numbers: numbersOf }))],
    ['private/code', drawRequest(view(of('approved'), APPROVER, release))],
    ['private/stepUp', drawStepUp(view(of('awaiting'), APPROVER), sample.STEP_UP_LINK)],
    ['private/half', drawRequest(view(of('approvedDual'), SECOND, { numbers: { release: Secret.of('920') } }))],
    ['private/codeAgain', drawRequest(view(of('revealed'), APPROVER, release))],
    ['private/qr', qrCard(sample.STEP_UP_LINK)],
    ['private/pass', drawRevealed(view(of('revealed'), EMPLOYEE), REVEALED_PASS)],
    ['private/lastPass', drawRevealed(view(of('revealed'), EMPLOYEE), { ...REVEALED_PASS, againLeft: 0 })],
    ['private/selfPass', drawRevealed(view(of('selfRevealed'), EMPLOYEE), REVEALED_PASS)],
    ['private/wrongCode', drawRequest(view(of('approved'), EMPLOYEE, { note: refusalNote('codeWrong', { left: 1 }) }))],
  ]);
}

function never(): never {
  throw new Error('no such sample');
}
