import type { Card, CardAction, CardInput } from './card';
import { actionSchema, actionsOf, inputsOf } from './card';
import { LocalTeamsError } from './errors';
import type { ChatMessage } from './message';

/** A message, or a dialog. */
type Holder = Pick<ChatMessage, 'cards' | 'id'>;

/** What a person typed or chose, by input id; also picks between buttons that share a verb and differ in their data. */
export type PressInputs = Readonly<Record<string, string>>;

/** Buttons that the bot hears of; others open an address or unfold something. */
const answers = ({ type }: CardAction): boolean => type === 'Action.Execute' || type === 'Action.Submit';

/** What a button is called in tests: its verb, wherever it has it, or else its title. */
function verbOf(action: CardAction): string | undefined {
  const inData = action.data?.['verb'];
  return action.verb ?? (typeof inData === 'string' ? inData : action.title);
}

export const verbsOf = (message: Holder): readonly string[] =>
  message.cards.flatMap(actionsOf).map((action) => verbOf(action) ?? action.type);

/** Whether the button's data is what the person means, apart from keys that are inputs of the card. */
function agrees(card: Card, action: CardAction, inputs: PressInputs): boolean {
  const typed = new Set(inputsOf(card).map(({ id }) => id));
  return Object.entries(action.data ?? {}).every(
    ([key, value]) => typed.has(key) || !(key in inputs) || inputs[key] === value,
  );
}

function findAction(message: Holder, verb: string, inputs: PressInputs): { card: Card; action: CardAction } {
  for (const card of message.cards) {
    const action = actionsOf(card).find((each) => answers(each) && verbOf(each) === verb && agrees(card, each, inputs));
    if (action) return { card, action };
  }
  const shown = verbsOf(message).join(', ') || 'none';
  throw new LocalTeamsError('noSuchButton', `Message ${message.id} has no button "${verb}". Buttons: ${shown}.`);
}

function refuseStrangers(known: readonly CardInput[], action: CardAction, inputs: PressInputs): void {
  const ids = known.map(({ id }) => id);
  const stranger = Object.keys(inputs).find((id) => !ids.includes(id) && !(id in (action.data ?? {})));
  if (stranger === undefined) return;
  const shown = ids.join(', ') || 'none';
  throw new LocalTeamsError('noSuchInput', `The card has no input "${stranger}". Inputs: ${shown}.`);
}

/** What the person typed into an input, else what the card put there. Refuses what the client would not send. */
function valueOf({ id, value, isRequired, regex }: CardInput, inputs: PressInputs): CardInput['value'] {
  const given = inputs[id] ?? value;
  const isEmpty = given === undefined || given === '';
  if (isRequired === true && isEmpty) {
    throw new LocalTeamsError('inputRequired', `The input "${id}" is required and empty.`);
  }
  if (regex !== undefined && !isEmpty && !new RegExp(regex).test(String(given))) {
    throw new LocalTeamsError('inputRefused', `The input "${id}" does not match ${regex}.`);
  }
  return given;
}

/** The values of the card's inputs, as a client merges them into the data of the button. */
function valuesOf(card: Card, action: CardAction, inputs: PressInputs): Readonly<Record<string, unknown>> {
  const known = inputsOf(card);
  refuseStrangers(known, action, inputs);
  if (action['associatedInputs'] === 'none') return {};
  const values = known.map((input) => [input.id, valueOf(input, inputs)] as const);
  return Object.fromEntries(values.filter(([, value]) => value !== undefined));
}

/** What a client that does not know `Action.Execute` shows instead of the button. */
function fallbackOf(action: CardAction): CardAction {
  const fallback = actionSchema.safeParse(action['fallback']).data;
  if (fallback) return fallback;
  throw new LocalTeamsError('noSuchButton', `The button "${action.title ?? action.type}" has no fallback.`);
}

export interface PressInput {
  readonly verb: string;
  readonly inputs: PressInputs;
  /** Press the button's fallback, as a client does that does not know `Action.Execute`. */
  readonly oldClient?: boolean;
}

/** The button with this verb (or, having none, this title), as the client sends it: the inputs merged over `data` (an input can override a key of it). */
export function filledAction(message: Holder, { verb, inputs, oldClient = false }: PressInput): CardAction {
  const { card, action } = findAction(message, verb, inputs);
  const values = valuesOf(card, action, inputs);
  const pressed = oldClient ? fallbackOf(action) : action;
  return { ...pressed, data: { ...pressed.data, ...values } };
}
