import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { mintCardToken } from '../../recovery/card-token';
import { draftRequest } from '../../recovery/draft-request';
import { packedFor } from '../../simulators/teams/bot-client';
import type { Persona } from '../../simulators/teams/persona';
import type { SentActivity } from '../../simulators/teams/sent-activity';
import type { BenchCloud } from './bench-cloud';
import { BenchError } from './bench-error';
import type { FloodCall, FloodCount, FromFlood, ToFlood } from './flood-protocol';
import { inParallel } from './in-parallel';
import { pressed, written } from './press';

interface Sizes {
  /** Whom a request is opened for with each press. */
  readonly victims: readonly Persona[];
  readonly messages: number;
}

const AT_ONCE = 8;
const PROOF = { proof: 'proof.callBack', ticket: 'INC0012345' };

/** A script in somebody's session; Teams itself lets hardly more of one person through. */
const EVERY_MS = 50;

async function callsOf(world: BenchCloud, { victims, messages }: Sizes): Promise<readonly FloodCall[]> {
  const { deps: usual } = world.preparing;
  const perAgent = { count: 100_000, windowMs: 1 };
  const { tenantId } = world.cloud.settings;
  const policy = { ...usual.policy, caps: { ...usual.policy.caps, perAgent } };
  // A verb goes by the policy of the tenant, so that is the one that has no cap here.
  const find: typeof usual.tenants.find = (id) => {
    const tenant = usual.tenants.find(id);
    return tenant && { ...tenant, policy };
  };
  const deps = { ...usual, tenants: { find }, policy };
  const from = world.cloud.teams.persona('hana');
  const presser = from.objectId;
  const drafts = await inParallel(victims, AT_ONCE, async ({ objectId: address }) => {
    const outcome = await draftRequest(deps, { tenantId, presser, address, proof: PROOF, scenario: 'lostPhone' });
    if (outcome.kind === 'draft') return outcome.draft.id;
    throw new BenchError('wrongAnswer', `no form was made for the flood: ${JSON.stringify(outcome)}`);
  });
  const each = Math.max(1, Math.floor(messages / victims.length));
  const ready = (kind: FloodCall['kind'], activity: SentActivity): FloodCall => {
    const { headers, body } = packedFor(world.to(''), activity);
    return { kind, headers, body };
  };
  return drafts.flatMap((id): readonly FloodCall[] => {
    const token = mintCardToken(deps.keys, tenantId, presser, { kind: 'draft', id, round: 0 });
    const confirm = pressed(world, { from, card: { token, activityId: '' }, verb: 'request.confirm', inputs: {} });
    const said = Array.from({ length: each }, () => ready('message', written(world, from, 'I lost my phone')));
    return [ready('press', confirm), ...said];
  });
}

/**
 * Somebody of the helpdesk, or whoever sits in their session, who opens and writes without end, from a process of their
 * own: what they send is signed beforehand, so that making it costs nobody else anything.
 */
export class Flood {
  readonly counted = { pressed: 0, opened: 0, messages: 0 };
  readonly #child: ChildProcess;
  readonly #all: number;
  #running: Promise<unknown> = Promise.resolve();

  private constructor(child: ChildProcess, all: number) {
    this.#child = child;
    this.#all = all;
  }

  /** Two of the same size. Makes the drafts beforehand: later none would be made any more. */
  static async pair(world: BenchCloud, url: string, sizes: Sizes): Promise<readonly [Flood, Flood]> {
    const calls = await callsOf(world, sizes);
    const half = Math.ceil(calls.length / 2);
    return [Flood.#of(url, calls.slice(0, half)), Flood.#of(url, calls.slice(half))];
  }

  static #of(url: string, calls: readonly FloodCall[]): Flood {
    const child = fork(path.join(__dirname, 'flood-process'), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    const flood = new Flood(child, calls.length);
    flood.#tell({ url, everyMs: EVERY_MS, calls });
    return flood;
  }

  #tell(message: ToFlood): void {
    this.#child.send(message);
  }

  /** Sends this share of all, twenty a second, whether they are answered or not. */
  begin(share: number): void {
    const answered = new Promise<FloodCount>((resolve, reject) => {
      const gone = (): void => reject(new BenchError('childFailed', 'the flood ended before it was told to'));
      this.#child.once('exit', gone);
      this.#child.once('message', (count: FromFlood) => {
        this.#child.off('exit', gone);
        resolve(count);
      });
    });
    this.#tell({ send: Math.ceil(this.#all * share) });
    this.#running = answered.then(({ pressed: presses, opened, messages }) => {
      this.counted.pressed += presses;
      this.counted.opened += opened;
      this.counted.messages += messages;
    });
  }

  /** Resolves when what was begun is answered. */
  async pause(): Promise<void> {
    await this.#running;
  }

  stop(): void {
    this.#child.removeAllListeners();
    this.#child.kill('SIGKILL');
  }
}
