/** The Chromium that the browser tests drive: found by jest.config.mjs, or named by LATCHKEY_CHROMIUM. */
export function chromiumPath(): string {
  const found = process.env['LATCHKEY_CHROMIUM'];
  if (found === undefined) throw new Error('No Chromium found: install it, or name one with LATCHKEY_CHROMIUM.');
  return found;
}
