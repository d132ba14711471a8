import { withinMs } from '../platform/within-ms';
import type { Done, Refused } from '../recovery/outcome';
import type { Stored } from '../recovery/ports';
import { pageAnswer, seeOther } from './answer';
import type { Answer } from './answer';
import type { NameOf } from './known-names';
import { badFormAnswer, busyAnswer, frameOf, troubleAnswer } from './link-answers';
import { noticeOf, statusOf } from './refusal-status';
import type { Press } from './reveal-form';
import type { ByEmployee, LinkOpened, QrUnopened } from './reveal-verbs';
import { screenOf } from './screen-of';
import { messageScreen } from './screens/message';
import { passScreen } from './screens/pass';
import { qrScreen } from './screens/qr';
import { viewOf } from './view';
import type { WebDeps } from './web-deps';

export type RevealPageDeps = Omit<WebDeps, 'people'> & { readonly nameOf: NameOf };

const TOKEN = /^[\w-]{1,200}$/;
const FRAUD_REASON = 'notMe';
/** A browser without script shows nothing meanwhile. */
const ANSWER_WITHIN_MS = 6_000;

/** What a link shows now. Looks only: previews of messages open links too. */
export async function showLink(deps: RevealPageDeps, token: string): Promise<Answer> {
  const opened = await open(deps, token);
  if (opened.kind === 'refused') return refusalAnswer(opened);
  return opened.kind === 'qr' ? qrAnswer(deps, opened.stored) : faceAnswer(deps, opened.stored);
}

/** What a press on the page does. The holder of the link acts as the employee of that request, and as nobody else. */
export async function pressOnLink(deps: RevealPageDeps, token: string, press: Press | undefined): Promise<Answer> {
  if (press === undefined) return badFormAnswer();
  const opened = await open(deps, token);
  if (opened.kind === 'refused') return refusalAnswer(opened);
  if (opened.kind === 'qr') return press.kind === 'here' ? openHere(deps, token) : qrAnswer(deps, opened.stored);
  const { tenantId, employee, id, delivery, attendance } = opened.stored.request;
  const place = delivery.place === 'inPerson' ? 'inPerson' : 'link';
  // Looked at once: another QR code may be asked for before the press is answered, and ends this page.
  const onPage = { tenantId, presser: employee, requestId: id, place, qr: attendance?.qr?.generation } as const;
  const work = answerPress(deps, token, onPage, press);
  return (await withinMs(work, deps.answerWithinMs ?? ANSWER_WITHIN_MS)) ?? stillWorking(deps, opened.stored, work);
}

/** Whoever holds the link, on the page of one place. */
type OnPage = ByEmployee & { readonly place: 'link' | 'inPerson'; readonly qr: number | undefined };

async function answerPress(deps: RevealPageDeps, token: string, onPage: OnPage, press: Press): Promise<Answer> {
  const { place: _place, qr: _qr, ...input } = onPage;
  switch (press.kind) {
    case 'confirm':
      return afterPress(deps, token, await deps.verbs.confirmIdentity(input));
    case 'fraud':
      return afterPress(deps, token, await deps.verbs.reportFraud({ ...input, reason: FRAUD_REASON }));
    case 'solved':
      return afterPress(deps, token, await deps.verbs.cancelRequest({ ...input, solved: true }));
    case 'code':
      return reveal(deps, token, onPage, press.code);
    // It is opened already, on this device.
    case 'here':
      return seeOther(`/reveal/${token}`);
  }
}

/** Goes on without whoever pressed: a pass that comes later is shown to nobody, and the next press makes another. */
function stillWorking(deps: RevealPageDeps, stored: Stored, work: Promise<Answer>): Promise<Answer> {
  work.catch((error: unknown) => {
    deps.log.error('web.failed', { operation: 'web.late', error });
  });
  deps.log.info('web.stillWorking', { requestId: stored.request.id });
  return faceAnswer(deps, stored, { kind: 'refused', code: 'stillWorking' });
}

/** Only what one of our tokens can look like goes to storage. */
async function open(deps: RevealPageDeps, token: string): Promise<LinkOpened | QrUnopened | Refused> {
  return TOKEN.test(token) ? deps.verbs.openLink({ token }) : { kind: 'refused', code: 'linkUnknown' };
}

async function afterPress(deps: RevealPageDeps, token: string, outcome: Done | Refused): Promise<Answer> {
  return outcome.kind === 'refused' ? refusedPress(deps, token, outcome) : seeOther(`/reveal/${token}`);
}

/** From here on the address of this device is another one: the QR code opens nothing any more. */
async function openHere(deps: RevealPageDeps, token: string): Promise<Answer> {
  const opened = await deps.verbs.openQr({ token });
  return opened.kind === 'refused' ? refusalAnswer(opened) : seeOther(`/reveal/${opened.token.reveal()}`);
}

const qrAnswer = (deps: RevealPageDeps, stored: Stored): Answer =>
  pageAnswer(qrScreen(), frameOf(deps, stored.request));

async function reveal(deps: RevealPageDeps, token: string, input: OnPage, code: string): Promise<Answer> {
  const outcome = await deps.verbs.revealPass({ ...input, code });
  if (outcome.kind === 'refused') return refusedPress(deps, token, outcome);
  return pageAnswer(passScreen(outcome, deps.clock.now()), frameOf(deps, outcome.stored.request));
}

/** The request as it is after the press, which may have moved it (the last wrong code voids the code), and why not. */
async function refusedPress(deps: RevealPageDeps, token: string, refusal: Refused): Promise<Answer> {
  deps.log.info('web.refused', { code: refusal.code, status: statusOf(refusal.code) });
  if (refusal.code === 'integrity') return refusalAnswer(refusal);
  if (refusal.stored !== undefined) return faceAnswer(deps, refusal.stored, refusal);
  const now = await open(deps, token);
  return now.kind === 'link' ? faceAnswer(deps, now.stored, refusal) : refusalAnswer(refusal);
}

/** Nothing of a request to show: a page that says what to do next. */
function refusalAnswer({ code }: Refused): Answer {
  const trouble = troubleAnswer(code);
  if (trouble !== undefined) return trouble;
  const status = statusOf(code);
  if (code === 'qrOver') return pageAnswer(messageScreen('qrOver', status));
  if (status === 429) return busyAnswer();
  return pageAnswer(messageScreen('linkUnknown', status === 410 ? 410 : 404));
}

async function faceAnswer(deps: RevealPageDeps, stored: Stored, refusal?: Refused): Promise<Answer> {
  const view = await viewOf(deps, stored.request);
  const screen = screenOf(view, refusal && noticeOf(refusal));
  const status = refusal === undefined ? screen.status : statusOf(refusal.code);
  const calm = refusal?.code === 'stillWorking' || refusal?.code === 'paused';
  return pageAnswer({ ...screen, status, calm }, frameOf(deps, stored.request));
}
