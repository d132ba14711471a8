import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import type { DialogAsk } from '../../../bot/dialog-value';
import { readDialog } from '../../../bot/dialog-value';
import { parseActivity, tenantOf } from '../../../bot/inbound-activity';
import { readIntent } from '../../../bot/intents';
import { readJsonBody } from '../../../bot/read-json-body';
import { TokenRefused, checkToken } from '../../../bot/token-claims';
import { referenceOf, turnOf } from '../../../bot/turn';
import type { CardAction } from '../../../cards/actions';
import { isCardSubmit, parseCardAction } from '../../../cards/actions';
import { mintCardToken, readCardToken } from '../../../recovery/card-token';
import { fakeKeyRing } from '../../support/fake-key-ring';
import { TENANT } from '../../support/request-builder';
import { WHO } from '../../support/sample-people';
import { BOT_ID, ISSUER, SERVICE_URL } from '../channel';
import { bearer, goodToken } from './forged-call';
import { FUZZ, heldBytes, times } from './fuzz-plan';
import { mutatedActivities, mutatedTexts } from './mutated-bodies';

const MB = 1_048_576;
const ACTIVITIES = times(80_000);
const TEXTS = times(20_000);
const MOST_HELD = 16 * MB;

const keys = fakeKeyRing();
const token = mintCardToken(keys, TENANT, WHO.ada, { kind: 'draft', id: 'draft-1', round: 0 });
const bodies = mutatedActivities([token], SERVICE_URL);
const authorization = bearer(goodToken()).slice('Authorization: '.length);
const now = Date.now();

/** How often each thing came about, so that the fuzzing is known to get behind the first check. */
const reached = { letIn: 0, activity: 0, turn: 0, action: 0, ours: 0, moment: 0, dialog: 0, author: 0 };
const intents = new Set<string>();

/** A plain throw: `expect` costs more than all that is tested here. */
function holds(fact: boolean, what: string): void {
  if (!fact) throw new Error(`not ${what}`);
}

function readToken(body: unknown): void {
  try {
    checkToken({ appId: BOT_ID, issuer: ISSUER, now }, authorization, body);
    reached.letIn += 1;
  } catch (error) {
    if (!(error instanceof TokenRefused)) throw error;
  }
}

function lookAtAction(action: CardAction): void {
  reached.action += 1;
  if (readCardToken(keys, TENANT, WHO.ada, action.token ?? '') !== undefined) reached.ours += 1;
  const lostAt = 'lostAt' in action ? action.lostAt : undefined;
  if (lostAt === undefined) return;
  reached.moment += 1;
  holds(new Date(lostAt).getUTCFullYear() >= 2000, 'a moment that is one');
}

function lookAtDialog(asked: DialogAsk): void {
  if (asked.kind === 'unknown') return;
  reached.dialog += 1;
  if (asked.kind === 'sent') return void parseCardAction(asked.data);
  if (asked.from.author !== undefined) reached.author += 1;
  holds(asked.from.text.length <= 1_000, 'words of bounded length');
}

/** Everything that reads a body before the domain is asked; what it gives is what it promises. */
function readBody(body: unknown): void {
  readToken(body);
  const activity = parseActivity(body);
  if (activity === undefined) return;
  reached.activity += 1;
  const turn = turnOf(tenantOf(activity) ?? TENANT, activity);
  if (turn === undefined) return;
  reached.turn += 1;
  holds(turn.text.length <= 1_000, 'a text of bounded length');
  holds((referenceOf(turn).locale ?? '').length <= 100, 'a locale of bounded length');
  intents.add(readIntent(turn).kind);
  lookAtDialog(readDialog(activity.name, turn.value));
  const parsed = parseCardAction(turn.value);
  holds(parsed.kind === 'action' || parsed.why !== 'shape' || !isCardSubmit(turn.value), 'one opinion on a submit');
  if (parsed.kind === 'action') lookAtAction(parsed.action);
}

/** `work` once for each half; what the second half left on the heap. */
async function heldBySecondHalf(work: (half: number) => unknown): Promise<number> {
  await work(0);
  const before = heldBytes();
  await work(1);
  return heldBytes() - before;
}

const half = (count: number, index: number) => ({ ...FUZZ, seed: FUZZ.seed + index, numRuns: Math.ceil(count / 2) });

describe(`when ${String(ACTIVITIES + TEXTS)} mutated bodies come (seed ${String(FUZZ.seed)})`, () => {
  it('reads every activity without throwing and keeps nothing', async () => {
    const held = await heldBySecondHalf((index) => fc.assert(fc.property(bodies, readBody), half(ACTIVITIES, index)));
    expect(held).toBeLessThan(MOST_HELD);
    for (const count of Object.values(reached)) expect(count).toBeGreaterThan(ACTIVITIES / 1_000);
    expect(intents.size).toBeGreaterThan(6);
  }, 600_000);

  it('reads every text as JSON or refuses it with 400, and keeps nothing', async () => {
    const read = async (bytes: Buffer): Promise<void> => {
      // Safe: the reader looks at the headers and the bytes only.
      const request = Object.assign(Readable.from([bytes]), { headers: {} }) as unknown as IncomingMessage;
      const body = await readJsonBody(request);
      if (body.kind === 'json') readBody(body.value);
      else holds(body.status === 400, 'refused with 400');
    };
    const texts = mutatedTexts(bodies);
    const held = await heldBySecondHalf((index) => fc.assert(fc.asyncProperty(texts, read), half(TEXTS, index)));
    expect(held).toBeLessThan(MOST_HELD);
  }, 600_000);
});
