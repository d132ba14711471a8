import { Secret } from '../../platform/secret';
import type { Reason, Slot } from '../../recovery/facts';
import type { RecoveryRequest, RequestFacts } from '../../recovery/request';
import type { Decided, PlanItem } from '../../recovery/run';
import type { Viewer } from '../../recovery/viewers';
import type { CardPerson, RequestView } from '../../cards/request-view';

/** Tuesday 4 November 2025, 13:20 UTC = 14:20 in Oslo. */
export const NOW = Date.UTC(2025, 10, 4, 13, 20);
export const MINUTE = 60_000;

const id = (last: string): string => `00000000-0000-4000-8000-0000000000${last}`;
export const ADA = id('01');
export const GRACE = id('02');
export const KAY = id('03');
export const SAM = id('04');
export const LIN = id('05');

export const PEOPLE: ReadonlyMap<string, CardPerson> = new Map([
  [
    ADA,
    {
      displayName: 'Ada Lovelace',
      givenName: 'Ada',
      userPrincipalName: 'ada@contoso.example',
      jobTitle: 'Analyst',
      department: 'Finance',
    },
  ],
  [GRACE, { displayName: 'Grace Hopper', givenName: 'Grace', userPrincipalName: 'grace@contoso.example' }],
  [KAY, { displayName: 'Kay Nilsen', userPrincipalName: 'kay@contoso.example' }],
  [SAM, { displayName: 'Sam Okafor', userPrincipalName: 'sam@contoso.example' }],
  [LIN, { displayName: 'Lin Haugen', userPrincipalName: 'lin@contoso.example' }],
]);

export const REASONS: readonly Reason[] = [
  { rule: 'account.member', outcome: 'ok', sentence: 'The account is an enabled member of this organisation.' },
  { rule: 'account.roles', outcome: 'ok', sentence: 'The account holds no directory role.' },
  { rule: 'risk.user', outcome: 'notAvailable', sentence: 'User risk: not available with this licence.' },
  { rule: 'history.recoveries', outcome: 'raised', sentence: 'There were 3 recoveries in the last 30 days.' },
  { rule: 'notice.channel', outcome: 'unknown', sentence: 'Contacts outside Teams could not be read.' },
];

export function slot(change: Partial<Slot> = {}): Slot {
  return { slot: 1, group: 'manager', candidates: [GRACE], asked: [GRACE], passedOver: [], ...change };
}

export const SECURITY_SLOT = slot({ slot: 2, group: 'security', candidates: [SAM, LIN, KAY], asked: [SAM, LIN, KAY] });

export const APPROVAL = { approver: GRACE, verifiedBy: 'knownNumber', at: NOW - 2 * MINUTE } as const;

export function facts(change: Partial<RequestFacts> = {}): RequestFacts {
  return {
    id: '01JBZ0000000000000000000AA',
    tenantId: id('99'),
    shortCode: 'LK-7F3K9Q',
    employee: ADA,
    requester: ADA,
    joined: [],
    scenario: 'lostPhone',
    chosenMethods: [],
    details: 'My bag was taken on the tram this morning. I am at the Bergen office until noon.',
    delivery: { place: 'teams' },
    employeeConfirmed: true,
    route: 'approval',
    reasons: REASONS,
    round: 1,
    slots: [slot()],
    openedAt: NOW - 10 * MINUTE,
    expiresAt: NOW + 230 * MINUTE,
    told: [],
    ...change,
  };
}

export function item(label: string, outcome: PlanItem['outcome'], keptBecause?: string): PlanItem {
  const kept = keptBecause === undefined ? {} : { keptBecause };
  return { methodId: label, kind: 'microsoftAuthenticator', label, fingerprint: 'f', outcome, ...kept };
}

export const PLAN = [
  item('Microsoft Authenticator on Ada’s iPhone', 'removed'),
  item('Mobile phone +47 ••• •• 312', 'pending'),
];

export function decided(change: Partial<Decided> = {}): Decided {
  return {
    at: NOW - 2 * MINUTE,
    secureOn: 'reveal',
    plan: [item('Microsoft Authenticator on Ada’s iPhone', 'pending'), item('Mobile phone +47 ••• •• 312', 'pending')],
    known: [],
    lifetimeInMinutes: 30,
    placeholderMinutes: 480,
    code: { generation: 1, deadline: NOW + 13 * MINUTE, voided: false },
    reveals: 0,
    gap: 'none',
    ...change,
  };
}

export const PASS = { methodId: 'tap', issuedAt: NOW - MINUTE, expiresAt: NOW + 29 * MINUTE };
export const DONE: Partial<Decided> = {
  pass: PASS,
  plan: [item('Microsoft Authenticator on Ada’s iPhone', 'removed'), item('Mobile phone +47 ••• •• 312', 'removed')],
  verifiedAt: NOW,
  sessionsRevokedAt: NOW,
  enrolled: { methodId: 'new', kind: 'microsoftAuthenticator', at: NOW },
};

export const EMPLOYEE: Viewer = { person: ADA, role: 'employee' };
export const REQUESTER: Viewer = { person: KAY, role: 'requester' };
/** Opened by the helpdesk with its proof: then the requester follows it more closely than a colleague does. */
export const BY_AGENT = { requester: KAY, proof: { proof: 'proof.callBack', ticket: 'INC0012345' } } as const;
export const APPROVER: Viewer = { person: GRACE, role: 'approver', slot: 1 };
export const SECOND: Viewer = { person: SAM, role: 'approver', slot: 2 };
export const VIEWERS: readonly Viewer[] = [EMPLOYEE, REQUESTER, APPROVER];

export const MATCH = Secret.of('417');
export const MATCH_TWO = Secret.of('902');
export const CODE = Secret.of('483920');
export const STEP_UP_LINK = Secret.of('https://latchkey.contoso.example/step-up?link=signed');

export function view(request: RecoveryRequest, viewer: Viewer, change: Partial<RequestView> = {}): RequestView {
  return {
    request,
    viewer,
    people: PEOPLE,
    now: NOW,
    timeZone: 'Europe/Oslo',
    token: 'r.01JBZ0000000000000000000AA.1.k1.aGVsbG8taGVsbG8taGVsbG8taGVsbG8taGVsbG8taGU',
    refreshUserId: '29:1abcDEF',
    ...change,
  };
}
