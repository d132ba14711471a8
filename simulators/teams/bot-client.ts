import type { SigningKey } from '../entra/signing-key';
import { mintChannelToken } from './channel-token';
import { LocalTeamsError } from './errors';
import type { SentActivity } from './sent-activity';

export interface BotClientDeps {
  readonly key: SigningKey;
  readonly botId: string;
  /** Where the bot listens, without the path; undefined until it is known. */
  readonly botUrl: () => string | undefined;
  readonly serviceUrl: () => string;
  /** How long Teams waits for an answer. */
  readonly timeoutMs: number;
  /** Aborted when the local Teams stops. */
  readonly stopped: AbortSignal;
}

/** The bot's HTTP answer, or why there was none. */
export type BotAnswer =
  { readonly status: number; readonly body: unknown } | { readonly status: undefined; readonly reason: string };

function parsed(text: string): unknown {
  try {
    return text === '' ? undefined : JSON.parse(text);
  } catch {
    return text;
  }
}

/** The activity and a fresh channel token, as they are posted to the bot's `/api/messages`. */
export function packedFor(deps: Pick<BotClientDeps, 'botId' | 'key' | 'serviceUrl'>, activity: SentActivity) {
  const issuedAt = Math.floor(Date.now() / 1000);
  const token = mintChannelToken(deps.key, { botId: deps.botId, serviceUrl: deps.serviceUrl(), issuedAt });
  const headers = { 'content-type': 'application/json; charset=utf-8', authorization: `Bearer ${token}` };
  return { method: 'POST', headers, body: JSON.stringify(activity) } as const;
}

function requestFor(deps: BotClientDeps, activity: SentActivity): RequestInit {
  return {
    ...packedFor(deps, activity),
    signal: AbortSignal.any([AbortSignal.timeout(deps.timeoutMs), deps.stopped]),
  };
}

/** Posts an activity with a fresh channel token. A bot that cannot be reached is an answer, as it is for the person in Teams. */
export async function postToBot(deps: BotClientDeps, activity: SentActivity): Promise<BotAnswer> {
  const url = deps.botUrl();
  if (url === undefined) throw new LocalTeamsError('noBot', 'The local Teams does not know where the bot listens yet.');
  try {
    const response = await fetch(new URL('/api/messages', url), requestFor(deps, activity));
    return { status: response.status, body: parsed(await response.text()) };
  } catch (cause) {
    const late = cause instanceof DOMException && cause.name === 'TimeoutError';
    return { status: undefined, reason: late ? 'The app did not answer in time.' : 'The app cannot be reached.' };
  }
}
