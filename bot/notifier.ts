import { drawRequest } from '../cards/draw-request';
import { EffectError } from '../recovery/errors';
import { passThatRuns } from '../recovery/pass-time';
import type { Alarm, Audience, Cards, Delivered, NoticeKind } from '../recovery/cards';
import type { RecoveryRequest } from '../recovery/request';
import type { ObjectId } from '../recovery/terms';
import type { Viewer } from '../recovery/viewers';
import { readersOf, retiredBy } from './card-readers';
import type { ChatReference, Placement } from './conversations';
import { countDown } from './countdown';
import { editMessage } from './edit-message';
import { baseFace, baseView } from './face';
import { FreshMessages } from './fresh-messages';
import type { NotifierDeps } from './notifier-deps';
import { countSent, viewInChat } from './notifier-deps';
import { PlacedCards } from './placed-cards';
import type { Unreachable } from './reach';
import { reach } from './reach';
import { retireCards } from './retire-cards';
import { mayShowPass, passIsNeeded, passViewer } from './shown-pass';
import { cardMessage } from './write-answer';

type Delivery = { readonly kind: 'done' } | Unreachable;

/** Which pass is counted down in the chat. */
const passOf = (request: RecoveryRequest): string | undefined => passThatRuns(request)?.methodId;

/**
 * Keeps everybody's card true. What it sends stays in chats, so it never holds a match number, a release code or a pass:
 * those are shown in answers only. Safe to repeat, at any time and after any crash.
 */
export class Notifier implements Cards {
  readonly #deps: NotifierDeps;
  readonly #fresh: FreshMessages;

  constructor(deps: NotifierDeps) {
    this.#deps = deps;
    this.#fresh = new FreshMessages(deps);
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
        countSent(this.#deps, 'failed');
        this.#deps.log.warn('card.failed', { requestId: request.id, error });
        failures.push(error);
      }
    }
    if (drawn === undefined || retiredBy(request) !== retiredBy(drawn))
      await retireCards(this.#deps, request, readers, cards);
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
      await retireCards(this.#deps, request, readers, cards);
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
      countSent(this.#deps, 'unreachable');
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
    const view = await viewInChat(this.#deps, request, viewer, chat);
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
    countSent(this.#deps, edited ? 'edited' : 'posted');
    await cards[edited ? 'edited' : 'save'](viewer.person, { conversationId, activityId, face });
  }

  notify(person: ObjectId, notice: NoticeKind, request: RecoveryRequest, as?: Audience): Promise<boolean> {
    return this.#fresh.notify(person, notice, request, as);
  }

  alarm(tenantId: ObjectId, person: ObjectId, about: Alarm): Promise<boolean> {
    return this.#fresh.alarm(tenantId, person, about);
  }
}

/** One of the failures, preferring one that says how long to wait. */
function transientOf(failures: readonly unknown[]): unknown {
  const effects = failures.filter((error) => error instanceof EffectError);
  return effects.find(({ code }) => code === 'throttled') ?? effects[0] ?? failures[0];
}
