import { createHash } from 'node:crypto';
import type { Card } from '../cards/card';
import { withheldNote } from '../cards/attendant-faces';
import { refusalNote } from '../cards/draw-message';
import { drawRequest } from '../cards/draw-request';
import type { StatusVerb } from '../cards/draw-status';
import { drawStatus, verbsForHelpdesk, verbsForSecurity } from '../cards/draw-status';
import { likenessOf } from '../cards/render-card';
import type { RequestView, Scene } from '../cards/request-view';
import { isAttendant } from '../recovery/attendance';
import { mintCardToken } from '../recovery/card-token';
import { matchNumber, releaseCodePart } from '../recovery/codes';
import type { Outcome } from '../recovery/outcome';
import type { Stored } from '../recovery/ports';
import type { RecoveryRequest } from '../recovery/request';
import { isEnded } from '../recovery/request';
import type { Waiting } from '../recovery/stuck';
import { isUnderWay, waitingOn } from '../recovery/stuck';
import type { Millis } from '../recovery/terms';
import type { Viewer } from '../recovery/viewers';
import { viewerFor } from '../recovery/viewers';
import { DIALOG } from '../words/dialog';
import { refusalText } from '../words/replies';
import type { Answer } from './answer';
import { text } from './answer';
import type { CardsInHand } from './cards-in-hand';
import type { HandlerDeps } from './handler-deps';
import type { People } from './people';
import type { Turn } from './turn';

export type Note = NonNullable<Scene['note']>;
type FaceDeps = Pick<HandlerDeps, 'keys' | 'clock' | 'stops'> & {
  readonly people: Pick<People, 'namedIn' | 'photoOf'>;
  readonly hand: Pick<CardsInHand, 'isWaiting'>;
};

type Asking<V extends keyof HandlerDeps['verbs']> = { readonly verbs: Pick<HandlerDeps['verbs'], V> };
type AnsweringDeps = FaceDeps & Asking<'seemsUninvolvedSenior' | 'numbersWithheld' | 'passwordOffer'>;

/** What a person who is no part of a request sees of it, when a verb lets them see it at all: its state. */
const onlooker = (person: string): Viewer => ({ person, role: 'requester' });

export interface Reader {
  readonly viewer: Viewer;
  readonly channelUserId?: string;
  readonly timeZone?: string;
  /** Somebody pressed a button and waits for the card. */
  readonly waits?: boolean;
}

/** How long a card waits for a photo, in milliseconds. */
const PATIENCE = { sent: 1_000, pressed: 250 } as const;

/** An attendant who has the person before them, and has not looked at an ID yet. */
function looksAtId(request: RecoveryRequest, { person }: Viewer): boolean {
  const live = request.state === 'awaitingApproval' || request.state === 'approved';
  return live && isAttendant(request, person) && request.attendance?.idCheck === undefined;
}

/** Of the employee, for whoever is asked to recognise them. */
async function photoFor(deps: FaceDeps, request: RecoveryRequest, reader: Reader): Promise<string | undefined> {
  const decides = reader.viewer.role === 'approver' && request.state === 'awaitingApproval';
  if (!decides && !looksAtId(request, reader.viewer)) return undefined;
  const patience = PATIENCE[reader.waits === true ? 'pressed' : 'sent'];
  return deps.people.photoOf(request.tenantId, request.employee, patience);
}

/** A request as one person sees it, without any number: fit for a message that stays. */
export async function baseView(deps: FaceDeps, request: RecoveryRequest, reader: Reader): Promise<RequestView> {
  const { viewer, channelUserId, timeZone } = reader;
  const subject = { kind: 'request', id: request.id, round: request.round } as const;
  const now = deps.clock.now();
  const waits = waitsOf(deps, request, viewer, now);
  const [people, photo] = await Promise.all([deps.people.namedIn(request), photoFor(deps, request, reader)]);
  return {
    now,
    token: mintCardToken(deps.keys, request.tenantId, viewer.person, subject),
    request,
    viewer,
    people,
    ...(photo !== undefined && { photo }),
    ...(timeZone !== undefined && { timeZone }),
    ...(waits !== undefined && { waits }),
    ...(channelUserId !== undefined && channelUserId !== '' && { refreshUserId: channelUserId }),
  };
}

/** A pause, or what the request waits for, or else this person's own press, or a step that has not ended yet. */
function waitsOf(
  { hand, stops }: FaceDeps,
  request: RecoveryRequest,
  viewer: Viewer,
  now: Millis,
): Waiting | undefined {
  if (stops.known(request.tenantId) === true && !isEnded(request)) return { kind: 'paused' };
  const waits = waitingOn(request, now);
  if (waits !== undefined) return waits;
  if (hand.isWaiting(request.tenantId, request.id, viewer.person)) return { kind: 'press' };
  return isUnderWay(request) && hand.isWaiting(request.tenantId, request.id) ? { kind: 'working' } : undefined;
}

type Numbers = NonNullable<RequestView['numbers']>;

function employeeNumbers(deps: FaceDeps, request: RecoveryRequest): Numbers | undefined {
  return request.employeeConfirmed && request.delivery.place === 'teams' ? matchNumbers(deps, request) : undefined;
}

/** For the employee to read off the attendant's screen, after their ID was looked at. */
function attendantNumbers(deps: FaceDeps, request: RecoveryRequest, { person }: Viewer): Numbers | undefined {
  const seen = isAttendant(request, person) && request.attendance?.idCheck !== undefined;
  return seen && request.delivery.place === 'inPerson' ? matchNumbers(deps, request) : undefined;
}

function matchNumbers(deps: FaceDeps, { state, ...request }: RecoveryRequest): Numbers | undefined {
  if (state !== 'awaitingApproval') return undefined;
  const open = request.slots.filter(({ approval }) => approval === undefined);
  const match = open.map(({ slot, group }) => ({ slot, group, number: matchNumber(deps.keys, request, slot) }));
  return match.length === 0 ? undefined : { match };
}

function approverNumbers(deps: FaceDeps, request: RecoveryRequest, viewer: Viewer): Numbers | undefined {
  if (request.state !== 'approved' && request.state !== 'revealed') return undefined;
  const signed = request.slots.find(({ approval }) => approval?.approver === viewer.person);
  if (signed === undefined || request.decided.code.voided) return undefined;
  return { release: releaseCodePart(deps.keys, request, request.decided, signed.slot) };
}

/** The numbers that this viewer, and nobody else, may see now. Derived on the spot; never put them in a message. */
export function numbersFor(deps: FaceDeps, request: RecoveryRequest, viewer: Viewer): Numbers | undefined {
  if (viewer.role === 'employee') return employeeNumbers(deps, request);
  if (viewer.role === 'attendant') return attendantNumbers(deps, request, viewer);
  return viewer.role === 'approver' ? approverNumbers(deps, request, viewer) : undefined;
}

type ForTheirEyes = Pick<RequestView, 'numbers' | 'note'>;

/** Only where the answer is for their eyes only; to an attendant only while they may attend, and else why not. */
async function shownTo(
  deps: FaceDeps & Asking<'numbersWithheld'>,
  { kind, tenantId, presser }: Turn,
  request: RecoveryRequest,
  viewer: Viewer,
): Promise<ForTheirEyes> {
  const numbers = kind === 'press' ? numbersFor(deps, request, viewer) : undefined;
  if (numbers === undefined) return {};
  const why =
    viewer.role === 'attendant' ? await deps.verbs.numbersWithheld({ tenantId, presser, request }) : undefined;
  return why === undefined ? { numbers } : { note: withheldNote(why) };
}

/** For the person of this turn. */
export async function viewFor(
  deps: FaceDeps & Asking<'numbersWithheld'>,
  turn: Turn,
  request: RecoveryRequest,
  note?: Note,
): Promise<RequestView> {
  const viewer = viewerFor(request, turn.presser) ?? onlooker(turn.presser);
  const { channelUserId, timeZone } = turn;
  const reader = { viewer, channelUserId, waits: true, ...(timeZone !== undefined && { timeZone }) };
  const [view, shown] = await Promise.all([baseView(deps, request, reader), shownTo(deps, turn, request, viewer)]);
  return { ...view, ...shown, ...(note !== undefined && { note }) };
}

/**
 * Without the client's own refresh: for a card that would be lost if the client replaced it by the newest face, because
 * somebody is typing in it, or because it shows a pass.
 */
export function still(view: RequestView): RequestView {
  const { refreshUserId: _dropped, ...rest } = view;
  return rest;
}

/** A button that would answer “not found” is not shown. Who may press it is asked where there is one. */
async function offersOf(
  { verbs }: AnsweringDeps,
  { tenantId, presser }: Turn,
  request: RecoveryRequest,
): Promise<readonly StatusVerb[]> {
  const toSecurity = verbsForSecurity(request);
  const isSenior = toSecurity.length > 0 && (await verbs.seemsUninvolvedSenior({ tenantId, presser, request }));
  return [...verbsForHelpdesk(request), ...(isSenior ? toSecurity : [])];
}

/** Who has a part in it has its card in their chat; others are shown it when they ask. */
function shortly({ presser }: Turn, request: RecoveryRequest, note: Note | undefined): string {
  const has = viewerFor(request, presser) !== undefined;
  const where = DIALOG[has ? 'cardInChat' : 'seeByStatus'](request.shortCode);
  return note === undefined ? where : `${note.text} ${where}`;
}

/** For whoever is no part of it, with what they may do. */
async function drawForOnlooker(deps: AnsweringDeps, turn: Turn, view: RequestView, inShort: string): Promise<Answer> {
  const { request } = view;
  const { tenantId, presser } = turn;
  const [verbs, password] = await Promise.all([
    offersOf(deps, turn, request),
    deps.verbs.passwordOffer({ tenantId, presser, request }),
  ]);
  const all: readonly StatusVerb[] = password === 'offered' ? [...verbs, 'helpdesk.password'] : verbs;
  // An incident has it on the form of its task.
  const offered = request.state === 'incident' ? verbs : all;
  return {
    kind: 'card',
    card: drawStatus(view, offered, request.state === 'incident' ? undefined : password),
    inShort,
  };
}

/**
 * The true face of a request for the person of this turn. A chat message with a note does not refresh by itself: the
 * client would ask at once, and the note would be gone before anybody has read it.
 */
export async function drawFace(deps: AnsweringDeps, turn: Turn, { request }: Stored, note?: Note): Promise<Answer> {
  const drawn = await viewFor(deps, turn, request, note);
  const view = note !== undefined && turn.kind !== 'press' ? still(drawn) : drawn;
  const inShort = shortly(turn, request, note);
  if (viewerFor(request, turn.presser) === undefined) return drawForOnlooker(deps, turn, view, inShort);
  return { kind: 'card', card: drawRequest(view), shows: { requestId: request.id, face: baseFace(drawn) }, inShort };
}

/** What a verb answered: the true face, with the reason on top where it refused; or the reason alone. */
export async function answerOutcome(deps: AnsweringDeps, turn: Turn, outcome: Outcome, note?: Note): Promise<Answer> {
  if (outcome.kind === 'done') return drawFace(deps, turn, outcome.stored, note);
  const { code, facts, stored } = outcome;
  if (stored === undefined) return text(refusalText(code, facts));
  return drawFace(deps, turn, stored, refusalNote(code, facts));
}

/**
 * Tells whether a message still shows the truth: a hash of what the stored form of the face is drawn from. Drawn as of the opening, so that
 * time passing changes nothing but what is waited for; without numbers and banners, which no edit repeats, and without the
 * photo, which is there or not as Graph is quick or slow.
 */
export function baseFace(view: RequestView, draw: (view: RequestView) => Card = drawRequest): string {
  const { numbers: _numbers, note: _note, photo: _photo, ...base } = view;
  const card = draw({ ...base, now: view.request.openedAt });
  return createHash('sha256').update(likenessOf(card)).digest('base64url');
}
