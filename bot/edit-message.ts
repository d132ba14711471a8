import type { Activity } from 'botbuilder';
import type { ObjectId } from '../recovery/terms';
import type { ChatSender } from './chat-sender';
import { connectorFailure } from './connector-failure';
import type { ChatReference, Placement } from './conversations';

/** False when there is no such message any more. Throws what Teams answered else. */
export async function editMessage(
  sender: ChatSender,
  tenantId: ObjectId,
  chat: ChatReference,
  placed: Placement,
  message: Partial<Activity>,
): Promise<boolean> {
  if (placed.activityId === '') return false;
  try {
    await sender.update(tenantId, chat, placed, message);
    return true;
  } catch (error) {
    if (connectorFailure(error).kind === 'gone') return false;
    throw error;
  }
}
