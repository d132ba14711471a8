import type { Card } from '../../../simulators/teams/card';
import { actionsOf } from '../../../simulators/teams/card';
import type { Launch } from '../../../simulators/teams/dialog';
import { filledDialog } from '../../../simulators/teams/dialog';
import type { DialogAnswer } from '../../../simulators/teams/dialog-answer';
import { textOf } from './people';
import type { Handle, World } from './world';

type Inputs = Readonly<Record<string, string>>;

/** A dialog as somebody has it open. */
export interface OpenDialog {
  readonly answer: DialogAnswer;
  /** All that it says. */
  readonly words: string;
  /** Types of its buttons: a dialog knows one only. */
  readonly buttons: readonly string[];
  /** What an input starts with. */
  starts(inputId: string): unknown;
  /** Presses a button; the work that it starts is done when this resolves. */
  presses(verb: string, inputs?: Inputs): Promise<OpenDialog>;
  /** Sends something that its card does not. */
  sends(data: object): Promise<OpenDialog>;
}

export const COMMAND = 'openForUser';

function cardIn(answer: DialogAnswer): Card {
  if (answer.kind === 'card') return answer.card;
  throw new Error(`the dialog shows ${JSON.stringify(answer)}`);
}

function inputIn(node: unknown, id: string): unknown {
  if (typeof node !== 'object' || node === null) return undefined;
  if ('id' in node && node.id === id) return 'value' in node ? node.value : '';
  return Object.values(node).reduce<unknown>((found, child) => found ?? inputIn(child, id), undefined);
}

function shown(world: World, who: Handle, launch: Launch, answer: DialogAnswer): OpenDialog {
  const sends = async (data: object): Promise<OpenDialog> => {
    world.clock.advance(1);
    const next = await world.cloud.teams.dialogs.send(who, launch, data);
    await world.settle();
    return shown(world, who, launch, next);
  };
  return {
    answer,
    words: answer.kind === 'card' ? textOf(answer.card) : textOf(answer),
    buttons: answer.kind === 'card' ? actionsOf(answer.card).map(({ type }) => type) : [],
    starts: (id) => inputIn(cardIn(answer), id),
    presses: async (verb, inputs = {}) => sends(filledDialog(cardIn(answer), verb, inputs)),
    sends,
  };
}

/** Opens a dialog of the app. */
export async function opens(world: World, who: Handle, launch: Launch): Promise<OpenDialog> {
  world.clock.advance(1);
  const answer = await world.cloud.teams.dialogs.open(who, launch);
  await world.settle();
  return shown(world, who, launch, answer);
}

/** From the menu of what somebody wrote in the chat of everybody. */
export function opensFrom(world: World, who: Handle, author: Handle, text: string): Promise<OpenDialog> {
  const { group } = world.cloud.teams;
  group.say(author, text);
  const messageId = group.messages(who).at(-1)?.id ?? '';
  return opens(world, who, { commandId: COMMAND, context: 'message', messageId });
}
