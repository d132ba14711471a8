import type { BotAnswer } from '../../simulators/teams/bot-client';
import { postToBot } from '../../simulators/teams/bot-client';
import { outcomeOf } from '../../simulators/teams/invoke-answer';
import type { Persona } from '../../simulators/teams/persona';
import { personalPlace } from '../../simulators/teams/roster';
import type { SentActivity } from '../../simulators/teams/sent-activity';
import { executeActivity, messageActivity } from '../../simulators/teams/sent-activity';
import { shownText } from '../shown-text';
import type { BenchCloud } from './bench-cloud';
import { BenchError } from './bench-error';
import type { CardInChat, OpenCase } from './open-cases';

export interface Pressing {
  readonly from: Persona;
  readonly card: CardInChat;
  readonly verb: string;
  readonly inputs: Readonly<Record<string, string>>;
}

/** The activity of a message in the own chat with the bot. */
export function written(world: BenchCloud, from: Persona, text: string): SentActivity {
  return messageActivity(world.sent, from, personalPlace(world.roster, from), text);
}

/** The activity of a press on a button in it. */
export function pressed(world: BenchCloud, { from, card, verb, inputs }: Pressing): SentActivity {
  const place = personalPlace(world.roster, from);
  const data = { ...inputs, token: card.token };
  const action = { type: 'Action.Execute', verb, data };
  return executeActivity(world.sent, { from, place, replyToId: card.activityId, action }, 'manual');
}

/** Writes to the bot at `url`, as Teams would. */
export function write(world: BenchCloud, url: string, from: Persona, text: string): Promise<BotAnswer> {
  return postToBot(world.to(url), written(world, from, text));
}

/** Presses a button, as Teams would. */
export function press(world: BenchCloud, url: string, pressing: Pressing): Promise<BotAnswer> {
  return postToBot(world.to(url), pressed(world, pressing));
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
