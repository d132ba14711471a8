import type { TurnState } from '@microsoft/teams-ai';
// Not the whole package: its models and tokenizers cost 25 MB and a quarter of the start, and nothing here asks a model.
import { Application } from '@microsoft/teams-ai/lib/Application';
import type { TurnContext } from 'botbuilder';
import type { ActionOf, CardAction, CardVerb } from '../cards/actions';
import { CARD_VERBS, isCardSubmit, parseCardAction } from '../cards/actions';
import { refusalText } from '../words/replies';
import { SAID } from '../words/said';
import type { Arrived, Logic } from './adapter';
import type { Answer } from './answer';
import { NOTHING, refusal, text } from './answer';
import type { AppDeps } from './arrival';
import { answerAndRemember, arrive, arrivalOf } from './arrival';
import { isDialogInvoke, readDialog } from './dialog-value';
import type { Handler } from './handler-deps';
import type { LateAnswer } from './in-time';
import { inTime, patience } from './in-time';
import type { Intent, IntentKind } from './intent';
import { readIntent } from './intents';
import * as approval from './on-approval';
import * as counter from './on-counter';
import * as dialog from './on-dialog';
import * as draft from './on-draft';
import * as helpdesk from './on-helpdesk';
import * as incident from './on-incident';
import { onInstall } from './on-install';
import { onListOpen } from './on-list-open';
import { onMatchNumber, onReleaseCode } from './on-number';
import { onReveal } from './on-pass';
import { onPasswordChange } from './on-password-change';
import * as standIn from './on-stand-in';
import * as stop from './on-stop';
import * as request from './on-request';
import * as status from './on-status';
import { orEnrol } from './still-to-enrol';
import { recordRefusal } from './record-refusal';
import { showLongPress } from './show-long-wait';
import * as words from './on-words';
import type { Turn } from './turn';
import { answerTypedCode } from './typed-code';

type Intents = { readonly [K in IntentKind]: Handler<Extract<Intent, { readonly kind: K }>> };
type Verbs = { readonly [V in CardVerb]: Handler<ActionOf<V>> };

/** What somebody wrote, or which button they pressed -> who answers. */
export const ROUTES: { readonly intents: Intents; readonly verbs: Verbs } = {
  intents: {
    open: draft.onOpen,
    suspicious: words.onSuspicious,
    hasOldPhone: words.onHasOldPhone,
    unsure: orEnrol(words.onUnsure),
    somebodyElse: words.onSomebodyElse,
    notMe: status.onNotMeWord,
    openFor: helpdesk.onOpenForWord,
    status: status.onStatus,
    waiting: status.onWaiting,
    listOpen: onListOpen,
    cancel: status.onCancelWord,
    remind: status.onRemindWord,
    retry: status.onRetryWord,
    liftShield: helpdesk.onLiftWord,
    incident: incident.onIncidentWord,
    attend: counter.onAttendWord,
    pause: stop.onPauseWord,
    resume: stop.onResumeWord,
    nameStandIn: standIn.onNameStandIn,
    endStandIn: standIn.onEndStandIn,
    seeStandIn: standIn.onSeeStandIn,
    matchNumber: onMatchNumber,
    releaseCode: onReleaseCode,
    decide: status.onDecide,
    decideForMe: words.onDecideForMe,
    pressure: words.onPressure,
    secretInChat: words.onSecretInChat,
    greeting: orEnrol(words.onWelcome),
    help: words.onHelp,
    thanks: orEnrol(words.onThanks),
    empty: orEnrol(words.onEmpty),
    attachment: orEnrol(words.onAttachment),
    noWords: orEnrol(words.onNoWords),
    unknown: orEnrol(words.onUnknown),
  },
  verbs: {
    'request.confirm': draft.onConfirm,
    'request.confirmWithCode': draft.onConfirm,
    'request.review': draft.onReview,
    'request.solved': draft.onSolved,
    'request.cancel': request.onCancel,
    'request.refresh': request.onRefresh,
    'request.fraud': request.onNotMe,
    'request.newLink': helpdesk.onNewLink,
    'request.itsMe': request.onItsMe,
    'request.again': request.onAgain,
    'approval.approve': approval.onApprove,
    'approval.deny': approval.onDeny,
    'approval.fraud': approval.onFraud,
    'approval.unsure': approval.onUnsure,
    'approval.notMine': approval.onNotMine,
    'approval.back': approval.onBack,
    'approval.newCode': approval.onNewCode,
    'approval.withdraw': approval.onWithdraw,
    'approval.confirmApprove': approval.onConfirmApprove,
    'approval.confirmDeny': approval.onConfirmDeny,
    'approval.confirmFraud': approval.onConfirmFraud,
    'pass.reveal': onReveal,
    'pass.revealAgain': onReveal,
    'pass.newCode': request.onNewText,
    'pass.askApprover': request.onAskApprover,
    'pass.done': request.onDone,
    'helpdesk.openFor': helpdesk.onOpenFor,
    'helpdesk.cancel': helpdesk.onHelpdeskCancel,
    'helpdesk.remind': helpdesk.onHelpdeskRemind,
    'helpdesk.lift': helpdesk.onLift,
    'helpdesk.password': onPasswordChange,
    'helpdesk.reassign': helpdesk.onNotAvailable,
    'helpdesk.note': helpdesk.onNotAvailable,
    'helpdesk.hold': helpdesk.onNotAvailable,
    'helpdesk.release': helpdesk.onRelease,
    'helpdesk.escalate': helpdesk.onNotAvailable,
    'helpdesk.incident': helpdesk.onNotAvailable,
    'counter.attend': counter.onAttend,
    'counter.idCheck': counter.onIdCheck,
    'counter.showQr': counter.onShowQr,
    'incident.show': incident.onShowIncident,
    'incident.reached': incident.onReached,
    'incident.found': incident.onFound,
    'incident.password': incident.onPassword,
    'incident.reviewed': incident.onReviewed,
    'incident.close': incident.onCloseIncident,
    'helpdesk.pause': stop.onPause,
    'helpdesk.resume': stop.onResume,
  },
};

function answerInTime(deps: AppDeps, turn: Turn, work: Promise<Answer>): Promise<Answer> {
  const late: LateAnswer = (...answered) => deps.inHand.track(deps.late(...answered));
  return inTime(late, turn, deps.inHand.track(work), patience(deps.answerWithinMs));
}

function answerAction(deps: AppDeps, turn: Turn, action: CardAction): Promise<Answer> {
  // A client that refreshes by itself pressed nothing: whatever verb it names, it gets the newest face and no more.
  const verb = action.trigger === 'automatic' ? 'request.refresh' : action.verb;
  // Safe: the table is keyed by verb, so the handler of `verb` takes this arm; a refresh reads the token only.
  const handler = ROUTES.verbs[verb] as Handler<CardAction>;
  const work = recordRefusal(deps, turn, handler(deps, turn, action));
  // These wait as long as it takes: their answer is the only place for what it shows.
  if (turn.kind !== 'press' || verb === 'counter.showQr' || handler === onReveal) return work;
  void showLongPress(deps, turn, action.token, work);
  return answerInTime(deps, turn, work);
}

/** A press, by Action.Execute or by its Submit fallback. */
async function onPress(deps: AppDeps, turn: Turn): Promise<Answer> {
  const parsed = parseCardAction(turn.value);
  if (parsed.kind === 'action') {
    deps.log.info('bot.press', { verb: parsed.action.verb, tenantId: turn.tenantId });
    return answerAction(deps, turn, parsed.action);
  }
  deps.log.warn('bot.press.invalid', { code: parsed.why, tenantId: turn.tenantId });
  const malformed = { kind: 'malformed', text: refusalText('cardOutdated') } as const;
  return recordRefusal(deps, turn, parsed.why === 'shape' ? malformed : refusal('cardOutdated'));
}

/** A step of a dialog: in time, or with what comes of it in the chat. */
async function onDialog(deps: AppDeps, turn: Turn, { activity }: Arrived): Promise<Answer> {
  const asked = readDialog(activity.name, turn.value);
  deps.log.info('bot.dialog', { operation: asked.kind, tenantId: turn.tenantId });
  const work = recordRefusal(deps, turn, dialog.onDialog(deps, turn, asked));
  return answerInTime(deps, turn, work);
}

/** All that is said where others read along. */
const FOR_ALL_EARS: ReadonlySet<IntentKind> = new Set(['help', 'greeting', 'thanks', 'empty', 'secretInChat']);

/** A plain message. */
async function onMessage(deps: AppDeps, turn: Turn): Promise<Answer> {
  const isSubmit = isCardSubmit(turn.value);
  if (isSubmit && turn.scope === 'personal') return onPress(deps, { ...turn, kind: 'submit' });
  const intent = readIntent(turn);
  const onCard = isSubmit ? undefined : await answerTypedCode(deps, turn, intent.kind);
  if (turn.scope === 'shared' && (isSubmit || !FOR_ALL_EARS.has(intent.kind))) return text(SAID.inChannel);
  deps.log.info('bot.message', { intent: intent.kind, tenantId: turn.tenantId });
  if (onCard !== undefined) return onCard;
  // Safe: the table is keyed by kind, so the handler of `intent.kind` takes exactly this arm.
  const handler = ROUTES.intents[intent.kind] as Handler<Intent>;
  return handler(deps, turn, intent);
}

/** What teams-ai keeps of a turn: nothing. */
type State = TurnState;
type Act = (deps: AppDeps, turn: Turn, arrived: Arrived) => Promise<Answer>;

function createApplication(deps: AppDeps): Application<State> {
  const app = new Application<State>({ startTypingTimer: false, removeRecipientMention: false });
  const on = (act: Act) => async (context: TurnContext) => {
    const { turn, arrived } = arrivalOf(context);
    await answerAndRemember(deps, context, turn, await act(deps, turn, arrived));
  };
  const press = on(onPress);
  // The answer is written by us: what teams-ai would send for a card with `refresh` edits it for every viewer.
  const execute = async (context: TurnContext): Promise<string> => {
    await press(context);
    return '';
  };
  app.adaptiveCards.actionExecute([...CARD_VERBS], execute);
  app.adaptiveCards.actionExecute(/.*/s, execute);
  const isCardPress = ({ activity }: TurnContext): boolean => activity.name === 'adaptiveCard/action';
  app.addRoute((context) => Promise.resolve(isCardPress(context)), press, true);
  app.addRoute(({ activity }) => Promise.resolve(isDialogInvoke(activity.name)), on(onDialog), true);
  app.addRoute(
    ({ activity }) => Promise.resolve(activity.type === 'invoke'),
    on(() => Promise.resolve(NOTHING)),
    true,
  );
  app.activity('message', on(onMessage));
  app.activity('messageUpdate', on(words.onEdited));
  app.activity(
    'installationUpdate',
    on((_deps, turn, { activity }) => onInstall(deps, turn, activity.action ?? '')),
  );
  return app;
}

/** The bot's logic on teams-ai: one activity in, one answer out. */
export function createApp(deps: AppDeps): Logic {
  const app = createApplication(deps);
  return async (arrived) => {
    if (await arrive(deps, arrived)) await app.run(arrived.context);
  };
}
