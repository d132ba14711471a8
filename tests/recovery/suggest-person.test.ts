import type { Deps } from '../../recovery/deps';
import { EffectError } from '../../recovery/errors';
import { suggestPerson } from '../../recovery/suggest-person';
import { createWorld, DEFAULT_POLICY } from '../support/domain-world';
import { OTHER_TENANT, person, TENANT } from '../support/request-builder';
import { WHO } from '../support/sample-people';

const asked = (deps: Deps, presser: string, author: string = WHO.ada, tenantId: string = TENANT) =>
  suggestPerson(deps, { tenantId, presser, author });

type Found = Awaited<ReturnType<Deps['directory']['person']>>;

/** A directory in which one person is different. */
function changed(deps: Deps, id: string, change: (found: NonNullable<Found>) => Found): Deps {
  const { directory } = deps;
  const look: Deps['directory']['person'] = async (tenantId, one) => {
    const found = await directory.person(tenantId, one);
    return one === id && found !== undefined ? change(found) : found;
  };
  return { ...deps, directory: Object.assign(Object.create(directory) as typeof directory, { person: look }) };
}

describe('when a form is opened from what somebody wrote', () => {
  it.each(['colin', 'helen'] as const)('%s is told the work address of its author', async (who) => {
    const { deps } = await createWorld();
    const { mail, userPrincipalName } = (await deps.directory.person(TENANT, WHO.ada)) ?? {};
    expect(await asked(deps, WHO[who])).toBe(mail ?? userPrincipalName);
    expect(mail ?? userPrincipalName).toMatch(/@/);
  });

  it('falls back on the name that they sign in with', async () => {
    const { deps } = await createWorld();
    const mailless = changed(deps, WHO.ada, ({ mail: _mail, ...rest }) => rest);
    expect(await asked(mailless, WHO.colin)).toBe((await deps.directory.person(TENANT, WHO.ada))?.userPrincipalName);
  });
});

describe('when there is nobody to suggest', () => {
  const changes: readonly (readonly [string, string, (found: NonNullable<Found>) => Found])[] = [
    ['the author’s account is disabled', WHO.ada, (found) => ({ ...found, accountEnabled: false })],
    ['the author is a guest', WHO.ada, (found) => ({ ...found, userType: 'guest' })],
    ['the presser’s account is disabled', WHO.colin, (found) => ({ ...found, accountEnabled: false })],
    ['the presser is a guest', WHO.colin, (found) => ({ ...found, userType: 'guest' })],
  ];
  it.each(changes)('%s', async (_why, who, change) => {
    const { deps } = await createWorld();
    expect(await asked(changed(deps, who, change), WHO.colin)).toBeUndefined();
  });

  it.each([
    ['the presser wrote it', WHO.colin, TENANT],
    ['nobody has that id', person(77), TENANT],
    ['the tenant is not served', WHO.ada, OTHER_TENANT],
  ])('%s', async (_why, author, tenantId) => {
    expect(await asked((await createWorld()).deps, WHO.colin, author, tenantId)).toBeUndefined();
  });

  it('the directory does not answer', async () => {
    const { deps } = await createWorld();
    const down = changed(deps, WHO.ada, () => {
      throw new EffectError('unavailable', 'Graph is gone');
    });
    expect(await asked(down, WHO.colin)).toBeUndefined();
  });
});

describe('when a colleague tries one author after the other (T22)', () => {
  it('each takes the place of a form, before anybody is looked up, and the helpdesk’s none', async () => {
    const { deps } = await createWorld({
      policy: { caps: { ...DEFAULT_POLICY.caps, perRequester: { count: 1, windowMs: 3_600_000 } } },
    });
    const looked: string[] = [];
    const seen = changed(deps, WHO.ada, (found) => {
      looked.push(found.id);
      return found;
    });
    for (let at = 0; at < 5; at += 1) await asked(seen, WHO.colin);
    expect(looked).toHaveLength(3);
    for (let at = 0; at < 5; at += 1) await asked(seen, WHO.helen);
    expect(looked).toHaveLength(8);
  });
});
