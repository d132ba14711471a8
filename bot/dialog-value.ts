import { z } from 'zod';
import type { ObjectId } from '../recovery/terms';
import { asObjectId } from '../recovery/terms';
import { OPEN_FOR_COMMAND } from '../words/app-commands';
import { cleanText } from './clean-text';

/** The invokes of a dialog: opened from a message, the compose box or the command box, or by a button of a card; and sent. */
export const DIALOG_INVOKES = [
  'composeExtension/fetchTask',
  'composeExtension/submitAction',
  'task/fetch',
  'task/submit',
] as const;
type DialogInvoke = (typeof DIALOG_INVOKES)[number];

export const isDialogInvoke = (name: string | null | undefined): name is DialogInvoke =>
  DIALOG_INVOKES.some((one) => one === name);

/** The message from which a dialog was opened. Only what a form starts with: whoever sends it sees it and can change it. */
export interface FromMessage {
  readonly author?: ObjectId;
  /** Clean. */
  readonly text: string;
}

export type DialogAsk =
  | { readonly kind: 'form'; readonly from: FromMessage }
  /** What the dialog's button sent: only `parseCardAction` reads it. */
  | { readonly kind: 'sent'; readonly data: unknown }
  | { readonly kind: 'unknown' };

const UNKNOWN: DialogAsk = { kind: 'unknown' };

const ours = z.literal(OPEN_FOR_COMMAND.id);
/** A preview of a message that the bot would send is nothing that we offer. */
const command = z.looseObject({ commandId: ours, botMessagePreviewAction: z.null().optional() });
const launcher = z.looseObject({ data: z.looseObject({ dialog: ours }) });
const sent = z.looseObject({ data: z.record(z.string(), z.unknown()) });

/** Not a bot, not a guest of a meeting, nobody of another organisation: their ids are of another kind. */
const written = z.looseObject({
  messagePayload: z.looseObject({
    from: z.looseObject({ user: z.looseObject({ id: z.string().max(64), userIdentityType: z.literal('aadUser') }) }),
  }),
});
const worded = z.looseObject({ messagePayload: z.looseObject({ body: z.looseObject({ content: z.string() }) }) });

function messageIn(value: unknown): FromMessage {
  const author = asObjectId(written.safeParse(value).data?.messagePayload.from.user.id);
  const text = cleanText(worded.safeParse(value).data?.messagePayload.body.content);
  return { text, ...(author !== undefined && { author }) };
}

const sentIn = (value: unknown): DialogAsk => {
  const data = sent.safeParse(value).data?.data;
  return data === undefined ? UNKNOWN : { kind: 'sent', data };
};

/** Reads the value of such an invoke. Attacker-controlled within an authenticated call; never throws. */
export function readDialog(name: string | null | undefined, value: unknown): DialogAsk {
  switch (name) {
    case 'composeExtension/fetchTask':
      return command.safeParse(value).success ? { kind: 'form', from: messageIn(value) } : UNKNOWN;
    case 'task/fetch':
      return launcher.safeParse(value).success ? { kind: 'form', from: { text: '' } } : UNKNOWN;
    case 'composeExtension/submitAction':
      return command.safeParse(value).success ? sentIn(value) : UNKNOWN;
    case 'task/submit':
      return sentIn(value);
    default:
      return UNKNOWN;
  }
}
