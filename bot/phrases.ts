import type { Scenario } from '../recovery/terms';

const PHONE = String.raw`(?:(?:smart|cell|i|android )?-?phones?|mobiles?|cells?|iphones?|android|handset|pixel|samsung|galaxy|device)`;
const APP = String.raw`(?:authenticators?|authenticator app|auth(?:entication|entificator)? app|(?:ms|microsoft|google) auth\w*|(?:mfa|2fa|security|code) app|apps?)`;
const KEY = String.raw`(?:yubi-?keys?|(?:security|hardware|fido2?|usb|titan|physical|nfc|passkey) (?:keys?|sticks?|tokens?|dongles?|fobs?)|(?:key ?fob|dongle)|hardware token|rsa token|oath token)`;
const GONE = String.raw`(?:lost|lose|losing|loose|misplaced|mislaid|missing|gone|disappeared|vanished|can't find|cannot find|can not find|couldn't find|forgot|forgotten|left|dropped|broke|broken|smashed|shattered|cracked|dead|died|drowned|damaged|destroyed|ruined|bricked|washed|fell|without|don't have|do not have|dont have|no longer have|not have|not working|doesn't work|does not work|won't turn on|doesn't turn on|won't start|run over|ate)`;
const STOLEN = String.raw`(?:stolen|stole|steal|robbed|mugged|snatched|nicked|burgled|pickpocket(?:ed)?|theft|thief|thieves|taken from me|ripped off)`;

/** Both in one sentence, in either order. */
const together = (one: string, other: string): RegExp =>
  new RegExp(`\\b${one}\\b.*\\b${other}\\b|\\b${other}\\b.*\\b${one}\\b`);
const any = (...patterns: readonly string[]): RegExp => new RegExp(patterns.map((one) => `(?:${one})`).join('|'));

const LOST_PHONE = any(
  String.raw`\b(?:lost|lose|losing|misplaced|missing)\b[^.]{0,30}\b${PHONE}\b`,
  String.raw`(?<!\bon (?:my |the |this )?)\b${PHONE}\b[^.]{0,50}\b(?:is|was|has been|got|went) (?:lost|missing|gone)\b`,
);

const NEW_PHONE = any(
  String.raw`\b(?:new|another|different|replacement|upgraded)\b[^.]{0,20}\b${PHONE}\b`,
  String.raw`\b(?:upgraded|replaced|changed|switched|swapped|traded in|exchanged|bought|moved)\b[^.]{0,25}\b${PHONE}\b`,
  String.raw`\b${PHONE}\b[^.]{0,20}\b(?:upgraded?|was replaced|swap|exchange)\b`,
  String.raw`\bnew (?:phone )?(?:number|sim)\b`,
  String.raw`\b(?:changed|switched) (?:my )?(?:number|sim|carrier)\b`,
);

const APP_BROKEN = any(
  String.raw`\b(?:which|what) (?:app|authenticator)\b`,
  String.raw`\b(?:forgot|forget|don't remember|can't remember|not sure|no idea|don't know)\b[^.]{0,30}\b${APP}\b`,
  String.raw`\b${APP}\b.*\b(?:not working|n't work|does not work|broken|broke|crash\w*|deleted|removed|uninstalled|reinstalled|stopped|fails?|failing|won't|wont|stuck|error|blank|empty|gone|lost|wrong|reset|not show\w*|not open\w*|not respond\w*|disappeared|missing|doesn't|isn't|problem|trouble)`,
  String.raw`\b(?:deleted|removed|uninstalled|reinstalled|reset|lost|broke|broken|can't open|problem with|trouble with|issues? with)\b[^.]{0,25}\b${APP}\b`,
  String.raw`\b(?:factory reset|wiped|erased|restored|reset)\b[^.]{0,20}\b${PHONE}\b`,
  String.raw`\b(?:don't|do not|not|no longer|never|stopped) (?:get|getting|receive|receiving|see|seeing)\b.*\b(?:prompts?|notifications?|push|codes?|approvals?|number)\b`,
  String.raw`\bno (?:more )?(?:prompts?|notifications?|push|codes?)\b`,
  String.raw`\bcodes? (?:is|are|does|do|did|keeps?)?\s?(?:not|n't|wrong|invalid|rejected|never)`,
);

const SUSPICIOUS = any(
  String.raw`\b(?:someone|somebody|some one|stranger|hacker|attacker|unknown person|another person|anybody|who)\b.*\b(?:tried|tries|trying|sign(?:ed|ing)?|logg?(?:ed|ing)?|access(?:ed|ing)?|hack\w*|using|used|got in|in my account|call(?:ed|ing)|asked|asking)\b`,
  String.raw`\b(?:weird|strange|odd|unexpected|unusual|random|unknown|unfamiliar|unsolicited|suspicious|fake|constant|endless|lots of|many|keep getting|keeps? (?:sending|popping|asking)|bombed|bombarded|flooded|spam\w*)\b.*\b(?:prompts?|notifications?|requests?|codes?|sign-?ins?|logins?|log-ins?|mfa|2fa|approvals?|messages?|calls?|activity|pop-?ups?|e?mails?|texts?|location)\b`,
  String.raw`\b(?:prompts?|notifications?|codes?|approvals?|sign-?ins?|logins?)\b.*\b(?:did not|didn't|never|wasn't|not) (?:me|mine|i|ask|asked|request|requested|start|started|expect|from me)\b`,
  String.raw`\b(?:hacked|hacker|phish\w*|compromised|breach\w*|malware|virus|ransomware|scam\w*|taken over|hijack\w*|impersonat\w*)\b`,
  String.raw`\b(?:approved|accepted|tapped|pressed|confirmed)\b.*\b(?:by (?:mistake|accident)|accidentally|unknowingly|without thinking)\b`,
  String.raw`\b(?:gave|told|shared|sent)\b.*\b(?:my|the) (?:code|password|number|pass)\b`,
  String.raw`\bclicked\b.*\b(?:link|attachment)\b`,
  String.raw`\b(?:password|credentials|identity|account|session|login)\b.*\b${STOLEN}\b|\b${STOLEN}\b.*\b(?:password|credentials|identity|account|session|login)\b`,
);

const LOCKED_OUT = any(
  String.raw`\block(?:ed)? ?out\b`,
  String.raw`\b(?:account|i am|i'm|im|am) (?:is )?(?:locked|blocked)\b`,
  String.raw`\b(?:lost|lose|no|none of|all)\b.*\b(?:all|everything|every|any) ?(?:my|of my)? ?(?:devices?|methods?|factors?|keys?|everything)?\b.*\b(?:gone|lost|left|devices?|methods?|factors?)\b`,
  String.raw`\blost (?:everything|it all|all)\b`,
  String.raw`\b(?:everything|nothing) (?:is |was )?(?:gone|lost|stolen|left|works)\b`,
  String.raw`\bhave (?:nothing|no (?:methods?|devices?|factors?|way))\b`,
  String.raw`\b(?:can't|cannot|can not) (?:get into|access|get in to) (?:anything|everything|any of)\b`,
  String.raw`\bno way (?:to|of) (?:sign|log|get)`,
);

type Rule = readonly [scenario: Scenario, pattern: RegExp];

/** First match wins: what is most specific and most serious stands first. */
const RULES: readonly Rule[] = [
  ['stolenPhone', together(STOLEN, `(?:${PHONE}|bag|handbag|backpack|purse)`)],
  ['lostKey', together(KEY, `(?:${GONE}|${STOLEN})`)],
  ['suspicious', SUSPICIOUS],
  ['lockedOut', /\b(?:lost everything|lost all|everything (?:is |was )?(?:gone|lost|stolen))\b/],
  ['lostPhone', LOST_PHONE],
  ['newPhone', NEW_PHONE],
  ['appBroken', APP_BROKEN],
  ['lostPhone', together(GONE, PHONE)],
  ['stolenPhone', new RegExp(`\\b(?:been|was|got) ${STOLEN}\\b`)],
  ['lockedOut', LOCKED_OUT],
];

const NEGATED =
  /\b(?:did not|didn't|have not|haven't|has not|hasn't|never|was not|wasn't|is not|isn't|not|nobody|no one)\s+(?:really |actually |been )?(?:lost|lose|losing|stolen|steal|stole|missing|hacked|phished|compromised)\b/g;

/** What seems to have happened, or `undefined`. `text` is clean and in lower case. */
export function matchScenario(text: string): Scenario | undefined {
  const claimed = text.replace(NEGATED, ' ');
  return RULES.find(([, pattern]) => pattern.test(claimed))?.[0];
}

const OLD_PHONE = String.raw`(?:old|previous|former|other) (?:${PHONE}|one)\b(?! (?:number|sim))`;
const HAS_OLD_PHONE = any(
  String.raw`\bstill (?:have|got|own|use|hold|in possession of)\b[^.]{0,15}\b${OLD_PHONE}`,
  String.raw`\b(?:have|got|kept|keep)\b[^.]{0,10}\b${OLD_PHONE}[^.]{0,15}\b(?:still|too|as well)\b`,
  String.raw`\b${OLD_PHONE}[^.]{0,15}\bstill (?:works?|working|here|there|with me|in my)\b`,
  String.raw`\bstill (?:have|got) (?:both|the two) phones\b`,
);
/** Then it is of no use, and a recovery may be needed after all. */
const OLD_PHONE_IS_USELESS = any(
  String.raw`\b${GONE}\b|\b${STOLEN}\b`,
  String.raw`\b(?:wiped?|erased?|reset|formatted|sold|trad(?:e|ed|ing)|gave|given|return(?:ed|ing)?|deleted|removed|uninstalled|locked|blocked|empty|never)\b`,
  String.raw`(?:n't|\bnot|\bno longer|\bcannot) (?:still|work|turn|open|unlock|use|switch)`,
  String.raw`\b(?:dont|do i|should i|if i)\b`,
);

/** The old phone is there and nothing is said against it. Whatever speaks against it leads to a draft instead. */
export const hasOldPhone = (text: string): boolean => HAS_OLD_PHONE.test(text) && !OLD_PHONE_IS_USELESS.test(text);

const NOT_ME = any(
  String.raw`^(?:no,? )?(?:this|that|it)?\s?(?:was|is|were)(?:n't| not) (?:me|mine|my request)\b`,
  String.raw`^(?:no,? )?not me\b`,
  String.raw`\bi (?:did not|didn't|never) (?:request|requested|open|opened|ask|asked|start|started|make|made|do|did|file|filed) (?:for )?(?:this|that|it|any|the request|a recovery|a request|anything)\b`,
);

/** Nothing else was said. */
export const isOnlyNotMe = (text: string): boolean =>
  /^(?:no,? )?(?:(?:this|that|it)?\s?(?:was|is)(?:n't| not) |not )me[\s.!]*$/.test(text);

/** "This was not me", about a request that stands under somebody's name. */
export const isNotMe = (text: string): boolean => NOT_ME.test(text);

const OTHER_PERSON = new RegExp(
  String.raw`\b(?:my|our|a|an|her|his|their|one of my|one of our) (?:colleague|co-?worker|manager|boss|employee|team ?mate|friend|direct report|report|assistant|intern|user|customer|wife|husband|team member|team)s?\b.*\b(?:${GONE}|${STOLEN}|new|locked|can't|cannot|needs?)\b`,
);
const OTHER_OWNER = new RegExp(
  String.raw`\b(?:lost|broke|forgot) (?:his|her|their) (?:${PHONE}|${APP}|${KEY})\b|\b(?:she|he|they) (?:has |have )?(?:lost|broke|is locked)`,
);

/** Somebody writes about somebody else's trouble. */
export const isAboutSomebodyElse = (text: string): boolean =>
  OTHER_PERSON.test(text) || OTHER_OWNER.test(text) || /\bfor (?:somebody|someone) else\b/.test(text);

const VAGUE = any(
  String.raw`\b(?:can't|cannot|can not|cant|unable|trouble|problems?|issues?|not able|won't|fail\w*|help|stuck|difficult\w*|how (?:do|can) i|need|want)\b.*\b(?:sign|log|login|logon|mfa|2fa|two.?factor|multi.?factor|access|account|verif\w+|codes?|authenticat\w*|password|factors?|back in|get in|passkey)\b`,
  String.raw`\b(?:mfa|2fa|two.?factor|multi.?factor|sign-?in|login|passkey|second factor)\b.*\b(?:not|n't|fails?|broken|never|stopped)`,
  String.raw`\b(?:reset|recover\w*|restore|remove|re-?register|set ?up|re-?enrol\w*|renew)\b.*\b(?:mfa|2fa|two.?factor|multi.?factor|factors?|authenticat\w*|account|access|methods?|sign|login|passkey|phone)\b`,
  String.raw`^(?:mfa|2fa|recover\w*|reset|sign-? ?in|log-? ?in|account|temporary access pass|tap|authenticat\w*|passkey|phone|security key|yubikey)\b`,
  String.raw`\b(?:forgot|forgotten|lost) (?:my )?password\b`,
  String.raw`\bsomething (?:is|went) wrong\b|\bnot sure (?:what|how|why)\b`,
);

/** Trouble with signing in, without a word about what is gone. */
export const isVague = (text: string): boolean => VAGUE.test(text);

/** A password, a PIN or a pass in plain sight. */
export const hasSecret = (text: string): boolean =>
  /\b(?:password|passwort|passcode|pin|access pass|tap)\b\s*(?:is|was|:|=)\s*(?!not\b|wrong\b|stolen\b|expired\b|gone\b|lost\b|locked\b)\S/.test(
    text,
  );

/** Asks the bot for what only a person may give. */
export const wantsDecision = (text: string): boolean =>
  /\b(?:let me in|(?:give|show|send|tell|get|issue|grant|print) (?:me )?(?:a|the|my|your) (?:temporary |new |release |match )*(?:access )?(?:pass|code|number|tap)\b|approve (?:my|me)\b|skip the (?:manager|approval|call))/.test(
    text,
  );
