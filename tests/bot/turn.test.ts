import { DIALOG_INVOKES } from '../../bot/dialog-value';
import type { InboundActivity } from '../../bot/inbound-activity';
import { parseActivity, tenantOf } from '../../bot/inbound-activity';
import { referenceOf, turnOf } from '../../bot/turn';
import { OTHER_TENANT, person, TENANT } from '../support/request-builder';
import { activity, SERVICE_URL } from './channel';

function parsed(change: Readonly<Record<string, unknown>> = {}): InboundActivity {
  const found = parseActivity(activity(change));
  if (found === undefined) throw new Error('not an activity');
  return found;
}

const entities = [
  { type: 'mention', text: '<at>Latchkey</at>' },
  { type: 'clientInfo', locale: 'nb-NO', timezone: 'Europe/Oslo' },
];

describe('when a turn is made of an activity', () => {
  it('keeps what handlers need', () => {
    const message = parsed({ text: '<at>Latchkey</at> I lost my phone', entities, replyToId: '7' });
    expect(turnOf(TENANT, message)).toEqual({
      ...{ kind: 'message', tenantId: TENANT, presser: person(1), channelUserId: '29:ada', scope: 'personal' },
      ...{ conversationId: 'a:ada', serviceUrl: SERVICE_URL, locale: 'nb-NO', timeZone: 'Europe/Oslo' },
      ...{ text: 'I lost my phone', hasAttachments: false, value: undefined, replyToId: '7' },
    });
  });

  it.each([
    ['a message', { type: 'message' }, 'message'],
    ['a press', { type: 'invoke' }, 'press'],
    ['an installation', { type: 'installationUpdate' }, 'event'],
    ['something new', { type: 'somethingNew' }, 'event'],
  ])('tells %s from the rest', (_name, change, kind) => {
    expect(turnOf(TENANT, parsed(change))?.kind).toBe(kind);
  });

  it.each([
    ['a personal chat', { id: 'a:1', conversationType: 'personal' }, 'personal'],
    ['a personal chat that does not say so', { id: 'a:1' }, 'personal'],
    ['a group', { id: '19:x@thread.v2', conversationType: 'groupChat' }, 'shared'],
    ['a channel', { id: '19:x@thread.tacv2', conversationType: 'channel' }, 'shared'],
    ['a channel that does not say so', { id: '19:x@thread.tacv2' }, 'shared'],
  ])('knows %s', (_name, conversation, scope) => {
    expect(turnOf(TENANT, parsed({ conversation }))?.scope).toBe(scope);
  });

  it.each(DIALOG_INVOKES)('takes %s for a dialog: of no message, and opened in nobody’s own chat', (name) => {
    const between = { id: '19:ada_max@unq.gbl.spaces', conversationType: 'personal' };
    const opened = turnOf(TENANT, parsed({ type: 'invoke', name, conversation: between, replyToId: '7' }));
    expect(opened).toMatchObject({ kind: 'dialog', scope: 'shared' });
    expect(opened).not.toHaveProperty('replyToId');
  });

  it('takes no message for a dialog, whatever it calls itself', () => {
    expect(turnOf(TENANT, parsed({ name: 'task/submit' }))).toMatchObject({ kind: 'message', scope: 'personal' });
  });

  it('takes the object id in any case', () => {
    const from = { id: '29:x', aadObjectId: person(1).toUpperCase() };
    expect(turnOf(TENANT, parsed({ from }))?.presser).toBe(person(1));
  });

  it.each([
    ['no object id', { id: '29:x', name: 'Ada' }],
    ['an empty one', { id: '29:x', aadObjectId: '' }],
    ['null', { id: '29:x', aadObjectId: null }],
    ['a name in its place', { id: '29:x', aadObjectId: 'ada@contoso.example' }],
    ['one too long', { id: '29:x', aadObjectId: `${person(1)}0` }],
  ])('is none with %s', (_name, from) => {
    expect(turnOf(TENANT, parsed({ from }))).toBeUndefined();
  });

  it.each([
    ['no client info', [], undefined, 'en-US'],
    ['a zone that is no text', [{ type: 'clientInfo', timezone: { a: 1 }, locale: 7 }], undefined, 'en-US'],
    ['a zone of 1,000 characters', [{ type: 'clientInfo', timezone: 'x'.repeat(1_000) }], undefined, 'en-US'],
    [
      'two',
      [{ type: 'clientInfo', timezone: 'Asia/Tokyo', locale: 'ja-JP' }, { type: 'clientInfo' }],
      'Asia/Tokyo',
      'ja-JP',
    ],
  ])('bears %s', (_name, given, timeZone, locale) => {
    const found = turnOf(TENANT, parsed({ entities: given }));
    expect([found?.timeZone, found?.locale]).toEqual([timeZone, locale]);
  });

  it.each([
    ['a picture', [{ contentType: 'image/png' }], true],
    ['a file', [{ contentType: 'application/vnd.microsoft.teams.file.download.info' }], true],
    ['its own text as HTML', [{ contentType: 'text/html' }], false],
    ['a forwarded card of ours', [{ contentType: 'application/vnd.microsoft.card.adaptive' }], false],
    ['none', undefined, false],
  ])('counts %s', (_name, attachments, expected) => {
    expect(turnOf(TENANT, parsed({ attachments }))?.hasAttachments).toBe(expected);
  });

  it('says where this person is reached', () => {
    const turn = turnOf(TENANT, parsed({ entities }));
    expect(turn && referenceOf(turn)).toEqual({
      ...{ conversationId: 'a:ada', serviceUrl: SERVICE_URL, channelUserId: '29:ada' },
      ...{ locale: 'nb-NO', timeZone: 'Europe/Oslo' },
    });
  });
});

describe('when the tenant of an activity is read', () => {
  const tenant = (id: unknown) => ({ channelData: { tenant: { id } } });
  const conversation = (tenantId: unknown) => ({ conversation: { id: 'a:1', tenantId } });

  it.each([
    ['both places agree', {}, TENANT],
    ['only channelData says', { ...tenant(TENANT), ...conversation(undefined) }, TENANT],
    ['only the conversation says', { channelData: {}, ...conversation(TENANT) }, TENANT],
    ['case differs', { ...tenant(TENANT.toUpperCase()), ...conversation(TENANT) }, TENANT],
    ['they differ', { ...tenant(OTHER_TENANT), ...conversation(TENANT) }, undefined],
    ['one is no id', { ...tenant('contoso.com'), ...conversation(TENANT) }, undefined],
    ['the other is no id', { ...tenant(TENANT), ...conversation('contoso.com') }, undefined],
    ['nobody says', { channelData: undefined, ...conversation(undefined) }, undefined],
    ['both are null', { ...tenant(null), ...conversation(null) }, undefined],
  ])('is known when %s', (_name, change, expected) => {
    expect(tenantOf(parsed(change))).toBe(expected);
  });
});
