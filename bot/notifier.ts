import { drawHelpdeskNotice } from '../cards/draw-helpdesk-notice';
import { drawNotice } from '../cards/draw-notice';
import { drawRequest } from '../cards/draw-request';
import type { RequestView } from '../cards/request-view';
import type { Clock } from '../platform/clock';
import type { Log } from '../platform/log';
import { EffectError } from '../recovery/errors';
import { passThatRuns } from '../recovery/pass-time';
import type { Alarm, Cards, Delivered, NoticeKind } from '../recovery/cards';
import type { KeyRing } from '../recovery/ports';
import type { RecoveryRequest } from '../recovery/request';
import type { Stops } from '../recovery/stops';
import type { ObjectId } from '../recovery/terms';
import type { Viewer } from '../recovery/viewers';
import { viewerFor } from '../recovery/viewers';
import { noticeText } from '../words/notices';
import { alarmText } from './alarm-text';
import type { BackOff } from './back-off';
import { readersOf, retiredBy } from './card-readers';
import type { CardsInHand } from './cards-in-hand';
import type { ChatSender } from './chat-sender';
import type { ChatReference, Conversations, Installation, Placement } from './conversations';
import { countDown, isCountdown, recount } from './countdown';
import { editMessage } from './edit-message';
import { baseFace, baseView, still } from './face';
import { HelpdeskDigest } from './helpdesk-digest';
import { helpdeskCard, isForHelpdesk, isHelpdeskCard, personOfCard } from './helpdesk-card';
import type { Metrics } from './metrics';
import type { People } from './people';
import { PlacedCards } from './placed-cards';
import type { Unreachable } from './reach';
import { reach } from './reach';
import { MORE_REPLIES } from './replies';
import { isPassViewer, mayShowPass, PASS_TAKEN_OFF, passIsNeeded, passViewer } from './shown-pass';
import { cardMessage, textMessage } from './write-answer';

export interface NotifierDeps {
  readonly sender: ChatSender;
  readonly conversations: Conversations;
  readonly installation: Installation;
  readonly people: People;
  readonly keys: KeyRing;
  readonly clock: Clock;
  readonly stops: Pick<Stops, 'known'>;
  readonly hand: CardsInHand;
  readonly backOff: BackOff;
  readonly log: Log;
  readonly metrics: Metrics;
}

type Delivery = { readonly kind: 'done' } | Unreachable;

/** Which pass is counted down in the chat. */
const passOf = (request: RecoveryRequest): string | undefined => passThatRuns(request)?.methodId;

/**
 * Keeps everybody's card true. What it sends stays in chats, so it never holds a match number, a release code or a pass:
 * those are shown in answers only. Safe to repeat, at any time and after any crash.
 */
export class Notifier implements Cards {
  readonly #deps: NotifierDeps;
  readonly #digest: HelpdeskDigest;

  constructor(deps: NotifierDeps) {
    this.#deps = deps;
    this.#digest = new HelpdeskDigest(deps);
  }

  /** Throws `EffectError` when somebody could not be reached now but may be later; everybody else was served before. */
  async project(request: RecoveryRequest, drawn?: RecoveryRequest): Promise<Delivered> {
    const cards = new PlacedCards(this.#deps.conversations, request);
    try {
      return await this.#project(request, drawn, cards);
    } finally {
      await cards.settle();
    }
  }

  async #project(request: RecoveryRequest, drawn: RecoveryRequest | undefined, cards: PlacedCards): Promise<Delivered> {
    const [readers, reached] = [readersOf(request), new Array<ObjectId>()];
    const unreachable: Delivered['unreachable'][number][] = [];
    const failures: unknown[] = [];
    for (const viewer of readers) {
      try {
        const delivery: Delivery = (await this.#looksAlike(request, drawn, viewer))
          ? { kind: 'done' }
          : await this.#deliver(request, viewer, cards);
        if (delivery.kind === 'done') reached.push(viewer.person);
        else unreachable.push({ person: viewer.person, why: delivery.why });
      } catch (error) {
        this.#count('failed');
        this.#deps.log.warn('card.failed', { requestId: request.id, error });
        failures.push(error);
      }
    }
    if (drawn === undefined || retiredBy(request) !== retiredBy(drawn)) await this.#retire(request, readers, cards);
    if (failures.length > 0) throw this.#deps.backOff.failed(request.id, transientOf(failures));
    if (passOf(request) !== (drawn && passOf(drawn))) await countDown(this.#deps, request, cards);
    this.#deps.backOff.worked(request.id);
    return { reached, unreachable };
  }

  /** True when this person had a card of `drawn` and sees the same now. */
  async #looksAlike(request: RecoveryRequest, drawn: RecoveryRequest | undefined, viewer: Viewer): Promise<boolean> {
    if (drawn === undefined) return false;
    const before = readersOf(drawn).find(({ person }) => person === viewer.person);
    if (before === undefined || passIsNeeded(request) !== passIsNeeded(drawn)) return false;
    const [old, now] = await Promise.all([
      baseView(this.#deps, drawn, { viewer: before }),
      baseView(this.#deps, request, { viewer }),
    ]);
    return baseFace(old) === baseFace(now);
  }

  async refresh(request: RecoveryRequest): Promise<void> {
    const readers = readersOf(request);
    const cards = new PlacedCards(this.#deps.conversations, request);
    try {
      await Promise.all(readers.map((viewer) => this.#refreshOne(request, viewer, cards)));
      await this.#retire(request, readers, cards);
      await cards.settle();
    } catch (error) {
      this.#deps.log.warn('card.refresh.failed', { requestId: request.id, error });
    }
  }

  async #refreshOne(request: RecoveryRequest, viewer: Viewer, cards: PlacedCards): Promise<void> {
    const chat = await this.#deps.conversations.reference(request.tenantId, viewer.person);
    if (chat === undefined || (await cards.of(viewer.person)) === undefined) return;
    await this.#show(request, viewer, chat, cards, 'edit');
  }

  async #deliver(request: RecoveryRequest, viewer: Viewer, cards: PlacedCards): Promise<Delivery> {
    const result = await reach(this.#deps, request.tenantId, viewer.person, (chat) =>
      this.#show(request, viewer, chat, cards),
    );
    if (result.kind === 'unreachable') {
      this.#count('unreachable');
      this.#deps.log.warn('card.unreachable', { requestId: request.id, code: result.why });
      return result;
    }
    return { kind: 'done' };
  }

  /** The message to edit, if any. */
  async #placed(request: RecoveryRequest, person: ObjectId, cards: PlacedCards): Promise<Placement | undefined> {
    // Read anew where a pass may have come to stand: a press may have begun, on another instance.
    const placed = await (mayShowPass(request, person) ? cards.now(person) : cards.of(person));
    const held = this.#deps.hand.of(request.tenantId, person);
    return held?.use === 'takeOver' ? (placed ?? { ...held, face: '' }) : placed;
  }

  /** True while the message shows, or is about to show, a pass that may still be needed. */
  async #showsPass(
    request: RecoveryRequest,
    person: ObjectId,
    { activityId }: Placement,
    cards: PlacedCards,
  ): Promise<boolean> {
    const { tenantId, employee } = request;
    if (person !== employee) return false;
    const held = this.#deps.hand.of(tenantId, person);
    if (held?.use === 'leave' && held.activityId === activityId) return true;
    return mayShowPass(request, person) && (await cards.of(passViewer(person, activityId)))?.face === '';
  }

  async #show(
    request: RecoveryRequest,
    viewer: Viewer,
    chat: ChatReference,
    cards: PlacedCards,
    how: 'edit' | 'editOrPost' = 'editOrPost',
  ): Promise<void> {
    const view = await this.#view(request, viewer, chat);
    const face = baseFace(view);
    const placed = await this.#placed(request, viewer.person, cards);
    if (placed?.face === face) return;
    if (placed !== undefined && (await this.#showsPass(request, viewer.person, placed, cards))) return;
    const message = cardMessage(drawRequest(view));
    const edited =
      placed !== undefined && (await editMessage(this.#deps.sender, request.tenantId, chat, placed, message));
    if (!edited && how === 'edit') return;
    const activityId = edited ? placed.activityId : await this.#deps.sender.post(request.tenantId, chat, message);
    const conversationId = edited ? placed.conversationId : chat.conversationId;
    this.#count(edited ? 'edited' : 'posted');
    await cards[edited ? 'edited' : 'save'](viewer.person, { conversationId, activityId, face });
  }

  /**
   * Cards of people who were asked before and no longer are: their buttons go. Other messages that still show a pass: it
   * goes when it is not needed. Nobody is sent anything new.
   */
  async #retire(request: RecoveryRequest, readers: readonly Viewer[], cards: PlacedCards): Promise<void> {
    const { employee } = request;
    const current = new Set([...readers.map(({ person }) => person), employee]);
    const placements = await cards.all();
    const own = placements.find(({ viewer }) => viewer === employee)?.activityId;
    for (const { viewer, ...placed } of placements) {
      if (isCountdown(viewer)) await recount(this.#deps, request, viewer, cards);
      else if (isHelpdeskCard(viewer)) await this.#retireOne(request, personOfCard(viewer), placed, cards, viewer);
      else if (isPassViewer(viewer)) {
        if (!passIsNeeded(request) && placed.face === '')
          await this.#takePassOff(request, viewer, { placed, own, cards });
      } else if (!current.has(viewer)) await this.#retireOne(request, viewer, placed, cards);
    }
  }

  /** The employee's own card was redrawn already. Whatever that message shows later is no pass, until one is shown again. */
  async #takePassOff(
    request: RecoveryRequest,
    key: string,
    {
      placed,
      own,
      cards,
    }: { readonly placed: Placement; readonly own: string | undefined; readonly cards: PlacedCards },
  ): Promise<void> {
    if (placed.activityId !== own) await this.#retireOne(request, request.employee, placed, cards, key);
    else await cards.save(key, { ...placed, face: PASS_TAKEN_OFF });
  }

  async #retireOne(
    request: RecoveryRequest,
    person: ObjectId,
    placed: Placement,
    cards: PlacedCards,
    key: string = person,
  ): Promise<void> {
    try {
      const chat = await this.#deps.conversations.reference(request.tenantId, person);
      if (chat === undefined) return;
      const draw = isHelpdeskCard(key) ? drawHelpdeskNotice : drawRequest;
      const viewer: Viewer = viewerFor(request, person) ?? { person, role: 'approver' };
      const view = await this.#view(request, viewer, chat);
      const face = baseFace(view, draw);
      if (placed.face === face) return;
      const message = cardMessage(draw(view));
      if (!(await editMessage(this.#deps.sender, request.tenantId, chat, placed, message))) return;
      await cards.edited(key, { ...placed, face });
    } catch (error) {
      this.#deps.log.warn('card.retire.failed', { requestId: request.id, error });
    }
  }

  /** A message of its own, so that a phone buzzes. People who are no part of the request get one sentence. */
  async notify(person: ObjectId, notice: NoticeKind, request: RecoveryRequest): Promise<boolean> {
    const result = await reach(this.#deps, request.tenantId, person, async (chat) => {
      if (isForHelpdesk(notice, viewerFor(request, person))) {
        const reader = { tenantId: request.tenantId, person, chat };
        return this.#digest.tell(reader, () => this.#postHelpdeskCard(person, request, chat));
      }
      const message = await this.#noticeFor(person, notice, request, chat);
      await this.#deps.sender.post(request.tenantId, chat, message);
    });
    this.#count(result.kind === 'done' ? 'notified' : 'unreachable');
    return result.kind === 'done';
  }

  /** The card stays true afterwards, as those of the people in the request do. */
  async #postHelpdeskCard(person: ObjectId, request: RecoveryRequest, chat: ChatReference): Promise<void> {
    const view = await this.#view(request, { person, role: 'requester' }, chat);
    const message = cardMessage(drawHelpdeskNotice(view));
    const activityId = await this.#deps.sender.post(request.tenantId, chat, message);
    const placement = { conversationId: chat.conversationId, activityId, face: baseFace(view, drawHelpdeskNotice) };
    const key = helpdeskCard(person, activityId);
    await this.#deps.conversations.savePlacement(request.tenantId, request.id, key, placement);
  }

  async alarm(tenantId: ObjectId, person: ObjectId, about: Alarm): Promise<boolean> {
    const result = await reach(this.#deps, tenantId, person, async (chat) => {
      await this.#deps.sender.post(tenantId, chat, textMessage(await alarmText(this.#deps.people, tenantId, about)));
    });
    this.#count(result.kind === 'done' ? 'notified' : 'unreachable');
    return result.kind === 'done';
  }

  async #noticeFor(person: ObjectId, notice: NoticeKind, request: RecoveryRequest, chat: ChatReference) {
    const viewer = viewerFor(request, person);
    if (viewer !== undefined) return cardMessage(drawNotice(still(await this.#view(request, viewer, chat)), notice));
    const employee = await this.#deps.people.find(request.tenantId, request.employee);
    const name = employee?.displayName ?? MORE_REPLIES.aColleague;
    return textMessage(noticeText(notice, 'others', { shortCode: request.shortCode, name }));
  }

  #view(request: RecoveryRequest, viewer: Viewer, { channelUserId, timeZone }: ChatReference): Promise<RequestView> {
    const reader = { viewer, channelUserId, ...(timeZone !== undefined && { timeZone }) };
    return baseView(this.#deps, request, reader);
  }

  #count(outcome: 'posted' | 'edited' | 'notified' | 'unreachable' | 'failed'): void {
    this.#deps.metrics.count('latchkey_sent_messages_total', { outcome });
  }
}

/** One of the failures, preferring one that says how long to wait. */
function transientOf(failures: readonly unknown[]): unknown {
  const effects = failures.filter((error) => error instanceof EffectError);
  return effects.find(({ code }) => code === 'throttled') ?? effects[0] ?? failures[0];
}
