import { printVerification } from '../../scripts/audit-verify';
import type { VerifiedTrail } from '../../storage/verify-all';
import { TENANT } from '../support/request-builder';

const trail = (name: string, report: VerifiedTrail['report']): VerifiedTrail => ({ tenantId: TENANT, name, report });

async function print(trails: readonly VerifiedTrail[], shortCode?: string) {
  const lines: string[] = [];
  const storage = {
    async *verifyAll() {
      yield* trails;
    },
  };
  const which = { tenantIds: [TENANT], ...(shortCode !== undefined && { shortCode }) };
  const holds = await printVerification({ storage, say: (line) => lines.push(line) }, which);
  return { holds, lines };
}

const good = trail('LK-7F3K9Q', { ok: true, entries: 12 });
const short = trail('LK-000001', { ok: true, entries: 1 });
const bad = trail('LK-BADBAD', { ok: false, entries: 3, firstBad: { row: 'a000004', why: 'the bytes changed' } });

describe('when the result of an audit is printed', () => {
  it('says that everything holds', async () => {
    expect(await print([good, short])).toEqual({
      holds: true,
      lines: ['ok   LK-7F3K9Q  12 entries', 'ok   LK-000001  1 entry', '2 trails, 13 entries: everything holds.'],
    });
  });

  it('names the first bad row of each trail that does not hold', async () => {
    expect(await print([good, bad])).toEqual({
      holds: false,
      lines: [
        'ok   LK-7F3K9Q  12 entries',
        'BAD  LK-BADBAD  row a000004: the bytes changed',
        '2 trails, 15 entries: 1 not as they were written. Tell security.',
      ],
    });
  });

  it('holds when there is nothing yet', async () => {
    expect(await print([])).toEqual({ holds: true, lines: ['0 trails, 0 entries: everything holds.'] });
  });

  it('does not pass over a request that is not there', async () => {
    await expect(print([], 'LK-000002')).rejects.toMatchObject({ code: 'noSuchRequest' });
  });
});
