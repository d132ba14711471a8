import { MINUTE, SECOND } from '../support/fake-clock';
import { hasLivePass, standing, writesOn } from './support/account';
import { peopleOf } from './support/people';
import type { RefusingLine, RefusingStore } from './support/refusing-line';
import { startRefusingLine, startRefusingStore } from './support/refusing-line';
import { expectSound, expectWhole } from './support/sound';
import type { World } from './support/world';
import { useWorlds } from './support/world';

const world = useWorlds();

/** Graph answers nothing but 503 until it is healed. */
function graphDown({ cloud }: World): () => void {
  const { faults } = cloud.tenant.switches;
  faults.push({ path: /./, status: 503, times: Infinity });
  return () => void (faults.length = 0);
}

/** Time passes in steps, as the work queue would see it. */
async function passes(latchkey: World, minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute += 5) await latchkey.lets(5 * MINUTE);
}

describe('when Graph is down for half an hour', () => {
  it('whoever writes is told so and what to do; nothing is opened, and it works afterwards', async () => {
    const latchkey = await world();
    const { ada, marcus } = peopleOf(latchkey);
    const heal = graphDown(latchkey);
    await ada.says('I lost my phone');
    await ada.sees('Please try again in a few minutes');
    await ada.says('help');
    await passes(latchkey, 30);
    heal();
    const code = await marcus.approves(await ada.opens());
    expect(await ada.reveals(code)).toMatch(/\S{8,}/);
    await expectWhole(latchkey);
  });

  it('between approval and reveal: she is asked to wait, no try is lost, and then the pass is shown', async () => {
    const latchkey = await world();
    const { ada, marcus } = peopleOf(latchkey);
    const code = await marcus.approves(await ada.opens());
    const heal = graphDown(latchkey);
    await ada.seesButton('pass.reveal');
    for (let press = 0; press < 6; press += 1) {
      expect(await ada.tries('pass.reveal', { releaseCode: code })).toMatch(/try again in a few minutes/i);
    }
    await latchkey.lets(5 * MINUTE);
    heal();
    await ada.reveals(code);
    await latchkey.lets(5 * SECOND);
    expect(writesOn(latchkey, 'ada').filter((write) => write.startsWith('POST temp'))).toHaveLength(1);
    await expectWhole(latchkey);
  });

  it('after the reveal: nothing is lost, she never stands with nothing, and the rest is done when it is back', async () => {
    const latchkey = await world();
    const { ada, marcus } = peopleOf(latchkey);
    const code = await marcus.approves(await ada.opens('I am locked out'));
    const { faults } = latchkey.cloud.tenant.switches;
    faults.push({ method: 'DELETE', path: /./, status: 503, times: Infinity });
    await ada.reveals(code);
    const heal = graphDown(latchkey);
    await passes(latchkey, 30);
    expect(writesOn(latchkey, 'ada').filter((write) => write.startsWith('DELETE'))).toEqual([]);
    heal();
    // The longest pause between two tries.
    await latchkey.lets(5 * MINUTE);
    await latchkey.lets(30 * SECOND);
    expect(standing(latchkey, 'ada')).toEqual(['email']);
    expect(hasLivePass(latchkey, 'ada')).toBe(true);
    await expectWhole(latchkey);
  });
});

describe('when storage answers 503 for five minutes', () => {
  let store: RefusingStore | undefined;
  afterEach(() => store?.close());

  /** The product behind a line that can refuse. */
  async function behindLine(): Promise<{ readonly latchkey: World; readonly line: RefusingStore }> {
    const place: { now?: RefusingStore } = {};
    const latchkey = await world({
      change: (wiring) =>
        place.now === undefined ? wiring : { ...wiring, storage: { connectionString: place.now.connectionString } },
    });
    place.now = store = await startRefusingStore(latchkey.connectionString);
    await latchkey.restart();
    return { latchkey, line: store };
  }

  it('whoever writes or presses is answered; nothing happens twice or is lost; it goes on afterwards', async () => {
    const { latchkey, line } = await behindLine();
    const { ada, marcus } = peopleOf(latchkey);
    const number = await ada.opens();
    await marcus.seesButton('approval.approve');
    line.refuse(true);
    await ada.says('status');
    await ada.sees('Please try again in a few minutes');
    expect(await marcus.tries('approval.approve')).toMatch(/try again|not changed|records/i);
    latchkey.clock.advance(5 * MINUTE);
    line.refuse(false);
    const code = await marcus.approves(number);
    await ada.enrols(await ada.reveals(code));
    await latchkey.lets(5 * SECOND);
    expect((await latchkey.request('ada')).state).toBe('completed');
    await expectWhole(latchkey);
  });

  it('in the middle of the deletes: the rest is done afterwards, once each', async () => {
    const { latchkey, line } = await behindLine();
    const { ada, marcus } = peopleOf(latchkey);
    const code = await marcus.approves(await ada.opens('I am locked out'));
    latchkey.cloud.tenant.observers.add(({ method }) => {
      if (method === 'DELETE') line.refuse(true);
    });
    await ada.reveals(code);
    latchkey.cloud.tenant.observers.clear();
    const deleted = () => writesOn(latchkey, 'ada').filter((write) => write.startsWith('DELETE'));
    expect(deleted()).toHaveLength(1);
    latchkey.clock.advance(5 * MINUTE);
    line.refuse(false);
    await latchkey.lets(45 * SECOND);
    await latchkey.lets(15 * SECOND);
    expect(standing(latchkey, 'ada')).toEqual(['email']);
    expect(deleted()).toHaveLength(4);
    expect(hasLivePass(latchkey, 'ada')).toBe(true);
    await expectWhole(latchkey);
  });
});

describe('when the keys of Teams cannot be fetched', () => {
  let line: RefusingLine | undefined;
  afterEach(() => line?.close());

  async function behindLine(): Promise<{ readonly latchkey: World; readonly keys: RefusingLine }> {
    const latchkey = await world();
    const keys = (line = await startRefusingLine(new URL(latchkey.cloud.settings.botOpenIdMetadataUrl).origin));
    const { pathname } = new URL(latchkey.cloud.settings.botOpenIdMetadataUrl);
    await latchkey.restart((wiring) => ({
      ...wiring,
      bot: { ...wiring.bot, openIdMetadataUrl: `${keys.url}${pathname}` },
    }));
    return { latchkey, keys };
  }

  it('known keys go on working', async () => {
    const { latchkey, keys } = await behindLine();
    const { ada, marcus } = peopleOf(latchkey);
    await ada.says('help');
    keys.refuse(true);
    const code = await marcus.approves(await ada.opens());
    await ada.reveals(code);
    expect(keys.paths).toHaveLength(1);
    await expectSound(latchkey);
  });

  it('without them nobody is let in and nothing breaks: Teams may try again, and it is well again by itself', async () => {
    const { latchkey, keys } = await behindLine();
    const { teams } = latchkey.cloud;
    keys.refuse(true);
    // The first of them asks, the others are put off with it.
    const putOff = await Promise.all(Array.from({ length: 8 }, () => teams.say('ada', 'I lost my phone')));
    expect(new Set(putOff.map(({ status }) => status))).toEqual(new Set([503]));
    const asked = keys.paths.length;
    keys.refuse(false);
    // Tokens are checked by the clock of the machine, as the SDK does; nobody asks again for five seconds.
    const now = Date.now.bind(Date);
    jest.spyOn(Date, 'now').mockImplementation(() => now() + 6 * SECOND);
    await peopleOf(latchkey).ada.says('help');
    expect(keys.paths.length).toBe(asked + 1);
  });

  it('64 who come at once at a cold start cost one fetch', async () => {
    const { latchkey, keys } = await behindLine();
    const { teams } = latchkey.cloud;
    const answers = await Promise.all(Array.from({ length: 64 }, () => teams.say('ada', 'help')));
    expect(answers.filter(({ delivered }) => !delivered)).toEqual([]);
    expect(keys.paths).toHaveLength(1);
  });
});
