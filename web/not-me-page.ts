import { withinMs } from '../platform/within-ms';
import type { Refused } from '../recovery/outcome';
import type { NotMeOpened, NotMeOutcome } from '../recovery/report-not-me';
import { pageAnswer, seeOther } from './answer';
import type { Answer } from './answer';
import { Limit } from './limit';
import { badFormAnswer, busyAnswer, frameOf, troubleAnswer } from './link-answers';
import type { Press } from './reveal-form';
import { messageScreen } from './screens/message';
import { notMeScreen } from './screens/not-me-page';
import type { WebDeps } from './web-deps';

const MINUTE = 60_000;
/** A browser without script shows nothing meanwhile. */
const ANSWER_WITHIN_MS = 6_000;
/** A person looks a few times, a mail program and its scanners a few more. */
const LOOKS = { most: 60, windowMs: 10 * MINUTE };
/** Whoever is told twice that it has stopped needs no third answer from storage. */
const PRESSES = { most: 20, windowMs: 10 * MINUTE };
/** Of links that are none, from one address. */
const GUESSES = { most: 30, windowMs: 10 * MINUTE };

/** One look or press: the link's token, and where it came from. */
export interface NotMeCall {
  readonly token: string;
  /** Address of whoever is connected. Behind a proxy it is the proxy's, so it never stands in the way of a link of ours. */
  readonly address: string;
}

export type NotMePageDeps = Pick<WebDeps, 'notMe' | 'tenants' | 'clock' | 'log' | 'answerWithinMs'>;

/**
 * The page behind the link of a notice. The limits keep a flood from storage and from the log, and nobody from stopping
 * what was not them: guesses are counted apart, and looks do not count as presses.
 */
export class NotMePage {
  readonly #deps: NotMePageDeps;
  readonly #looks: Limit;
  readonly #presses: Limit;
  readonly #guesses: Limit;

  constructor(deps: NotMePageDeps) {
    this.#deps = deps;
    this.#looks = new Limit(deps.clock, LOOKS);
    this.#presses = new Limit(deps.clock, PRESSES);
    this.#guesses = new Limit(deps.clock, GUESSES);
  }

  /** What the link shows now. Looks only: previews of messages open links too. */
  async show(call: NotMeCall): Promise<Answer> {
    if (!this.#looks.allows(call.token)) return busyAnswer();
    const outcome = await this.#deps.notMe.openNotMe({ token: call.token });
    return outcome.kind === 'refused' ? this.#refusal(call, outcome) : this.#page(outcome);
  }

  /** What the one button does; then back to the same address with GET, so that a reload repeats nothing. */
  async press(call: NotMeCall, press: Press | undefined): Promise<Answer> {
    if (press?.kind !== 'fraud') return badFormAnswer();
    if (!this.#presses.allows(call.token)) return busyAnswer();
    const work = this.#deps.notMe.reportNotMe({ token: call.token });
    const outcome = await withinMs(work, this.#deps.answerWithinMs ?? ANSWER_WITHIN_MS);
    if (outcome === undefined) return this.#late(work);
    return outcome.kind === 'refused' ? this.#refusal(call, outcome) : seeOther(`/not-me/${call.token}`);
  }

  /** It goes on; whoever opens the link again sees what came of it. */
  #late(work: Promise<NotMeOutcome>): Answer {
    work.catch((error: unknown) => {
      this.#deps.log.error('web.failed', { operation: 'web.late', error });
    });
    return pageAnswer(messageScreen('unavailable', 503));
  }

  #page(opened: NotMeOpened): Answer {
    return pageAnswer(notMeScreen(opened), frameOf(this.#deps, opened.stored.request));
  }

  #refusal({ address }: NotMeCall, { code }: Refused): Answer {
    const trouble = troubleAnswer(code);
    if (trouble !== undefined) return trouble;
    return this.#guesses.allows(address) ? pageAnswer(messageScreen('notMeUnknown', 404)) : busyAnswer();
  }
}
