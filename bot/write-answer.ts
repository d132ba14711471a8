import type { Activity, TurnContext } from 'botbuilder';
import type { Card } from '../cards/card';
import { attachment } from '../cards/card';
import { dialogCard } from '../cards/dialog-card';
import { drawMessage } from '../cards/draw-message';
import { plainMessage } from '../cards/plain-text';
import { DIALOG } from '../words/dialog';
import type { Answer, Suggestion } from './answer';
import { isDialogInvoke } from './dialog-value';

/** The body of an answer to `adaptiveCard/action`. The HTTP status around it is always 200: Teams shows nothing else. */
interface InvokeBody {
  readonly statusCode: 200 | 400;
  readonly type: string;
  readonly value: unknown;
}

function invokeBody(answer: Answer): InvokeBody {
  switch (answer.kind) {
    case 'card':
      return { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: answer.card.content };
    case 'text':
      return { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: plainMessage(answer.text) };
    case 'malformed': {
      const value = { code: 'BadRequest', message: answer.text };
      return { statusCode: 400, type: 'application/vnd.microsoft.error', value };
    }
    case 'nothing':
      return { statusCode: 200, type: 'application/vnd.microsoft.activity.message', value: '' };
  }
}

/**
 * The body of an answer to an invoke of a dialog: always a card in it. Teams shows an error for a plain message after
 * `composeExtension/submitAction`, and an empty window for one after `task/fetch`.
 */
function dialogBody(answer: Exclude<Answer, { readonly kind: 'nothing' }>): object {
  const words = answer.kind === 'card' ? answer.inShort : answer.text;
  const card =
    answer.kind === 'card' && words === undefined
      ? dialogCard(answer.card)
      : drawMessage({ title: DIALOG.about, text: words ?? '' });
  const value = { title: DIALOG.window, width: 'medium', height: 'large', card: attachment(card) };
  return { task: { type: 'continue', value } };
}

function bodyFor({ activity }: TurnContext, answer: Answer): object {
  if (!isDialogInvoke(activity.name)) return invokeBody(answer);
  // An empty body closes the dialog.
  return answer.kind === 'nothing' ? {} : dialogBody(answer);
}

/** A chat message that shows the card. Its summary is what a locked phone shows. */
export const cardMessage = (card: Card): Partial<Activity> => ({
  type: 'message',
  attachments: [attachment(card)],
  summary: card.summary,
});

/** A plain text message: nothing in it is read as Markdown. */
export function textMessage(text: string, suggestions: readonly Suggestion[] = []): Partial<Activity> {
  const actions = suggestions.map(({ title, says }) => ({ type: 'imBack', title, value: says }));
  return {
    type: 'message',
    text: plainMessage(text),
    textFormat: 'plain',
    ...(actions.length > 0 && { suggestedActions: { actions, to: [] } }),
  };
}

/** The answer as a chat message. */
export function messageOf(answer: Exclude<Answer, { readonly kind: 'nothing' }>): Partial<Activity> {
  if (answer.kind === 'card') return cardMessage(answer.card);
  return textMessage(answer.text, answer.kind === 'text' ? answer.suggestions : []);
}

/**
 * The only way to answer. A press is answered in the invoke itself, for the presser's eyes only; teams-ai's own answer
 * would edit the message for everybody. Anything else is answered by a chat message; its activity id is returned.
 */
export async function writeAnswer(context: TurnContext, answer: Answer): Promise<string | undefined> {
  if (context.activity.type === 'invoke') {
    await context.sendActivity({ type: 'invokeResponse', value: { status: 200, body: bodyFor(context, answer) } });
    return undefined;
  }
  if (answer.kind === 'nothing') return undefined;
  const sent = await context.sendActivity(messageOf(answer));
  return sent?.id;
}
