import type { Deps } from './deps';
import { isUnanswered } from './opened-by';
import type { Stored } from './ports';
import { isEnded } from './request';
import type { ObjectId } from './terms';

export interface About {
  /** Also where its guard, or its list, has got lost: each is looked for in the other. */
  readonly live?: Stored;
  /** The newest about the employee, newest first. */
  readonly recent: readonly Stored[];
  /** Without those that a colleague opened and the employee never answered: nobody uses up the employee's window for them. */
  readonly answered: readonly Stored[];
}

/** What there is about somebody already. */
export async function aboutEmployee(deps: Deps, tenantId: ObjectId, employee: ObjectId): Promise<About> {
  const { count } = deps.policy.caps.perEmployee;
  const [active, recent] = await Promise.all([
    deps.ledger.findActive(tenantId, employee),
    // Colleagues may fill the window once, and the employee and the helpdesk once more.
    deps.ledger.listByEmployee(tenantId, employee, 2 * count + 1),
  ]);
  const live = active ?? recent.find(({ request }) => !isEnded(request));
  const answered = recent.filter(({ request }) => !isUnanswered(request));
  return { recent, answered, ...(live !== undefined && { live }) };
}
