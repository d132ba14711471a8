import type { ConversationReference, TurnContext } from 'botbuilder';
import { TurnContext as Turn } from 'botbuilder';
import type { EchoBot } from '../simulators/teams/echo-bot';
import { BOT_ID } from '../simulators/teams/echo-bot';
import { answerInvoke, cardAnswer, cardMessage } from '../simulators/teams/harness';
import { APPROVAL, CONFIRM, DRAFT, READY, RELEASE, REVEALED, WAITING } from './story-cards';

interface Story {
  readonly bot: EchoBot;
  readonly marcus: () => Partial<ConversationReference>;
  ada: { readonly reference: Partial<ConversationReference>; readonly cardId: string } | undefined;
}

interface Pressed {
  readonly verb: string;
  readonly data: Readonly<Record<string, string>>;
}

const error = (message: string) => ({
  statusCode: 400,
  type: 'application/vnd.microsoft.error',
  value: { code: 'Wrong', message },
});

async function updateAda({ bot, ada }: Story, content: object): Promise<void> {
  if (ada === undefined) return;
  await bot.adapter.continueConversationAsync(BOT_ID, ada.reference, async (context) => {
    await context.updateActivity({ ...cardMessage(content), id: ada.cardId });
  });
}

async function askMarcus(story: Story, context: TurnContext): Promise<void> {
  const reference = Turn.getConversationReference(context.activity);
  story.ada = { reference, cardId: context.activity.replyToId ?? '' };
  await story.bot.adapter.continueConversationAsync(BOT_ID, story.marcus(), async (his) => {
    await his.sendActivity(cardMessage(APPROVAL));
  });
}

const ANSWERS: Readonly<Record<string, (story: Story, context: TurnContext, pressed: Pressed) => Promise<object>>> = {
  'request.confirm': async (story, context) => {
    await askMarcus(story, context);
    return cardAnswer(WAITING);
  },
  'approval.approve': () => Promise.resolve(cardAnswer(CONFIRM)),
  'approval.confirmApprove': async (story, _context, { data }) => {
    if (data['matchNumber'] !== '417') return error('That is not the number Ada sees. Two tries are left.');
    await updateAda(story, READY);
    return cardAnswer(RELEASE);
  },
  'pass.reveal': () => Promise.resolve(cardAnswer(REVEALED)),
};

/** A bot that plays one recovery, so that the panes can be seen without the product. */
export function playStory(bot: EchoBot, marcus: () => Partial<ConversationReference>): void {
  const story: Story = { bot, marcus, ada: undefined };
  bot.onTurn = async (context) => {
    const { type, text = '', value } = context.activity;
    if (type === 'message' && /lost/i.test(text)) return void (await context.sendActivity(cardMessage(DRAFT)));
    if (type === 'message')
      return void (await context.sendActivity('You can say **I lost my phone**, **help** or **status**.'));
    if (type !== 'invoke') return;
    const { action } = value as { readonly action: Pressed }; // As the local Teams sends it.
    const answer = ANSWERS[action.verb];
    await answerInvoke(
      context,
      answer ? await answer(story, context, action) : error('This button does nothing here.'),
    );
  };
}
