import { Secret } from '../../platform/secret';
import type { ContactPoint } from '../../recovery/ports';
import type { AwaitingApproval } from '../../recovery/request';

export const TENANT = '11111111-1111-4111-8111-111111111111';

/** A request with somebody's own words in it, so that a test can see that they reach no message. */
export const REQUEST: AwaitingApproval = {
  state: 'awaitingApproval',
  id: '01K9ZZZZZZZZZZZZZZZZZZZZZZ',
  tenantId: TENANT,
  shortCode: 'LK-7F3K9Q',
  employee: '22222222-2222-4222-8222-222222222222',
  requester: '33333333-3333-4333-8333-333333333333',
  joined: [],
  scenario: 'lostPhone',
  chosenMethods: [],
  details: 'I am Ada Lovelace, hurry',
  delivery: { place: 'link', contactId: 'c1', channel: 'sms', masked: '+47 ••• •• 999' },
  employeeConfirmed: false,
  route: 'approval',
  reasons: [],
  told: [],
  round: 1,
  slots: [],
  openedAt: 1_000,
  expiresAt: 2_000,
};

export const contact = (channel: 'email' | 'sms', address: string): ContactPoint => ({
  id: 'c1',
  channel,
  address: Secret.of(address),
  masked: '•••',
});
