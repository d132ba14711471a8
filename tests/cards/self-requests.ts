import type { RecoveryRequest } from '../../recovery/request';
import type { Decided, ReleaseCodeState } from '../../recovery/run';
import { decided, DONE, facts, GRACE, MINUTE, NOW, PASS } from './sample-requests';

export const NUMBER = '+47 ••• •• 312';
const SELF = { selfVerified: { contactId: 'phone', contact: 'hash', masked: NUMBER, managers: [GRACE] } } as const;
const LIVE: ReleaseCodeState = { generation: 1, deadline: NOW + 14 * MINUTE, voided: false };
const OVER: ReleaseCodeState = { generation: 3, deadline: NOW - 1, voided: false };

const waits = (code: Partial<ReleaseCodeState>, change: Partial<Decided> = {}): RecoveryRequest => ({
  state: 'approved',
  ...facts({ slots: [], scenario: 'appBroken' }),
  decided: decided({ ...SELF, code: { ...LIVE, ...code }, ...change }),
});

const shown = (change: Partial<Decided>): RecoveryRequest => ({
  state: 'revealed',
  ...facts({ slots: [], scenario: 'appBroken' }),
  decided: decided({ ...DONE, enrolled: undefined, ...SELF, code: LIVE, ...change } as Partial<Decided>),
});

/** Requests that nobody approved, as a code by text message took the approver's place. */
export const SELF_REQUESTS = {
  selfSending: waits({}),
  selfSent: waits({ sentAt: NOW - MINUTE }),
  selfNotSent: waits({ sendFailedAt: NOW - MINUTE }),
  selfEnded: waits({ sentAt: NOW - 20 * MINUTE, deadline: NOW - 1 }),
  selfEndedLast: waits({ sentAt: NOW - 20 * MINUTE, deadline: NOW - 1, generation: 3 }),
  selfEndedWorking: waits({ deadline: NOW - 1, generation: 3 }, { revealStartedAt: NOW - 1_000 }),
  selfVoid: waits({ sentAt: NOW - MINUTE, voided: true }),
  selfRevealed: shown({}),
  selfRevealedLast: shown({ code: { ...LIVE, generation: 3 } }),
  selfRevealedEnded: shown({ code: OVER }),
  selfRevealedVoid: shown({ code: { ...LIVE, voided: true } }),
  selfPassEnded: shown({ code: OVER, pass: { ...PASS, expiresAt: NOW - MINUTE } }),
  selfCompleted: {
    state: 'completed',
    ...facts({ slots: [], scenario: 'appBroken' }),
    decided: decided({ ...DONE, ...SELF }),
    ended: { at: NOW, reason: 'completed' },
  },
} as const satisfies Readonly<Record<string, RecoveryRequest>>;
