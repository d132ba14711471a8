import { daysBetween, exportAudit, type Format } from '../../scripts/audit-export';
import { auditEntry } from '../../recovery/audit';
import type { Exported } from '../../storage/day-trail';
import { awaiting, NOON, openedEvent, remindedEvent, TENANT } from '../support/request-builder';

const request = awaiting();
const opened = auditEntry(request, openedEvent(request), 1, 'start');
const reminded = auditEntry(request, remindedEvent(NOON + 60_000), 2, 'hash');

async function exported(format: Format, all: readonly Exported[], from = '2026-05-05', to = from) {
  const [lines, warnings, asked]: [string[], string[], string[]] = [[], [], []];
  const storage = {
    async *dayTrail({ day }: { readonly day: string }) {
      asked.push(day);
      yield* all;
    },
  };
  const deps = { storage, write: (line: string) => lines.push(line), warn: (line: string) => warnings.push(line) };
  const holds = await exportAudit(deps, { tenantIds: [TENANT], from, to, format });
  return { holds, lines, warnings, asked };
}

const entries = [opened, reminded].map((entry): Exported => ({ kind: 'entry', entry }));

describe('when the trails of some days are exported', () => {
  it('writes each entry as JSON, whole', async () => {
    const { holds, lines } = await exported('jsonl', entries);
    expect([holds, lines.map((line): unknown => JSON.parse(line))]).toEqual([true, [opened, reminded]]);
  });

  it('writes a table with a line of names', async () => {
    const { lines } = await exported('csv', [{ kind: 'entry', entry: reminded }]);
    expect(lines).toEqual([
      'at,name,event,shortCode,requestId,tenantId,seq,state,by,details',
      `"2026-05-05T12:01:00.000Z","${reminded.name}","reminded","${request.shortCode}","${request.id}","${TENANT}","2","awaitingApproval","system","{}"`,
    ]);
  });

  it('lets nobody put a formula into the table, and quotes what has quotes', async () => {
    const entry = { ...reminded, name: '=1+1', shortCode: 'a"b' };
    expect((await exported('csv', [{ kind: 'entry', entry }])).lines[1]).toContain(`,"'=1+1","reminded","a""b",`);
  });

  it('reads every day of the range once', async () => {
    expect((await exported('jsonl', [], '2026-02-27', '2026-03-02')).asked).toEqual([
      ...['20260227', '20260228', '20260301', '20260302'],
    ]);
  });

  it('names a request that does not hold, and goes on', async () => {
    const bad: Exported = { kind: 'bad', requestId: request.id, why: 'row a000001 does not fit' };
    const { holds, lines, warnings } = await exported('jsonl', [bad, ...entries]);
    expect([holds, lines.length, warnings.length]).toEqual([false, 2, 1]);
    expect(warnings[0]).toContain(`${request.id}  row a000001 does not fit`);
  });
});

describe('when the range is none', () => {
  it.each([
    ['2026-05-05', '2026-05-04'],
    ['2026-02-30', '2026-03-01'],
    ['5 May', '2026-05-05'],
    ['2026-05-05', ''],
    ['1990-01-01', '2026-01-01'],
  ])('%s to %s is refused in words', (from, to) => {
    expect(() => daysBetween(from, to)).toThrow(expect.objectContaining({ code: 'badRange' }) as Error);
  });
});
