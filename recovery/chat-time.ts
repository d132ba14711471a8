import { lostContacts } from './contacts';
import type { Method } from './methods';
import type { Policy } from './policy-settings';
import type { KeyRing } from './ports';
import type { RecoveryRequest } from './request';
import type { ChatTime } from './run';
import { REVOKE } from './scope';
import type { Millis } from './terms';

const MINUTE = 60_000;
/** Of decisions from before the time was written down. */
const WAS_MINUTES = 30;

type Asking = Pick<RecoveryRequest, 'scenario' | 'delivery'>;

function hasChatTime({ scenario, delivery }: Asking, secureOn: 'approval' | 'reveal'): boolean {
  return secureOn === 'approval' && REVOKE[scenario] === 'atOnce' && delivery.place === 'teams';
}

/** Frozen at the approval; nothing where no session is left for it. */
export function chatTime(
  keys: KeyRing,
  request: Asking,
  own: Pick<Policy, 'timers' | 'secureOn'>,
  { methods, at }: { readonly methods: readonly Method[]; readonly at: Millis },
): { readonly chat?: ChatTime } {
  const { scenario } = request;
  if (!hasChatTime(request, own.secureOn[scenario])) return {};
  const lost = [...lostContacts({ keys, methods, scenario })];
  return { chat: { until: at + own.timers.stolenChatMinutes * MINUTE, lost } };
}

/** Until when the chat may show the pass. Then the sessions end, and it moves; nothing where there is no such limit. */
export function chatEnds(request: RecoveryRequest): Millis | undefined {
  if (request.state !== 'approved' || !hasChatTime(request, request.decided.secureOn)) return undefined;
  const { chat, at } = request.decided;
  return Math.min(chat?.until ?? at + WAS_MINUTES * MINUTE, request.expiresAt);
}

/** From then on no session in Teams is shown the pass, whether it has moved already or not. */
export function isChatOver(request: RecoveryRequest, now: Millis): boolean {
  const ends = chatEnds(request);
  return ends !== undefined && now >= ends;
}
