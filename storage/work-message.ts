import { asObjectId, type Millis, type ObjectId, type RequestId } from '../recovery/terms';
import { isRequestId } from './partitions';

/** "Look at this request, not before `dueAt`." */
export interface WorkMessage {
  readonly tenantId: ObjectId;
  readonly requestId: RequestId;
  readonly dueAt: Millis;
  /** How often it failed before it was put off; not there where it did not. */
  readonly failed?: number;
}

/** The text of a queue message. Holds ids only. */
export function messageText({ tenantId, requestId, dueAt, failed }: WorkMessage): string {
  return JSON.stringify({ tenantId, requestId, dueAt, failed });
}

/** Reads a queue message; whoever can write to the queue can write anything, so what is no message of ours is `undefined`. */
export function parseMessage(text: string): WorkMessage | undefined {
  const { tenantId, requestId, dueAt, failed } = asRecord(text);
  const tenant = typeof tenantId === 'string' ? asObjectId(tenantId) : undefined;
  if (tenant === undefined || typeof requestId !== 'string' || !isRequestId(requestId)) return undefined;
  if (typeof dueAt !== 'number') return undefined;
  return { tenantId: tenant, requestId, dueAt, ...(typeof failed === 'number' && failed > 0 && { failed }) };
}

function asRecord(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
