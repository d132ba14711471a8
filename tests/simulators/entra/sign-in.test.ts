import { PEOPLE } from '../../../simulators/entra/contoso-ids';
import { authenticatorApp } from '../../../simulators/entra/new-methods';
import { userById } from '../../../simulators/entra/people';
import { enrol, enrolWithPass, sessionStands, signInAndEnrol, signInWithPass } from '../../../simulators/entra/sign-in';
import { contoso, MINUTE, type Contoso } from '../graph/contoso-caller';

const PASSES = `/v1.0/users/${PEOPLE.ada}/authentication/temporaryAccessPassMethods`;
const NEW_PHONE = authenticatorApp('Pixel 9');

function passOf({ call }: Contoso, body: unknown = {}): { id: string; passText: string } {
  const { id, temporaryAccessPass } = call('POST', PASSES, { body }).body;
  return { id, passText: temporaryAccessPass };
}

function ada({ tenant }: Contoso) {
  return userById(tenant, PEOPLE.ada);
}

function enrolAda({ tenant }: Contoso, passText: string) {
  return enrolWithPass(tenant, { userId: PEOPLE.ada, passText, method: NEW_PHONE });
}

describe('when somebody enrols with a pass', () => {
  it('the new method stands and the sign-in is logged', () => {
    const here = contoso();
    const { passText } = passOf(here);
    expect(enrolAda(here, passText)).toMatchObject({ ok: true, method: { type: 'microsoftAuthenticator' } });
    expect(ada(here).methods.map(({ properties }) => properties['displayName'])).toContain('Pixel 9');
    expect(here.tenant.signIns.map(({ row }) => row['status'])).toMatchObject([{ errorCode: 0 }]);
    expect(here.tenant.writes.at(-1)).toMatchObject({ by: `user:${PEOPLE.ada}`, userId: PEOPLE.ada });
  });

  it('a one-time pass is used up, another is not', () => {
    const here = contoso();
    const once = passOf(here, { isUsableOnce: true });
    expect([enrolAda(here, once.passText), enrolAda(here, once.passText)]).toMatchObject([
      { ok: true },
      { ok: false, why: 'used' },
    ]);
    expect(here.call('GET', `${PASSES}/${once.id}`).body).toMatchObject({
      isUsable: false,
      methodUsabilityReason: 'OneTimeUsed',
    });
    const often = passOf(here);
    expect([enrolAda(here, often.passText), enrolAda(here, often.passText)]).toMatchObject([
      { ok: true },
      { ok: true },
    ]);
  });

  it.each<[string, (here: Contoso, passText: string, id: string) => void]>([
    ['accountDisabled', (here) => (ada(here).accountEnabled = false)],
    ['noPass', (here, _, id) => here.call('DELETE', `${PASSES}/${id}`)],
    ['wrongPass', (here) => here.call('POST', PASSES)],
    ['deniedByPolicy', (here) => (here.tenant.passPolicy.state = 'disabled')],
    ['expired', (here) => (here.clock.time += 60 * MINUTE)],
    ['noPass', (here) => (here.tenant.switches.passLagMs = MINUTE)],
  ])('%s', (why, spoil) => {
    const here = contoso();
    const { id, passText } = passOf(here);
    spoil(here, passText, id);
    expect(enrolAda(here, passText)).toEqual({ ok: false, why });
    expect(here.tenant.signIns.map(({ row }) => row['status'])).not.toMatchObject([{ errorCode: 0 }]);
    expect(ada(here).methods).toHaveLength(5);
  });

  it('a pass for later does not work yet', () => {
    const here = contoso();
    const { passText } = passOf(here, { startDateTime: new Date(here.clock.time + MINUTE).toISOString() });
    expect(enrolAda(here, passText)).toEqual({ ok: false, why: 'notYetValid' });
  });
});

describe('when time passes after the sign-in', () => {
  function signedIn(body: unknown) {
    const here = contoso();
    const result = signInWithPass(here.tenant, PEOPLE.ada, passOf(here, body).passText);
    if (!result.ok) throw new Error(result.why);
    return { ...here, here, session: result.session };
  }

  it('a one-time pass leaves ten minutes to register', () => {
    const { tenant, clock, session } = signedIn({ isUsableOnce: true });
    clock.time += 10 * MINUTE - 1;
    expect(sessionStands(tenant, session)).toBe(true);
    clock.time += 1;
    expect(enrol(tenant, session, NEW_PHONE)).toEqual({ ok: false, why: 'sessionEnded' });
  });

  it('the session ends with the pass', () => {
    const { tenant, clock, session } = signedIn({ lifetimeInMinutes: 10 });
    clock.time += 10 * MINUTE;
    expect(sessionStands(tenant, session)).toBe(false);
  });

  it.each<[string, (here: Contoso) => void]>([
    [
      'sessions are revoked',
      ({ call, clock }) => {
        clock.time += 1;
        call('POST', `/v1.0/users/${PEOPLE.ada}/revokeSignInSessions`);
      },
    ],
    ['the pass is replaced', ({ call }) => call('POST', PASSES)],
    ['the account is disabled', (here) => (ada(here).accountEnabled = false)],
  ])('it ends when %s', (_, spoil) => {
    const { tenant, here, session } = signedIn({});
    spoil(here);
    expect(sessionStands(tenant, session)).toBe(false);
  });
});

describe('when somebody signs in without a pass', () => {
  it('a method is registered from there', () => {
    const { tenant } = contoso();
    expect(signInAndEnrol(tenant, PEOPLE.elias, NEW_PHONE)).toMatchObject({ ok: true });
    expect(signInAndEnrol(tenant, PEOPLE.victor, NEW_PHONE)).toEqual({ ok: false, why: 'accountDisabled' });
  });
});
