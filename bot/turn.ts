import type { ObjectId } from '../recovery/terms';
import { asObjectId } from '../recovery/terms';
import { cleanText } from './clean-text';
import type { ChatReference } from './conversations';
import { isDialogInvoke } from './dialog-value';
import type { InboundActivity } from './inbound-activity';

/**
 * The narrow view of an activity that handlers get. Who pressed comes from the authenticated activity's Entra object id
 * and nothing else: not from names, addresses or anything in a card.
 */
export interface Turn {
  /**
   * `press` is answered for the presser's eyes only. A `message`, and a `submit` from a client without Action.Execute,
   * are answered by a chat message, which stays in the history: never a number, a code or a pass in those. Nor in a
   * `dialog`, which lies over whatever somebody is looking at.
   */
  readonly kind: 'message' | 'press' | 'submit' | 'event' | 'dialog';
  readonly tenantId: ObjectId;
  readonly presser: ObjectId;
  /** `29:...`, what `refresh.userIds` takes. */
  readonly channelUserId: string;
  /** `shared`: a group chat or a channel, where others read along. */
  readonly scope: 'personal' | 'shared';
  readonly conversationId: string;
  readonly serviceUrl: string;
  readonly locale: string;
  /** IANA name, as the client says. */
  readonly timeZone?: string;
  /** Clean (see `cleanText`), not interpreted. */
  readonly text: string;
  readonly hasAttachments: boolean;
  /** What a card sent. Attacker-controlled: only `parseCardAction` reads it. */
  readonly value: unknown;
  /** The message whose card was pressed; not where a dialog was opened, which takes no message's place. */
  readonly replyToId?: string;
}

const isDialog = ({ type, name }: InboundActivity): boolean => type === 'invoke' && isDialogInvoke(name);

const KINDS: Readonly<Record<string, Turn['kind']>> = { message: 'message', invoke: 'press' };
const ADAPTIVE_CARD = 'application/vnd.microsoft.card.adaptive';

function clientInfo({ entities }: InboundActivity): Readonly<Record<string, unknown>> {
  return entities?.find(({ type }) => type === 'clientInfo') ?? {};
}

const short = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' && value.length <= 100 ? value : undefined;

/** Files and pictures; Teams attaches the text itself as HTML, which is none. */
function hasAttachments({ attachments }: InboundActivity): boolean {
  return (attachments ?? []).some(({ contentType }) => contentType !== 'text/html' && contentType !== ADAPTIVE_CARD);
}

/**
 * A dialog is opened from any chat, and one of two people may well be called personal: it says nothing about where somebody
 * is reached, and nothing is ever written there.
 */
function scopeOf(activity: InboundActivity): Turn['scope'] {
  if (isDialog(activity)) return 'shared';
  const { conversation } = activity;
  const type = conversation.conversationType ?? (conversation.id.startsWith('a:') ? 'personal' : 'unknown');
  return type === 'personal' ? 'personal' : 'shared';
}

/** `undefined` when the activity does not say who sent it. */
export function turnOf(tenantId: ObjectId, activity: InboundActivity): Turn | undefined {
  const presser = asObjectId(activity.from.aadObjectId ?? undefined);
  if (presser === undefined) return undefined;
  const client = clientInfo(activity);
  const timeZone = short(client['timezone']);
  return {
    kind: isDialog(activity) ? 'dialog' : (KINDS[activity.type] ?? 'event'),
    tenantId,
    presser,
    channelUserId: activity.from.id,
    scope: scopeOf(activity),
    conversationId: activity.conversation.id,
    serviceUrl: activity.serviceUrl,
    locale: short(client['locale']) ?? short(activity.locale) ?? 'en-US',
    text: cleanText(activity.text),
    hasAttachments: hasAttachments(activity),
    value: activity['value'],
    ...(timeZone !== undefined && { timeZone }),
    ...(typeof activity.replyToId === 'string' && !isDialog(activity) && { replyToId: activity.replyToId }),
  };
}

/** Where this person is reached from now on. */
export function referenceOf(turn: Turn): ChatReference {
  const { conversationId, serviceUrl, channelUserId, locale, timeZone } = turn;
  return { conversationId, serviceUrl, channelUserId, locale, ...(timeZone !== undefined && { timeZone }) };
}
