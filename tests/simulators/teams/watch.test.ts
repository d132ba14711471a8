import type { TurnContext } from 'botbuilder';
import type { Harness } from './harness';
import { answerInvoke, card, cardAnswer, cardMessage, execute, startHarness } from './harness';

let harness: Harness;
beforeEach(async () => {
  harness = await startHarness();
});
afterEach(() => harness.stop());

const refreshing = (text: string, ...people: string[]) => {
  const userIds = people.map((id) => harness.teams.channelIdOf(id));
  return card(text, [], { refresh: { action: execute('request.refresh', { data: { token: 't' } }), userIds } });
};

/** Posts `content` at "show", edits it at every other text, and answers refreshes by `answer`. */
function botWith(content: object, answer: (context: TurnContext) => Promise<void>): void {
  let posted = '';
  harness.bot.onTurn = async (context) => {
    if (context.activity.type === 'invoke') return answer(context);
    const { text } = context.activity;
    if (text === 'show') posted = (await context.sendActivity(cardMessage(content)))?.id ?? '';
    else
      await context.updateActivity({ ...cardMessage({ ...content, body: [{ type: 'TextBlock', text }] }), id: posted });
  };
}

let asked = 0;
const ownCard = (context: TurnContext) => answerInvoke(context, cardAnswer(card(`view ${++asked}`)));
beforeEach(() => {
  asked = 0;
});

const showAndSettle = async (text = 'show'): Promise<void> => {
  await harness.teams.say('ada', text);
  await harness.teams.settled();
};

describe('when a card with refresh comes into view', () => {
  it('asks once for the person who is listed, and shows her the answer', async () => {
    const { teams, heard } = harness;
    botWith(refreshing('base', 'ada'), ownCard);
    await showAndSettle();
    expect(heard.at(-1)).toMatchObject({ type: 'invoke', value: { trigger: 'automatic' } });
    expect(heard.at(-1)?.value).toMatchObject({ action: { verb: 'request.refresh', data: { token: 't' } } });
    expect(teams.chat('ada').at(-1)?.card).toEqual(card('view 1'));
    expect(asked).toBe(1);
  });

  it('does not ask for people who are not listed', async () => {
    botWith(refreshing('base', 'marcus'), ownCard);
    await showAndSettle();
    expect(asked).toBe(0);
  });

  it('does not ask while the person looks elsewhere, and asks when she comes back', async () => {
    const { teams } = harness;
    botWith(refreshing('base', 'ada'), ownCard);
    teams.close('ada');
    await showAndSettle();
    expect(asked).toBe(0);
    await teams.open('ada');
    expect(teams.chat('ada').at(-1)?.card).toEqual(card('view 1'));
  });

  it('asks again only when a minute has passed', async () => {
    const { teams, clock } = harness;
    botWith(refreshing('base', 'ada'), (context) => {
      asked += 1;
      return answerInvoke(context, cardAnswer(refreshing(`view ${asked}`, 'ada')));
    });
    await showAndSettle();
    clock.time += 59_999;
    await teams.open('ada');
    expect(asked).toBe(1);
    clock.time += 1;
    await teams.open('ada');
    expect(asked).toBe(2);
  });

  it.each([
    ['an error', { statusCode: 500, type: 'application/vnd.microsoft.error', value: { code: 'x', message: 'y' } }, 200],
    ['no answer', {}, 500],
  ])('keeps the card, without a word, after %s', async (_name, body, status) => {
    const base = refreshing('base', 'ada');
    botWith(base, (context) => answerInvoke(context, body, status));
    await showAndSettle();
    expect(harness.teams.chat('ada').at(-1)).toMatchObject({ card: base });
    expect(harness.teams.chat('ada').at(-1)?.notice).toBeUndefined();
  });
});

describe('when the bot edits a card with refresh', () => {
  it('asks again at once, as the edit cleared every view', async () => {
    botWith(refreshing('base', 'ada'), ownCard);
    await showAndSettle();
    await showAndSettle('edited');
    expect(harness.teams.chat('ada').find(({ author }) => author === 'bot')?.card).toEqual(card('view 2'));
  });

  it('never goes in circles with a bot that edits at every refresh', async () => {
    const { teams, bot } = harness;
    bot.onTurn = async (context) => {
      const { type, replyToId = '' } = context.activity;
      const content = cardMessage(refreshing(`edit ${++asked}`, 'ada'));
      if (type === 'message') return void (await context.sendActivity(content));
      await context.updateActivity({ ...content, id: replyToId });
      await answerInvoke(context, cardAnswer(card('late view')));
    };
    await showAndSettle();
    expect(asked).toBe(6);
    expect(teams.chat('ada').at(-1)?.card).toEqual(refreshing('edit 6', 'ada'));
  });
});
