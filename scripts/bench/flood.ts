import { setTimeout as pause } from 'node:timers/promises';
import { mintCardToken } from '../../recovery/card-token';
import { draftRequest } from '../../recovery/draft-request';
import { outcomeOf } from '../../simulators/teams/invoke-answer';
import type { Persona } from '../../simulators/teams/persona';
import type { BenchCloud } from './bench-cloud';
import { inParallel } from './in-parallel';
import { press, write } from './press';

interface Sizes {
  /** Whom a request is opened for with each press. */
  readonly victims: readonly Persona[];
  readonly messages: number;
}

type Act = () => Promise<void>;

const AT_ONCE = 8;
const PROOF = { proof: 'proof.callBack', ticket: 'INC0012345' };

/** A script in somebody's session; Teams itself lets hardly more of one person through. */
const EVERY_MS = 50;

async function send(acts: readonly Act[]): Promise<void> {
  const sent: Promise<void>[] = [];
  for (const act of acts) {
    sent.push(act());
    await pause(EVERY_MS);
  }
  await Promise.all(sent);
}

/** Somebody of the helpdesk, or whoever sits in their session, who opens and writes without end. */
export class Flood {
  /** Presses that were answered, and requests that came of them. */
  pressed = 0;
  opened = 0;
  messages = 0;
  readonly #all: number;
  #left: readonly Act[];
  #running: Promise<unknown> = Promise.resolve();

  private constructor(acts: (flood: Flood) => readonly Act[]) {
    this.#left = acts(this);
    this.#all = this.#left.length;
  }

  /** Makes the drafts beforehand: later none would be made any more. */
  static async prepare(world: BenchCloud, url: string, { victims, messages }: Sizes): Promise<Flood> {
    const { deps: usual } = world.preparing;
    const perAgent = { count: 100_000, windowMs: 1 };
    const deps = { ...usual, policy: { ...usual.policy, caps: { ...usual.policy.caps, perAgent } } };
    const { tenantId } = world.cloud.settings;
    const flooder = world.cloud.teams.persona('hana');
    const presser = flooder.objectId;
    const drafts = await inParallel(victims, AT_ONCE, async ({ objectId: address }) => {
      const outcome = await draftRequest(deps, { tenantId, presser, address, proof: PROOF, scenario: 'lostPhone' });
      return outcome.kind === 'draft' ? [outcome.draft.id] : [];
    });
    const every = Math.max(1, Math.floor(messages / victims.length));
    return new Flood((flood) =>
      drafts.flat().flatMap((id): readonly Act[] => {
        const token = mintCardToken(deps.keys, tenantId, presser, { kind: 'draft', id, round: 0 });
        const card = { token, activityId: '' };
        const pressing = { from: flooder, card, verb: 'request.confirm', inputs: {} };
        const confirm = async (): Promise<void> => {
          const outcome = outcomeOf(await press(world, url, pressing));
          flood.pressed += 1;
          if (outcome.kind === 'card' && JSON.stringify(outcome.card).includes('LK-')) flood.opened += 1;
        };
        const say = async (): Promise<void> => {
          await write(world, url, flooder, 'I lost my phone');
          flood.messages += 1;
        };
        return [confirm, ...Array.from({ length: every }, () => say)];
      }),
    );
  }

  /** Sends this share of all, twenty a second, whether they are answered or not. */
  begin(share: number): void {
    const some = Math.ceil(this.#all * share);
    const [now, later] = [this.#left.slice(0, some), this.#left.slice(some)];
    this.#left = later;
    this.#running = send(now);
  }

  /** Resolves when what was begun is answered. */
  async pause(): Promise<void> {
    await this.#running;
  }
}
