import { whenLicensed } from '../../graph/when-licensed';
import { EffectError } from '../../recovery/errors';
import { DAY, FakeClock, HOUR } from '../support/fake-clock';

const TENANT = 'c0ffee00-0000-4000-8000-000000000001';
const OTHER = 'c0ffee00-0000-4000-8000-000000000002';

function reader() {
  const clock = new FakeClock();
  const asked: string[] = [];
  const state: { fails: ConstructorParameters<typeof EffectError>[0] | undefined } = { fails: 'unlicensed' };
  const read = whenLicensed(clock, async (tenantId, id) => {
    asked.push(`${tenantId.slice(-1)} ${String(id)}`);
    if (state.fails !== undefined) throw new EffectError(state.fails, 'x');
    return id;
  });
  return { clock, asked, state, read };
}

describe('when a tenant has no licence', () => {
  it('it is asked once a day, whoever it is about', async () => {
    const { clock, asked, read } = reader();
    for (const who of ['ada', 'max', 'ada']) {
      await expect(read(TENANT, who)).rejects.toMatchObject({ code: 'unlicensed' });
      clock.advance(HOUR);
    }
    expect(asked).toEqual(['1 ada']);
    clock.advance(DAY);
    await expect(read(TENANT, 'max')).rejects.toMatchObject({ code: 'unlicensed' });
    expect(asked).toEqual(['1 ada', '1 max']);
  });

  it('it is known a day after the licence was bought', async () => {
    const { clock, state, read } = reader();
    await expect(read(TENANT, 'ada')).rejects.toMatchObject({ code: 'unlicensed' });
    state.fails = undefined;
    clock.advance(DAY - 1);
    await expect(read(TENANT, 'ada')).rejects.toMatchObject({ code: 'unlicensed' });
    clock.advance(1);
    await expect(read(TENANT, 'ada')).resolves.toBe('ada');
    await expect(read(TENANT, 'max')).resolves.toBe('max');
  });

  it('says nothing about another tenant', async () => {
    const { asked, state, read } = reader();
    await expect(read(TENANT, 'ada')).rejects.toMatchObject({ code: 'unlicensed' });
    state.fails = undefined;
    await expect(read(OTHER, 'ada')).resolves.toBe('ada');
    expect(asked).toEqual(['1 ada', '2 ada']);
  });

  it.each(['forbidden', 'throttled', 'timeout', 'unavailable'] as const)('%s is no missing licence', async (code) => {
    const { asked, state, read } = reader();
    state.fails = code;
    for (let time = 0; time < 2; time += 1) await expect(read(TENANT, 'ada')).rejects.toMatchObject({ code });
    expect(asked).toHaveLength(2);
  });
});
