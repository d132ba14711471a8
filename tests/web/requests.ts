import type { ApproverGroup, Slot } from '../../recovery/facts';
import type { KeyRing, Stored } from '../../recovery/ports';
import type { RecoveryRequest, RequestFacts } from '../../recovery/request';
import type { Decided } from '../../recovery/run';
import { createHmac } from 'node:crypto';

export const TENANT = '11111111-1111-4111-8111-111111111111';
export const ADA = '22222222-2222-4222-8222-222222222222';
export const TOM = '33333333-3333-4333-8333-333333333333';
export const SAM = '44444444-4444-4444-8444-444444444444';
export const KIM = '55555555-5555-4555-8555-555555555555';
export const NOW = Date.parse('2026-11-22T10:00:00Z');
export const MINUTE = 60_000;

export const keys: KeyRing = {
  currentId: 'k1',
  mac: (purpose, data, keyId) =>
    keyId === 'k1' ? createHmac('sha256', 'a test key').update(`${purpose}|${data}`).digest('base64url') : undefined,
};

export const slot = (number: 1 | 2, group: ApproverGroup, candidates: readonly string[]): Slot => ({
  slot: number,
  group,
  candidates,
  asked: candidates,
  passedOver: [],
});

export const approvedBy = (one: Slot, approver: string): Slot => ({
  ...one,
  approval: { approver, verifiedBy: 'knownNumber', at: NOW },
});

export const manager = slot(1, 'manager', [TOM]);
export const security = slot(2, 'security', [SAM]);

export const facts = (changes: Partial<RequestFacts> = {}): RequestFacts => ({
  id: '01K9ZZZZZZZZZZZZZZZZZZZZZZ',
  tenantId: TENANT,
  shortCode: 'LK-7F3K9Q',
  employee: ADA,
  requester: KIM,
  joined: [],
  scenario: 'lostPhone',
  chosenMethods: [],
  details: 'words of the requester',
  delivery: { place: 'link', contactId: 'c1', channel: 'email', masked: 'a••@home.example' },
  employeeConfirmed: true,
  route: 'approval',
  reasons: [],
  round: 1,
  slots: [manager],
  openedAt: NOW,
  expiresAt: NOW + 240 * MINUTE,
  told: [],
  ...changes,
});

export const decided = (changes: Partial<Decided> = {}): Decided => ({
  at: NOW,
  secureOn: 'reveal',
  plan: [],
  known: [],
  lifetimeInMinutes: 30,
  placeholderMinutes: 480,
  code: { generation: 1, deadline: NOW + 15 * MINUTE, voided: false },
  reveals: 0,
  gap: 'none',
  ...changes,
});

export const awaiting = (changes: Partial<RequestFacts> = {}): RecoveryRequest => ({
  ...facts(changes),
  state: 'awaitingApproval',
});

export const approved = (changes: Partial<Decided> = {}, more: Partial<RequestFacts> = {}): RecoveryRequest => ({
  ...facts({ slots: [approvedBy(manager, TOM)], ...more }),
  state: 'approved',
  decided: decided(changes),
});

export const revealed = (more: Partial<RequestFacts> = {}): RecoveryRequest => ({
  ...facts({ slots: [approvedBy(manager, TOM)], ...more }),
  state: 'revealed',
  decided: decided({ reveals: 1, pass: { methodId: 'p1', issuedAt: NOW, expiresAt: NOW + 30 * MINUTE } }),
});

const over = { at: NOW, reason: 'some.reason' };

export const ended = (state: 'denied' | 'refused' | 'cancelled' | 'expired'): RecoveryRequest => ({
  ...facts(),
  state,
  ended: over,
});

export const held = (): RecoveryRequest => ({ ...facts(), state: 'held', held: { ...over, expiresAt: NOW + MINUTE } });
export const failed = (): RecoveryRequest => ({ ...facts(), state: 'failed', failure: over });
export const completed = (): RecoveryRequest => ({ ...facts(), state: 'completed', decided: decided(), ended: over });
export const incident = (): RecoveryRequest => ({
  ...facts(),
  state: 'incident',
  incident: { reportedAt: NOW, reportedBy: ADA, why: 'notMe', from: 'awaitingApproval', removedMethods: [] },
});

export const stored = (request: RecoveryRequest): Stored => ({ request, etag: 'W/"1"', seq: 1, head: 'h' });
