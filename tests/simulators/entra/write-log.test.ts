import { APPS, PEOPLE } from '../../../simulators/entra/contoso-ids';
import { giveMethod } from '../../../simulators/entra/methods';
import { fido2Key } from '../../../simulators/entra/new-methods';
import { userById } from '../../../simulators/entra/people';
import { hasMethodOrPass } from '../../../simulators/entra/write-log';
import { contoso, MINUTE, type Contoso } from '../graph/contoso-caller';

const OF_NOOR = `/v1.0/users/${PEOPLE.noor}/authentication`;

/** Noor has one method, the app that is her default. */
function appOf({ tenant }: Contoso): string {
  return `${OF_NOOR}/microsoftAuthenticatorMethods/${String(userById(tenant, PEOPLE.noor).methods[0]?.id)}`;
}

describe('when an account is recovered', () => {
  it('a pass before the delete leaves no moment without either', () => {
    const here = contoso();
    const created = here.call('POST', `${OF_NOOR}/temporaryAccessPassMethods`);
    here.call('DELETE', appOf(here));
    expect(here.tenant.writes.map(({ by, method, path }) => [by, method, path.split('/')[4]])).toEqual([
      [APPS.executor.appId, 'POST', 'temporaryAccessPassMethods'],
      [APPS.executor.appId, 'DELETE', 'microsoftAuthenticatorMethods'],
    ]);
    expect(here.tenant.writes[0]).toMatchObject({ userId: PEOPLE.noor, requestId: created.headers['request-id'] });
    expect(here.tenant.zeroMoments).toEqual([]);
  });

  it('a delete before the pass is noted', () => {
    const here = contoso();
    here.call('DELETE', appOf(here));
    here.call('POST', `${OF_NOOR}/temporaryAccessPassMethods`);
    expect(here.tenant.zeroMoments).toMatchObject([{ userId: PEOPLE.noor, after: { method: 'DELETE' } }]);
  });

  it('a pass that is over does not count', () => {
    const here = contoso();
    here.call('POST', `${OF_NOOR}/temporaryAccessPassMethods`, { body: { lifetimeInMinutes: 10 } });
    here.clock.time += 10 * MINUTE;
    here.call('DELETE', appOf(here));
    expect(here.tenant.zeroMoments).toHaveLength(1);
  });

  it('a disabled account may stand with nothing, until it is enabled', () => {
    const here = contoso();
    const enable = (accountEnabled: boolean) =>
      here.call('PATCH', `/v1.0/users/${PEOPLE.noor}`, { body: { accountEnabled } });
    enable(false);
    here.call('DELETE', appOf(here));
    expect(here.tenant.zeroMoments).toEqual([]);
    enable(true);
    expect(here.tenant.zeroMoments).toMatchObject([{ after: { method: 'PATCH' } }]);
  });

  it('a refused write is none', () => {
    const here = contoso();
    here.call('DELETE', `${OF_NOOR}/phoneMethods/3179e48a-750b-4051-897c-87b9720928f7`);
    expect(here.tenant.writes).toEqual([]);
  });
});

describe('when somebody is asked for what covers them', () => {
  it('a method of their own does, e-mail and password do not', () => {
    const { tenant } = contoso();
    const lena = userById(tenant, PEOPLE.lena);
    expect(hasMethodOrPass(tenant, lena)).toBe(false);
    giveMethod(tenant, PEOPLE.lena, fido2Key('Blue'));
    expect(hasMethodOrPass(tenant, lena)).toBe(true);
  });
});
