import { EffectError } from '../recovery/errors';
import type { ObjectId } from '../recovery/terms';
import type { ChatSender } from './chat-sender';
import type { ConnectorFailure } from './connector-failure';
import { connectorFailure } from './connector-failure';
import type { ChatReference, Installation } from './conversations';

export interface ReachDeps {
  readonly sender: ChatSender;
  readonly installation: Installation;
}

/** Nobody will be reached by trying again: somebody else has to be asked or told. */
export interface Unreachable {
  readonly kind: 'unreachable';
  readonly why: 'blocked' | 'notInstalled' | 'rejected';
}

const unreachable = (why: Unreachable['why']): Unreachable => ({ kind: 'unreachable', why });

type Attempt<T> = { readonly kind: 'done'; readonly value: T } | Exclude<ConnectorFailure, { readonly kind: 'other' }>;

async function attempt<T>(work: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { kind: 'done', value: await work() };
  } catch (error) {
    const failure = connectorFailure(error);
    if (failure.kind === 'other') throw error;
    return failure;
  }
}

async function install({ installation }: ReachDeps, tenantId: ObjectId, person: ObjectId): Promise<boolean> {
  try {
    await installation.installFor(tenantId, person);
    return true;
  } catch (error) {
    if (!(error instanceof EffectError)) throw error;
    if (error.code === 'throttled' || error.code === 'unavailable' || error.code === 'timeout') throw error;
    return false;
  }
}

/**
 * Runs `work` with the person's chat. Who has no app gets it installed, once; a chat that is gone is opened anew, once.
 * Throws `EffectError` where trying again later may help.
 */
export async function reach<T>(
  deps: ReachDeps,
  tenantId: ObjectId,
  person: ObjectId,
  work: (chat: ChatReference) => Promise<T>,
): Promise<{ readonly kind: 'done'; readonly value: T } | Unreachable> {
  let tried = await attempt(async () => work(await deps.sender.chatWith(tenantId, person)));
  if (tried.kind === 'blocked') {
    if (!(await install(deps, tenantId, person))) return unreachable('notInstalled');
    tried = await attempt(async () => work(await deps.sender.openChat(tenantId, person)));
  } else if (tried.kind === 'gone') {
    tried = await attempt(async () => work(await deps.sender.openChat(tenantId, person)));
  }
  if (tried.kind === 'done') return tried;
  if (tried.kind === 'blocked' || tried.kind === 'gone') return unreachable('blocked');
  if (tried.error.code === 'rejected') return unreachable('rejected');
  throw tried.error;
}
