import type { Clock } from '../platform/clock';
import type { Log } from '../platform/log';
import type { Millis, ObjectId } from '../recovery/terms';
import type { ChatSender } from './chat-sender';
import type { ChatReference } from './conversations';
import { editMessage } from './edit-message';
import { textMessage } from './write-answer';

export interface DigestDeps {
  readonly sender: ChatSender;
  readonly clock: Clock;
  readonly log: Log;
}

export interface DigestReader {
  readonly tenantId: ObjectId;
  readonly person: ObjectId;
  readonly chat: ChatReference;
}

/** Cards that one reader gets within the window; what comes beyond is counted in one message. */
const MOST_CARDS = 20;
/** Also how long nothing must have come for the next trouble to be a new one. */
const WINDOW_MS = 10 * 60_000;
/** The message is edited no more often: Teams takes 1,800 messages and edits an hour in a chat. */
const EDIT_EVERY_MS = 15_000;
const MOST_READERS = 1_000;

/** The message that stands for many cards. */
interface Digest {
  readonly activityId: Promise<string>;
  count: number;
  lastAt: Millis;
  editedAt: Millis;
}

interface Pace {
  cards: readonly Millis[];
  digest?: Digest | undefined;
}

/**
 * When ten thousand recoveries get stuck together nobody of the helpdesk gets ten thousand cards: after twenty within ten
 * minutes one message counts the rest and is edited in place. The list of open requests is where they all are. Known to
 * this instance only: several give a reader a few messages more, and a restart begins to count anew.
 */
export class HelpdeskDigest {
  readonly #paces = new Map<string, Pace>();

  /** `words`: what the message says that counts the rest. */
  constructor(
    private readonly deps: DigestDeps,
    private readonly words: (count: number) => string,
  ) {}

  /** Posts the card, or counts it. Throws what Teams answered where the reader has got neither. */
  async tell(reader: DigestReader, postCard: () => Promise<void>): Promise<void> {
    const now = this.deps.clock.now();
    const pace = this.#paceOf(reader, now);
    if (pace.digest === undefined && pace.cards.length < MOST_CARDS) return postedAt(pace, now, postCard);
    const { digest } = pace;
    if (digest === undefined) await this.#begin(pace, reader, now, 1);
    else await this.#countIn(pace, digest, reader, now);
  }

  #paceOf({ tenantId, person }: DigestReader, now: Millis): Pace {
    const key = `${tenantId}/${person}`;
    const pace: Pace = this.#paces.get(key) ?? { cards: [] };
    if (this.#paces.size >= MOST_READERS) this.#paces.clear();
    this.#paces.set(key, pace);
    pace.cards = pace.cards.filter((at) => now - at < WINDOW_MS);
    if (pace.digest !== undefined && now - pace.digest.lastAt >= WINDOW_MS) pace.digest = undefined;
    return pace;
  }

  async #begin(pace: Pace, { tenantId, chat }: DigestReader, now: Millis, count: number): Promise<void> {
    const activityId = this.deps.sender.post(tenantId, chat, textMessage(this.words(count)));
    const begun: Digest = { activityId, count, lastAt: now, editedAt: now };
    pace.digest = begun;
    try {
      await begun.activityId;
    } catch (error) {
      if (pace.digest === begun) pace.digest = undefined;
      throw error;
    }
  }

  /** The reader has a message that counts already: an edit that fails is made good by the next one. */
  async #countIn(pace: Pace, digest: Digest, reader: DigestReader, now: Millis): Promise<void> {
    const activityId = await digest.activityId;
    digest.count += 1;
    digest.lastAt = now;
    if (now - digest.editedAt < EDIT_EVERY_MS) return;
    digest.editedAt = now;
    const { tenantId, chat } = reader;
    const placed = { conversationId: chat.conversationId, activityId, face: '' };
    try {
      const there = await editMessage(this.deps.sender, tenantId, chat, placed, textMessage(this.words(digest.count)));
      if (!there) await this.#begin(pace, reader, now, digest.count);
    } catch (error) {
      this.deps.log.warn('digest.failed', { tenantId, error });
    }
  }
}

/** Counted before it is posted, so that cards of one moment do not all find room. */
async function postedAt(pace: Pace, now: Millis, postCard: () => Promise<void>): Promise<void> {
  pace.cards = [...pace.cards, now];
  try {
    await postCard();
  } catch (error) {
    const at = pace.cards.indexOf(now);
    pace.cards = pace.cards.filter((_one, index) => index !== at);
    throw error;
  }
}
