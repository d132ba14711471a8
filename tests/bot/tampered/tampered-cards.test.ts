import { REFUSALS } from '../../../recovery/outcome';
import { STATES } from '../../../recovery/terms';
import type { State } from '../../../recovery/terms';
import { refusalText } from '../../../words/replies';
import { WHO } from '../../support/sample-people';
import type { TamperedCase } from './tampered-case';
import { tamperedData } from './tampered-data';
import type { TamperedScene } from './tampered-scene';
import { tamperedScene } from './tampered-scene';
import { tamperedSenders } from './tampered-senders';
import { tamperedTokens } from './tampered-tokens';
import { tamperedVerbs } from './tampered-verbs';

// Some hundreds of presses over loopback for each state.
jest.setTimeout(240_000);

const scenes: TamperedScene[] = [];
afterEach(() => Promise.all(scenes.splice(0).map(({ story }) => story.stop())));

async function sceneIn(state: State): Promise<TamperedScene> {
  const scene = await tamperedScene(state);
  scenes.push(scene);
  return scene;
}

const allCases = (scene: TamperedScene): readonly TamperedCase[] => [
  ...tamperedTokens(scene),
  ...tamperedSenders(scene),
  ...tamperedData(scene),
  ...tamperedVerbs(scene),
];

/** Numbers that this person has no business to see: on an element of a card, and anywhere for the code and the pass. */
function leaks({ code, story }: TamperedScene, { as }: TamperedCase, text: string): readonly string[] {
  const codes = as === WHO.max ? [] : [code, `${code.slice(0, 3)} ${code.slice(3)}`];
  const elements = [
    ...(as === WHO.ada || as === WHO.max ? [] : ['"id":"matchNumber"']),
    ...(as === WHO.max ? [] : ['"id":"releaseCode","inlines"']),
    '"id":"pass"',
  ];
  return [...codes, ...elements, ...story.world.passes.secrets].filter((secret) => text.includes(secret));
}

const STATUS: Readonly<Record<TamperedCase['ends'], readonly number[]>> = {
  refused: [200],
  elsewhere: [200],
  harmless: [200],
  door: [400, 401],
};
const UGLY = /\bat .+:\d+:\d+|undefined|\[object|Error:|NaN|Cannot read/;

/** What is wrong with how a press ended; nothing where all is well. */
async function faultsOf(scene: TamperedScene, one: TamperedCase): Promise<readonly string[]> {
  const { journaled } = scene.story.world.ledger;
  const [before, entries] = [scene.footprint(), journaled.length];
  const { status, text } = await scene.post(one.body);
  const written = journaled.slice(entries).filter(({ name }) => name === 'mfa.recovery.refusal');
  const said = JSON.stringify(text);
  return [
    ...(scene.footprint() === before ? [] : ['something happened']),
    ...(STATUS[one.ends].includes(status) ? [] : [`HTTP ${String(status)}`]),
    ...leaks(scene, one, text).map((secret) => `shows ${secret}`),
    ...(UGLY.test(said) ? [`says ${said}`] : []),
    ...(one.ends === 'refused' && written.length !== 1 ? [`${String(written.length)} entries in the journal`] : []),
    ...(one.ends !== 'refused' && written.length > 0 ? ['an entry in the journal'] : []),
    ...(one.ends === 'door' && text !== '' ? ['an answer at the door'] : []),
    ...(one.ends === 'refused' && text.length < 40 ? ['no sentence'] : []),
  ];
}

describe('when a card was tampered with (T6)', () => {
  it.each(STATES)('nothing happens, everything is written down and nothing is shown: %s', async (state) => {
    const scene = await sceneIn(state);
    const faults: string[] = [];
    for (const one of allCases(scene)) {
      const wrong = await faultsOf(scene, one);
      if (wrong.length > 0) faults.push(`${one.what}: ${wrong.join(', ')}`);
    }
    expect(faults).toEqual([]);
    expect(scene.story.log.events('error')).toEqual([]);
  });

  it('are more than 150 cases, no two of them alike', async () => {
    const all = allCases(await sceneIn('awaitingApproval'));
    expect(all.length).toBeGreaterThan(350);
    expect(new Set(all.map(({ what }) => what)).size).toBe(all.length);
  });
});

describe('when nothing was tampered with', () => {
  /** The same presses count: what is refused above is refused for what was changed in it. */
  it.each<readonly [State, string, string, (scene: TamperedScene) => object]>([
    [
      'awaitingApproval',
      WHO.max,
      'approval.confirmApprove',
      ({ number }) => ({ matchNumber: number, verifiedBy: 'inPerson' }),
    ],
    ['approved', WHO.ada, 'pass.reveal', ({ code }) => ({ releaseCode: code })],
    ['revealed', WHO.ada, 'request.fraud', () => ({})],
    ['approved', WHO.max, 'approval.newCode', () => ({})],
  ])('%s: a press of %s on %s counts', async (state, who, verb, inputs) => {
    const scene = await sceneIn(state);
    const before = scene.footprint();
    const { status } = await scene.post(scene.press(who, verb, { token: scene.token(who), ...inputs(scene) }));
    expect(status).toBe(200);
    expect(scene.footprint()).not.toBe(before);
  });
});

describe('when the answers are read', () => {
  it('are sentences that everybody gets, whatever was wrong', async () => {
    const scene = await sceneIn('approved');
    const texts = new Set<string>();
    for (const one of tamperedTokens(scene)) {
      const { text } = await scene.post(one.body);
      const { type, value } = JSON.parse(text) as { type: string; value: unknown };
      if (type === 'application/vnd.microsoft.activity.message') texts.add(String(value));
    }
    const known = new Set(REFUSALS.map((code) => refusalText(code)));
    expect([...texts].filter((one) => !known.has(one))).toEqual([]);
    expect(texts.size).toBeLessThanOrEqual(3);
  });
});
