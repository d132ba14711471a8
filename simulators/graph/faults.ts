import type { SimRequest, SimResponse } from '../entra/exchange';
import { failureResponse, type FailureContext, type FailureDetails } from './failure';
import type { Fault, Switches } from './switches';

const USUAL: Readonly<Record<number, readonly [code: string, message: string]>> = {
  429: ['TooManyRequests', 'Please retry again later.'],
  500: ['InternalServerError', 'The server encountered an internal error. Please retry the request.'],
  502: ['BadGateway', 'The server received an invalid response from an upstream server.'],
  503: ['ServiceUnavailable', 'The service is temporarily unavailable. Please try again later.'],
  504: ['GatewayTimeout', 'The request timed out while waiting for an upstream service.'],
};

/** The scripted disturbance for this request, with one turn of it taken. */
export function takeFault(switches: Switches, request: SimRequest): Fault | undefined {
  const fault = switches.faults.find(({ times, method, path }) => {
    return times > 0 && (method ?? request.method) === request.method && path.test(request.path);
  });
  if (fault !== undefined) fault.times -= 1;
  return fault;
}

export function faultResponse(fault: Fault, status: number, context: FailureContext): SimResponse {
  const [code, message] = USUAL[status] ?? ['UnknownError', ''];
  const details: FailureDetails = { status, code: fault.code ?? code, message: fault.message ?? message };
  const headers = fault.retryAfter === undefined ? {} : { 'Retry-After': fault.retryAfter };
  const inner = status === 429 ? throttleInner() : {};
  const body = fault.body === undefined ? {} : { body: fault.body };
  return failureResponse({ ...details, headers, inner, ...body }, context);
}

/** What `innerError` of a 429 has beside the usual fields. */
export function throttleInner() {
  return { code: '429', message: 'Please retry after', status: '429' };
}
