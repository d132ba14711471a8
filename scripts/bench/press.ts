import type { BotAnswer } from '../../simulators/teams/bot-client';
import { postToBot } from '../../simulators/teams/bot-client';
import { outcomeOf } from '../../simulators/teams/invoke-answer';
import type { Persona } from '../../simulators/teams/persona';
import { personalPlace } from '../../simulators/teams/roster';
import { executeActivity, messageActivity } from '../../simulators/teams/sent-activity';
import { shownText } from '../shown-text';
import type { BenchCloud } from './bench-cloud';
import { BenchError } from './bench-error';
import type { CardInChat, OpenCase } from './open-cases';

/** Writes to the bot at `url`, as Teams would. */
export function write(world: BenchCloud, url: string, from: Persona, text: string): Promise<BotAnswer> {
  const place = personalPlace(world.roster, from);
  return postToBot(world.to(url), messageActivity(world.sent, from, place, text));
}

interface Pressing {
  readonly from: Persona;
  readonly card: CardInChat;
  readonly verb: string;
  readonly inputs: Readonly<Record<string, string>>;
}

/** Presses a button, as Teams would. */
export function press(world: BenchCloud, url: string, { from, card, verb, inputs }: Pressing): Promise<BotAnswer> {
  const place = personalPlace(world.roster, from);
  const data = { ...inputs, token: card.token };
  const action = { type: 'Action.Execute', verb, data };
  const activity = executeActivity(world.sent, { from, place, replyToId: card.activityId, action }, 'manual');
  return postToBot(world.to(url), activity);
}

function shown(answer: BotAnswer, id: string): string {
  const outcome = outcomeOf(answer);
  const text = outcome.kind === 'card' ? shownText(outcome.card, id) : undefined;
  if (text !== undefined && text !== '') return text.replace(/\s/g, '');
  const said = outcome.kind === 'card' ? 'another card' : JSON.stringify(outcome);
  throw new BenchError('wrongAnswer', `no ${id} was shown: ${said}`);
}

/** The manager approves; the answer is the release code. */
export async function approve(world: BenchCloud, url: string, one: OpenCase): Promise<string> {
  const inputs = { matchNumber: one.matchNumber, verifiedBy: 'knownNumber' };
  const pressing = { from: one.manager, card: one.managerCard, verb: 'approval.confirmApprove', inputs };
  return shown(await press(world, url, pressing), 'releaseCode');
}

/** The employee types the code; fails when no pass is shown. */
export async function reveal(world: BenchCloud, url: string, one: OpenCase, releaseCode: string): Promise<void> {
  const pressing = { from: one.employee, card: one.employeeCard, verb: 'pass.reveal', inputs: { releaseCode } };
  shown(await press(world, url, pressing), 'pass');
}
