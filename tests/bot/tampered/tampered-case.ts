import type { ObjectId } from '../../../recovery/terms';
import { WHO } from '../../support/sample-people';
import type { Json, TamperedScene } from './tampered-scene';

/** How a press that is not what it seems has to end; in no case does anything happen. */
export type Ending =
  /** A sentence for whoever pressed, and an entry in the journal of their tenant. */
  | 'refused'
  /** It did not come from Teams: HTTP 400 or 401, and nothing else. */
  | 'door'
  /** From an organisation that is not served: told so; it has no journal. */
  | 'elsewhere'
  /** No press at all, by what the envelope says: what comes back is what this person may see anyway, or nothing. */
  | 'harmless';

export interface TamperedCase {
  readonly what: string;
  /** The authenticated person. */
  readonly as: ObjectId;
  readonly body: Json;
  readonly ends: Ending;
}

/** A press as it would count if nothing were wrong with it. */
export interface RightPress {
  readonly what: string;
  readonly by: ObjectId;
  readonly verb: string;
  readonly inputs: Json;
}

/** One for each thing worth stealing: the decision, the pass, another code, an end of the shield around it all. */
export function rightPresses({ number, code }: TamperedScene): readonly RightPress[] {
  const approve = { matchNumber: number, verifiedBy: 'inPerson' };
  return [
    { what: 'approve', by: WHO.max, verb: 'approval.confirmApprove', inputs: approve },
    { what: 'reveal', by: WHO.ada, verb: 'pass.reveal', inputs: { releaseCode: code } },
    { what: 'fraud', by: WHO.ada, verb: 'request.fraud', inputs: {} },
    { what: 'newCode', by: WHO.max, verb: 'approval.newCode', inputs: {} },
  ];
}
