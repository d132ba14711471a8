import type { StepUpLink } from '../../recovery/step-up-link';
import {
  makeStepUpLink,
  mintState,
  mintStepUpToken,
  readState,
  readStepUpToken,
  STEP_UP_LINK_MS,
} from '../../recovery/step-up-link';
import { signText } from '../../recovery/signed-text';
import { fakeKeyRing } from '../support/fake-key-ring';
import { MANAGER, NOON, TENANT } from '../support/request-builder';

const keys = fakeKeyRing(['k2', 'k1']);
const REQUEST = '01KQVT3EG00000000000000001';
const LINK: StepUpLink = { tenantId: TENANT, requestId: REQUEST, approver: MANAGER, round: 3, issuedAt: NOON };
const TRY = '01KQVT3EG00000000000000002';
const STARTED = NOON + 60_000;

// Worked out apart from the product: what the version before made stays good.
const TOKEN =
  'c0ffee00-0000-4000-8000-000000000001.01KQVT3EG00000000000000001.00000000-0000-4000-8000-000000000002.3.1777982400000.k2.5-uHX-gg2aRR6CoI97Tt1eSsjhE1aURGUdeKrGiUUWQ';
const STATE = `${TOKEN}~1777982460000~01KQVT3EG00000000000000002.k2.iTijT9EdJZWO6C28nKqqXF8Swf1GYhWAdXPx6iPbCDY`;

describe('when the link to a fresh sign-in is made', () => {
  it('it is the same text in every version and instance, and read as what it was made for', () => {
    expect(mintStepUpToken(keys, LINK)).toBe(TOKEN);
    expect(readStepUpToken(keys, TOKEN, NOON)).toEqual(LINK);
  });

  it.each([0, 9, 10, 123_456])('of round %d it is read as such', (round) => {
    expect(readStepUpToken(keys, mintStepUpToken(keys, { ...LINK, round }), NOON)).toEqual({ ...LINK, round });
  });

  it('the whole link names the page, and prints nothing of itself', () => {
    const deps = { keys, publicUrl: 'https://latchkey.example', clock: { now: () => NOON } };
    const link = makeStepUpLink(deps, { tenantId: TENANT, id: REQUEST, round: 3 }, MANAGER);
    expect(link.reveal()).toBe(`https://latchkey.example/step-up?link=${TOKEN}`);
    expect(`${String(link)} ${JSON.stringify(link)}`).not.toContain(TOKEN);
  });

  it('it is good for ten minutes, and not a millisecond more', () => {
    expect(STEP_UP_LINK_MS).toBe(600_000);
    expect(readStepUpToken(keys, TOKEN, NOON + STEP_UP_LINK_MS - 1)).toEqual(LINK);
    expect(readStepUpToken(keys, TOKEN, NOON + STEP_UP_LINK_MS)).toBeUndefined();
  });

  it.each([
    ['a state', STATE],
    ['another round', TOKEN.replace('.3.', '.4.')],
    ['another approver', TOKEN.replace(MANAGER, TENANT)],
    ['nothing', ''],
  ])('%s is no link', (_what, text) => {
    expect(readStepUpToken(keys, text, NOON)).toBeUndefined();
  });

  const text = [TENANT, REQUEST, MANAGER, '3', String(NOON)].join('.');
  it.each([
    ['a tenant that is no id', text.replace(TENANT, 'c'.repeat(36))],
    ['an approver who is no id', text.replace(MANAGER, '-'.repeat(36))],
    ['something before it', `x${text}`],
    ['something behind it', `${text}x`],
    ['a part more', `${text}.1`],
    ['a part too few', text.slice(0, -14)],
    ['a request in small letters', text.replace(REQUEST, REQUEST.toLowerCase())],
    ['a request that is cut short', text.replace(REQUEST, REQUEST.slice(1))],
    ['a round too long', text.replace('.3.', '.1234567.')],
    ['no round', text.replace('.3.', '..')],
    ['a time too long', `${text}999`],
    ['no time', text.replace(String(NOON), '')],
    ['one that is good for ever', text.replace(String(NOON), 'Infinity')],
  ])('a text that we never sign is none, though its MAC fits: %s', (_what, odd) => {
    expect(odd).not.toBe(text);
    expect(readStepUpToken(keys, signText(keys, { purpose: 'step-up-link' }, odd), NOON)).toBeUndefined();
  });
});

describe('when somebody is sent to sign in', () => {
  it('all that the try needs comes out of its state, in every version and instance the same', () => {
    expect(mintState(keys, TOKEN, STARTED, TRY)).toBe(STATE);
    const { nonce, verifier, browser, ...rest } = readState(keys, STATE, STARTED) ?? {};
    expect(rest).toEqual({ link: LINK, token: TOKEN, startedAt: STARTED });
    expect([nonce, verifier, browser].map((secret) => secret?.reveal())).toEqual([
      'rybz7Ev_ynA94dtJN6nvOmGm7vYoPwG9LpuVi8biKhE',
      'ghTyWJog6AmILG8EGgq6BcbuoQxxyo9i_5BUFE0h7R0',
      'Y-g_RBxlPZ4aavNNhFQxNZswi9Y2aieciIKSsjDk-Xg',
    ]);
  });

  it('it is read under the key it was made with, also when another became current', () => {
    const later = readState(fakeKeyRing(['k3', 'k2']), STATE, STARTED);
    expect(later?.verifier.reveal()).toBe('ghTyWJog6AmILG8EGgq6BcbuoQxxyo9i_5BUFE0h7R0');
    expect(readState(fakeKeyRing(['k3']), STATE, STARTED)).toBeUndefined();
  });

  it('the try is good for ten minutes from its start, though the link is not any more', () => {
    expect(readState(keys, STATE, STARTED + STEP_UP_LINK_MS - 1)?.link).toEqual(LINK);
    expect(readState(keys, STATE, STARTED + STEP_UP_LINK_MS)).toBeUndefined();
  });

  it.each([
    ['from a link that was over', mintState(keys, TOKEN, NOON + STEP_UP_LINK_MS, TRY)],
    ['from something that is no link', mintState(keys, 'token', NOON, TRY)],
    ['a link', TOKEN],
    ['of another start', STATE.replace('~1777982460000~', '~1777982460001~')],
    ['without an id of its own', mintState(keys, TOKEN, NOON, '')],
    ['with an id that is cut short', mintState(keys, TOKEN, NOON, TRY.slice(1))],
    ['with more behind its id', mintState(keys, TOKEN, NOON, `${TRY}0`)],
    ['with a start that is too long', signText(keys, { purpose: 'step-up-state' }, `${TOKEN}~1777982460000000~${TRY}`)],
    ['without a start', signText(keys, { purpose: 'step-up-state' }, `${TOKEN}~~${TRY}`)],
    ['nothing', ''],
  ])('no try comes %s', (_what, state) => {
    expect(readState(keys, state, NOON)).toBeUndefined();
  });
});
