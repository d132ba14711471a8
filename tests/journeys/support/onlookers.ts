import { shownText } from '../../../scripts/shown-text';
import type { Page } from '../../../scripts/web-page';
import type { Handle, World } from './world';

/** What product.md says who sees, by the ids that cards and pages give it. */
export const SHOWN_IDS = ['matchNumber', 'matchNumber2', 'releaseCode', 'pass'] as const;
export type ShownId = (typeof SHOWN_IDS)[number];

/** Somebody's chat, the page behind a link, or a text message. */
export type Where = Handle | 'page' | 'sms';

/** Somebody who looks at every screen of the story, all the time, and forgets nothing. */
export interface Onlooker {
  /** The employee has this page before her. */
  page(page: Page): Page;
  /** A code in a text message. */
  sms(code: string): void;
  /** They all ask for the state of the newest request, whatever part they have in it or none. */
  everybodyLooks(about: Handle): Promise<void>;
  /** Where something with this id was seen until now, in the order of the alphabet. */
  whoSaw(id: ShownId): readonly Where[];
  /** How many digits each of them saw. */
  digits(id: ShownId): readonly (readonly [Where, number])[];
  /** The words with this id, of all who saw it. */
  words(id: ShownId): readonly string[];
}

/** The employee, whoever may open or approve, the attendant, and a stranger: who asks for the state of it all the time. */
const CURIOUS = ['ada', 'noor', 'marcus', 'ingrid', 'hana', 'tomas', 'beatriz', 'priya', 'elias'] as const;

type Saw = (id: ShownId, where: Where, text: string) => void;

function lookAtChat({ cloud: { teams } }: World, who: string, saw: Saw): void {
  const cards = [...teams.chat(who), ...teams.channel(who), ...teams.group.messages(who)].flatMap((one) => one.cards);
  for (const id of SHOWN_IDS) {
    // Each card by itself: one that shows nothing does not hide the next.
    for (const card of cards) {
      const text = shownText(card, id);
      // Personas are those of PEOPLE.
      if (text !== undefined) saw(id, who as Handle, text);
    }
  }
}

/** From now on. A chat is looked at with every change in it, so that nothing is missed that is replaced later. */
export function onlookerIn(world: World): Onlooker {
  const seen = new Map<ShownId, Map<Where, string>>(SHOWN_IDS.map((id) => [id, new Map()]));
  const saw = (id: ShownId, where: Where, text: string): void => {
    seen.get(id)?.set(where, text.replaceAll(/\s/g, ''));
  };
  const { teams } = world.cloud;
  const look = (conversationId?: string): void => {
    const own = teams.personas.filter(({ id }) => teams.conversationIdOf(id) === conversationId);
    for (const { id } of own.length === 0 ? teams.personas : own) lookAtChat(world, id, saw);
  };
  teams.events.subscribe(({ conversationId }) => {
    look(conversationId);
  });
  const all = (id: ShownId): readonly (readonly [Where, string])[] => {
    look();
    return [...(seen.get(id) ?? [])].sort(([one], [other]) => one.localeCompare(other));
  };
  return {
    page: (page) => {
      for (const id of SHOWN_IDS) {
        const text = new RegExp(`id="${id}"[^>]*>([^<]+)<`).exec(page.html)?.[1];
        if (text !== undefined) saw(id, 'page', text);
      }
      return page;
    },
    sms: (code) => {
      saw('releaseCode', 'sms', code);
    },
    everybodyLooks: async (about) => {
      const { shortCode } = await world.request(about);
      world.clock.advance(1);
      await Promise.all(
        CURIOUS.map(async (who) => {
          if (!teams.isInstalled(who)) await teams.install(who);
          await teams.say(who, `status ${shortCode}`);
        }),
      );
      await world.settle();
      look();
    },
    whoSaw: (id) => all(id).map(([where]) => where),
    digits: (id) => all(id).map(([where, text]) => [where, text.length]),
    words: (id) => all(id).map(([, text]) => text),
  };
}
