import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { RefusalCode } from '../../recovery/outcome';
import { REFUSALS } from '../../recovery/outcome';
import { STATES } from '../../recovery/terms';
import type { WhoMayVerb } from '../../scripts/who-may';
import { rulesFor, WHO_MAY_VERBS, whoMay } from '../../scripts/who-may';
import { WHO_MAY } from '../../scripts/who-may-do-what';
import type { Answer, Situation, Someone } from '../../scripts/who-may-people';
import { PEOPLE, SITUATIONS } from '../../scripts/who-may-people';
import type { Pressed } from '../support/who-may-verbs';
import { press } from '../support/who-may-verbs';
import type { Scene } from '../support/who-may-world';
import { sceneFor } from '../support/who-may-world';

const EVERYBODY = Object.keys(PEOPLE) as readonly Someone[];
const ALWAYS = Object.keys(SITUATIONS) as readonly Situation[];
const RECOVERY = path.join(__dirname, '..', '..', 'recovery');

const isRefusal = (answer: Answer): answer is RefusalCode => (REFUSALS as readonly string[]).includes(answer);
const journalOf = (verb: WhoMayVerb): string | undefined => ({ journal: undefined, ...WHO_MAY[verb] }).journal;

/** Every verb pressed by one person in one situation. A scene that a press changed is not used again. */
async function pressAll(someone: Someone, situation: Situation): Promise<ReadonlyMap<WhoMayVerb, Pressed>> {
  const all = new Map<WhoMayVerb, Pressed>();
  let scene: Scene | undefined;
  for (const verb of WHO_MAY_VERBS) {
    scene ??= await sceneFor(someone, situation);
    const pressed = await press(scene, someone, verb);
    if (pressed.changed) scene = undefined;
    all.set(verb, pressed);
  }
  return all;
}

const CELLS = EVERYBODY.flatMap((someone) => ALWAYS.map((situation) => [someone, situation] as const));

describe('when everybody presses everything in every state (T16)', () => {
  it.each(CELLS)('%s, %s: what happens is what the table says', async (someone, situation) => {
    const all = await pressAll(someone, situation);
    const said = WHO_MAY_VERBS.map((verb) => [verb, whoMay(verb, someone, situation)]);
    expect(Object.fromEntries([...all].map(([verb, { answer }]) => [verb, answer]))).toEqual(Object.fromEntries(said));

    const changing = [...all].filter(([, { changed }]) => changed);
    expect(changing.filter(([, { answer }]) => answer !== 'done' && !answer.startsWith('to '))).toEqual([]);
    // The worker writes on accounts, and of all verbs the reveal alone.
    expect([...all].filter(([verb, { wroteToGraph }]) => wroteToGraph && verb !== 'reveal')).toEqual([]);

    const refused = [...all].filter(([verb, { answer }]) => isRefusal(answer) && journalOf(verb) !== undefined);
    const unwritten = refused.filter(([verb, { answer, journaled }]) => {
      return answer !== 'notSetUp' && journaled.join() !== `${journalOf(verb) ?? ''}: ${answer}`;
    });
    expect(unwritten).toEqual([]);
  });
});

describe('when the table is read', () => {
  it('has every state, and every verb that the domain wraps', () => {
    expect([...new Set(Object.values(SITUATIONS).map(({ state }) => state))].sort()).toEqual([...STATES].sort());
    const sources = readdirSync(RECOVERY).map((file) => readFileSync(path.join(RECOVERY, file), 'utf8'));
    const wrapped = sources.flatMap((text) => [...text.matchAll(/= verb\(\s*'(\w+)'/g)].map(([, name]) => name));
    const pressed = WHO_MAY_VERBS.flatMap((verb) => journalOf(verb) ?? []);
    expect([...new Set(pressed)].sort()).toEqual([...new Set(wrapped)].sort());
  });

  it('says one thing about each cell', () => {
    const twice = WHO_MAY_VERBS.flatMap((verb) =>
      CELLS.filter(([someone, situation]) => rulesFor(verb, someone, situation).length > 1).map((cell) => [verb, cell]),
    );
    expect(twice).toEqual([]);
  });
});
