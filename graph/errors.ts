import { GraphError } from '@microsoft/microsoft-graph-client';
import { z } from 'zod';
import { EffectError, type EffectErrorCode, type EffectErrorDetails } from '../recovery/errors';
import type { Millis } from '../recovery/terms';

/** An answer of Graph that is no success. */
export interface Refusal {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed JSON; `undefined` when there is none. Not to be trusted, and never to be quoted. */
  readonly body: unknown;
}

interface Facts {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

interface Row {
  readonly when: (facts: Facts) => boolean;
  readonly code: EffectErrorCode;
  readonly says: string;
}

const byStatus = (status: number) => (facts: Facts) => facts.status === status;
const byMessage = (message: RegExp) => (facts: Facts) => isClientError(facts) && message.test(facts.message);
const isClientError = ({ status }: Facts): boolean => status >= 400 && status < 500;

const LICENCE = /^(Authentication_RequestFromNonPremiumTenantOrB2CTenant|AadPremiumLicenseRequired)$/;
/** The same under a code that says less. */
const LICENCE_WORDS = /does ?n[o']t have premium license|not B2C or tenant/i;

/**
 * First match wins. Graph says most of this in the message alone: the codes of the authentication methods backend are
 * all `badRequest`. The wording of the row "alternate mobile" is not documented; the rest was seen in real answers.
 */
const ROWS: readonly Row[] = [
  {
    when: (facts) => LICENCE.test(facts.code) || (facts.status === 403 && LICENCE_WORDS.test(facts.message)),
    code: 'unlicensed',
    says: 'The tenant has no licence for this.',
  },
  {
    when: byMessage(
      /matches the user's current default authentication method|^Cannot delete default method with other methods configured/,
    ),
    code: 'defaultMethod',
    says: 'Graph does not remove the default method while another one stands beside it.',
  },
  {
    when: byMessage(/alternate ?mobile/i),
    code: 'orderRequired',
    says: 'Graph removes the alternate mobile phone before the mobile phone.',
  },
  {
    when: byMessage(/UserCredentialPolicy/),
    code: 'policyBlocksPass',
    says: 'The policy of the tenant does not allow a pass for this person.',
  },
  {
    when: byMessage(/Invalid LifetimeInMinutes/i),
    code: 'lifetimeOutOfRange',
    says: 'The policy of the tenant does not allow a pass of this lifetime.',
  },
  {
    when: byMessage(/external guest user/i),
    code: 'externalGuest',
    says: 'An external guest cannot have a pass.',
  },
  // The wrong path, and not a missing object: whoever took it for "already gone" would report a removal that never was.
  {
    when: ({ status, message }) => status === 404 && message.startsWith('No HTTP resource was found'),
    code: 'rejected',
    says: 'Graph does not know this path.',
  },
  { when: byStatus(401), code: 'credentialRefused', says: 'Graph did not accept the token of the app, nor a new one.' },
  { when: byStatus(403), code: 'forbidden', says: 'The app lacks a permission for this in Graph.' },
  { when: byStatus(404), code: 'notFound', says: 'There is no such object in Graph.' },
  { when: byStatus(429), code: 'throttled', says: 'Graph asks to slow down.' },
  { when: ({ status }) => status >= 500, code: 'unavailable', says: 'Graph is not available.' },
  { when: () => true, code: 'rejected', says: 'Graph refused this.' },
];

const ENVELOPE = z.object({
  error: z.object({
    code: z.string().nullish(),
    message: z.string().nullish(),
    innerError: z.object({ 'request-id': z.string().nullish() }).nullish().catch(null),
    innererror: z.object({ 'request-id': z.string().nullish() }).nullish().catch(null),
  }),
});

/** What some backends say past Graph's own envelope. */
const BARE = z.object({ Message: z.string() });

/** Translates a refusal. Nothing of the body gets into the message or the cause; only status, code and request id do. */
export function toEffectError({ status, headers, body }: Refusal, now: Millis): EffectError {
  const { error } = ENVELOPE.safeParse(body).data ?? {};
  const message = error?.message ?? BARE.safeParse(body).data?.Message ?? '';
  const facts: Facts = { status, code: error?.code ?? '', message };
  const inner = error?.innerError ?? error?.innererror;
  const requestId = headers.get('request-id') ?? inner?.['request-id'] ?? undefined;
  const row = ROWS.find(({ when }) => when(facts));
  return new EffectError(row?.code ?? 'rejected', row?.says ?? '', {
    cause: causeOf(facts, requestId),
    ...present('requestId', requestId),
    ...present('retryAfterMs', retryAfter(headers.get('retry-after'), now)),
  });
}

/** The SDK's own error, without the text of the answer. */
function causeOf({ status, code }: Facts, requestId: string | undefined): GraphError {
  const cause = new GraphError(status);
  cause.code = code === '' ? null : code;
  cause.requestId = requestId ?? null;
  return cause;
}

/** Milliseconds of `Retry-After`: seconds, which may be fractional, or an HTTP date. */
export function retryAfter(header: string | null, now: Millis): number | undefined {
  if (header === null || header.trim() === '') return undefined;
  const seconds = Number(header);
  const ms = Number.isNaN(seconds) ? Date.parse(header) - now : seconds * 1_000;
  return Number.isFinite(ms) ? Math.max(0, Math.ceil(ms)) : undefined;
}

/** No answer at all: the deadline passed (`late`), or the connection failed. What the call did is then unknown. */
export function noAnswer(late: boolean, cause: unknown): EffectError {
  if (late) return new EffectError('timeout', 'Graph did not answer in time.', { cause });
  return new EffectError('unavailable', 'Graph could not be reached.', { cause });
}

/** Lets `notFound` be an answer: `undefined`. */
export async function unlessNotFound<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof EffectError && error.code === 'notFound') return undefined;
    throw error;
  }
}

function present<K extends keyof EffectErrorDetails>(
  key: K,
  value: EffectErrorDetails[K] | undefined,
): EffectErrorDetails {
  return value === undefined ? {} : { [key]: value };
}
