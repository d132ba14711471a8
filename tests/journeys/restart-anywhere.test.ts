import type { Secret } from '../../platform/secret';
import { mustShow } from '../../scripts/story';
import { SECOND } from '../support/fake-clock';
import { standing, writesOn } from './support/account';
import type { CutLine } from './support/cut-line';
import { startCutLine } from './support/cut-line';
import type { Person } from './support/people';
import { peopleOf } from './support/people';
import { expectSound, expectWhole } from './support/sound';
import type { Handle, World } from './support/world';
import { useWorlds } from './support/world';

const world = useWorlds();

interface Said {
  number: string;
  code: string;
  pass: string;
}

interface Scene {
  readonly latchkey: World;
  readonly people: Readonly<Record<Handle, Person>>;
  readonly said: Said;
}

type Step = readonly [name: string, act: (scene: Scene) => Promise<unknown>];

/** The whole story, one press at a time. */
const STORY = (phrase: string): readonly Step[] => [
  ['Ada wrote', ({ people: { ada } }) => ada.says(phrase)],
  [
    'she confirmed',
    async ({ people: { ada }, said }) => {
      said.number = mustShow(await ada.presses('request.confirm'), 'matchNumber');
    },
  ],
  [
    'Marcus pressed Approve',
    async ({ people: { marcus } }) => {
      await marcus.seesButton('approval.approve');
      await marcus.presses('approval.approve');
    },
  ],
  [
    'he typed the number',
    async ({ people: { marcus }, said }) => {
      const inputs = { matchNumber: said.number, verifiedBy: 'videoCall' };
      await marcus.presses('approval.confirmApprove', inputs);
    },
  ],
  [
    'he read the code out',
    async ({ people: { marcus }, said }) => {
      said.code = await marcus.looksUpCode();
    },
  ],
  [
    'she saw the pass',
    async ({ people: { ada }, said }) => {
      said.pass = await ada.reveals(said.code);
    },
  ],
  ['she added her new phone', ({ people: { ada }, said }) => ada.enrols(said.pass)],
  ['Latchkey saw it', ({ latchkey }) => latchkey.lets(5 * SECOND)],
];

const PHRASES = { 'a lost phone': 'I lost my phone', 'a stolen phone': 'My phone was stolen' } as const;

async function play(latchkey: World, phrase: string, restartAfter: number | undefined): Promise<void> {
  const scene: Scene = { latchkey, people: peopleOf(latchkey), said: { number: '', code: '', pass: '' } };
  for (const [index, [, act]] of STORY(phrase).entries()) {
    await act(scene);
    if (index === restartAfter) await latchkey.restart();
  }
}

const anywhere = STORY('').map((_step, index) => index);
/** What differs for a stolen phone lies between the approval and the pass. */
const [typed, said, seen] = [3, 4, 5];

describe.each([
  ['a lost phone', [undefined, ...anywhere]],
  ['a stolen phone', [undefined, typed, said, seen]],
] as const)('when Latchkey is restarted during the story of %s', (what, places) => {
  const phrase = PHRASES[what];
  const named = places.map((place) => [STORY('')[place ?? -1]?.[0] ?? 'nothing', place] as const);

  it.each(named)('ends the same: after “%s”', async (_name, restartAfter) => {
    const latchkey = await world();
    await play(latchkey, phrase, restartAfter);
    const { state, round } = await latchkey.request('ada');
    expect({ state, round }).toEqual({ state: 'completed', round: 1 });
    const passes = phrase === PHRASES['a lost phone'] ? 1 : 2;
    const writes = writesOn(latchkey, 'ada');
    expect([...writes].sort()).toEqual([
      ...['DELETE microsoftAuthenticatorMethods', 'DELETE phoneMethods', 'DELETE softwareOathMethods'],
      'POST revokeSignInSessions',
      ...Array.from({ length: passes }, () => 'POST temporaryAccessPassMethods'),
    ]);
    expect(writes[0]).toBe('POST temporaryAccessPassMethods');
    expect(standing(latchkey, 'ada')).toEqual(['windowsHelloForBusiness', 'email', 'microsoftAuthenticator']);
    const trail = await latchkey.trail('ada');
    for (const once of ['opened', 'approved', 'removalVerified', 'enrolmentSeen', 'sessionsRevoked', 'completed']) {
      expect(trail.filter((type) => type === once)).toEqual([once]);
    }
    await expectSound(latchkey);
  });
});

describe('when Latchkey crashes in the middle of the deletes', () => {
  let line: CutLine | undefined;
  afterEach(() => line?.close());

  /** Between an effect on the account and its record, after so many writes on Ada's account, the store is out of reach. */
  async function crashAfter(writes: number): Promise<World> {
    const connection: { now?: Secret } = {};
    const latchkey = await world({
      change: (wiring) =>
        connection.now === undefined ? wiring : { ...wiring, storage: { connectionString: connection.now } },
    });
    const { ada, marcus } = peopleOf(latchkey);
    const code = await marcus.approves(await ada.opens('I am locked out'));
    line = await startCutLine(latchkey.connectionString);
    connection.now = line.connectionString;
    await latchkey.restart();
    latchkey.cloud.tenant.observers.add(() => {
      if (writesOn(latchkey, 'ada').length >= writes) line?.cut();
    });
    await ada.seesButton('pass.reveal');
    await ada.tries('pass.reveal', { releaseCode: code });
    delete connection.now;
    await latchkey.restart();
    return latchkey;
  }

  it.each([1, 2, 3, 4, 5])('finishes after the restart: %i writes were done', async (writes) => {
    const latchkey = await crashAfter(writes);
    const { ada, marcus } = peopleOf(latchkey);
    await latchkey.lets(45 * SECOND);
    await latchkey.lets(15 * SECOND);
    const { state } = await latchkey.request('ada');
    expect(state).toBe(writes === 1 ? 'approved' : 'revealed');
    await ada.says('status');
    const code = await marcus.renewsCode();
    const verb = state === 'approved' ? 'pass.reveal' : 'pass.revealAgain';
    const pass = await ada.revealsBy(verb, code);
    await latchkey.lets(15 * SECOND);
    await ada.enrols(pass);
    await latchkey.lets(5 * SECOND);
    expect((await latchkey.request('ada')).state).toBe('completed');
    expect(standing(latchkey, 'ada')).toEqual(['email', 'microsoftAuthenticator']);
    await expectWhole(latchkey);
  });
});
