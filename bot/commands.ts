import type { ShortCode } from '../recovery/terms';
import type { Intent } from './intent';
import { matchScenario, wantsDecision } from './phrases';

const CODE = /\blk[-\s]?([0-9a-z]{6})\b/;
/** A mail address or UPN, in lower case. */
export const MAIL = /[^\s<>"'(),;:]{1,64}@[^\s<>"'(),;:]{1,200}\.[a-z]{2,24}/;

/** The short code in a text, as it is stored: people mistake O for 0, and I or L for 1. */
export function shortCodeIn(text: string): ShortCode | undefined {
  const found = CODE.exec(text.toLowerCase())?.[1];
  if (found === undefined) return undefined;
  const code = found.replaceAll('o', '0').replace(/[il]/g, '1').toUpperCase();
  return /^[0-9A-HJKMNP-TV-Z]{6}$/.test(code) ? `LK-${code}` : undefined;
}

type WithCode = 'cancel' | 'remind' | 'retry' | 'liftShield' | 'incident' | 'attend' | 'decide';

const withCode = (kind: WithCode, text: string): Intent => {
  const shortCode = shortCodeIn(text);
  return shortCode === undefined ? { kind } : { kind, shortCode };
};

function reportOf(text: string): Intent {
  const shortCode = shortCodeIn(text);
  return { kind: 'notMe', sure: true, ...(shortCode !== undefined && { shortCode }) };
}

/** Without the short code and without what people put around a command: "/status LK-7F3K9Q, please!". */
const bare = (text: string): string =>
  text
    .replace(CODE, ' ')
    .replace(/\b(please|pls|thanks|thank you|latchkey|for|of|my|the|a|request|case|it|this)\b/g, ' ')
    .replace(/[^\p{L}\p{N}'@ ]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();

type Word = readonly [pattern: RegExp, read: (text: string) => Intent];

/** Whole messages only: "cancel" is a command, "do not cancel my lunch" is not. */
const WORDS: readonly Word[] = [
  [
    /^(help|help me|commands?|menu|\?|h|what can you do|who are you|how does (that )?work|info)$/,
    () => ({ kind: 'help' }),
  ],
  [
    /^(hi|hello|hey|hiya|hallo|howdy|yo|hola|start|good (morning|afternoon|evening|day)|greetings)( there| bot| again)?$/,
    () => ({ kind: 'greeting' }),
  ],
  [
    /^(thanks?|thank you|thx|ty|cheers|great|ok|okay|perfect|good|nice|got|cool)( you| so much| a lot| very much)?$/,
    () => ({ kind: 'thanks' }),
  ],
  [
    /^(cancel|stop|abort|never ?mind|forget|undo|withdraw|quit)( request| all| that)?$/,
    (text) => withCode('cancel', text),
  ],
  [/^(remind|nudge|ping)( again| manager| approver| him| her| them| me)?$/, (text) => withCode('remind', text)],
  [/^(retry|try again|again|ask again)$/, (text) => withCode('retry', text)],
  [/^lift( shield)?$/, (text) => withCode('liftShield', text)],
  [/^attend(?: to)?(?: them| him| her)?$/, (text) => withCode('attend', text)],
  [/^(?:show )?incident$/, (text) => withCode('incident', text)],
  [/^(waiting|mine|approvals?|pending|inbox|what(?: i|')s waiting(?: me)?|to ?do)$/, () => ({ kind: 'waiting' })],
  [
    /^(i )?(approve|approved|accept|allow|confirm|yes|yep|deny|denied|refuse|reject|decline|no|nope)( request| that| him| her| them)?$/,
    (text) => withCode('decide', text),
  ],
  [/^(report )?fraud$/, reportOf],
];

/** Looked at first, because a thank-you around a command means nothing. */
const isThanks = (text: string): boolean => text.length < 40 && /^(thanks?|thank you)\b/.test(text);

/** What the card of one's own request shows. */
const ASKS_FOR_OWN =
  /^(?:please )?(?:show|what is|what's|where is)(?: me)? my (?:match )?(?:number|code|request|card)\b/;

function statusIntent(text: string): Intent | undefined {
  const asked = /^\/?\s*(status|state|progress|history|where|how far|what happened|any news|update)\b/.test(text);
  const shortCode = shortCodeIn(text);
  const onlyCode = shortCode !== undefined && bare(text) === '';
  if (!asked && !onlyCode) return undefined;
  if (shortCode !== undefined) return { kind: 'status', shortCode };
  const address = MAIL.exec(text)?.[0];
  return address === undefined ? { kind: 'status' } : { kind: 'status', address };
}

/** A whole name, up to what is said about the person. Letters of any language; the directory knows it or does not. */
const NAME =
  /^([\p{L}\p{M}'’. -]{2,80}?)\s*(?:[,:;(].*|\b(?:who|whose|because|since|has|is|needs|she|he|they|lost|with|can't|cannot)\b.*)?$/u;

function nameIn(rest: string): string | undefined {
  const name = NAME.exec(rest.trim())?.[1]?.trim();
  return name === undefined || name === '' || matchScenario(name) !== undefined ? undefined : name;
}

function openForIntent(text: string): Intent | undefined {
  const found = /^\/?\s*(open|start|create|new)( a| an)?( recovery)?( request| case)? for\b(.*)$/.exec(text);
  if (found === null) return undefined;
  const rest = found[5] ?? '';
  const address = MAIL.exec(rest)?.[0];
  const name = address === undefined ? nameIn(rest) : undefined;
  const scenario = matchScenario(rest.replace(MAIL, ' '));
  return {
    kind: 'openFor',
    ...(address === undefined ? {} : { address }),
    ...(name === undefined ? {} : { name }),
    ...(scenario === undefined ? {} : { scenario }),
  };
}

const AROUND_A_NUMBER =
  /\b(the|match|matching|release|number|code|is|it|its|it's|says?|shows?|here|my|and|for|i|see|saw|was|digits?|pin|please)\b/g;

/** A number alone, or with a few words and the short code around it: three digits match, six release. */
function numberIntent(text: string): Intent | undefined {
  const shortCode = shortCodeIn(text);
  const rest = text
    .replace(CODE, ' ')
    .replace(AROUND_A_NUMBER, ' ')
    .replace(/[\s.,:;!#"'()=-]/g, '');
  if (!/^\d+$/.test(rest)) return undefined;
  const about = shortCode === undefined ? {} : { shortCode };
  if (rest.length === 3) return { kind: 'matchNumber', ...about };
  return rest.length === 6 ? { kind: 'releaseCode', ...about } : undefined;
}

/** Not "open a request": that is somebody who wants help. */
const LIST_OPEN =
  /^\/?\s*(?:please )?(?:(?:what is|what's|what’s|show(?: me)?|list)(?: all| the)*\s+)?open(?: requests| cases)?(?: please)?\s*[?.!]*$/;

/** A command or a number, or `undefined` for words. `text` is clean and in lower case. */
export function readCommand(text: string): Intent | undefined {
  if (text === '?') return { kind: 'help' };
  if (isThanks(text)) return { kind: 'thanks' };
  if (ASKS_FOR_OWN.test(text)) return { kind: 'status' };
  if (wantsDecision(text)) return { kind: 'decideForMe' };
  if (LIST_OPEN.test(text)) return { kind: 'listOpen' };
  const command = bare(text);
  for (const [pattern, read] of WORDS) if (pattern.test(command)) return read(text);
  return openForIntent(text) ?? numberIntent(text) ?? statusIntent(text);
}
