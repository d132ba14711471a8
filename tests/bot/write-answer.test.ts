import type { Activity, TurnContext } from 'botbuilder';
import type { Answer } from '../../bot/answer';
import { text } from '../../bot/answer';
import { DIALOG_INVOKES } from '../../bot/dialog-value';
import { prefill } from '../../bot/prefill';
import { writeAnswer } from '../../bot/write-answer';
import type { Card } from '../../cards/card';
import { DIALOG } from '../../words/dialog';

const card: Card = { content: { type: 'AdaptiveCard', refresh: { userIds: ['29:a'] } }, summary: 'A card' };

async function written(type: string, answer: Answer, name?: string) {
  const sent: Partial<Activity>[] = [];
  const context = {
    activity: { type, ...(name !== undefined && { name }) },
    sendActivity: (activity: Partial<Activity>) => {
      sent.push(activity);
      return Promise.resolve({ id: 'sent-1' });
    },
  } as unknown as TurnContext;
  return { id: await writeAnswer(context, answer), sent };
}

describe('when a press is answered', () => {
  const answers: readonly (readonly [string, Answer, number, string, unknown])[] = [
    ['a card', { kind: 'card', card }, 200, 'application/vnd.microsoft.card.adaptive', card.content],
    ['a text', text('Hello'), 200, 'application/vnd.microsoft.activity.message', 'Hello'],
    ['nothing', { kind: 'nothing' }, 200, 'application/vnd.microsoft.activity.message', ''],
    [
      'a malformed press',
      { kind: 'malformed', text: 'Out of date' },
      400,
      'application/vnd.microsoft.error',
      { code: 'BadRequest', message: 'Out of date' },
    ],
  ];
  it.each(answers)(
    'puts %s in the invoke’s answer, HTTP 200 around it',
    async (_name, answer, statusCode, type, value) => {
      const { id, sent } = await written('invoke', answer);
      expect(sent).toEqual([{ type: 'invokeResponse', value: { status: 200, body: { statusCode, type, value } } }]);
      expect(id).toBeUndefined();
    },
  );
});

describe('when a dialog is answered', () => {
  const execute = { type: 'Action.Execute', verb: 'x', fallback: { type: 'Action.Submit', data: { verb: 'x' } } };
  const pressable: Card = { content: { ...card.content, body: [execute] }, summary: 'A card' };
  const shown = async (name: string, answer: Answer): Promise<unknown> => {
    const { sent, id } = await written('invoke', answer, name);
    expect(id).toBeUndefined();
    expect(sent).toMatchObject([{ type: 'invokeResponse', value: { status: 200 } }]);
    return (sent[0]?.value as { readonly body: unknown }).body;
  };

  it.each(DIALOG_INVOKES)('%s: every answer is a card in it, whose buttons a dialog knows', async (name) => {
    expect(await shown(name, { kind: 'card', card: pressable })).toEqual({
      task: {
        type: 'continue',
        value: {
          ...{ title: DIALOG.window, width: 'medium', height: 'large' },
          card: {
            contentType: 'application/vnd.microsoft.card.adaptive',
            content: { type: 'AdaptiveCard', body: [execute.fallback] },
          },
        },
      },
    });
    for (const answer of [text('No such person.'), { kind: 'malformed', text: 'No such person.' } as const])
      expect(JSON.stringify(await shown(name, answer))).toContain('"text":"No such person."');
  });

  it('says of a request where its card is, in place of the card', async () => {
    const body = JSON.stringify(await shown('task/submit', { kind: 'card', card: pressable, inShort: 'LK-7F3K9Q' }));
    expect(body).toContain('LK-7F3K9Q');
    expect(body).not.toContain('"verb"');
  });

  it('closes where there is nothing to say', async () => {
    expect(await shown('task/submit', { kind: 'nothing' })).toEqual({});
  });
});

describe('when a message is answered', () => {
  it('sends the card with its summary and tells the message’s id', async () => {
    const { id, sent } = await written('message', { kind: 'card', card });
    expect(sent).toEqual([
      {
        ...{ type: 'message', summary: 'A card' },
        attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', content: card.content }],
      },
    ]);
    expect(id).toBe('sent-1');
  });

  it('sends plain text, in which nothing is read as Markdown', async () => {
    const { sent } = await written('message', text('**not** [a link](x)'));
    expect(sent).toEqual([{ type: 'message', text: '**not** [a link](x)', textFormat: 'plain' }]);
  });

  it('offers what can be said next', async () => {
    const { sent } = await written('message', text('Which?', [{ title: 'LK-1', says: 'status LK-1' }]));
    expect(sent[0]?.suggestedActions?.actions).toEqual([{ type: 'imBack', title: 'LK-1', value: 'status LK-1' }]);
  });

  it('sends nothing for nothing', async () => {
    expect(await written('message', { kind: 'nothing' })).toEqual({ id: undefined, sent: [] });
  });
});

describe('when an input is filled in', () => {
  const form: Card = {
    summary: 's',
    content: {
      type: 'AdaptiveCard',
      body: [
        {
          type: 'Container',
          items: [
            { type: 'Input.Text', id: 'code' },
            { type: 'TextBlock', id: 'other' },
          ],
        },
      ],
    },
  };

  it('fills the text input with this id and nothing else', () => {
    expect(prefill(form, 'code', '123').content['body']).toEqual([
      {
        type: 'Container',
        items: [
          { type: 'Input.Text', id: 'code', value: '123' },
          { type: 'TextBlock', id: 'other' },
        ],
      },
    ]);
    expect(prefill(form, 'other', '123')).toEqual(form);
  });

  it('leaves the card as it is for an empty value', () => {
    expect(prefill(form, 'code', '')).toBe(form);
  });
});
