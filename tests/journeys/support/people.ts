import { shownText } from '../../../scripts/shown-text';
import { mustShow, pressForCard, waitForVerb } from '../../../scripts/story';
import { Secret } from '../../../platform/secret';
import type { VerifiedBy } from '../../../recovery/facts';
import { PEOPLE } from '../../../simulators/entra/contoso-ids';
import { localAccount } from '../../../simulators/local-account';
import { actionsOf } from '../../../simulators/teams/card';
import type { PressOutcome } from '../../../simulators/teams/invoke-answer';
import type { ChatMessage } from '../../../simulators/teams/message';
import { filledAction } from '../../../simulators/teams/press';
import type { Handle, World } from './world';

type Inputs = Readonly<Record<string, string>>;

/** What somebody does in Teams. Every act ends when the product has done what it owes for now. */
export interface Person {
  readonly handle: Handle;
  /** Writes to Latchkey. */
  says(text: string): Promise<void>;
  /** Presses a button of the newest card that has it, and gets a card. */
  presses(verb: string, inputs?: Inputs): Promise<unknown>;
  /** Presses a button, whatever comes of it; resolves with everything that the answer says. */
  tries(verb: string, inputs?: Inputs): Promise<string>;
  /** Remembers a button as it is now. Pressing it later resolves with everything that the answer says. */
  keeps(verb: string, inputs?: Inputs): () => Promise<string>;
  /** The token and the message of the newest card that has this button: what an attacker could read off the wire. */
  holds(verb: string): { readonly token: string; readonly messageId: string };
  /** Sends a press that no card of this person offers. Resolves with everything that the answer says. */
  forges(messageId: string, verb: string, data: Inputs): Promise<string>;
  /** Says what happened and confirms the draft. Resolves with the match number on the own screen. */
  opens(phrase?: string): Promise<string>;
  /** The same where two people have to approve. */
  opensForTwo(phrase?: string): Promise<readonly [string, string]>;
  /** What the own screen shows under this id. */
  looksUp(id: string): Promise<string>;
  /** The match number on the own screen. */
  looksUpNumber(): Promise<string>;
  /** Types the number heard on the phone and says how the employee was recognised. Resolves with the card that answers. */
  signs(number: string, verifiedBy?: VerifiedBy): Promise<unknown>;
  /** As `signs`, where that decides. Resolves with the release code on the own screen. */
  approves(number: string, verifiedBy?: VerifiedBy): Promise<string>;
  /** The release code on the own screen. */
  looksUpCode(): Promise<string>;
  /** Asks for another release code. Resolves with the new one. */
  renewsCode(): Promise<string>;
  denies(reason?: string): Promise<unknown>;
  reportsFraud(reason?: string): Promise<unknown>;
  /** Types the release code. Resolves with the pass. */
  reveals(code: string): Promise<string>;
  /** As `reveals`, with the button that has this verb. */
  revealsBy(verb: 'pass.reveal' | 'pass.revealAgain', code: string): Promise<string>;
  /** Signs in with the pass and registers a new phone. */
  enrols(pass: string): Promise<void>;
  /** Waits until the own chat shows this text, now or later. */
  sees(text: string): Promise<ChatMessage>;
  /** Waits until the own chat has a button with this verb. */
  seesButton(verb: string): Promise<void>;
  /** Everything in the own chat, in the present views. */
  reads(): string;
}

/** What is read aloud of a card or a message; tokens, ids and layout are not. */
const READ = new Set(['text', 'title', 'label', 'value', 'errorMessage', 'message', 'reason', 'summary']);

/** All that a card, a message or an answer says. */
export function textOf(shown: unknown): string {
  if (Array.isArray(shown)) return shown.map(textOf).filter(Boolean).join('\n');
  if (typeof shown !== 'object' || shown === null) return '';
  const said = Object.entries(shown).map(([key, value]) =>
    typeof value === 'string' ? (READ.has(key) ? value : '') : key === 'fallback' ? '' : textOf(value),
  );
  return said.filter(Boolean).join('\n');
}

function messageText({ text, cards, notice }: ChatMessage): string {
  return [text, textOf(cards), notice?.text ?? ''].filter(Boolean).join('\n');
}

export function outcomeText(outcome: PressOutcome): string {
  return outcome.kind === 'card' ? textOf(outcome.card) : textOf(outcome);
}

const has =
  (verb: string) =>
  ({ card }: ChatMessage): boolean =>
    JSON.stringify(card ?? '').includes(`"${verb}"`);

/** What this person does and sees. */
export function personIn(world: World, handle: Handle): Person {
  const { teams, tenant } = world.cloud;
  const then = async <T>(act: Promise<T>): Promise<T> => {
    const result = await act;
    await world.settle();
    return result;
  };
  const presses: Person['presses'] = (verb, inputs) => then(pressForCard(teams, handle, verb, inputs));
  const drafts = async (phrase: string): Promise<unknown> => {
    await person.says(phrase);
    await waitForVerb(teams, handle, 'request.confirm');
    return presses('request.confirm');
  };
  const confirms = async (first: string, second: string, inputs: Inputs): Promise<unknown> => {
    await waitForVerb(teams, handle, first);
    await pressForCard(teams, handle, first);
    return presses(second, inputs);
  };
  /** On a card as this person sees it; clients that look at it ask for their own view by themselves. */
  const looksUp = async (id: string): Promise<string> => {
    const { card } = await teams.shows(handle, (message) => shownText(message.card, id) !== undefined);
    return mustShow(card, id);
  };
  const person: Person = {
    ...{ handle, presses },
    says: async (text) => {
      // Two requests of one moment would have no order.
      world.clock.advance(1);
      const { delivered, status } = await then(teams.say(handle, text));
      if (!delivered) throw new Error(`Latchkey answered ${String(status)}`);
    },
    tries: async (verb, inputs) => outcomeText(await then(teams.press(handle, has(verb), verb, inputs))),
    keeps: (verb, inputs = {}) => {
      const message = teams.find(handle, has(verb));
      const action = filledAction(message, { verb, inputs });
      return async () => outcomeText(await then(teams.perform(handle, message.id, action)));
    },
    holds: (verb) => {
      const { cards, id } = teams.find(handle, has(verb));
      const button = cards.flatMap(actionsOf).find((action) => action.verb === verb);
      const token = button?.data?.['token'];
      return { token: typeof token === 'string' ? token : '', messageId: id };
    },
    forges: async (messageId, verb, data) =>
      outcomeText(await then(teams.perform(handle, messageId, { type: 'Action.Execute', verb, data }))),
    opens: async (phrase = 'I lost my phone') => mustShow(await drafts(phrase), 'matchNumber'),
    opensForTwo: async (phrase = 'I lost my phone') => {
      const card = await drafts(phrase);
      return [mustShow(card, 'matchNumber'), mustShow(card, 'matchNumber2')];
    },
    looksUp,
    looksUpNumber: () => looksUp('matchNumber'),
    signs: (matchNumber, verifiedBy = 'knownNumber') =>
      confirms('approval.approve', 'approval.confirmApprove', { matchNumber, verifiedBy }),
    approves: async (number, verifiedBy) => mustShow(await person.signs(number, verifiedBy), 'releaseCode'),
    looksUpCode: () => looksUp('releaseCode'),
    renewsCode: async () => mustShow(await presses('approval.newCode'), 'releaseCode'),
    denies: (reason = 'denied.other') => confirms('approval.deny', 'approval.confirmDeny', { reason }),
    reportsFraud: (reason = 'fraud.notThem') => confirms('approval.fraud', 'approval.confirmFraud', { reason }),
    reveals: (code) => person.revealsBy('pass.reveal', code),
    revealsBy: async (verb, releaseCode) => {
      await waitForVerb(teams, handle, verb);
      return mustShow(await presses(verb, { releaseCode }), 'pass');
    },
    enrols: async (pass) => {
      const enrolled = await localAccount(tenant).enrolWithPass(PEOPLE[handle], Secret.of(pass), 'authenticator');
      if (!enrolled.ok) throw new Error(enrolled.reason);
    },
    sees: (text) => teams.shows(handle, (message) => messageText(message).includes(text)),
    seesButton: (verb) => waitForVerb(teams, handle, verb),
    reads: () => teams.chat(handle).map(messageText).join('\n'),
  };
  return person;
}

/** The people of the sample tenant who use Teams. */
export function peopleOf(world: World): Readonly<Record<Handle, Person>> {
  // Object.fromEntries loses the keys' type; they are those of PEOPLE.
  const entries = (Object.keys(PEOPLE) as Handle[]).map((handle) => [handle, personIn(world, handle)]);
  return Object.fromEntries(entries) as Readonly<Record<Handle, Person>>;
}
