import { GROUPS, PEOPLE } from '../../../simulators/entra/contoso-ids';
import { addUser, userById } from '../../../simulators/entra/people';
import { createTenant } from '../../../simulators/entra/tenant';
import { contoso, MINUTE, START, type Contoso } from './contoso-caller';

const PASSES = `/v1.0/users/${PEOPLE.ada}/authentication/temporaryAccessPassMethods`;

function messageOf({ call }: Contoso, body: unknown, person: string = PEOPLE.ada): string {
  const path = `/v1.0/users/${person}/authentication/temporaryAccessPassMethods`;
  const answer = call('POST', path, { body });
  expect([answer.status, answer.body.error.code]).toEqual([400, 'badRequest']);
  expect(answer.body.error.innerError.message).toBe(answer.body.error.message);
  return answer.body.error.message;
}

describe('when a pass is created', () => {
  it('its secret is in that answer and in no later one', () => {
    const { call } = contoso();
    const created = call('POST', PASSES, { body: { lifetimeInMinutes: 30, isUsableOnce: true } });
    expect(created.status).toBe(201);
    expect(created.body).toEqual({
      '@odata.context': `https://graph.microsoft.com/v1.0/$metadata#users('${PEOPLE.ada}')/authentication/temporaryAccessPassMethods/$entity`,
      '@odata.type': '#microsoft.graph.temporaryAccessPassAuthenticationMethod',
      id: expect.any(String),
      temporaryAccessPass: expect.stringMatching(/^\+\S{7}$/),
      createdDateTime: '2026-08-03T09:00:00.000Z',
      startDateTime: '2026-08-03T09:00:00.000Z',
      lifetimeInMinutes: 30,
      isUsableOnce: true,
      isUsable: true,
      methodUsabilityReason: 'EnabledByPolicy',
    });
    const all = call('GET', PASSES.replace('temporaryAccessPassMethods', 'methods')).body.value;
    const later = [...call('GET', PASSES).body.value, call('GET', `${PASSES}/${created.body.id}`).body, ...all];
    const seen = later.filter(({ id }) => id === created.body.id);
    expect(seen.map(({ temporaryAccessPass }) => temporaryAccessPass)).toEqual([null, null, null]);
  });

  it('an empty body takes the policy’s defaults', () => {
    const { call } = contoso();
    expect(call('POST', PASSES, { body: {} }).body).toMatchObject({ lifetimeInMinutes: 60, isUsableOnce: false });
  });

  it('the one before it is gone, secret and all', () => {
    const { call, tenant } = contoso();
    const first = call('POST', PASSES, { body: {} }).body;
    const second = call('POST', PASSES, { body: {} }).body;
    expect(second.id).not.toBe(first.id);
    expect(second.temporaryAccessPass).not.toBe(first.temporaryAccessPass);
    expect(call('GET', PASSES).body.value).toHaveLength(1);
    expect(call('GET', `${PASSES}/${first.id}`).status).toBe(404);
    expect(userById(tenant, PEOPLE.ada).pass?.secret).toBe(second.temporaryAccessPass);
  });

  it('its usability follows the clock', () => {
    const { call, clock } = contoso();
    const startDateTime = new Date(START + 10 * MINUTE).toISOString();
    const { id } = call('POST', PASSES, { body: { startDateTime, lifetimeInMinutes: 30 } }).body;
    const reasonAt = (minutes: number) => {
      clock.time = START + minutes * MINUTE;
      const { isUsable, methodUsabilityReason } = call('GET', `${PASSES}/${id}`).body;
      return [isUsable, methodUsabilityReason];
    };
    expect(reasonAt(0)).toEqual([false, 'NotYetValid']);
    expect(reasonAt(10)).toEqual([true, 'EnabledByPolicy']);
    expect(reasonAt(40)).toEqual([false, 'Expired']);
  });

  it('it is neither listed nor found before it has replicated', () => {
    const { call, clock } = contoso({ passLagMs: 2 * MINUTE });
    const { id } = call('POST', PASSES, { body: {} }).body;
    expect([call('GET', PASSES).body.value, call('GET', `${PASSES}/${id}`).status]).toEqual([[], 404]);
    clock.time += 2 * MINUTE;
    expect(call('GET', PASSES).body.value).toHaveLength(1);
  });

  it('it can be deleted once', () => {
    const { call } = contoso();
    const { id } = call('POST', PASSES, { body: {} }).body;
    expect([call('DELETE', `${PASSES}/${id}`).status, call('DELETE', `${PASSES}/${id}`).status]).toEqual([204, 404]);
  });
});

describe('when a pass is refused', () => {
  const notAllowed =
    'Converged UserCredentialPolicy does not allow creating or updating this authentication method. AuthMethodType [TemporaryAccessPass].';

  it.each([9, 481, 12.5, 'long'])('a lifetime of %s is out of range', (lifetimeInMinutes) => {
    const message = messageOf(contoso(), { lifetimeInMinutes });
    expect(message).toBe('Invalid LifetimeInMinutes specified. The valid range between 10 and 480.');
  });

  it('the range is the tenant’s, by default Microsoft’s', () => {
    const here = contoso();
    const { clock } = here.tenant;
    const tenant = createTenant({ tenantId: here.tenant.tenantId, domain: 'fresh.example', clock });
    addUser(tenant, { displayName: 'Fresh', userPrincipalName: 'fresh@fresh.example' });
    here.tenant.passPolicy.minimumLifetimeInMinutes = tenant.passPolicy.minimumLifetimeInMinutes;
    expect(messageOf(here, { lifetimeInMinutes: 59 })).toBe(
      'Invalid LifetimeInMinutes specified. The valid range between 60 and 480.',
    );
  });

  it('the policy is off', () => {
    const here = contoso();
    here.tenant.passPolicy.state = 'disabled';
    expect(messageOf(here, {})).toBe(notAllowed);
  });

  it('the person is not in the policy’s scope, or excluded from it', () => {
    const here = contoso();
    const { passPolicy } = here.tenant;
    passPolicy.includeTargets = [{ targetType: 'group', id: GROUPS.helpdesk }];
    expect(messageOf(here, {})).toBe(notAllowed);
    expect(here.call('POST', PASSES.replace(PEOPLE.ada, PEOPLE.hana), { body: {} }).status).toBe(201);
    passPolicy.excludeTargets = [{ targetType: 'group', id: GROUPS.helpdesk }];
    expect(messageOf(here, {}, PEOPLE.hana)).toBe(notAllowed);
  });

  it('the person is a guest from another tenant', () => {
    const message = messageOf(contoso(), {}, PEOPLE.lena);
    expect(message).toBe('Temporary Access Pass cannot be added to an external guest user.');
  });

  it('the policy wants one-time passes and the wish does not', () => {
    const here = contoso();
    here.tenant.passPolicy.isUsableOnce = true;
    messageOf(here, { isUsableOnce: false });
    expect(here.call('POST', PASSES, { body: {} }).body.isUsableOnce).toBe(true);
  });

  it('nothing has changed', () => {
    const here = contoso();
    messageOf(here, { lifetimeInMinutes: 1 });
    expect([here.tenant.writes, here.tenant.audits]).toEqual([[], []]);
  });
});

describe('when the pass policy is read', () => {
  it('it has the shape that Graph gives it', () => {
    const path = '/v1.0/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/temporaryAccessPass';
    expect(contoso().call('GET', path).body).toEqual({
      '@odata.context': 'https://graph.microsoft.com/v1.0/$metadata#authenticationMethodConfigurations/$entity',
      '@odata.type': '#microsoft.graph.temporaryAccessPassAuthenticationMethodConfiguration',
      id: 'TemporaryAccessPass',
      state: 'enabled',
      defaultLifetimeInMinutes: 60,
      defaultLength: 8,
      minimumLifetimeInMinutes: 10,
      maximumLifetimeInMinutes: 480,
      isUsableOnce: false,
      includeTargets: [{ targetType: 'group', id: 'all_users', isRegistrationRequired: false }],
      excludeTargets: [],
    });
  });
});
