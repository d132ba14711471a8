import fc from 'fast-check';
import type { CardVerb } from '../../../cards/actions';
import { CARD_VERBS } from '../../../cards/actions';
import { person } from '../../support/request-builder';
import { activity } from '../channel';

/** What people and clients could send to break a reader: each of these broke one somewhere. */
const HOSTILE: readonly unknown[] = [
  ...[null, '', ' ', 0, -0, -1, 1e308, 2 ** 53, 0.1, true, [], {}, [[]], [null], { length: 1e9 }],
  ...['__proto__', 'constructor', 'toString', 'NaN', '-Infinity', '\u0000', '\ud800', '\udfff\ud800', '\u202e\u200b'],
  ...['2026-02-30', '+275760-09-13T00:00:00.001Z', '-000001-01-01', '1e99', '0000', '12:61', '2026-11-28T25:00Z'],
  ...['a'.repeat(1_001), '<at>'.repeat(500), '<'.repeat(5_000), '&amp;'.repeat(2_000), 'lost my '.repeat(600)],
  ...[
    '${$root.secret}',
    '{{x}}',
    '[a](javascript:x)',
    ',,,,',
    'x,'.repeat(5_000),
    '\ufdfa'.repeat(500),
    'e\u0301'.repeat(900),
  ],
];

/** `depth` brackets around nothing: more than a recursive reader survives. */
const nested = (depth: number): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth));

const hostile = fc.oneof(
  { weight: 16, arbitrary: fc.constantFrom(...HOSTILE) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 20 }) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 1 }) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 900 }).map(nested) },
);

const change = fc.record({
  at: fc.nat(999_999_999),
  how: fc.constantFrom('drop', 'replace', 'replace', 'replace', 'wrap', 'twice', 'add'),
  value: hostile,
  key: fc.constantFrom('__proto__', 'constructor', 'verb', 'token', 'action', 'id', 'x'),
});
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

/** What a place holds after the change; `undefined` when it is gone, as JSON has it. */
function changedPlace(old: unknown, { how, value, key }: Change): unknown {
  if (how === 'drop') return undefined;
  if (how === 'wrap') return [old];
  if (how === 'twice') return typeof old === 'string' ? old + old : [old, old];
  if (how === 'replace' || typeof old !== 'object' || old === null) return value;
  // An own property even for `__proto__`, as JSON.parse makes it.
  return Object.defineProperty({ ...old }, key, { value, enumerable: true, configurable: true, writable: true });
}

const isHolder = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** `at` says, digit by digit, which way down to go; every fourth digit says stop here. */
function changedWithin(value: object, at: number, one: Change): unknown {
  const keys = Object.keys(value);
  const key = keys[at % Math.max(1, keys.length)];
  if (key === undefined) return changedPlace(value, one);
  const rest = Math.floor(at / keys.length);
  const inner: unknown = Reflect.get(value, key);
  const goesOn = isHolder(inner) && rest % 4 !== 0;
  const changed = goesOn ? changedWithin(inner, Math.floor(rest / 4), one) : changedPlace(inner, one);
  return Array.isArray(value) ? value.with(Number(key), changed) : { ...value, [key]: changed };
}

/** Never the whole body: that is what the table of hostile bodies is for. */
const mutate = (seed: object, changes: readonly Change[]): unknown =>
  changes.reduce<unknown>((body, one) => (isHolder(body) ? changedWithin(body, one.at, one) : body), seed);

const INPUTS = {
  ...{
    scenario: 'lostPhone',
    methods: 'm1,m2',
    lostAt: '2026-11-28T12:00:00.000Z',
    delivery: 'teams',
    details: 'words',
  },
  ...{
    matchNumber: '123',
    releaseCode: '123456',
    verifiedBy: 'inPerson',
    reason: 'denied.other',
    proof: 'proof.video',
  },
  ...{ person: 'ada@contoso.example', ticket: 'INC1', approver: 'max', note: 'words' },
};

const WORDS = [
  'help',
  'I lost my phone',
  'status LK-7F3K9Q',
  'open',
  '123',
  'cancel LK-7F3K9Q',
  '<at>Latchkey</at> hi',
];
const client = { type: 'clientInfo', locale: 'en-US', timezone: 'Europe/Berlin', country: 'DE' };

const press = (verb: CardVerb, token: string): object => ({
  ...{ type: 'invoke', name: 'adaptiveCard/action', replyToId: '1', entities: [client] },
  value: { action: { type: 'Action.Execute', verb, data: { token, ...INPUTS } }, trigger: 'manual' },
});

const AUTHOR = { userIdentityType: 'aadUser', id: person(2), displayName: 'Max' };
const FROM_MESSAGE = {
  id: '1',
  from: { user: AUTHOR, application: null },
  body: { content: '<p>I lost my phone</p>' },
};

/** A dialog, opened in each way and sent with each of its buttons. */
function dialogs(tokens: readonly string[]): readonly object[] {
  const command = { commandId: 'openForUser', commandContext: 'message', messagePayload: FROM_MESSAGE };
  const sent = ['helpdesk.openFor', 'request.confirm', 'request.review', 'request.cancel', 'pass.reveal'].map(
    (verb, index) => ({ data: { verb, token: tokens[index % tokens.length], ...INPUTS } }),
  );
  const values = [
    ['composeExtension/fetchTask', command],
    ['task/fetch', { data: { msteams: { type: 'task/fetch' }, dialog: 'openForUser' }, context: { theme: 'dark' } }],
    ...sent.flatMap((value) => [
      ['composeExtension/submitAction', { ...command, ...value }],
      ['task/submit', value],
    ]),
    ['composeExtension/query', { commandId: 'openForUser', parameters: [{ name: 'q', value: 'ada' }] }],
  ] as const;
  return values.map(([name, value]) => ({ type: 'invoke', name, value, entities: [client] }));
}

/** What Teams sends to a bot, with every verb of every card; `tokens` are what the cards hold. */
function seeds(tokens: readonly string[], serviceUrl: string): readonly object[] {
  const kinds = [
    ...WORDS.map((text) => ({ text, entities: [client] })),
    ...CARD_VERBS.map((verb, index) => press(verb, tokens[index % tokens.length] ?? '')),
    ...CARD_VERBS.map((verb, index) => ({ value: { verb, token: tokens[index % tokens.length], ...INPUTS } })),
    { type: 'installationUpdate', action: 'add' },
    { type: 'conversationUpdate', membersAdded: [{ id: '28:bot' }] },
    { type: 'messageUpdate', text: 'edited', channelData: { eventType: 'editMessage' } },
    ...dialogs(tokens),
    { text: 'look', attachments: [{ contentType: 'image/png', contentUrl: 'https://x.example/a.png' }] },
  ];
  return kinds.map((kind) => activity({ serviceUrl, ...kind }));
}

/** Changed where clients and people write themselves, so that the activity around it is still taken. */
function mutateInside(seed: object, changes: readonly Change[]): object {
  const value: unknown = Reflect.get(seed, 'value');
  if (isHolder(value)) return { ...seed, value: mutate(value, changes) };
  const [first] = changes;
  return typeof first?.value === 'string' ? { ...seed, text: first.value } : seed;
}

/** Activities with up to four changes, at any place or inside what a card or a person sends. */
export const mutatedActivities = (tokens: readonly string[], serviceUrl: string): fc.Arbitrary<unknown> =>
  fc
    .tuple(
      fc.constantFrom(...seeds(tokens, serviceUrl)),
      fc.array(change, { minLength: 1, maxLength: 4 }),
      fc.constantFrom(mutate, mutateInside),
    )
    .map(([seed, changes, how]) => how(seed, changes));

/** The text of a body with some of it cut out, doubled or overwritten. */
export const mutatedTexts = (bodies: fc.Arbitrary<unknown>): fc.Arbitrary<Buffer> =>
  fc.tuple(bodies, fc.nat(2_000), fc.nat(40), fc.uint8Array({ maxLength: 12 })).map(([body, at, length, bytes]) => {
    const text = Buffer.from(JSON.stringify(body));
    return Buffer.concat([text.subarray(0, at), bytes, text.subarray(at + length)]);
  });
