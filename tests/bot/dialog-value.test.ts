import { isDialogInvoke, readDialog } from '../../bot/dialog-value';
import { person } from '../support/request-builder';

const AUTHOR = person(1);
const ID = { commandId: 'openForUser', commandContext: 'message' };
const user = { userIdentityType: 'aadUser', id: AUTHOR, displayName: 'Ada' };
const message = (from: unknown, content: unknown = '<div>I lost my&nbsp;<b>phone</b></div>') => ({
  ...ID,
  messagePayload: { from, body: { contentType: 'html', content } },
});

describe('when a dialog is asked for', () => {
  it('takes author and words from the message, the words clean', () => {
    expect(readDialog('composeExtension/fetchTask', message({ user }))).toEqual({
      kind: 'form',
      from: { author: AUTHOR, text: 'I lost my phone' },
    });
  });

  it('takes the id of the author in any case', () => {
    const loud = { ...user, id: AUTHOR.toUpperCase() };
    expect(readDialog('composeExtension/fetchTask', message({ user: loud }))).toMatchObject({
      from: { author: AUTHOR },
    });
  });

  const nobody: readonly (readonly [string, unknown])[] = [
    ['a bot', { user: null, application: { id: AUTHOR } }],
    ['somebody of another organisation', { user: { ...user, userIdentityType: 'federatedUser' } }],
    ['a guest of a meeting', { user: { ...user, userIdentityType: 'anonymousGuest' } }],
    ['somebody of no kind', { user: { id: AUTHOR } }],
    ['an address in place of an id', { user: { ...user, id: 'ada@contoso.example' } }],
    ['a number', { user: { ...user, id: 7 } }],
    ['a long text', { user: { ...user, id: 'x'.repeat(100_000) } }],
    ['a list', [{ user }]],
    ['nothing', null],
  ];
  it.each(nobody)('knows no author in %s', (_who, from) => {
    expect(readDialog('composeExtension/fetchTask', message(from))).toEqual({
      kind: 'form',
      from: { text: 'I lost my phone' },
    });
  });

  it.each([[7], [null], [['I lost my phone']], [{ toString: 'x' }]])('reads no words in %j', (content) => {
    expect(readDialog('composeExtension/fetchTask', message({ user }, content))).toMatchObject({ from: { text: '' } });
  });

  it('needs no message', () => {
    for (const context of ['compose', 'commandbox'])
      expect(readDialog('composeExtension/fetchTask', { ...ID, commandContext: context })).toEqual({
        kind: 'form',
        from: { text: '' },
      });
    expect(readDialog('task/fetch', { data: { dialog: 'openForUser', msteams: { type: 'task/fetch' } } })).toEqual({
      kind: 'form',
      from: { text: '' },
    });
  });

  it('takes no author from a card: its data is whatever the client says', () => {
    const value = { data: { dialog: 'openForUser' }, ...message({ user }) };
    expect(readDialog('task/fetch', value)).toEqual({ kind: 'form', from: { text: '' } });
  });
});

describe('when a dialog is sent', () => {
  it.each([
    ['composeExtension/submitAction', { ...ID, data: { verb: 'x' } }],
    ['task/submit', { data: { verb: 'x' } }],
  ])('hands on what %s sent', (name, value) => {
    expect(readDialog(name, value)).toEqual({ kind: 'sent', data: { verb: 'x' } });
  });
});

describe('when it is none of ours', () => {
  const others: readonly (readonly [string, unknown])[] = [
    ['composeExtension/fetchTask', { commandId: 'another' }],
    ['composeExtension/fetchTask', { commandId: ['openForUser'] }],
    ['composeExtension/fetchTask', undefined],
    ['composeExtension/submitAction', { data: { verb: 'x' } }],
    ['composeExtension/submitAction', { ...ID, data: { verb: 'x' }, botMessagePreviewAction: 'send' }],
    ['composeExtension/submitAction', { ...ID, data: 'x' }],
    ['composeExtension/submitAction', ID],
    ['task/fetch', { data: { dialog: 'another' } }],
    ['task/fetch', { data: null }],
    ['task/submit', { data: [1] }],
    ['task/submit', 'x'],
    ['composeExtension/query', ID],
  ];
  it.each(others)('does not know %s of %j', (name, value) => {
    expect(readDialog(name, value)).toEqual({ kind: 'unknown' });
  });

  it.each(['adaptiveCard/action', 'composeExtension/query', 'TASK/FETCH', '', null, undefined])('nor %s', (name) => {
    expect(isDialogInvoke(name)).toBe(false);
  });
});
