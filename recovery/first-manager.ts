import { AWAY, AWAY_UNREAD, presenceFrom } from './away';
import type { Reason } from './facts';
import type { Vouching } from './manager-chain';
import { managerChain } from './manager-chain';
import type { Person, TenantSettings } from './ports';
import type { ReadingStandIns } from './stand-in';
import { NAMED, NOT_HERE, standInFor, standsInNow } from './stand-in';
import type { ObjectId } from './terms';

/** Who is asked in the slot of the manager, and for whom: the manager themselves, or the stand-in whom they named. */
export interface Vouches {
  readonly approver: ObjectId;
  readonly manager: ObjectId;
}

export interface ManagerChoice {
  readonly manager?: Vouches;
  /** A manager who is away: better than nobody. */
  readonly nextBest?: ObjectId;
  readonly reasons: readonly Reason[];
}

interface Looked extends Pick<Vouches, 'manager'> {
  readonly approver?: ObjectId;
  /** Why somebody else is asked for them, or instead of them. */
  readonly reason?: Reason;
}

interface Question {
  readonly tenant: Pick<TenantSettings, 'tenantId'>;
  readonly employee: Person;
  readonly excluded: readonly ObjectId[];
}

/** Who is asked for a manager, each looked up once: their stand-in, they themselves, or nobody while they are away. */
function lookFrom(deps: ReadingStandIns, { tenant, employee }: Question, not: readonly ObjectId[]) {
  const { tenantId } = tenant;
  const presence = presenceFrom(deps, tenantId);
  const isAway = async (id: ObjectId): Promise<boolean> => (await presence(id)) === 'away';
  const standIn = standInFor(deps, tenantId, { employee: employee.id, not, isAway });
  const inPerson = async (manager: ObjectId): Promise<Looked> => {
    const there = await presence(manager);
    if (there === 'away') return { manager, reason: AWAY };
    return { manager, approver: manager, ...(there === 'unread' && { reason: AWAY_UNREAD }) };
  };
  const inTheirPlace = async (manager: ObjectId): Promise<Looked> => {
    const named = await standIn(manager);
    if (named.kind === 'none') return inPerson(manager);
    return named.kind === 'fit' ? { manager, approver: named.id, reason: NAMED } : { manager, reason: NOT_HERE };
  };
  const ahead = (manager: ObjectId): void => void [isAway(manager), standIn(manager)];
  return { inPerson, inTheirPlace, ahead };
}

function choiceOf(looked: readonly Looked[], reasons: readonly Reason[]): ManagerChoice {
  const at = looked.findIndex(({ approver }) => approver !== undefined);
  const passed = at === -1 ? looked : looked.slice(0, at + 1);
  const said = new Set(passed.flatMap(({ reason }) => reason ?? []));
  const { approver, manager } = looked[at] ?? {};
  const [nextBest] = looked;
  return {
    ...(approver !== undefined && manager !== undefined && { manager: { approver, manager } }),
    ...(nextBest !== undefined && { nextBest: nextBest.manager }),
    reasons: [...reasons, ...said],
  };
}

/**
 * The first in the chain who may answer and is not away, or has a stand-in. Who is away is passed by as if they had said
 * "not mine". Only who is trusted as the manager of today has a stand-in, and only where they might answer themselves.
 */
export async function firstManager(
  deps: ReadingStandIns,
  question: Question,
  not: readonly ObjectId[],
): Promise<ManagerChoice> {
  const { tenant, employee, excluded } = question;
  const { inPerson, inTheirPlace, ahead } = lookFrom(deps, question, not);
  const trusted = new Set<ObjectId>();
  const mayAnswer = (id: ObjectId): boolean => !not.includes(id);
  const meets = (id: ObjectId): void => void (mayAnswer(id) && ahead(id));
  const vouching = { employee, openers: [employee.id, ...excluded], meets };
  const enough = async (id: ObjectId): Promise<boolean> => {
    trusted.add(id);
    return mayAnswer(id) && (await inTheirPlace(id)).approver !== undefined;
  };
  const { people, reasons } = await managerChain(deps, tenant.tenantId, vouching, enough);
  const fit = people.filter(mayAnswer);
  const looked = await Promise.all(fit.map((id) => (trusted.has(id) ? inTheirPlace(id) : inPerson(id))));
  return choiceOf(looked, reasons);
}

/** Reads again whether somebody is a manager in the chain, or the stand-in of one while that lasts. */
export async function vouchesStill(
  deps: ReadingStandIns,
  tenantId: ObjectId,
  vouching: Vouching,
  approver: ObjectId,
): Promise<boolean> {
  const question = { employee: vouching.employee.id, not: vouching.openers };
  let standsIn = false;
  const { people } = await managerChain(deps, tenantId, vouching, async (manager) => {
    if (manager === approver) return true;
    standsIn = await standsInNow(deps, tenantId, manager, question, approver);
    return standsIn;
  });
  return standsIn || people.includes(approver);
}
