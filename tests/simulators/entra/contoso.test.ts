import { PERMISSIONS } from '../../../graph/permissions';
import { createContoso, EXECUTOR_ROLES } from '../../../simulators/entra/contoso';
import { GROUPS, PEOPLE } from '../../../simulators/entra/contoso-ids';
import { setDefaultMethod } from '../../../simulators/entra/methods';
import { userById } from '../../../simulators/entra/people';
import { SimError } from '../../../simulators/entra/sim-error';
import { countingIds, randomIds } from '../../../simulators/entra/sim-ids';
import { START } from '../graph/contoso-caller';

const MONTH = 30 * 24 * 3_600_000;

describe('when the sample tenant is made', () => {
  const tenant = createContoso({ clock: { now: () => START } });

  it('it begins with a clean sheet', () => {
    const { writes, audits, signIns, outbox, zeroMoments } = tenant;
    expect([writes, audits, signIns, outbox, zeroMoments]).toEqual([[], [], [], [], []]);
  });

  it('all of Ada’s methods are old', () => {
    const { methods } = userById(tenant, PEOPLE.ada);
    expect(methods).toHaveLength(5);
    expect(methods.filter(({ createdAt }) => createdAt > START - 6 * MONTH)).toEqual([]);
  });

  it('managers lead to the top without a circle', () => {
    for (const { id } of tenant.users.values()) {
      const seen: string[] = [];
      for (let at = userById(tenant, id).manager; at !== undefined; at = userById(tenant, at.id).manager) {
        expect(seen).not.toContain(at.id);
        seen.push(at.id);
      }
    }
    expect(userById(tenant, PEOPLE.noor).manager).toBeUndefined();
  });

  it('nobody is in two of the groups', () => {
    const members = Object.values(GROUPS).flatMap((id) => [...(tenant.groups.get(id)?.members ?? [])]);
    expect(new Set(members).size).toBe(members.length);
  });

  it('its executor was granted everything that the product asks for, but for the one right that most tenants withhold', () => {
    const asked = Object.keys(PERMISSIONS).filter((name) => name !== 'UserAuthenticationMethod.ReadWrite.All');
    expect(EXECUTOR_ROLES).toEqual(expect.arrayContaining(asked));
    expect(EXECUTOR_ROLES).not.toContain('UserAuthenticationMethod.ReadWrite.All');
  });

  it('names become addresses without accents', () => {
    expect(userById(tenant, PEOPLE.tomas).mail).toBe('tomas.ferreira@contoso.example');
  });

  it('a mistake in a test is told as one', () => {
    expect(() => userById(tenant, 'nobody')).toThrow(SimError);
    expect(() => setDefaultMethod(tenant, PEOPLE.ada, 'none')).toThrow('Ada Lindqvist has no method none');
  });
});

describe('when ids are made', () => {
  it('counted ones repeat, random ones do not', () => {
    const take = (ids: typeof randomIds) => [ids.guid(), ids.guid(), ids.pass(8)];
    expect(take(countingIds())).toEqual(take(countingIds()));
    expect(take(randomIds)).not.toEqual(take(randomIds));
    expect(new Set(take(countingIds())).size).toBe(3);
    expect(randomIds.pass(40)).toMatch(/^[A-Za-z2-9+]{40}$/);
  });
});
