import type { ConfigurationBotFrameworkAuthentication } from 'botbuilder';
import { z } from 'zod';
import type { Gate } from '../platform/cloud-hosts';
import { EffectError } from '../recovery/errors';
import { BotError } from './errors';

export type ConnectorFactory = ReturnType<ConfigurationBotFrameworkAuthentication['createConnectorFactory']>;
type Connector = Awaited<ReturnType<ConnectorFactory['create']>>;

interface HttpRequest {
  abortSignal?: AbortSignal;
}

/** The part of the SDK's HTTP pipeline that we change. */
interface Pipeline {
  removePolicy(which: { readonly name: string }): readonly unknown[];
  addPolicy(policy: {
    readonly name: string;
    sendRequest(request: HttpRequest, next: (request: HttpRequest) => Promise<unknown>): Promise<unknown>;
  }): void;
}

const isFunction = (value: unknown): boolean => typeof value === 'function';
const pipelineSchema = z.custom<Pipeline>(
  (value) =>
    typeof value === 'object' &&
    value !== null &&
    isFunction(Reflect.get(value, 'removePolicy')) &&
    isFunction(Reflect.get(value, 'addPolicy')),
);
const clientSchema = z.object({ pipeline: pipelineSchema });

/** No call to Teams takes longer. */
const DEADLINE_MS = 8_000;

/** The SDK has a time limit too, but leaves its timer running when the connection breaks. */
async function withinDeadline(
  deadlineMs: number,
  request: HttpRequest,
  next: (request: HttpRequest) => Promise<unknown>,
): Promise<unknown> {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), deadlineMs);
  request.abortSignal = controller.signal;
  try {
    return await next(request);
  } catch (error) {
    // The pipeline has more than one name for it.
    throw controller.signal.aborted
      ? new EffectError('timeout', 'Teams did not answer in time', { cause: error })
      : error;
  } finally {
    clearTimeout(timer);
  }
}

function pipelineOf(connector: Connector): Pipeline {
  const client = clientSchema.safeParse(Reflect.get(connector, 'client'));
  if (client.success) return client.data.pipeline;
  throw new BotError('sdkChanged', 'the connector client has no HTTP pipeline any more');
}

/**
 * Takes the SDK's retries out and puts a deadline in. A retried POST after a lost answer shows the same card up to four
 * times, and without a deadline a call may hang for ever. Trying again belongs to the work queue.
 */
function harden(connector: Connector, deadlineMs: number): Connector {
  const pipeline = pipelineOf(connector);
  if (pipeline.removePolicy({ name: 'defaultRetryPolicy' }).length !== 1) {
    throw new BotError('sdkChanged', 'the connector client has no retry policy any more');
  }
  pipeline.addPolicy({
    name: 'latchkeyDeadline',
    sendRequest: (request, next) => withinDeadline(deadlineMs, request, next),
  });
  return connector;
}

/**
 * Connectors that try once and give up after eight seconds, to addresses that `mayCall` knows. For any other one there is
 * no connector, so that no token of the bot is ever attached to a call there.
 */
export function singleTry(
  factory: ConnectorFactory,
  mayCall: Gate,
  deadlineMs: number = DEADLINE_MS,
): ConnectorFactory {
  return {
    create: async (serviceUrl, audience) => {
      if (!mayCall(serviceUrl)) throw new EffectError('rejected', 'the service address is none of Teams');
      return harden(await factory.create(serviceUrl, audience), deadlineMs);
    },
  };
}
