import { MAIL } from './commands';
import type { Intent } from './intent';

const COMMAND = /^\/?\s*(?:my\s+)?(?:stand[- ]?in|delegate)\b[\s:]*(.*)$/;
const OFF = /^(?:off|end|stop|none|nobody|remove|cancel)[\s.!]*$/;
const UNTIL = /\buntil\s+(\d{4}-\d{2}-\d{2})\b/;

/** "stand-in", "stand-in off", "stand-in kim@contoso.com until 2026-12-05"; "delegate" says the same. `text` is in lower case. */
export function standInIntent(text: string): Intent | undefined {
  const rest = COMMAND.exec(text)?.[1];
  if (rest === undefined) return undefined;
  if (/^[?.!]*$/.test(rest)) return { kind: 'seeStandIn' };
  if (OFF.test(rest)) return { kind: 'endStandIn' };
  const address = MAIL.exec(rest)?.[0];
  const day = UNTIL.exec(rest)?.[1];
  if (address === undefined && day === undefined) return undefined;
  return { kind: 'nameStandIn', ...(address !== undefined && { address }), ...(day !== undefined && { day }) };
}
