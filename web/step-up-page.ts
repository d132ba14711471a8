import type { Refused } from '../recovery/outcome';
import type { SignInReturn, StepUpOpened } from '../recovery/step-up-approver';
import { pageAnswer, seeOther } from './answer';
import type { Answer } from './answer';
import { Limit } from './limit';
import { busyAnswer, frameOf, troubleAnswer } from './link-answers';
import { noticeOf, statusOf } from './refusal-status';
import { messageScreen } from './screens/message';
import { stepUpScreen } from './screens/step-up';
import type { WebDeps } from './web-deps';

const MINUTE = 60_000;
/** Looks, starts and returns of one link: a person needs a few. */
const STEPS = { most: 60, windowMs: 10 * MINUTE };
/** Of links that are none, from one address. */
const GUESSES = { most: 30, windowMs: 10 * MINUTE };
const COOKIE_SECONDS = 600;

/** One look or step: the link's token, and where it came from. */
export interface StepUpCall {
  readonly token: string;
  /** Address of whoever is connected; behind a proxy it is the proxy's. */
  readonly address: string;
}

export interface ReturnCall extends Omit<SignInReturn, 'browser'> {
  readonly address: string;
  /** The `Cookie` header as it came. */
  readonly cookies: string;
}

export type StepUpPageDeps = Pick<WebDeps, 'stepUp' | 'tenants' | 'clock' | 'publicUrl'>;

/** On https the name itself says that no other host, and no plain http, has set it. */
const cookieName = (publicUrl: string): string =>
  publicUrl.startsWith('https:') ? '__Host-latchkey-step-up' : 'latchkey-step-up';

function cookieIn(header: string, name: string): string {
  const pairs = header.split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1) ?? '';
}

/**
 * The page on which an approver signs in anew. Opening it does nothing: previews of messages open links too. Who comes
 * back from Entra must be the browser that was sent there, which a cookie shows.
 */
export class StepUpPage {
  readonly #deps: StepUpPageDeps;
  readonly #steps: Limit;
  readonly #guesses: Limit;

  constructor(deps: StepUpPageDeps) {
    this.#deps = deps;
    this.#steps = new Limit(deps.clock, STEPS);
    this.#guesses = new Limit(deps.clock, GUESSES);
  }

  async show(call: StepUpCall): Promise<Answer> {
    if (!this.#steps.allows(call.token)) return busyAnswer();
    const opened = await this.#deps.stepUp.openStepUp({ token: call.token });
    return opened.kind === 'refused' ? this.#over(call.address, opened) : this.#page(opened);
  }

  /** Off to Entra. The cookie waits for the way back. */
  async signIn(call: StepUpCall): Promise<Answer> {
    if (!this.#steps.allows(call.token)) return busyAnswer();
    const started = await this.#deps.stepUp.startSignIn({ token: call.token });
    if (started.kind === 'refused') return this.#over(call.address, started);
    const answer = seeOther(started.address);
    return { ...answer, headers: { ...answer.headers, 'Set-Cookie': this.#cookie(started.browser.reveal()) } };
  }

  /** Back from Entra. What did not count can be tried again from the same link. */
  async finish({ address, cookies, ...back }: ReturnCall): Promise<Answer> {
    if (!this.#steps.allows(back.state)) return busyAnswer();
    const browser = cookieIn(cookies, cookieName(this.#deps.publicUrl));
    const { outcome, token } = await this.#deps.stepUp.finishSignIn({ ...back, browser });
    if (outcome.kind !== 'refused') return this.#page(outcome);
    if (token === undefined) return this.#over(address, outcome);
    const again = await this.#deps.stepUp.openStepUp({ token });
    if (again.kind === 'refused') return this.#over(address, again);
    return this.#page(again, outcome);
  }

  #cookie(value: string): string {
    const { publicUrl } = this.#deps;
    const secure = publicUrl.startsWith('https:') ? '; Secure' : '';
    const rules = `Path=/; HttpOnly; SameSite=Lax; Max-Age=${String(COOKIE_SECONDS)}${secure}`;
    return `${cookieName(publicUrl)}=${value}; ${rules}`;
  }

  #page(opened: StepUpOpened, refusal?: Refused): Answer {
    const screen = stepUpScreen(opened, refusal && noticeOf(refusal));
    const status = refusal === undefined ? screen.status : statusOf(refusal.code);
    return pageAnswer({ ...screen, status }, frameOf(this.#deps, opened.stored.request));
  }

  #over(address: string, { code }: Refused): Answer {
    const trouble = troubleAnswer(code);
    if (trouble !== undefined) return trouble;
    return this.#guesses.allows(address) ? pageAnswer(messageScreen('stepUpOver', 410)) : busyAnswer();
  }
}
