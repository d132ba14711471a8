import type { ConnectorFault } from './faults';

/** What the connector answers: plain data, so that handlers need no HTTP. */
export interface ConnectorAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The error shape of the Bot Connector API. */
export const connectorError = (status: number, code: string, message: string): ConnectorAnswer => ({
  status,
  body: { error: { code, message } },
});

/** The codes and words of the real service, where known. */
const USUAL: Readonly<Record<number, readonly [code: string, message: string]>> = {
  401: ['Unauthorized', 'Authorization has been denied for this request.'],
  403: ['MessageWritesBlocked', 'Thread does not allow writes.'],
  404: ['ConversationNotFound', 'Conversation not found.'],
  412: ['PreconditionFailed', 'Precondition failed, please try again.'],
  429: ['TooManyRequests', 'API calls quota exceeded! Maximum admitted 50 per second.'],
  502: ['BadGateway', 'Bad gateway.'],
  504: ['GatewayTimeout', 'Gateway timeout.'],
};

export function faultAnswer({ status, code, retryAfter = 1 }: ConnectorFault): ConnectorAnswer {
  const [usualCode, message] = USUAL[status] ?? ['ServiceError', 'The service could not process the request.'];
  const answer = connectorError(status, code ?? usualCode, message);
  return status === 429 ? { ...answer, headers: { 'retry-after': String(retryAfter) } } : answer;
}
