import type { RecoveryEvent } from '../../../recovery/events';
import type { Delivery } from '../../../recovery/facts';
import type { Millis } from '../../../recovery/terms';
import type { Invariant, Trail } from './outlook';

/** Where a pass was to appear when it was made. */
export function placeOf({ request, entries }: Trail, passId: string): Delivery['place'] {
  let { place } = request.delivery;
  for (const { event } of [...entries].reverse()) {
    if (event.type === 'passIssued' && event.methodId === passId) return place;
    // Only a chat is ever left.
    if (event.type === 'revealMoved' || event.type === 'movedToCounter') place = 'teams';
  }
  return place;
}

interface Chat {
  readonly until: Millis | undefined;
  readonly moved: boolean;
  /** The code from before the move is the newest one. */
  readonly oldCode: boolean;
  readonly sessionsEnded: boolean;
}

const NO_CHAT: Chat = { until: undefined, moved: false, oldCode: false, sessionsEnded: false };

function after(chat: Chat, event: RecoveryEvent): Chat {
  switch (event.type) {
    case 'approved':
      return { ...chat, until: event.decided.chat?.until, oldCode: false, sessionsEnded: false };
    // Shown in time: the sessions end with the run, and a further pass is for whoever signed in with the first.
    case 'passIssued':
      return { ...chat, until: undefined };
    case 'sessionsRevoked':
      return { ...chat, sessionsEnded: true };
    case 'revealMoved':
      return { ...chat, moved: true, oldCode: true };
    case 'movedToCounter':
      return { ...chat, moved: true };
    case 'codeRenewed':
      return { ...chat, oldCode: false };
    default:
      return chat;
  }
}

function faultOf({ until = Infinity, moved, oldCode, sessionsEnded }: Chat, event: RecoveryEvent): string | undefined {
  if (event.type === 'movedToCounter' && !sessionsEnded) return 'asked anew for a counter before the sessions ended';
  if (event.type !== 'revealStarted') return undefined;
  if (oldCode) return 'shown for a code from before the place moved';
  if (event.place !== 'teams') return undefined;
  if (moved) return 'shown in a chat that the pass had left';
  return event.at >= until ? 'shown in a chat whose time was over' : undefined;
}

/** 17. A stolen phone: the chat shows no pass once its time is over, and what was said for it is good nowhere else. */
export const theChatHasItsTime: Invariant = ({ trails }) =>
  trails.flatMap(({ entries }) => {
    let chat = NO_CHAT;
    return entries.flatMap(({ event }) => {
      const fault = faultOf(chat, event);
      chat = after(chat, event);
      return fault ?? [];
    });
  });
