import { parseActivity } from '../../bot/inbound-activity';
import { referenceOf, turnOf } from '../../bot/turn';
import { mintCardToken } from '../../recovery/card-token';
import { matchNumber } from '../../recovery/codes';
import { draftRequest } from '../../recovery/draft-request';
import { openRequest } from '../../recovery/open-request';
import type { RequestId } from '../../recovery/terms';
import type { Persona } from '../../simulators/teams/persona';
import { personalPlace } from '../../simulators/teams/roster';
import { messageActivity } from '../../simulators/teams/sent-activity';
import type { BenchCloud } from './bench-cloud';
import { BenchError } from './bench-error';
import { inParallel } from './in-parallel';

/** An open request that waits for the manager, with what both people have on their screens. */
export interface OpenCase {
  readonly employee: Persona;
  readonly manager: Persona;
  readonly requestId: RequestId;
  readonly matchNumber: string;
  /** Tokens of the cards, and the messages that show them. */
  readonly employeeCard: CardInChat;
  readonly managerCard: CardInChat;
}

export interface CardInChat {
  readonly token: string;
  readonly activityId: string;
}

const AT_ONCE = 4;

/** Whoever opens a request in chat has written to the bot by then, which so knows where they are. */
async function hasWritten({ cloud, preparing, roster, sent }: BenchCloud, employee: Persona): Promise<void> {
  const { tenantId } = cloud.settings;
  const activity = parseActivity(messageActivity(sent, employee, personalPlace(roster, employee), 'I lost my phone'));
  const turn = activity && turnOf(tenantId, activity);
  if (turn === undefined) throw new BenchError('wrongAnswer', 'the message does not say who wrote it');
  await preparing.storage.conversations.saveReference(tenantId, turn.presser, referenceOf(turn));
}

/** Id of a draft that this person could confirm now. */
export async function draftFor(world: BenchCloud, employee: Persona): Promise<string> {
  const { deps } = world.preparing;
  const { tenantId } = world.cloud.settings;
  await hasWritten(world, employee);
  const draft = await draftRequest(deps, { tenantId, presser: employee.objectId, scenario: 'lostPhone' });
  if (draft.kind !== 'draft') throw new BenchError('wrongAnswer', `the draft was answered with ${draft.kind}`);
  return draft.draft.id;
}

async function openOne(world: BenchCloud, employee: Persona): Promise<RequestId> {
  const { deps } = world.preparing;
  const { tenantId } = world.cloud.settings;
  const draftId = await draftFor(world, employee);
  const opened = await openRequest(deps, { tenantId, presser: employee.objectId, draftId });
  if (opened.kind === 'done') return opened.stored.request.id;
  throw new BenchError('wrongAnswer', `the request was refused: ${opened.code}`);
}

async function cardOf(world: BenchCloud, requestId: RequestId, person: Persona, round: number): Promise<CardInChat> {
  const { deps, storage } = world.preparing;
  const { tenantId } = world.cloud.settings;
  const placed = await storage.conversations.placement(tenantId, requestId, person.objectId);
  const token = mintCardToken(deps.keys, tenantId, person.objectId, { kind: 'request', id: requestId, round });
  return { token, activityId: placed?.activityId ?? '' };
}

/** What both people have on their screens of an open request. */
export async function caseOf(world: BenchCloud, requestId: RequestId, employee: Persona): Promise<OpenCase> {
  const { deps } = world.preparing;
  const manager = world.cloud.teams.persona('marcus');
  const stored = await deps.ledger.read(world.cloud.settings.tenantId, requestId);
  if (stored?.request.state !== 'awaitingApproval') throw new BenchError('wrongAnswer', 'the request does not wait');
  const { request } = stored;
  return {
    ...{ employee, manager, requestId },
    matchNumber: matchNumber(deps.keys, request, 1).reveal(),
    employeeCard: await cardOf(world, requestId, employee, request.round),
    managerCard: await cardOf(world, requestId, manager, request.round),
  };
}

/** Opens a request for each of these people and waits until the manager has been asked. */
export async function openCases(world: BenchCloud, people: readonly Persona[]): Promise<readonly OpenCase[]> {
  const ids = await inParallel(people, AT_ONCE, (employee) => openOne(world, employee));
  await world.preparing.runner.idle();
  return inParallel(people, AT_ONCE, (employee, index) => caseOf(world, ids[index] ?? '', employee));
}
