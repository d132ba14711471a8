import type { Activity, TurnContext } from 'botbuilder';
import { CloudAdapter } from 'botbuilder';
import type { Clock } from '../platform/clock';
import type { Log } from '../platform/log';
import type { Tenants } from '../recovery/ports';
import { isTransient } from '../recovery/errors';
import type { ObjectId } from '../recovery/terms';
import { asObjectId } from '../recovery/terms';
import { refusalText } from '../words/replies';
import { SAID } from '../words/said';
import { text } from './answer';
import type { BotSettings } from './bot-settings';
import type { Seen } from './conversations';
import { BotError } from './errors';
import type { NotBegun, TurnLimits } from './fair-turns';
import { FairTurns } from './fair-turns';
import { HardenedAuthentication } from './hardened-authentication';
import type { InboundActivity } from './inbound-activity';
import { asSdkActivity, parseActivity, tenantOf } from './inbound-activity';
import { COOL_DOWN_MS } from './key-gate';
import type { Metrics } from './metrics';
import { TokenRefused } from './token-claims';
import { answerToTurnedAway } from './turned-away';
import { writeAnswer } from './write-answer';

export interface AdapterDeps {
  /** Wall clock: tokens are checked by it. */
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly tenants: Pick<Tenants, 'find'>;
  readonly seen: Seen;
  /** How much is worked on at a time; `TURN_LIMITS` unless told. */
  readonly turnLimits?: TurnLimits;
}

/** One call to `/api/messages`. Everything in it is attacker-controlled until its token was checked. */
export interface Call {
  readonly authorization: string;
  readonly body: unknown;
}

/** The HTTP answer to it. */
export interface Received {
  readonly status: number;
  readonly body?: unknown;
  /** When it is worth while to call again. */
  readonly retryAfterMs?: number;
}

/** An activity that came in: authenticated, parsed, from a tenant that is served. */
export interface Arrived {
  readonly context: TurnContext;
  readonly activity: InboundActivity;
  readonly tenantId: ObjectId;
}

export type Logic = (arrived: Arrived) => Promise<void>;
type Authenticated = Awaited<ReturnType<HardenedAuthentication['authenticateRequest']>>;

/** Who waits behind whom: one person of one tenant. Teams names everybody who presses or writes by `aadObjectId`. */
const laneOf = ({ from }: InboundActivity, tenantId: ObjectId | undefined): string =>
  `${tenantId ?? ''}|${asObjectId(from.aadObjectId ?? undefined) ?? from.id}`;

/**
 * The SDK's adapter with the checks before and the fallbacks after a turn. `receive` takes the place of `process`, which
 * answers 500 for bad tokens and malformed bodies and prints a stack for each.
 */
export class BotAdapter extends CloudAdapter {
  readonly appId: string;
  readonly #deps: AdapterDeps;
  readonly #authentication: HardenedAuthentication;
  readonly #turns: FairTurns;

  constructor(deps: AdapterDeps, settings: BotSettings) {
    const authentication = new HardenedAuthentication(deps, settings);
    super(authentication);
    this.appId = settings.appId;
    this.#deps = deps;
    this.#authentication = authentication;
    this.#turns = new FairTurns(deps.turnLimits);
    this.onTurnError = (context, error) => this.#apologise(context, error);
  }

  /** False for an address that is none of Teams: nothing is ever sent there. */
  mayWriteTo(serviceUrl: string): boolean {
    return this.#authentication.mayCall(serviceUrl);
  }

  /** Never throws, and never answers 500 to what somebody sent. */
  async receive(call: Call, logic: Logic): Promise<Received> {
    try {
      return await this.#receive(call, logic);
    } catch (error) {
      if (error instanceof TokenRefused) return this.#refuse(401, error.code, error);
      if (error instanceof BotError && error.code === 'keysUnavailable') return this.#putOff(error);
      this.#deps.log.error('bot.call.failed', { error });
      return { status: 503 };
    }
  }

  #refuse(status: 400 | 401, code: string, error?: TokenRefused): Received {
    this.#deps.metrics.count('latchkey_refused_calls_total', { code });
    this.#deps.log.warn('bot.call.refused', {
      code,
      status,
      ...(error?.cause !== undefined && { error: error.cause }),
    });
    return { status };
  }

  /** Nobody was let in, and nobody was found to be a forger: whoever comes again later is looked at then. */
  #putOff({ code, cause }: BotError): Received {
    this.#deps.metrics.count('latchkey_refused_calls_total', { code });
    this.#deps.log.error('bot.keys.unavailable', { status: 503, error: cause });
    return { status: 503, retryAfterMs: COOL_DOWN_MS };
  }

  async #receive({ authorization, body }: Call, logic: Logic): Promise<Received> {
    if (typeof body !== 'object' || body === null || Array.isArray(body)) return this.#refuse(400, 'body');
    // Safe: looked at field by field in `checkToken` before the SDK reads its two fields.
    const authenticated = await this.#authentication.authenticateRequest(body as Activity, authorization);
    const activity = parseActivity(body);
    if (activity === undefined) return this.#refuse(400, 'activity');
    const tenantId = tenantOf(activity);
    const turn = () => this.#turn(authenticated, activity, tenantId, logic);
    const taken = await this.#turns.run(laneOf(activity, tenantId), turn);
    return 'done' in taken ? taken.done : this.#turnAway(authenticated, activity, taken);
  }

  async #turnAway(authenticated: Authenticated, activity: InboundActivity, away: NotBegun): Promise<Received> {
    this.#deps.metrics.count('latchkey_turned_away_total', { why: away.turnedAway });
    const { type } = activity;
    if (away.first) this.#deps.log.warn('bot.turn.turnedAway', { code: away.turnedAway, operation: type });
    const answer = answerToTurnedAway(type, away);
    if (answer.kind === 'later') return { status: 429, retryAfterMs: answer.afterMs };
    if (answer.kind === 'nothing') return { status: 200 };
    return this.#process(authenticated, activity, async (context) => {
      await writeAnswer(context, text(answer.words));
    });
  }

  async #process(
    authenticated: Authenticated,
    activity: InboundActivity,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<Received> {
    const answer = await this.processActivity(authenticated, asSdkActivity(activity), logic);
    return { status: answer?.status ?? 200, ...(answer?.body !== undefined && { body: answer.body }) };
  }

  async #turn(
    authenticated: Authenticated,
    activity: InboundActivity,
    tenantId: ObjectId | undefined,
    logic: Logic,
  ): Promise<Received> {
    const served = tenantId !== undefined && this.#deps.tenants.find(tenantId) !== undefined;
    if (served && !(await this.#isNew(tenantId, activity))) return { status: 200 };
    return this.#process(authenticated, activity, (context) =>
      served ? logic({ context, activity, tenantId }) : this.#notSetUp(context, activity),
    );
  }

  /**
   * Teams delivers a message again when the first answer was slow. Invokes are left alone: what they ask for is safe to
   * repeat, and whoever repeats them waits for an answer.
   */
  async #isNew(tenantId: ObjectId, { type, id, conversation }: InboundActivity): Promise<boolean> {
    if (type === 'invoke' || typeof id !== 'string') return true;
    try {
      return await this.#deps.seen.firstTime(tenantId, conversation.id, id);
    } catch (error) {
      this.#deps.log.warn('bot.seen.failed', { tenantId, error });
      return true;
    }
  }

  async #notSetUp(context: TurnContext, { type, action }: InboundActivity): Promise<void> {
    this.#deps.metrics.count('latchkey_refused_calls_total', { code: 'notSetUp' });
    this.#deps.log.warn('bot.tenant.notServed', { operation: type });
    const spokenTo = type === 'message' || type === 'invoke' || (type === 'installationUpdate' && action === 'add');
    if (spokenTo) await writeAnswer(context, text(refusalText('notSetUp')));
  }

  async #apologise(context: TurnContext, error: unknown): Promise<void> {
    this.#deps.metrics.count('latchkey_turn_errors_total', {});
    this.#deps.log.error('bot.turn.failed', { operation: context.activity.type, error });
    if (context.activity.type !== 'message' && context.activity.type !== 'invoke') return;
    try {
      // What a handler reads by itself are our own records; everything else is a verb, which answers for itself.
      const words = isTransient(error) ? refusalText('storageUnavailable') : SAID.error;
      await writeAnswer(context, text(words));
    } catch (second) {
      this.#deps.log.error('bot.apology.failed', { error: second });
    }
  }
}
