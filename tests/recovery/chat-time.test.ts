import { chatEnds, chatTime, isChatOver } from '../../recovery/chat-time';
import { contactHash } from '../../recovery/contact-hash';
import type { Owed } from '../../recovery/due';
import { besidesTheWatch, owed } from '../../recovery/owed';
import type { RecoveryRequest } from '../../recovery/request';
import type { Decided } from '../../recovery/run';
import type { Millis, Scenario } from '../../recovery/terms';
import { DEFAULT_POLICY } from '../support/domain-world';
import { MINUTE } from '../support/fake-clock';
import { fakeKeyRing } from '../support/fake-key-ring';
import { approvedRun, planItem } from '../support/request-arms';
import { NOON } from '../support/request-builder';
import { method } from '../support/sample-methods';

const LINK = { place: 'link', contactId: 'c1', channel: 'sms', masked: '••' } as const;
const APPROVED_AT = NOON + MINUTE;
const CHAT_MS = 30 * MINUTE;
const VERIFIED: Partial<Decided> = { plan: [planItem({ outcome: 'removed' })], verifiedAt: NOON + MINUTE };
const standing = { placeholder: { methodId: 'p', issuedAt: NOON, expiresAt: NOON + 480 * MINUTE } };

const secured = (decided: Partial<Decided>, facts: object = {}): RecoveryRequest => ({
  ...approvedRun({ secureOn: 'approval', at: APPROVED_AT, ...decided }),
  scenario: 'stolenPhone',
  ...facts,
});

/** What is owed besides the watch over methods that come before the pass. */
function besides(request: RecoveryRequest, now: Millis): Owed {
  const due = owed(request, DEFAULT_POLICY, now);
  const isWatch = due !== undefined && 'step' in due && due.step === 'watchBeforePass';
  return isWatch && request.state === 'approved' ? besidesTheWatch(request, DEFAULT_POLICY, now) : due;
}

/** `moveReveal`, or `look 5` for "look again in five minutes". */
function at(request: RecoveryRequest, now: Millis): string {
  const due = besides(request, now);
  if (due === undefined) return 'nothing';
  return 'step' in due ? due.step : `look ${String((due.lookAt - now) / MINUTE)}`;
}

describe('when the time of a chat is over', () => {
  it('by the time that was frozen at the approval', () => {
    const chat = { until: APPROVED_AT + 5 * MINUTE, lost: [] };
    expect(at(secured({ ...VERIFIED, chat }, standing), chat.until - 1)).toBe(`look ${String(1 / MINUTE)}`);
    expect(at(secured({ ...VERIFIED, chat }, standing), chat.until)).toBe('revokeSessions');
  });

  it('sessions that cannot be ended do not keep the pass in the chat, and the other way round', () => {
    const now = APPROVED_AT + CHAT_MS;
    const failing = (step: string) => {
      const failure = { step, code: 'throttled', attempts: 9, at: now, nextAttemptAt: now + 5 * MINUTE, since: NOON };
      return secured({ ...VERIFIED, failure }, standing);
    };
    expect(at(failing('revokeSessions'), now)).toBe('moveReveal');
    expect(at(failing('moveReveal'), now)).toBe('revokeSessions');
  });

  it('nothing moves while the account may stand without a pass, nor where the pass is nowhere near the chat', () => {
    const now = APPROVED_AT + CHAT_MS;
    const done = { ...VERIFIED, sessionsRevokedAt: 1 };
    expect(at(secured({ ...done, gap: 'open' }, standing), now)).toBe('closeGap');
    expect(at(secured(done, { ...standing, delivery: LINK, linkSentAt: now }), now)).not.toBe('moveReveal');
    expect(at(secured(done, { ...standing, delivery: { place: 'inPerson' } }), now)).not.toBe('moveReveal');
    expect(at(secured(done, { ...standing, scenario: 'lostPhone' }), now)).not.toBe('moveReveal');
    expect(at(secured({ ...done, secureOn: 'reveal' }, standing), now)).not.toBe('moveReveal');
  });

  it('a request that ends before leaves no session behind that waited for the chat', () => {
    const now = APPROVED_AT + 10 * MINUTE;
    const short = { ...standing, expiresAt: now };
    expect(at(secured(VERIFIED, short), now)).toBe('revokeSessions');
    expect(at(secured({ ...VERIFIED, sessionsRevokedAt: now }, short), now)).toBe('expire');
    const failure = { step: 'revokeSessions', code: 'forbidden', attempts: 1, at: now, since: now };
    expect(at(secured({ ...VERIFIED, failure: { ...failure, nextAttemptAt: now + 1 } }, short), now)).toBe('expire');
  });
});

describe('when a chat gets its time at the approval', () => {
  const keys = fakeKeyRing();
  const methods = [method('mobilePhone'), method('alternateMobilePhone'), method('email')];
  const chat = (scenario: Scenario, place: 'teams' | 'inPerson' = 'teams', secureOn?: 'reveal') => {
    const own = {
      ...DEFAULT_POLICY,
      secureOn: { ...DEFAULT_POLICY.secureOn, ...(secureOn && { [scenario]: secureOn }) },
    };
    return chatTime(keys, { scenario, delivery: { place } }, own, { methods, at: NOON }).chat;
  };

  it('a stolen phone has half an hour, and its number is remembered as a hash', () => {
    const [mobile] = methods;
    const lost = mobile?.contact && contactHash(keys, mobile.contact);
    expect(chat('stolenPhone')).toEqual({ until: NOON + CHAT_MS, lost: [lost] });
  });

  it.each([
    ['where the sessions do not end at once', chat('lostPhone')],
    ['at a counter', chat('stolenPhone', 'inPerson')],
    ['where nothing is done before the reveal', chat('stolenPhone', 'teams', 'reveal')],
  ])('nothing has one %s', (_where, found) => {
    expect(found).toBeUndefined();
  });

  it('it never outlives the request, and a decision of before has half an hour', () => {
    expect(chatEnds(secured({}))).toBe(APPROVED_AT + CHAT_MS);
    expect(chatEnds(secured({ chat: { until: NOON + 10 * MINUTE, lost: [] } }))).toBe(NOON + 10 * MINUTE);
    expect(chatEnds(secured({}, { expiresAt: NOON + 5 * MINUTE }))).toBe(NOON + 5 * MINUTE);
    expect(isChatOver(secured({}), APPROVED_AT + CHAT_MS - 1)).toBe(false);
    expect(isChatOver(secured({}), APPROVED_AT + CHAT_MS)).toBe(true);
    expect(isChatOver(secured({}, { delivery: LINK }), APPROVED_AT + CHAT_MS)).toBe(false);
  });
});
