import type { NoticeKind } from './cards';
import type { Deps } from './deps';
import type { Holder } from './holder';
import { readNotMeToken } from './not-me-link';
import type { Refused } from './outcome';
import { refused } from './outcome';
import type { Stored } from './ports';
import { reportFraud } from './report-fraud';
import type { RecoveryRequest } from './request';
import { isEnded } from './request';
import type { Millis } from './terms';
import { unreadable } from './unreadable';

/** How long after a request's end its links still say something. */
const KEPT_MS = 7 * 86_400_000;

/**
 * What a press may still do: stop the request; nothing, because it is stopped already; or nothing, because it ended before
 * anything was done to the account.
 */
export type NotMeStanding = 'open' | 'stopped' | 'over';

export interface NotMeOpened {
  readonly kind: 'notMe';
  readonly stored: Stored;
  readonly notice: NoticeKind;
  readonly holder: Holder;
  readonly standing: NotMeStanding;
}

export type NotMeOutcome = NotMeOpened | Refused;

interface ByLink {
  readonly token: string;
}

/** `undefined` where it is too late for the link to mean anything. */
function standingOf(request: RecoveryRequest, now: Millis): NotMeStanding | undefined {
  switch (request.state) {
    case 'completed':
      return now < request.ended.at + KEPT_MS ? 'open' : undefined;
    case 'denied':
    case 'refused':
    case 'cancelled':
    case 'expired':
      return now < request.ended.at + KEPT_MS ? 'over' : undefined;
    case 'incident': {
      const { shieldLiftedAt = now } = request.incident;
      return !isEnded(request) || now < shieldLiftedAt + KEPT_MS ? 'stopped' : undefined;
    }
    case 'awaitingApproval':
    case 'approved':
    case 'revealed':
    case 'held':
    case 'failed':
      return 'open';
  }
}

async function look(deps: Deps, { token }: ByLink): Promise<NotMeOutcome> {
  const link = readNotMeToken(deps.keys, token);
  if (link === undefined || deps.tenants.find(link.tenantId) === undefined) return refused('linkUnknown');
  try {
    const stored = await deps.ledger.read(link.tenantId, link.requestId);
    const standing = stored && standingOf(stored.request, deps.clock.now());
    if (stored === undefined || standing === undefined) return refused('linkUnknown');
    return { kind: 'notMe', stored, standing, notice: link.notice, holder: link.holder };
  } catch (error) {
    return unreadable(deps, 'notMe.failed', link, error);
  }
}

/**
 * Looks at the request behind the link of a notice. Changes nothing, however often it is opened: link previews are
 * harmless. A forged link, a foreign one and one that is too old answer alike, and a forged one reads no storage.
 */
export function openNotMe(deps: Deps, input: ByLink): Promise<NotMeOutcome> {
  return look(deps, input);
}

/**
 * "This was not me", pressed by whoever holds the contact that the notice went to: the request stops and containment starts,
 * as after the button on a card. It asks for no sign-in, because it can only stop: people decide what comes after. A second
 * press is the same press.
 */
export async function reportNotMe(deps: Deps, input: ByLink): Promise<NotMeOutcome> {
  const opened = await look(deps, input);
  if (opened.kind === 'refused' || opened.standing === 'stopped') return opened;
  const { notice, holder, stored } = opened;
  const { tenantId, id: requestId, employee: presser } = stored.request;
  const outcome = await reportFraud(deps, {
    ...{ tenantId, requestId, presser, reason: 'notMe' },
    through: { notice, holder },
  });
  // Somebody else has ended it, or it was over: the page says what is true now.
  if (outcome.kind === 'refused' && outcome.code === 'alreadyDecided') return look(deps, input);
  return outcome.kind === 'refused' ? outcome : { ...opened, stored: outcome.stored, standing: 'stopped' };
}
