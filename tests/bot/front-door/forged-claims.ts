import { TENANT } from '../../support/request-builder';
import { BOT_ID, ISSUER, nowS, SERVICE_URL } from '../channel';
import type { ForgedCall } from './forged-call';
import { bearer, goodToken, onGoodBody, onGoodToken, said } from './forged-call';

const DAY = 24 * 3600;
const CLAIMED: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  iss: {
    'of somebody': 'https://evil.example',
    missing: undefined,
    null: null,
    empty: '',
    'a number': 7,
    'in a list': [ISSUER],
    'in an object': { value: ISSUER },
    'with a slash': `${ISSUER}/`,
    'with a space': `${ISSUER} `,
    'over plain http': 'http://api.botframework.com',
    'in capitals': ISSUER.toUpperCase(),
    'with a Cyrillic letter': 'https://api.b\u043etframework.com',
    'as part of a longer name': `${ISSUER}.evil.example`,
    'of the government cloud': 'https://api.botframework.us',
    'of an emulator, v1': 'https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/',
    'of an emulator, v2': 'https://login.microsoftonline.com/f8cdef31-a31e-4b4a-93e4-5f571e91255a/v2.0',
    'of our own tenant, v1': `https://sts.windows.net/${TENANT}/`,
    'of our own tenant, v2': `https://login.microsoftonline.com/${TENANT}/v2.0`,
  },
  aud: {
    'of another bot': '99999999-0000-4000-8000-000000000000',
    missing: undefined,
    null: null,
    empty: '',
    'a number': 11_111_111,
    true: true,
    'a list with us alone': [BOT_ID],
    'a list with us and others': [BOT_ID, 'another'],
    'an object': { 0: BOT_ID },
    'a star': '*',
    'in braces': `{${BOT_ID}}`,
    'with a space': ` ${BOT_ID}`,
    'with a null byte': `${BOT_ID}\u0000`,
    'in full-width digits': BOT_ID.replaceAll('1', '\uff11'),
    'of our tab': `api://${BOT_ID}`,
    'of the connector': ISSUER,
    'of Microsoft Graph': 'https://graph.microsoft.com',
    'our tenant': TENANT,
  },
  exp: {
    missing: undefined,
    null: null,
    'a text': String(nowS() + 3600),
    'in a list': [nowS() + 3600],
    'an object': { valueOf: nowS() + 3600 },
    true: true,
    zero: 0,
    negative: -1,
    yesterday: nowS() - DAY,
    'six minutes ago': nowS() - 360,
    'in two days': nowS() + 2 * DAY,
    'in ten years': nowS() + 3650 * DAY,
    'in milliseconds': (nowS() + 3600) * 1000,
    'past any number of days': 1e308,
  },
  nbf: {
    'a text': 'now',
    null: null,
    'in a list': [nowS()],
    true: true,
    'in ten minutes': nowS() + 600,
    'in a year': nowS() + 365 * DAY,
  },
};

/** Addresses that are not quite the one that the other side names. */
const OTHER_SERVICES: Readonly<Record<string, unknown>> = {
  missing: undefined,
  null: null,
  empty: '',
  'a number': 7,
  'in a list': [SERVICE_URL],
  'in an object': { href: SERVICE_URL },
  'of somebody': 'https://evil.example/',
  'of another region': 'https://smba.trafficmanager.net/amer/',
  'in capitals': SERVICE_URL.toUpperCase(),
  'without its slash': SERVICE_URL.slice(0, -1),
  'with a space': `${SERVICE_URL} `,
  'over plain http': SERVICE_URL.replace('https', 'http'),
  'with a port': SERVICE_URL.replace('.net', '.net:443'),
  'as the user of another host': SERVICE_URL.replace('https://', 'https://evil.example@'),
  'as a name under another host': SERVICE_URL.replace('.net', '.net.evil.example'),
  'with a way back up': `${SERVICE_URL}../`,
  'with a Cyrillic letter': SERVICE_URL.replace('smba', 'smb\u0430'),
  'percent-encoded': SERVICE_URL.replace('emea', '%65mea'),
};

const OTHER_CHANNELS: Readonly<Record<string, unknown>> = {
  missing: undefined,
  null: null,
  empty: '',
  'a number': 7,
  true: true,
  'in a list': ['msteams'],
  'in an object': { toString: 'msteams' },
  'in capitals': 'MSTEAMS',
  'with a space': 'msteams ',
  'with a null byte': 'msteams\u0000',
  'with a sub-channel': 'msteams:copilot',
  'with a Cyrillic letter': 'mst\u0435ams',
  'the emulator': 'emulator',
  'the streaming channel': 'AseChannel',
  'web chat': 'webchat',
  'direct line': 'directline',
  mail: 'email',
};

const rows = (values: Readonly<Record<string, unknown>>, row: (name: string, value: unknown) => ForgedCall) =>
  Object.entries(values).map(([name, value]) => row(name, value));

/** Who else's tokens these could be, all signed by the channel's own key, so that nothing but the claims is wrong. */
const OF_OTHERS: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'that the bot itself got for the connector': {
    iss: `https://sts.windows.net/${TENANT}/`,
    aud: ISSUER,
    appid: BOT_ID,
  },
  'of somebody signed in to Graph': { iss: `https://sts.windows.net/${TENANT}/`, aud: 'https://graph.microsoft.com' },
  'of somebody signed in to our tab': {
    ...{ iss: `https://login.microsoftonline.com/${TENANT}/v2.0`, aud: `api://${BOT_ID}`, ver: '2.0' },
  },
  'of an emulator with our secret': {
    ...{ iss: 'https://sts.windows.net/f8cdef31-a31e-4b4a-93e4-5f571e91255a/', ver: '1.0', appid: BOT_ID },
  },
  'of a skill that calls us': { ver: '1.0', appid: '99999999-0000-4000-8000-000000000000' },
  'of a skill, v2': { ver: '2.0', azp: '99999999-0000-4000-8000-000000000000' },
  'that names its claims in capitals': { iss: undefined, ISS: ISSUER, aud: undefined, AUD: BOT_ID },
};

/** Tokens whose signature holds and whose claims do not, and good tokens used with another body. */
export const FORGED_CLAIMS: readonly ForgedCall[] = [
  ...Object.entries(CLAIMED).flatMap(([claim, values]) =>
    rows(values, (name, value) => onGoodBody(`${claim}: ${name}`, bearer(goodToken({ [claim]: value })))),
  ),
  ...rows(OTHER_SERVICES, (name, value) =>
    onGoodBody(`service address in the token: ${name}`, bearer(goodToken({ serviceurl: value }))),
  ),
  ...rows(OTHER_SERVICES, (name, value) =>
    onGoodToken(
      `good token replayed, service address in the body: ${name}`,
      JSON.stringify(said({ serviceUrl: value })),
      401,
    ),
  ),
  ...rows(OTHER_CHANNELS, (name, value) =>
    onGoodToken(`good token, channel in the body: ${name}`, JSON.stringify(said({ channelId: value })), 401),
  ),
  ...Object.entries(OF_OTHERS).map(([name, change]) => onGoodBody(`a token ${name}`, bearer(goodToken(change)))),
];
