import { pressesForSpeed } from '../recovery/pressure';
import { cleanText } from './clean-text';
import { readCommand } from './commands';
import type { Intent } from './intent';
import { hasOldPhone, hasSecret, isAboutSomebodyElse, isNotMe, isOnlyNotMe, isVague, matchScenario } from './phrases';
import { standInIntent } from './stand-in-intent';

export interface Said {
  /** As Teams sent it. Attacker-controlled. */
  readonly text?: string | null | undefined;
  /** A picture, a file or a forwarded card came with it. */
  readonly hasAttachments?: boolean;
}

function fromPhrases(text: string): Intent {
  if (hasSecret(text)) return { kind: 'secretInChat' };
  if (isNotMe(text)) return { kind: 'notMe', sure: isOnlyNotMe(text) };
  if (isAboutSomebodyElse(text)) return { kind: 'somebodyElse' };
  const scenario = matchScenario(text);
  if (scenario === 'suspicious') return { kind: 'suspicious' };
  if ((scenario === undefined || scenario === 'newPhone') && hasOldPhone(text)) return { kind: 'hasOldPhone' };
  if (scenario !== undefined) return { kind: 'open', scenario, ...(pressesForSpeed(text) && { pressed: true }) };
  if (isVague(text)) return { kind: 'unsure' };
  return { kind: pressesForSpeed(text) ? 'pressure' : 'unknown' };
}

const STOP = /^\/?(pause|resume)(?: (?:everything|(?:all )?recoveries))?(?:[ :,.-]+(.+))?$/i;

/** The reason keeps its case: people read it. */
function stopIntent(text: string): Intent | undefined {
  const [, word, reason] = STOP.exec(text) ?? [];
  if (word === undefined) return undefined;
  return { kind: word.toLowerCase() === 'pause' ? 'pause' : 'resume', ...(reason !== undefined && { reason }) };
}

/** Pure rules, first match wins: commands, then numbers, then phrases. The same text always means the same. */
export function readIntent({ text, hasAttachments = false }: Said): Intent {
  const clean = cleanText(text);
  if (clean === '') return { kind: hasAttachments ? 'attachment' : 'empty' };
  const plain = clean.toLowerCase();
  const stop = stopIntent(clean);
  if (stop !== undefined) return stop;
  const command = standInIntent(plain) ?? readCommand(plain);
  if (command?.kind === 'openFor' && pressesForSpeed(plain)) return { ...command, pressed: true };
  if (command !== undefined) return command;
  if (!/[\p{L}\p{N}]/u.test(plain)) return { kind: 'noWords' };
  return fromPhrases(plain);
}
