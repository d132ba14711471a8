import { BOT_ID, claims } from '../channel';
import type { ForgedCall } from './forged-call';
import { bearer, claimsWith, goodToken, headerWith, onGoodBody, tokenOver } from './forged-call';
import { KEYS } from './forged-keys';

const good = goodToken();
const [head = '', body = '', signature = ''] = good.split('.');
const [otherHead, otherBody, otherSignature] = goodToken({ nbf: 1 }).split('.') as [string, string, string];

/** The same 256 bytes with the four bits set that base64url leaves unused at the end. */
const withStrayBits = (text: string): string =>
  text.slice(0, -1) + String.fromCharCode(text.charCodeAt(text.length - 1) + 1);
const asStandard = (text: string): string => text.replaceAll('-', '+').replaceAll('_', '/');
const half = Math.floor(signature.length / 2);
/** As UTF-8 bytes on the wire. */
const onTheWire = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

/** What stands after `Authorization:`. */
const VALUES: Readonly<Record<string, string>> = {
  nothing: '',
  'the scheme alone': 'Bearer',
  'the scheme and a space': 'Bearer ',
  'a token without a scheme': good,
  'the scheme in small letters': `bearer ${good}`,
  'the scheme in capitals': `BEARER ${good}`,
  'another scheme': `Basic ${good}`,
  'the scheme with a colon': `Bearer: ${good}`,
  'the scheme with a comma': `Bearer,${good}`,
  'the scheme with an equals sign': `Bearer=${good}`,
  'the scheme stuck to the token': `Bearer${good}`,
  'the scheme twice': `Bearer Bearer ${good}`,
  'a scheme with a Cyrillic letter': onTheWire(`B\u0435arer ${good}`),
  'a space of no width': onTheWire(`Bearer \u200b${good}`),
  'a space that does not break': onTheWire(`Bearer\u00a0${good}`),
  'two spaces': `Bearer  ${good}`,
  'a tab': `Bearer\t${good}`,
  'two tokens': `Bearer ${good} ${good}`,
  'two tokens in a list': `Bearer ${good}, Bearer ${good}`,
  'a token in quotes': `Bearer "${good}"`,
  'a token in brackets': `Bearer <${good}>`,
  'a token with a parameter': `Bearer ${good}; realm=x`,
  junk: 'Bearer junk',
  'a word of 15,000 letters': `Bearer ${'x'.repeat(15_000)}`,
  dots: 'Bearer ...',
  'two dots': 'Bearer ..',
  'thousands of dots': `Bearer ${'.'.repeat(10_000)}`,
  'one part': `Bearer ${head}`,
  'two parts': `Bearer ${head}.${body}`,
  'two parts and a dot': `Bearer ${head}.${body}.`,
  'four parts': `Bearer ${good}.${signature}`,
  'five parts': `Bearer ${head}.${head}.${body}.${body}.${signature}`,
  'a dot before': `Bearer .${good}`,
  'a dot after': `Bearer ${good}.`,
  'a dot too many': `Bearer ${head}..${body}.${signature}`,
  'an empty header': `Bearer .${body}.${signature}`,
  'an empty body': `Bearer ${head}..${signature}`,
  'padding on the signature': `Bearer ${good}==`,
  'padding on the header': `Bearer ${head}=.${body}.${signature}`,
  'base64 in its standard alphabet': `Bearer ${asStandard(`${head}.${body}.${signature}+/`)}`,
  'stray bits at the end of the signature': `Bearer ${head}.${body}.${withStrayBits(signature)}`,
  'a character that decoders skip, in the signature': `Bearer ${head}.${body}.${signature.slice(0, half)}!${signature.slice(half)}`,
  'a character that decoders skip, in the body': `Bearer ${head}.${body.slice(0, 8)}*${body.slice(8)}.${signature}`,
  'percent-encoding': `Bearer ${good.replaceAll('.', '%2E')}`,
  'half a signature': `Bearer ${head}.${body}.${signature.slice(0, half)}`,
  'a signature and a half': `Bearer ${good}${signature.slice(0, half - (half % 4))}`,
  'a signature backwards': `Bearer ${head}.${body}.${[...signature].reverse().join('')}`,
  'a signature of zeros': `Bearer ${head}.${body}.${'A'.repeat(342)}`,
  'a signature of one byte': `Bearer ${head}.${body}.AA`,
  'the signature of another good token': `Bearer ${head}.${body}.${otherSignature}`,
  'the body of another good token': `Bearer ${otherHead}.${otherBody}.${signature}`,
  'header and body the wrong way round': `Bearer ${body}.${head}.${signature}`,
  'a token as JSON': `Bearer ${JSON.stringify({ payload: body, protected: head, signature })}`,
  'a word of another language': onTheWire('Bearer \u043f\u0440\u0438\u0432\u0435\u0442'),
};

const sealed = (json: string): string => bearer(tokenOver(headerWith(), json, KEYS.real.signs));
const stranger = (json: string): string => bearer(tokenOver(headerWith(), json, KEYS.stranger.signs));
const inner = claimsWith().slice(1, -1);

/** Token bodies that are no plain list of claims; the first ones are signed by the channel, so only their form is wrong. */
const FORMS: Readonly<Record<string, string>> = {
  'a token within the token': sealed(JSON.stringify(good)),
  'a token within the claims': sealed(JSON.stringify({ jwt: good })),
  'a text': sealed('"claims"'),
  'a number': sealed('1'),
  null: sealed('null'),
  true: sealed('true'),
  'a list of claims': sealed(`[${claimsWith()}]`),
  'no claims': sealed('{}'),
  'no JSON': sealed('iss=https://api.botframework.com'),
  'half of its JSON': sealed(claimsWith().slice(0, -2)),
  'a byte order mark': sealed(`\ufeff${claimsWith()}`),
  'a null byte before': sealed(`\u0000${claimsWith()}`),
  'two bodies': sealed(`${claimsWith()}${claimsWith()}`),
  '3,000 brackets': sealed('['.repeat(3_000)),
  'its claims as prototype': sealed(`{"__proto__":${claimsWith()}}`),
  'its claims in a constructor': sealed(`{"constructor":{"prototype":${claimsWith()}}}`),
  'its audience twice, the other one last': sealed(`{${inner},"aud":"another"}`),
  'its audience twice, ours last, by a stranger': stranger(`{"aud":"another",${inner},"aud":"${BOT_ID}"}`),
  'its issuer twice, the other one last': sealed(`{${inner},"iss":"https://evil.example"}`),
  'its end twice, null last': sealed(`{${inner},"exp":null}`),
  'its service address twice, the other one last': sealed(`{${inner},"serviceurl":"https://evil.example/"}`),
  'its claims under escaped names, by a stranger': stranger(JSON.stringify(claims()).replace('"aud"', '"\\u0061ud"')),
};

const HEADS: Readonly<Record<string, string>> = {
  'a text': '"RS256"',
  'a list': `[${headerWith()}]`,
  null: 'null',
  'no JSON': 'alg=RS256',
  'nothing in it': '{}',
  'its parameters as prototype': `{"__proto__":${headerWith()}}`,
  'its algorithm twice, none last': `${headerWith().slice(0, -1)},"alg":"none"}`,
  'its key id twice, an unknown one last': `${headerWith().slice(0, -1)},"kid":"unknown"}`,
  'a byte order mark': `\ufeff${headerWith()}`,
};

/** Node's own parser answers these before anybody looks at a token. */
const BROKEN_HTTP: readonly ForgedCall[] = [
  { ...onGoodBody('a null byte in the header', `Authorization: Bearer \u0000${good}`), status: 400 },
  { ...onGoodBody('a token cut by a line feed', `Authorization: Bearer ${head}\n.${body}.${signature}`), status: 400 },
  {
    ...onGoodBody('a token folded over two lines', `Authorization: Bearer ${head}.`, `\t${body}.${signature}`),
    status: 400,
  },
  { ...onGoodBody('a header of 17 KB', `Authorization: Bearer ${'x'.repeat(17_000)}`), status: 431 },
];

/** Calls whose header, or whose token's form, is not what the channel sends. */
export const FORGED_HEADERS: readonly ForgedCall[] = [
  onGoodBody('no header at all'),
  onGoodBody('a token in another header', `X-Authorization: Bearer ${good}`),
  onGoodBody('a token for the proxy', `Proxy-Authorization: Bearer ${good}`),
  onGoodBody('a token in a cookie', `Cookie: Authorization=Bearer ${good}`),
  onGoodBody('a forged header before a good one', 'Authorization: Bearer junk', bearer(good)),
  ...Object.entries(VALUES).map(([name, value]) => onGoodBody(`header: ${name}`, `Authorization: ${value}`)),
  ...Object.entries(FORMS).map(([name, line]) => onGoodBody(`token with ${name} for a body`, line)),
  ...Object.entries(HEADS).map(([name, header]) =>
    onGoodBody(`token with ${name} for a header`, bearer(tokenOver(header, claimsWith(), KEYS.real.signs))),
  ),
  ...BROKEN_HTTP,
];
