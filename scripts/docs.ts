import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { GENERATED_DOCS } from './generated-docs';

/** `npm run docs`: writes what is generated from the code. A test says when a file is out of date. */
function main(folder: string): void {
  for (const { file, make } of GENERATED_DOCS) {
    const target = path.join(folder, file);
    mkdirSync(path.dirname(target), { recursive: true });
    writeFileSync(target, make());
    process.stdout.write(`${file}\n`);
  }
}

main(process.cwd());
