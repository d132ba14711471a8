import { channel } from 'node:diagnostics_channel';
import { Secret } from '../../platform/secret';

// Loaded by Jest before every test file: tells the taps (tests/secret-search/tap.cjs) which class holds secrets in this
// file's world, and child processes which file they work for.
const testPath = expect.getState().testPath ?? '';
process.env['LATCHKEY_TAP_SCOPE'] = testPath;
channel('latchkey.secretType').publish({ type: Secret, testPath });
