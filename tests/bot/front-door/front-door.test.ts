import { bearer, goodToken, said } from './forged-call';
import type { ForgedCall } from './forged-call';
import { FORGED_CLAIMS } from './forged-claims';
import { FORGED_HEADERS } from './forged-headers';
import { FORGED_SIGNATURES } from './forged-signatures';
import type { FrontDoor } from './front-door-rig';
import { openFrontDoor } from './front-door-rig';
import { HOSTILE_BODIES } from './hostile-bodies';

/** Longest that a refusal may say beyond what every line says; in bytes of its values. */
const MOST_SAID = 200;
/** Pieces of a token shorter than this may stand in a line by chance. */
const TELLING = 16;

let door: FrontDoor;
let printed: jest.SpyInstance;

beforeAll(async () => {
  door = await openFrontDoor();
});
afterAll(() => door.stop());
beforeEach(() => {
  door.forget();
  printed = jest.spyOn(console, 'error').mockImplementation(() => undefined);
});

/** What a line says beyond level, time and event. */
function saidIn(line: string): string {
  const { level: _level, time: _time, event: _event, ...rest } = JSON.parse(line) as Record<string, unknown>;
  return Object.values(rest).map(String).join(' ');
}

const piecesOf = ({ headers }: ForgedCall): readonly string[] =>
  headers.flatMap((line) => line.split(/[\s.,;:="<>]+/)).filter((piece) => piece.length >= TELLING);

async function expectRefused(call: ForgedCall): Promise<void> {
  const { status, text } = await door.post(call.headers, call.body);
  const written = door.lines.join('');
  expect({ status, turns: door.turns.length, lines: door.lines.length <= 1 }).toEqual({
    ...{ status: call.status, turns: 0, lines: true },
  });
  for (const line of door.lines) expect(Buffer.byteLength(saidIn(line))).toBeLessThanOrEqual(MOST_SAID);
  for (const piece of piecesOf(call)) expect(`${written}${text}`).not.toContain(piece);
  expect(printed).not.toHaveBeenCalled();
}

const named = (calls: readonly ForgedCall[]) => calls.map((call) => [call.name, call] as const);
const ALL = [...FORGED_SIGNATURES, ...FORGED_CLAIMS, ...FORGED_HEADERS, ...HOSTILE_BODIES];

describe('when a call is what Teams sends', () => {
  it('runs exactly one turn', async () => {
    const { status } = await door.post([bearer(goodToken())], JSON.stringify(said()));
    expect([status, door.turns.length, door.lines]).toEqual([200, 1, []]);
  });

  it('runs it for every body by which a forged token is tried', async () => {
    const bodies = new Set(FORGED_SIGNATURES.slice(0, 20).map(({ body }) => body));
    for (const body of bodies) expect((await door.post([bearer(goodToken())], body)).status).toBe(200);
    expect(door.turns).toHaveLength(20);
  });
});

describe('when the signature of a token does not hold (T7)', () => {
  it.each(named(FORGED_SIGNATURES))('refuses %s', (_name, call) => expectRefused(call));
});

describe('when a token claims what it may not, or is used for something else', () => {
  it.each(named(FORGED_CLAIMS))('refuses %s', (_name, call) => expectRefused(call));
});

describe('when the header or the form of a token is odd', () => {
  it.each(named(FORGED_HEADERS))('refuses %s', (_name, call) => expectRefused(call));
});

describe('when the body is hostile and the token good', () => {
  it.each(named(HOSTILE_BODIES))('refuses %s', (_name, call) => expectRefused(call));
});

describe('when all of them have been refused', () => {
  it('has tried each once, under a name of its own, and more than two hundred tokens', () => {
    expect(new Set(ALL.map(({ name }) => name)).size).toBe(ALL.length);
    expect(ALL.length - HOSTILE_BODIES.length).toBeGreaterThan(200);
    expect([...new Set(ALL.map(({ status }) => status))].sort()).toEqual([400, 401, 413, 415, 431]);
  });

  it('still serves Teams', async () => {
    const { status } = await door.post([bearer(goodToken())], JSON.stringify(said()));
    expect([status, door.turns.length]).toEqual([200, 1]);
  });
});
