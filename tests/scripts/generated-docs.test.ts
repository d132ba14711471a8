import { readFileSync } from 'node:fs';
import path from 'node:path';
import { GENERATED_DOCS } from '../../scripts/generated-docs';

const ROOT = path.join(__dirname, '..', '..');

describe('when documentation is generated from the code', () => {
  it.each(GENERATED_DOCS.map((doc) => [doc.file, doc] as const))('%s is up to date (npm run docs)', (file, doc) => {
    expect(readFileSync(path.join(ROOT, file), 'utf8')).toBe(doc.make());
  });

  it('draws every state of the machine', () => {
    const diagram = GENERATED_DOCS[0]?.make() ?? '';
    for (const state of ['awaitingApproval', 'approved', 'revealed', 'completed', 'held', 'failed', 'incident']) {
      expect(diagram).toMatch(new RegExp(`--> ${state}|${state} -->`));
    }
  });
});
