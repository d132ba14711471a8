import { mintCardToken } from '../../../recovery/card-token';
import { fakeKeyRing } from '../../support/fake-key-ring';
import { OTHER_TENANT, requestId, TENANT } from '../../support/request-builder';
import { WHO } from '../../support/sample-people';
import type { RightPress, TamperedCase } from './tampered-case';
import { rightPresses } from './tampered-case';
import type { TamperedScene } from './tampered-scene';

type Mutate = (token: string, scene: TamperedScene, press: RightPress) => unknown;

const flip = (text: string, at: number): string => {
  const place = at < 0 ? text.length + at : at;
  return text.slice(0, place) + (text[place] === 'A' ? 'B' : 'A') + text.slice(place + 1);
};

const part = (token: string, index: number, other: string): string =>
  token
    .split('.')
    .map((one, at) => (at === index ? other : one))
    .join('.');

/** Tokens that were changed on the way. */
const CHANGED: Readonly<Record<string, Mutate>> = {
  'no token': () => undefined,
  'an empty token': () => '',
  'null for a token': () => null,
  'a number for a token': () => 42,
  'true for a token': () => true,
  'a token in an array': (token) => [token],
  'a token in an object': (token) => ({ token }),
  'a token that is cut by one': (token) => token.slice(0, -1),
  'a token that is cut by ten': (token) => token.slice(0, -10),
  'half a token': (token) => token.slice(0, token.length / 2),
  'a token without its signature': (token) => token.slice(0, token.lastIndexOf('.')),
  'an empty signature': (token) => part(token, 4, ''),
  'a token with one character more': (token) => `${token}A`,
  'a token with one part more': (token) => `${token}.x`,
  'a token with padding': (token) => `${token}=`,
  'a space before it': (token) => ` ${token}`,
  'a line end behind it': (token) => `${token}\n`,
  'a zero byte behind it': (token) => `${token}\0`,
  capitals: (token) => token.toUpperCase(),
  'small letters': (token) => token.toLowerCase(),
  'its first character changed': (token) => flip(token, 0),
  'its request changed': (token) => flip(token, 5),
  'its last character changed': (token) => flip(token, -1),
  'the kind changed': (token) => part(token, 0, 'd'),
  'another round written in': (token) => part(token, 2, '3'),
  'a round in words': (token) => part(token, 2, 'two'),
  'a negative round': (token) => part(token, 2, '-2'),
  'another key named': (token) => part(token, 3, 'k9'),
  'a prototype for a key': (token) => part(token, 3, '__proto__'),
  'no key named': (token) => part(token, 3, ''),
  'a prototype for a request': (token) => part(token, 1, 'constructor'),
  'a path for a request': (token) => part(token, 1, '../../x'),
  'a huge token': (token) => token.repeat(200),
  'a zero-width space in it': (token) => token.replace('.', '​.'),
  'a letter of another alphabet': (token) => `${token.slice(0, -1)}а`,
  'a token as it stands in an address': (token) => encodeURIComponent(` ${token}`),
};

/** Tokens that the bot has made indeed, for something or somebody else. */
const FOREIGN: Readonly<Record<string, Mutate>> = {
  'Colin’s token': (_token, scene) => scene.token(WHO.colin),
  'the token of whoever was asked before': (_token, scene) => scene.token(WHO.mona),
  'security’s token': (_token, scene) => scene.token(WHO.sam),
  'the token of the other side': (_token, scene, { by }) => scene.token(by === WHO.max ? WHO.ada : WHO.max),
  'a token of another organisation': (_token, scene, { by }) => scene.token(by, { tenantId: OTHER_TENANT }),
  'a token for nobody': (_token, scene) => scene.token(''),
  'a token under a key that is not ours': (_token, { request }, { by }) => {
    const { id, round } = request;
    return mintCardToken(fakeKeyRing(['k9']), TENANT, by, { kind: 'request', id, round });
  },
  'a draft’s token for the request': (_token, { deps, request: { id } }, { by }) =>
    mintCardToken(deps.keys, TENANT, by, { kind: 'draft', id, round: 0 }),
  'a token of a request that is not there': (_token, { deps }, { by }) =>
    mintCardToken(deps.keys, TENANT, by, { kind: 'request', id: requestId(), round: 1 }),
};

/** A decision counts for the round in which its card was drawn; the guards of the others read the request as it is. */
function oldRounds(scene: TamperedScene): readonly TamperedCase[] {
  const { number, press } = scene;
  const verbs = {
    'approval.confirmApprove': { matchNumber: number, verifiedBy: 'inPerson' },
    'approval.confirmDeny': { reason: 'denied.other' },
    'approval.unsure': {},
    'approval.notMine': {},
  };
  return [1, 3].flatMap((round) =>
    Object.entries(verbs).map(([verb, inputs]) => ({
      what: `${verb}: a card of round ${String(round)}`,
      as: WHO.max,
      body: press(WHO.max, verb, { token: scene.token(WHO.max, { round }), ...inputs }),
      ends: 'refused' as const,
    })),
  );
}

export function tamperedTokens(scene: TamperedScene): readonly TamperedCase[] {
  const mutations = Object.entries({ ...CHANGED, ...FOREIGN });
  const all = rightPresses(scene).flatMap((right) =>
    mutations.map(([what, mutate]): TamperedCase => {
      const data = { ...right.inputs, token: mutate(scene.token(right.by), scene, right) };
      return {
        what: `${right.what}: ${what}`,
        as: right.by,
        body: scene.press(right.by, right.verb, data),
        ends: 'refused',
      };
    }),
  );
  return [...all, ...oldRounds(scene)];
}
