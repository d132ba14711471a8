import type { LocalSettings } from '../../simulators/local-cloud';
import type { Call } from './outgoing-calls';
import { serviceOf, tableOperation, type TableOperation } from './table-operations';

/** One call that a turn of the product made, for the bare bot to make as well. */
export type TurnStep =
  | { readonly to: 'table'; readonly operation: TableOperation; readonly bytes: number }
  | { readonly to: 'queue'; readonly bytes: number }
  | { readonly to: 'graph'; readonly method: string; readonly path: string };

/** All that the bare bot does in one turn: these calls, then this answer. */
export interface TurnScript {
  readonly steps: readonly TurnStep[];
  /** What the product answered: the body of an invoke, or the cards and text of a message. */
  readonly answer: unknown;
}

/** What the product sent for one turn, as steps. Calls to Teams are left out: the answer makes them. */
export function stepsOf(settings: LocalSettings, calls: readonly Call[]): readonly TurnStep[] {
  const service = serviceOf(settings);
  return calls
    .filter(({ during }) => during === 'press')
    .flatMap((call): TurnStep | readonly TurnStep[] => {
      const { bytes, method, path } = call;
      switch (service(call)) {
        case 'table':
          return { to: 'table', operation: tableOperation(call), bytes };
        case 'queue':
          return { to: 'queue', bytes };
        case 'graph':
          return { to: 'graph', method, path };
        default:
          return [];
      }
    });
}
