import { GROUPS, PEOPLE } from '../../simulators/entra/contoso-ids';
import { DAY, MINUTE } from '../support/fake-clock';
import { peopleOf } from './support/people';
import { expectSound } from './support/sound';
import { useWorlds } from './support/world';

const world = useWorlds();

describe('when somebody was put into the security group today (T27)', () => {
  it('they stop nothing until seven days have gone by, while those who were in it before do', async () => {
    const latchkey = await world();
    const { elias, priya, oskar } = peopleOf(latchkey);
    await latchkey.lets(61 * MINUTE);
    latchkey.cloud.tenant.groups.get(GROUPS.security)?.members.add(PEOPLE.elias);
    await latchkey.lets(61 * MINUTE);
    await elias.says('pause This is mine now');
    await latchkey.settle();
    expect(priya.reads()).not.toContain('Recoveries are paused');
    await oskar.says('pause A drill');
    await priya.sees('Recoveries are paused by Oskar');
    await oskar.says('resume The drill is over');
    await oskar.presses('helpdesk.resume', { reason: 'The drill is over' });
    await latchkey.lets(7 * DAY);
    await elias.says('pause Another drill');
    await priya.sees('Recoveries are paused by Elias');
    await expectSound(latchkey);
  });
});
