import { auditEntry } from '../../recovery/audit';
import type { Format } from '../../scripts/audit-export';
import { exportAudit } from '../../scripts/audit-export';
import { printVerification } from '../../scripts/audit-verify';
import { printExplanation } from '../../scripts/policy-explain';
import { createWorld } from '../support/domain-world';
import { HOSTILE_ROWS } from '../support/hostile-strings';
import { awaiting, openedEvent, TENANT } from '../support/request-builder';
import { WHO } from '../support/sample-people';

const request = awaiting();
const opened = auditEntry(request, openedEvent(request), 1, 'start');
/** What a terminal obeys or does not show. */
const COMMANDS = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

async function exported(format: Format, words: string): Promise<readonly string[]> {
  const lines: string[] = [];
  const event = { ...opened.event, details: words, [words]: words };
  // As a store would give it that somebody wrote into: even what is ours by type may be anything.
  const entry = { ...opened, event, name: words, shortCode: words, requestId: words } as typeof opened;
  const storage = {
    async *dayTrail() {
      yield { kind: 'entry', entry } as const;
      yield { kind: 'bad', requestId: words, why: words } as const;
    },
  };
  const write = (line: string): void => void lines.push(line);
  await exportAudit(
    { storage, write, warn: write },
    { tenantIds: [TENANT], from: '2026-05-05', to: '2026-05-05', format },
  );
  return lines;
}

/** The cells of one line, as a spreadsheet reads them. */
const cellsOf = (line: string): readonly string[] =>
  [...line.matchAll(/(?:^|,)"((?:[^"]|"")*)"(?=,|$)/g)].map(([, cell = '']) => cell.replaceAll('""', '"'));

describe.each(HOSTILE_ROWS)('when the trail holds %s', (_name, words) => {
  it('a table has its ten cells on one line, and no formula', async () => {
    const [head = '', line = '', warning = ''] = await exported('csv', words);
    const cells = cellsOf(line);
    expect(cells).toHaveLength(head.split(',').length);
    expect(
      cells.filter((cell) => /^[\s"']*[=+\-@\uff1d\uff0b\uff0d\uff20]/.test(cell) && !cell.startsWith("'")),
    ).toEqual([]);
    expect(cells.map((cell) => cell.slice(0, 2)).filter((start) => /^[=+\-@\t\r]/.test(start))).toEqual([]);
    for (const one of [line, warning]) expect(one).not.toMatch(COMMANDS);
  });

  it('JSON Lines are one line of the same JSON', async () => {
    const [line = '', warning = ''] = await exported('jsonl', words);
    expect(JSON.parse(line)).toMatchObject({ name: words, event: { details: words, [words]: words } });
    for (const one of [line, warning]) expect(one).not.toMatch(COMMANDS);
  });

  it('a verification commands no terminal', async () => {
    const lines: string[] = [];
    const report = { ok: false, entries: 1, firstBad: { row: words, why: words } };
    const storage = {
      async *verifyAll() {
        yield { tenantId: TENANT, name: words, report };
      },
    };
    await printVerification({ storage, say: (line) => lines.push(line) }, { tenantIds: [TENANT] });
    expect(lines).toHaveLength(2);
    for (const line of lines) expect(line).not.toMatch(COMMANDS);
  });
});

describe('when the policy is explained for people with hostile names', () => {
  it.each(HOSTILE_ROWS)('it commands no terminal: %s', async (_name, words) => {
    const world = await createWorld();
    for (const id of [WHO.ada, WHO.max]) world.directory.change(id, { displayName: words });
    const lines: string[] = [];
    const deps = { deps: world.deps, say: (line: string) => void lines.push(line) };
    const input = { tenantIds: [TENANT], scenario: 'lostPhone' } as const;
    await printExplanation(deps, { ...input, address: WHO.ada });
    await printExplanation(deps, { ...input, address: words });
    expect(lines.length).toBeGreaterThan(8);
    for (const line of lines) expect(line).not.toMatch(COMMANDS);
  });
});
