import { APPS } from '../../simulators/entra/contoso-ids';
import { METHOD_TYPES } from '../../simulators/entra/method-types';
import { userById } from '../../simulators/entra/people';
import type { SimTenant } from '../../simulators/entra/tenant';
import type { Storage } from '../../storage/connect';
import type { Pair } from './pairs';

const DECISIONS = new Set(['approved', 'denied', 'expired', 'cancelled']);
const PLANNED = ['microsoftAuthenticatorMethods', 'phoneMethods', 'softwareOathMethods'];
/** Elsewhere than on the lost phone, and the new one. */
const STAYS = ['windowsHelloForBusiness', 'email', 'microsoftAuthenticator'];

/** How a person's one recovery ended, from the ledger and from the account. */
export interface Verdict {
  readonly problems: readonly string[];
  readonly passes: number;
}

function accountProblems(tenant: SimTenant, { employeeId }: Pair): { problems: string[]; passes: number } {
  const problems: string[] = [];
  const writes = tenant.writes.filter(({ userId, by }) => userId === employeeId && by === APPS.executor.appId);
  const deletes = writes.filter(({ method }) => method === 'DELETE').map(({ path }) => path.split('/').at(-2) ?? '');
  const outside = deletes.filter((one) => !PLANNED.includes(one));
  if (outside.length > 0) problems.push(`deleted outside the plan: ${outside.join(', ')}`);
  if (deletes.length !== PLANNED.length) problems.push(`${String(deletes.length)} deletes`);
  const zero = tenant.zeroMoments.filter(({ userId }) => userId === employeeId).length;
  if (zero > 0) problems.push(`${String(zero)} moments with neither method nor pass`);
  const standing = userById(tenant, employeeId).methods.map(({ type }) => type);
  const strong = standing.filter((type) => METHOD_TYPES[type].strong).length;
  if (standing.join() !== STAYS.join() || strong === 0) problems.push(`methods at the end: ${standing.join(', ')}`);
  const passes = writes.filter(({ method, path }) => method === 'POST' && path.endsWith('temporaryAccessPassMethods'));
  return { problems, passes: passes.length };
}

/** Checks one recovery that should be over. Empty problems: everything that must hold does. */
export async function judge(storage: Storage, tenant: SimTenant, pair: Pair): Promise<Verdict> {
  const { ledger } = storage;
  const all = await ledger.listByEmployee(tenant.tenantId, pair.employeeId, 5);
  const [first] = all;
  if (first === undefined) return { problems: ['there is no request'], passes: 0 };
  const { problems, passes } = accountProblems(tenant, pair);
  const { id, state } = first.request;
  if (all.length > 1) problems.push(`${String(all.length)} requests`);
  if (state !== 'completed') problems.push(`ended as ${state}`);
  const trail = (await ledger.trail(tenant.tenantId, id)).map(({ event }) => event.type);
  const decisions = trail.filter((type) => DECISIONS.has(type));
  if (decisions.join() !== 'approved') problems.push(`decisions: ${decisions.join(', ') || 'none'}`);
  const report = await ledger.verify(tenant.tenantId, id);
  if (!report.ok) problems.push(`the chain does not hold: ${report.firstBad?.why ?? ''}`);
  return { problems, passes };
}
