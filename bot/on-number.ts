import type { Stored } from '../recovery/ports';
import type { ObjectId, ShortCode } from '../recovery/terms';
import { SAID } from '../words/said';
import { text } from './answer';
import type { Note } from './face';
import type { Handler } from './handler-deps';
import { answerBegun } from './on-approval';
import { MORE_REPLIES } from './replies';

interface Typed {
  readonly shortCode?: ShortCode;
}

const ON_CARD: Note = { tone: 'accent', text: SAID.numberOnCard };

const named = (all: readonly Stored[], shortCode: ShortCode | undefined): readonly Stored[] =>
  shortCode === undefined ? all : all.filter(({ request }) => request.shortCode === shortCode);

/** A request whose number this person has still to type. */
const awaits = (presser: ObjectId, { request }: Stored): boolean =>
  request.state === 'awaitingApproval' &&
  request.slots.some(({ approval, candidates }) => approval === undefined && candidates.includes(presser));

/**
 * Three digits typed in chat: the approver's match number. It decides nothing; the answer is the card that asks for
 * it, and how the employee was recognised, and the press on that card decides. A message of ours never repeats a number.
 */
export const onMatchNumber: Handler<Typed> = async (deps, turn, { shortCode }) => {
  const { tenantId, presser } = turn;
  const { own, waiting } = await deps.verbs.findMine({ tenantId, presser });
  const open = waiting.filter((one) => awaits(presser, one));
  const [first, ...others] = named(open, shortCode);
  if (others.length > 0) return text(SAID.numberNeedsCode);
  if (first !== undefined) {
    const begun = await deps.verbs.beginApproval({ tenantId, presser, requestId: first.request.id });
    return answerBegun(deps, turn, begun, ON_CARD);
  }
  const isOwn = own !== undefined && !('ended' in own.request);
  return text(isOwn ? MORE_REPLIES.numberIsForApprover : SAID.numberWithoutRequest);
};

/** Six digits typed in chat where no code is awaited from this person; where one is, `answerTypedCode` has the answer. */
export const onReleaseCode: Handler<Typed> = async ({ verbs }, { tenantId, presser }, { shortCode }) => {
  const { waiting } = await verbs.findMine({ tenantId, presser });
  const isApprover = named(waiting, shortCode).length > 0;
  return text(isApprover ? MORE_REPLIES.codeIsForEmployee : SAID.numberWithoutRequest);
};
