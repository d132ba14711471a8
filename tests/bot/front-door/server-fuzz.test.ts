import fc from 'fast-check';
import { mintCardToken } from '../../../recovery/card-token';
import { sharedSigningKey } from '../../../simulators/entra/signing-key';
import { newest } from '../../support/domain-world';
import { TENANT } from '../../support/request-builder';
import { WHO } from '../../support/sample-people';
import type { Story } from '../bot-story';
import { startStory } from '../bot-story';
import { activity, claims } from '../channel';
import { FakeSeen } from '../fake-conversations';
import type { LoopbackHttp } from '../loopback-http';
import { sendJson, startHttp } from '../loopback-http';
import { FUZZ, heldBytes, times } from './fuzz-plan';
import { mutatedActivities, mutatedTexts } from './mutated-bodies';

const MB = 1_048_576;
const BODIES = times(5_000);
/** What the fakes of this test keep by design (drafts, requests, lines of the log) is far below. */
const MOST_HELD = 64 * MB;
/** Turns that end in an error of ours are logged so. */
const FAILED = ['bot.turn.failed', 'bot.call.failed', 'bot.apology.failed', 'http.failed'];

let story: Story;
let connector: LoopbackHttp;
let tokens: readonly string[];
let headers: Readonly<Record<string, string>>;

/** The whole bot, with Ada's request waiting for her manager; what it answers goes to a connector that forgets. */
beforeAll(async () => {
  story = await startStory();
  connector = await startHttp((request, response) => {
    request.resume();
    request.on('end', () => sendJson(response, { id: 'sent' }, 201));
  });
  await story.teams.say('ada', 'I lost my phone');
  const { id } = await story.teams.shows('ada', ({ cards }) => JSON.stringify(cards).includes('request.confirm'));
  await story.teams.press('ada', id, 'request.confirm');
  await story.worked();
  const { request } = await newest(story.world);
  const subject = { kind: 'request', id: request.id, round: request.round } as const;
  tokens = [WHO.ada, WHO.max].map((who) => mintCardToken(story.deps.keys, TENANT, who, subject));
  const token = sharedSigningKey().mintToken(claims({ serviceurl: connector.url }));
  headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
});
// Mutated bodies share ids: each is a message of its own all the same.
beforeEach(() => jest.spyOn(FakeSeen.prototype, 'firstTime').mockResolvedValue(true));
afterAll(async () => {
  await story.stop();
  await connector.stop();
});

async function post(body: string | Uint8Array<ArrayBuffer>): Promise<number> {
  const response = await fetch(`${story.url}/api/messages`, { method: 'POST', headers, body });
  await response.arrayBuffer();
  return response.status;
}

const statuses = new Map<number, number>();

async function expectAnswer(body: string | Uint8Array<ArrayBuffer>): Promise<void> {
  const status = await post(body);
  statuses.set(status, (statuses.get(status) ?? 0) + 1);
  const failed = story.log.lines.filter(({ event }) => FAILED.includes(event));
  story.log.lines.length = 0;
  if (![200, 400, 401].includes(status) || failed.length > 0) {
    throw new Error(
      `answered ${String(status)}: ${failed.map(({ event, fields }) => `${event} ${String(fields.error)}`).join()}`,
    );
  }
}

/** As the bot counts them. */
const turnsRun = (): number =>
  [...story.bot.metrics.text().matchAll(/^latchkey_turns_total\{.*\} (\d+)$/gm)].reduce(
    (sum, [, n]) => sum + Number(n),
    0,
  );

const half = (index: number) => ({
  ...FUZZ,
  seed: FUZZ.seed + index,
  numRuns: Math.ceil(BODIES / 2),
  endOnFailure: true,
});

describe(`when ${String(BODIES)} mutated bodies come with a token that is good (seed ${String(FUZZ.seed)})`, () => {
  it('answers each with 200, 400 or 401, fails in no turn and keeps nothing', async () => {
    const bodies = fc.oneof(
      { weight: 9, arbitrary: mutatedActivities(tokens, connector.url).map((body) => JSON.stringify(body)) },
      {
        weight: 1,
        arbitrary: mutatedTexts(mutatedActivities(tokens, connector.url)).map((text) => Uint8Array.from(text)),
      },
    );
    await fc.assert(fc.asyncProperty(bodies, expectAnswer), half(0));
    const before = heldBytes();
    await fc.assert(fc.asyncProperty(bodies, expectAnswer), half(1));
    expect(heldBytes() - before).toBeLessThan(MOST_HELD);
    expect(turnsRun()).toBeGreaterThan(BODIES / 3);
    expect(statuses.get(400)).toBeGreaterThan(BODIES / 20);
  }, 600_000);

  it.each(['value', 'entities', 'attachments', 'channelData', 'text', 'from', 'conversation', 'more'])(
    'bears 100,000 brackets in %s',
    async (field) => {
      const deep = JSON.stringify(activity({ serviceUrl: connector.url, [field]: 'deep' }));
      await expectAnswer(deep.replace('"deep"', '['.repeat(100_000) + ']'.repeat(100_000)));
      await expectAnswer(deep.replace('"deep"', `${'{"a":'.repeat(40_000)}1${'}'.repeat(40_000)}`));
    },
  );
});
