import { useWorlds } from './support/world';
import type { World } from './support/world';
import { standing, writesOn } from './support/account';
import { peopleOf } from './support/people';
import { expectSound } from './support/sound';
import { PEOPLE } from '../../simulators/entra/contoso-ids';
import { HOUR } from '../support/fake-clock';
import { FRAME } from '../../words/frame';

const world = useWorlds();

const EVALUATION = { policy: { mode: 'evaluation' } };

/** Writes on anybody's account, whoever of us made them. */
function writesOnAnybody(latchkey: World): readonly string[] {
  // Object.keys answers with strings; these are the table's own keys.
  const handles = Object.keys(PEOPLE) as (keyof typeof PEOPLE)[];
  return handles.flatMap((who) => writesOn(latchkey, who));
}

describe('when Latchkey only evaluates', () => {
  it.each(['I lost my phone', 'My phone was stolen', 'I am locked out'])(
    '“%s” is opened, decided and recorded, and nothing is written at Graph',
    async (phrase) => {
      const latchkey = await world(EVALUATION);
      const { ada, marcus } = peopleOf(latchkey);
      const before = standing(latchkey, 'ada');
      await ada.says(phrase);
      await ada.sees(FRAME.evaluation);
      const number = await ada.opens(phrase);
      await marcus.sees(FRAME.evaluation);
      await marcus.signs(number);
      await latchkey.lets(HOUR);
      await ada.sees('This was an evaluation. It was decided as if it were real');
      await marcus.sees('This was an evaluation. It was decided as if it were real');
      expect(writesOnAnybody(latchkey)).toEqual([]);
      expect(standing(latchkey, 'ada')).toEqual(before);
      expect(await latchkey.trail('ada')).toEqual(['opened', 'approverAsked', 'notified', 'notified', 'evaluated']);
      expect((await latchkey.request('ada')).state).toBe('cancelled');
      expect(`${ada.reads()}${marcus.reads()}`).not.toMatch(/release code|Temporary Access Pass for your account/i);
      await expectSound(latchkey);
    },
  );

  it('fraud is told to security, and nothing is written at Graph', async () => {
    const latchkey = await world(EVALUATION);
    const { ada, marcus } = peopleOf(latchkey);
    await ada.opens();
    await marcus.reportsFraud();
    await latchkey.lets(HOUR);
    const request = await latchkey.request('ada');
    expect(request.state === 'incident' && request.incident.containedAt !== undefined).toBe(true);
    expect(writesOnAnybody(latchkey)).toEqual([]);
    await expectSound(latchkey);
  });
});

describe('when Latchkey begins to evaluate while a request waits', () => {
  it('the approval executes nothing any more', async () => {
    const latchkey = await world();
    const { ada, marcus } = peopleOf(latchkey);
    const number = await ada.opens();
    await latchkey.restart((wiring) => {
      const policy = { ...wiring.policy, mode: 'evaluation' as const };
      return {
        ...wiring,
        policy,
        tenants: wiring.tenants.map((tenant) => ({
          ...tenant,
          policy: { ...tenant.policy, mode: 'evaluation' as const },
        })),
      };
    });
    await marcus.signs(number);
    await latchkey.lets(HOUR);
    expect(writesOnAnybody(latchkey)).toEqual([]);
    expect((await latchkey.trail('ada')).at(-1)).toBe('evaluated');
    await expectSound(latchkey);
  });
});
