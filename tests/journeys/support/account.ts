import { APPS, PEOPLE } from '../../../simulators/entra/contoso-ids';
import { METHOD_TYPES } from '../../../simulators/entra/method-types';
import { passIsUsable } from '../../../simulators/entra/pass-state';
import { userById } from '../../../simulators/entra/people';
import { giveMethod } from '../../../simulators/entra/methods';
import type { NewMethod } from '../../../simulators/entra/new-methods';
import type { SimMethod, SimUser } from '../../../simulators/entra/sim-user';
import { DAY } from '../../support/fake-clock';
import type { Handle, World } from './world';

/** How writes on an account read, see `writesOn`. */
export const PASS = 'POST temporaryAccessPassMethods';
export const TAKE_PASS = 'DELETE temporaryAccessPassMethods';
export const SIGN_OUT = 'POST revokeSignInSessions';
export const DISABLE = 'PATCH';

export function account({ cloud }: World, who: Handle): SimUser {
  return userById(cloud.tenant, PEOPLE[who]);
}

/** Has had this method for so long that no rule asks when it was registered. */
export function givesOldMethod({ cloud }: World, who: Handle, method: NewMethod): SimMethod {
  return giveMethod(cloud.tenant, PEOPLE[who], method, cloud.tenant.clock.now() - 100 * DAY);
}

/** Types of the methods that stand on the account. */
export function standing(world: World, who: Handle): readonly string[] {
  return account(world, who).methods.map(({ type }) => type);
}

/** The types that let somebody sign in. */
export function strongMethods(world: World, who: Handle): readonly string[] {
  return account(world, who)
    .methods.filter(({ type }) => METHOD_TYPES[type].strong)
    .map(({ type }) => type);
}

export function hasLivePass(world: World, who: Handle): boolean {
  return passIsUsable(world.cloud.tenant, account(world, who).pass);
}

/** What the product wrote on the account, in order: `POST temporaryAccessPassMethods`, `DELETE phoneMethods`, `PATCH`, ... */
export function writesOn({ cloud }: World, who: Handle): readonly string[] {
  return cloud.tenant.writes
    .filter(({ userId, by, path }) => {
      return userId === PEOPLE[who] && by === APPS.executor.appId && !path.includes('/teamwork/');
    })
    .map(({ method, path }) => {
      const [, , , ...rest] = path.split('/');
      const [collection = ''] = rest.filter((part) => part !== 'authentication');
      return `${method} ${collection}`.trim();
    });
}
