import type { Deps } from '../../../recovery/deps';
import { isUnanswered, waitsForEmployee } from '../../../recovery/opened-by';
import type { RecoveryRequest } from '../../../recovery/request';
import { openersOf } from '../../../recovery/story';
import type { ObjectId } from '../../../recovery/terms';
import { viewersOf } from '../../../recovery/viewers';
import { WHO } from '../../support/sample-people';
import { hearing } from './hearing';

type Outside = Pick<Deps, 'directory' | 'methods' | 'passes' | 'accounts' | 'cards' | 'outOfBand'>;

/** What is read of the directory about one person; that they are there is no secret. */
const ABOUT_ONE: ReadonlySet<string> = new Set([
  ...['manager', 'roles', 'isMember', 'risk', 'signIns', 'changes', 'isAway'],
]);

/** Where each call that tells somebody something has the request. */
const REQUEST_AT: Readonly<Record<string, number>> = {
  ...{ project: 0, refresh: 0, notify: 2 },
  ...{ sendLink: 1, sendCode: 1, sendNotice: 2 },
};
const DRAWS: ReadonlySet<string> = new Set(['project', 'refresh']);

/** At the word of these all may be read, whatever a colleague asked for. */
const MAY_ASK: ReadonlySet<ObjectId> = new Set([WHO.ada, WHO.helen]);

/**
 * Hears what processes read about the employee, and tell anybody, while all that there is about her is what colleagues opened
 * and she never answered. A call counts when it is made: what its answer is used for comes later.
 */
export class BeforeTheYes {
  readonly #inHand = new Map<string, number>();

  constructor(
    private readonly requests: () => readonly RecoveryRequest[],
    private readonly say: (what: string) => void,
  ) {}

  /** A press of this person is in hand at a process until its promise settles. */
  during(presser: ObjectId, process: string, press: Promise<unknown>): void {
    if (!MAY_ASK.has(presser)) return;
    const add = (more: number) => this.#inHand.set(process, (this.#inHand.get(process) ?? 0) + more);
    const over = () => void add(-1);
    add(1);
    press.then(over, over);
  }

  /** The same ports, overheard. */
  watch(process: string, { directory, methods, passes, accounts, cards, outOfBand }: Outside): Outside {
    const reads = (name: string) => {
      this.#reads(process, name);
    };
    const tells = (name: string, given: readonly unknown[]) => {
      this.#tells(name, given);
    };
    return {
      directory: hearing(directory, (name, [, about]) => {
        if (ABOUT_ONE.has(name) && about === WHO.ada) reads(name);
      }),
      methods: hearing(methods, reads),
      passes: hearing(passes, reads),
      accounts: hearing(accounts, reads),
      cards: hearing(cards, tells),
      outOfBand: hearing(outOfBand, tells),
    };
  }

  #reads(process: string, name: string): void {
    if ((this.#inHand.get(process) ?? 0) > 0) return;
    if (this.requests().every((request) => isUnanswered(request) && request.state !== 'incident'))
      this.say(`${name} was read`);
  }

  #tells(name: string, given: readonly unknown[]): void {
    const at = REQUEST_AT[name];
    if (at === undefined) return;
    // The ports have it there.
    const { id } = given[at] as RecoveryRequest;
    const stored = this.requests().find((one) => one.id === id);
    if (stored === undefined || !waitsForEmployee(stored)) return;
    const mayKnow = openersOf(stored);
    const people = viewersOf(stored).map(({ person }) => person);
    if (!DRAWS.has(name) || people.some((person) => !mayKnow.includes(person))) this.say(`${name} told somebody`);
  }
}
