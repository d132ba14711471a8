import { OTHER_TENANT, TENANT } from '../../support/request-builder';
import { WHO } from '../../support/sample-people';
import type { TamperedCase } from './tampered-case';
import { rightPresses } from './tampered-case';
import type { Json, TamperedScene } from './tampered-scene';

const NOT_SERVED = 'c0ffee00-0000-4000-8000-000000000009';

interface Sender {
  readonly as: string;
  readonly ends: TamperedCase['ends'];
  readonly change: Json;
}

const from = (as: string, fields: Json): Sender => ({ as, ends: 'refused', change: { from: fields } });

/** Names, addresses and ids that say "I am the one", and an object id that does not. */
function claimedBy(right: string): Readonly<Record<string, Sender>> {
  const max = {
    id: `29:${right}`,
    name: 'max',
    userPrincipalName: 'max@contoso.example',
    email: 'max@contoso.example',
  };
  return {
    'no object id': from('', max),
    'null for an object id': from('', { ...max, aadObjectId: null }),
    'an empty object id': from('', { ...max, aadObjectId: '' }),
    'an address for an object id': from('', { ...max, aadObjectId: 'max@contoso.example' }),
    'an object id in braces': from('', { ...max, aadObjectId: `{${right}}` }),
    'an object id with a space': from('', { ...max, aadObjectId: ` ${right}` }),
    'two object ids in one': from('', { ...max, aadObjectId: `${right},${right}` }),
    'the channel’s id for the object id': from('', { ...max, aadObjectId: `29:${right}` }),
    'the object id under another name': from('', { ...max, objectId: right, id: right, AadObjectId: right }),
    'Colin’s object id under the right name': from(WHO.colin, { ...max, aadObjectId: WHO.colin }),
    'security’s object id under the right name': from(WHO.sam, { ...max, aadObjectId: WHO.sam }),
    'Mona’s object id under the right name': from(WHO.mona, { ...max, aadObjectId: WHO.mona }),
    'a number for an object id': { ...from('', { ...max, aadObjectId: 7 }), ends: 'door' },
    'an array for an object id': { ...from('', { ...max, aadObjectId: [right] }), ends: 'door' },
    'no sender': { as: '', ends: 'door', change: { from: undefined } },
  };
}

const inTenant = (tenantId: unknown, data: unknown, as: string): Json => ({
  conversation: { id: `a:${as}`, conversationType: 'personal', tenantId },
  channelData: { tenant: { id: data } },
});

/** Where the call says that it comes from. */
function places(right: string): Readonly<Record<string, Sender>> {
  const of = (ends: Sender['ends'], change: Json): Sender => ({ as: right, ends, change });
  return {
    'another organisation that is served': of('refused', inTenant(OTHER_TENANT, OTHER_TENANT, right)),
    'an organisation that is not served': of('elsewhere', inTenant(NOT_SERVED, NOT_SERVED, right)),
    'two organisations': of('elsewhere', inTenant(TENANT, OTHER_TENANT, right)),
    'two organisations, the other way round': of('elsewhere', inTenant(OTHER_TENANT, TENANT, right)),
    'no organisation': of('elsewhere', inTenant(undefined, undefined, right)),
    'a name for an organisation': of('elsewhere', inTenant('contoso', 'contoso', right)),
    'a number for an organisation': of('door', inTenant(7, 7, right)),
    'another channel': of('door', { channelId: 'webchat' }),
    'a channel in capitals': of('door', { channelId: 'MSTeams' }),
    'no channel': of('door', { channelId: undefined }),
    'another service address': of('door', { serviceUrl: 'https://smba.trafficmanager.net/emea/' }),
    'a foreign service address': of('door', { serviceUrl: 'https://evil.example/' }),
  };
}

/** A pass appears in the own chat and nowhere else. */
function sharedChats(scene: TamperedScene): readonly TamperedCase[] {
  const data = { token: scene.token(WHO.ada), releaseCode: scene.code };
  const chats = {
    'a group chat': { id: '19:group@thread.v2', conversationType: 'groupChat', tenantId: TENANT },
    'a channel': { id: '19:channel@thread.tacv2', conversationType: 'channel', tenantId: TENANT },
    'a chat of no known kind': { id: '19:x@thread.v2', tenantId: TENANT },
    'a chat of a made-up kind': { id: `a:${WHO.ada}`, conversationType: 'Personal', tenantId: TENANT },
  };
  return Object.entries(chats).map(([what, conversation]) => ({
    what: `reveal: in ${what}`,
    as: WHO.ada,
    body: scene.press(WHO.ada, 'pass.reveal', data, { conversation }),
    ends: 'refused',
  }));
}

export function tamperedSenders(scene: TamperedScene): readonly TamperedCase[] {
  const all = rightPresses(scene).flatMap(({ what: press, by, verb, inputs }) =>
    Object.entries({ ...claimedBy(by), ...places(by) }).map(([what, { as, ends, change }]): TamperedCase => {
      const body = scene.press(by, verb, { ...inputs, token: scene.token(by) }, change);
      return { what: `${press}: ${what}`, as, body, ends };
    }),
  );
  return [...all, ...sharedChats(scene)];
}
