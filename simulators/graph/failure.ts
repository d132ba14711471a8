import type { JsonObject, SimResponse } from '../entra/exchange';

/** Graph passes requests on; the services behind it write their errors differently. */
export type Backend = 'directory' | 'authenticationMethods';

export interface FailureDetails {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly backend?: Backend;
  readonly headers?: Readonly<Record<string, string>>;
  /** Fields of `innerError` beside the usual ones. */
  readonly inner?: JsonObject;
  /** A body that is not Graph's envelope; replaces it whole. */
  readonly body?: JsonObject;
}

/** A refusal in Graph's words. Handlers throw it; `answerGraph` turns it into an answer. */
export class GraphFailure extends Error {
  readonly details: FailureDetails;

  constructor(details: FailureDetails) {
    super(`${String(details.status)} ${details.code}: ${details.message}`);
    this.name = 'GraphFailure';
    this.details = details;
  }
}

export interface FailureContext {
  readonly requestId: string;
  readonly clientRequestId: string;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/**
 * Graph's error envelope: `innerError.date` has no time zone, and the authentication methods backend repeats its message in
 * `innerError`. Source: bodies quoted in public issues of the Graph documentation.
 */
export function failureResponse(details: FailureDetails, context: FailureContext): SimResponse {
  const { status, code, message, backend, headers = {}, inner = {}, body } = details;
  const innerError = {
    ...(backend === 'authenticationMethods' ? { message } : {}),
    ...inner,
    date: new Date(context.now).toISOString().slice(0, 19),
    'request-id': context.requestId,
    'client-request-id': context.clientRequestId,
  };
  return { status, headers, body: body ?? { error: { code, message, innerError } } };
}

export function badRequest(message: string, code = 'BadRequest'): GraphFailure {
  return new GraphFailure({ status: 400, code, message });
}

/** A refusal of the authentication methods backend, which writes its code in lower case. */
export function methodRefused(message: string): GraphFailure {
  return new GraphFailure({ status: 400, code: 'badRequest', message, backend: 'authenticationMethods' });
}

/** 404 of the directory, for an object or a reference (`manager`) that is not there. */
export function resourceNotFound(name: string): GraphFailure {
  const message = `Resource '${name}' does not exist or one of its queried reference-property objects are not present.`;
  return new GraphFailure({ status: 404, code: 'Request_ResourceNotFound', message });
}

/** Answer to a call that needs a licence the tenant has not. */
export function licenceMissing(): GraphFailure {
  return new GraphFailure({
    status: 403,
    code: 'Authentication_RequestFromNonPremiumTenantOrB2CTenant',
    message: "Neither tenant is B2C or tenant doesn't have premium license",
  });
}

/** 403 of the directory: a permission is missing. */
export function requestDenied(): GraphFailure {
  const message = 'Insufficient privileges to complete the operation.';
  return new GraphFailure({ status: 403, code: 'Authorization_RequestDenied', message });
}
