import os from 'node:os';
import path from 'node:path';

/** Where the built product lies: harness and tests are started at the root of the project. */
export const built = (file: string): string => path.resolve(file);

/** What a bot process inherits: none of the settings of the person who runs the harness. Compiled code is kept, for quick starts. */
export function botEnvironment(folder: string): NodeJS.ProcessEnv {
  const { PATH, HOME } = process.env;
  const cache = path.join(os.tmpdir(), 'latchkey-compile-cache');
  return { PATH, HOME, PROFILE: 'local', DATA_FOLDER: folder, NODE_COMPILE_CACHE: cache, ...taps() };
}

/** What the bot writes is searched for secrets like everything else. */
function taps(): NodeJS.ProcessEnv {
  const { LATCHKEY_TAPS, LATCHKEY_TAP_SCOPE, NODE_OPTIONS } = process.env;
  return LATCHKEY_TAPS === undefined ? {} : { LATCHKEY_TAPS, LATCHKEY_TAP_SCOPE, NODE_OPTIONS };
}
