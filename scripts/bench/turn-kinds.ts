import type { BotAnswer } from '../../simulators/teams/bot-client';
import type { Persona } from '../../simulators/teams/persona';
import type { BenchCloud } from './bench-cloud';
import { BenchError } from './bench-error';
import type { BotProcess } from './bot-process';
import type { OpenCase } from './open-cases';
import { press, write } from './press';
import { stepsOf, type TurnScript } from './turn-script';

/** One kind of turn: how the nth one is sent, to whichever bot. */
export interface TurnKind {
  readonly name: string;
  /** By which the bare bot knows what to do: the text of a message, or `invoke`. */
  readonly key: string;
  /** Who sends it first. */
  readonly from: Persona;
  send(url: string, nth: number): Promise<BotAnswer>;
}

export function messageKind(world: BenchCloud, from: Persona, text: string, what: string): TurnKind {
  return { name: `message "${text}" (${what})`, key: text, from, send: (url) => write(world, url, from, text) };
}

/** Each press is on a request of its own. */
export function approveKind(world: BenchCloud, cases: readonly OpenCase[]): TurnKind {
  return {
    ...{ name: 'press on approve', key: 'invoke', from: world.cloud.teams.persona('marcus') },
    send: (url, nth) => {
      const one = cases[nth];
      if (one === undefined) throw new BenchError('wrongAnswer', 'there are more presses than requests');
      const inputs = { matchNumber: one.matchNumber, verifiedBy: 'knownNumber' };
      return press(world, url, { from: one.manager, card: one.managerCard, verb: 'approval.confirmApprove', inputs });
    },
  };
}

/** Throws `BenchError` when the bot did not take the turn. */
export function taken(answer: BotAnswer): BotAnswer {
  if (answer.status === undefined) throw new BenchError('wrongAnswer', `a turn was not answered: ${answer.reason}`);
  if (answer.status >= 200 && answer.status < 300) return answer;
  throw new BenchError('wrongAnswer', `a turn was answered with ${String(answer.status)}`);
}

/** What the bot wrote last into this person's chat. */
function lastWritten({ cloud: { teams } }: BenchCloud, person: Persona): unknown {
  const message = teams.chat(person.id).findLast(({ author }) => author === 'bot');
  const contentType = 'application/vnd.microsoft.card.adaptive';
  return {
    text: message?.text ?? '',
    attachments: (message?.cards ?? []).map((content) => ({ contentType, content })),
  };
}

/** Lets the product do one turn of a kind, and writes down what it sent and answered. */
export async function record(world: BenchCloud, bot: BotProcess, kind: TurnKind, nth: number): Promise<TurnScript> {
  await bot.ask('calls');
  const answer = taken(await kind.send(bot.url, nth));
  const steps = stepsOf(world.cloud.settings, await bot.ask('calls'));
  if (kind.key !== 'invoke') return { steps, answer: lastWritten(world, kind.from) };
  return { steps, answer: 'body' in answer ? answer.body : undefined };
}
