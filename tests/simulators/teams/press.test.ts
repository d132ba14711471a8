import { actionsOf, inputsOf, refreshOf } from '../../../simulators/teams/card';
import type { ChatMessage } from '../../../simulators/teams/message';
import type { PressInputs } from '../../../simulators/teams/press';
import { filledAction, verbsOf } from '../../../simulators/teams/press';
import { execute } from './harness';

const message = (...cards: ChatMessage['cards']): ChatMessage => ({
  ...{ id: '7', conversationId: 'a:1', author: 'bot', text: '', format: 'plain', suggestions: [] },
  ...{ cards, sentAt: 0, edits: 0, revision: 1 },
});

const way = (verifiedBy: string) => execute('approve', { title: verifiedBy, data: { token: 't', verifiedBy } });

const CONFIRM = {
  type: 'AdaptiveCard',
  body: [
    { type: 'Input.Text', id: 'matchNumber', isRequired: true, regex: '^[0-9]+$' },
    { type: 'Container', items: [{ type: 'Input.ChoiceSet', id: 'reason', value: 'lost' }] },
    { type: 'ActionSet', actions: [way('inPerson'), { ...way('videoCall'), fallback: { type: 'Action.Submit' } }] },
  ],
  actions: [execute('back', { associatedInputs: 'none', data: { token: 't' } })],
  refresh: { action: execute('refresh'), userIds: ['29:1'] },
};

const press = (verb: string, inputs: PressInputs) => filledAction(message(CONFIRM), { verb, inputs }).data;

describe('when a card is read', () => {
  it('finds buttons and inputs wherever they are, but neither fallbacks nor the refresh', () => {
    expect(verbsOf(message(CONFIRM))).toEqual(['approve', 'approve', 'back']);
    expect(actionsOf(CONFIRM)).toHaveLength(3);
    expect(inputsOf(CONFIRM).map(({ id }) => id)).toEqual(['matchNumber', 'reason']);
  });

  it.each([
    ['userIds', CONFIRM, ['29:1']],
    ['no userIds', { refresh: { action: execute('refresh') } }, []],
    ['no refresh', {}, undefined],
    ['a refresh that is no action', { refresh: { action: 'x' } }, undefined],
  ])('reads its refresh with %s', (_name, card, userIds) => {
    expect(refreshOf(card)?.userIds).toEqual(userIds);
  });
});

describe('when a button is pressed', () => {
  it.each([
    [
      'typed values and what the card put there',
      'approve',
      { matchNumber: '123' },
      { matchNumber: '123', reason: 'lost' },
    ],
    [
      'the button whose data agrees',
      'approve',
      { matchNumber: '1', verifiedBy: 'videoCall' },
      { verifiedBy: 'videoCall' },
    ],
    ['a choice instead of the default', 'approve', { matchNumber: '1', reason: 'other' }, { reason: 'other' }],
  ])('sends %s', (_name, verb, inputs, data) => {
    expect(press(verb, inputs)).toMatchObject({ token: 't', ...data });
  });

  it('leaves inputs out where the button wants none', () => {
    expect(press('back', {})).toEqual({ token: 't' });
  });

  it('lets an input override a key of the data, as real clients do', () => {
    const card = { body: [{ type: 'Input.Text', id: 'token' }], actions: [execute('go', { data: { token: 't' } })] };
    expect(filledAction(message(card), { verb: 'go', inputs: { token: 'EVIL' } }).data).toEqual({ token: 'EVIL' });
  });

  it('finds buttons by the verb in their data too', () => {
    const submit = { type: 'Action.Submit', title: 'Go', data: { verb: 'go' } };
    expect(filledAction(message({ actions: [submit] }), { verb: 'go', inputs: {} })).toEqual(submit);
  });

  it.each([
    ['a button that is not there', 'deny', {}, 'noSuchButton', 'approve, approve, back'],
    ['no button with such data', 'approve', { verifiedBy: 'chat' }, 'noSuchButton', 'approve'],
    ['an input that is not there', 'approve', { matchNumber: '1', note: 'x' }, 'noSuchInput', 'matchNumber, reason'],
    ['an empty required input', 'approve', {}, 'inputRequired', 'matchNumber'],
    ['a value that the card does not take', 'approve', { matchNumber: 'x' }, 'inputRefused', 'matchNumber'],
    ['a required input emptied', 'approve', { matchNumber: '' }, 'inputRequired', 'matchNumber'],
  ])('refuses %s and says what there is', (_name, verb, inputs, code, says) => {
    const attempt = () => press(verb, inputs);
    expect(attempt).toThrow(expect.objectContaining({ code, message: expect.stringContaining(says) }));
  });

  it('does not press what the bot never hears of', () => {
    const card = message({ actions: [{ type: 'Action.OpenUrl', title: 'Open', url: 'https://aka.ms' }] });
    const attempt = () => filledAction(card, { verb: 'Open', inputs: {} });
    expect(attempt).toThrow(expect.objectContaining({ code: 'noSuchButton' }));
  });

  it('refuses to act as an old client where there is no fallback', () => {
    const card = message({ actions: [execute('go')] });
    const attempt = () => filledAction(card, { verb: 'go', inputs: {}, oldClient: true });
    expect(attempt).toThrow(expect.objectContaining({ code: 'noSuchButton' }));
  });
});
