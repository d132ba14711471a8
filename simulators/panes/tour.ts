import type { Card } from '../teams/card';

/** What shows that a step of the tour was done: an element of a card (by id), or something that happened. */
export type TourSign = 'enrolled' | 'matchNumber' | 'pass' | 'releaseCode' | 'status';

export interface TourStep {
  /** Handle of the person, or "outside". */
  readonly where: string;
  readonly title: string;
  readonly text: string;
  readonly doneBy: TourSign;
}

export interface TourPeople {
  readonly employee: string;
  readonly manager: string;
  readonly helpdesk: string;
}

interface Named {
  readonly id: string;
  readonly givenName: string;
}

/** A whole recovery in five steps, for somebody who sees this for the first time. */
export function tourFor(people: { readonly [role in keyof TourPeople]: Named }): readonly TourStep[] {
  const { employee, manager, helpdesk } = people;
  return [
    {
      ...{ where: employee.id, title: `${employee.givenName} lost her phone`, doneBy: 'matchNumber' },
      text: `In ${employee.givenName}’s chat press “I lost my phone” and confirm the card.`,
    },
    {
      ...{ where: manager.id, title: `${manager.givenName} approves`, doneBy: 'releaseCode' },
      text: `He calls her: press Approve, type the three digits ${employee.givenName} sees, then “I called a number I knew”.`,
    },
    {
      ...{ where: employee.id, title: 'The pass appears once', doneBy: 'pass' },
      text: `He reads six digits out: type them into ${employee.givenName}’s card and press “Show my pass”.`,
    },
    {
      ...{ where: 'outside', title: 'New phone', doneBy: 'enrolled' },
      text: 'Outside Teams, type the pass she sees and enrol her new phone.',
    },
    {
      ...{ where: helpdesk.id, title: 'Case closed', doneBy: 'status' },
      text: `The case closes itself. ${helpdesk.givenName} asks “status” with the number on the cards: LK-…`,
    },
  ];
}

/** Ids that the card shows to somebody; inputs of the same name ask for a value and show none. */
function shownIds(node: unknown): readonly string[] {
  if (Array.isArray(node)) return node.flatMap(shownIds);
  if (typeof node !== 'object' || node === null) return [];
  const { id, type } = node as { readonly id?: unknown; readonly type?: unknown }; // JSON: any key may be there or not.
  const own = typeof id === 'string' && typeof type === 'string' && !type.startsWith('Input.') ? [id] : [];
  return [...own, ...Object.values(node).flatMap(shownIds)];
}

const SHOWN: readonly TourSign[] = ['matchNumber', 'releaseCode', 'pass'];

export function signsIn(card: Card): readonly TourSign[] {
  const ids = new Set(shownIds(card));
  return SHOWN.filter((sign) => ids.has(sign));
}

/** How many steps are done. A later step done means that the earlier ones were, however somebody got there. */
export const stepsDone = (tour: readonly TourStep[], seen: ReadonlySet<TourSign>): number =>
  tour.findLastIndex(({ doneBy }) => seen.has(doneBy)) + 1;
