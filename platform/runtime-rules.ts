import type { Environment } from './settings';

type RuntimeRule = readonly [name: string, isDangerous: (value: string) => boolean, why: string];

/** What Node itself is told, and what would come of it. */
const RULES: readonly RuntimeRule[] = [
  ['NODE_TLS_REJECT_UNAUTHORIZED', (value) => value === '0', 'anybody on the network could answer as Graph or Teams'],
  ['NODE_OPTIONS', (value) => /--inspect/.test(value), 'a debugger could read passes and keys out of memory'],
  [
    'NODE_OPTIONS',
    (value) => /--(report[-_](on|uncaught)|heapsnapshot|abort[-_]on[-_]uncaught)/.test(value),
    'a crash would leave environment and memory, with all secrets, in a file',
  ],
  ['NODE_OPTIONS', (value) => /--tls[-_]keylog/.test(value), 'whoever reads that file could read every call'],
  [
    'NODE_DEBUG',
    (value) => /\b(https?|http2|tls|net|fetch|undici)\b/i.test(value),
    'tokens and passes would be printed',
  ],
  ['SSLKEYLOGFILE', (value) => value !== '', 'whoever reads that file could read every call'],
];

/** In production only: somebody who tries the product out may look into it. */
export function checkRuntime(environment: Environment): readonly string[] {
  return RULES.filter(([name, isDangerous]) => isDangerous(environment[name] ?? '')).map(
    ([name, , why]) => `${name}: must not be set like this in production: ${why}`,
  );
}
