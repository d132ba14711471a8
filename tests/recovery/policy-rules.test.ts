import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { RULE_DOCUMENTS } from '../../recovery/policy-rules';

const RECOVERY = path.join(__dirname, '..', '..', 'recovery');
const TABLE = 'policy-rules.ts';

/** Where a rule gets its name: `finding('x.y', ...)`, `no('x.y', ...)`, `{ rule: 'x.y', ... }`. */
const NAMED = /(?:finding\(\s*|no\(\s*|rule: |RULE = )'([a-zA-Z]+\.[a-zA-Z]+)'/g;

/** A name that is put together, which nobody would find here. */
const PUT_TOGETHER = /(?:finding\(\s*|no\(\s*|rule: |RULE = )`/;

const files = readdirSync(RECOVERY).filter((file) => file.endsWith('.ts') && file !== TABLE);
const sources = files.map((file) => [file, readFileSync(path.join(RECOVERY, file), 'utf8')] as const);

const named = (): readonly string[] =>
  sources.flatMap(([, source]) => [...source.matchAll(NAMED)].map(([, rule = '']) => rule));

describe('when the rules are documented', () => {
  it('each that can stand in a decision has a row, and each row has a rule', () => {
    expect([...new Set(named())].sort()).toEqual(Object.keys(RULE_DOCUMENTS).sort());
  });

  it('no rule has a name that is put together of parts', () => {
    expect(sources.filter(([, source]) => PUT_TOGETHER.test(source)).map(([file]) => file)).toEqual([]);
  });

  it.each(Object.entries(RULE_DOCUMENTS))('%s says everything in sentences', (_rule, document) => {
    for (const text of Object.values(document)) expect(text).toMatch(/^[A-Z`].{5,}\.$/);
  });
});
