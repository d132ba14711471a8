import { drawForWhom } from '../cards/draw-for-whom';
import { drawHelp, drawWelcome } from '../cards/draw-welcome';
import { WELCOME } from '../words/help';
import { OLD_PHONE } from '../words/ladder';
import { refusalText } from '../words/replies';
import { SAID } from '../words/said';
import { text } from './answer';
import type { Handler } from './handler-deps';

/** Always the same sentence. */
const says =
  (words: string): Handler<object> =>
  () =>
    Promise.resolve(text(words));

export const onThanks = says(SAID.thanks);
export const onEmpty = says(SAID.empty);
export const onAttachment = says(SAID.attachment);
export const onNoWords = says(SAID.onlyEmoji);
export const onUnknown = says(SAID.notUnderstood);
export const onSecretInChat = says(SAID.secretInChat);
export const onPressure = says(SAID.pressure);
export const onDecideForMe = says(SAID.decideForMe);
export const onEdited = says(SAID.edited);
export const onSomebodyElse: Handler<object> = () => Promise.resolve({ kind: 'card', card: drawForWhom() });
/** A suspicious sign-in never starts a reset. */
export const onSuspicious = says(refusalText('suspiciousNeverResets'));

/** Where others read along, the plain help: who works for the helpdesk is nobody's business there. */
export const onHelp: Handler<object> = async (deps, { tenantId, presser, scope }) => {
  const helpdesk = scope === 'personal' && (await deps.verbs.seemsHelpdesk({ tenantId, presser }));
  return { kind: 'card', card: drawHelp({ helpdesk }) };
};

export const onWelcome: Handler<object> = () => Promise.resolve({ kind: 'card', card: drawWelcome() });

/** Nothing is opened: the security-info page does it, with the old phone. */
export const onHasOldPhone: Handler<object> = () => Promise.resolve(text(OLD_PHONE.advice, OLD_PHONE.suggestions));

/** Trouble with signing in, but which? The buttons say the rest. */
export const onUnsure: Handler<object> = () => Promise.resolve(text(WELCOME.ask, WELCOME.suggestions));
