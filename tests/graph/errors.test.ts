import { inspect } from 'node:util';
import { GraphError } from '@microsoft/microsoft-graph-client';
import { noAnswer, retryAfter, toEffectError, unlessNotFound } from '../../graph/errors';
import { EffectError, isTransient, type EffectErrorCode } from '../../recovery/errors';
import { NOON } from './contoso-graph';

const DEFAULT_NOW =
  "The requested authentication method id of [3179e48a-750b-4051-897c-87b9720928f7] matches the user's current default authentication method, and cannot be deleted until the default authentication method is changed";
const DEFAULT_OLDER =
  'Cannot delete default method with other methods configured. Please change default method before deletion.';
const NO_RESOURCE =
  "No HTTP resource was found that matches the request URI 'https://mface.windowsazure.com/odata/users('x')/authentication/methods('y')'.";
const POLICY =
  'Converged UserCredentialPolicy does not allow creating or updating this authentication method. AuthMethodType [TemporaryAccessPass].';

const ids = { 'request-id': 'in-body', 'client-request-id': 'c' };

/** As the authentication methods backend writes it: the message twice, a date without zone. */
const backend = (code: string, message: string) => ({
  error: { code, message, innerError: { message, date: '2022-08-18T06:00:12', ...ids } },
});

const envelope = (code: string, message: string) => ({
  error: { code, message, innerError: { date: '2022-08-18T06:00:12', ...ids } },
});

const refusal = (status: number, body: unknown, headers: Record<string, string> = {}) =>
  toEffectError({ status, headers: new Headers(headers), body }, NOON);

describe('when Graph refuses', () => {
  it.each<readonly [EffectErrorCode, string, number, unknown]>([
    ['defaultMethod', 'today', 400, backend('badRequest', DEFAULT_NOW)],
    ['defaultMethod', 'in the older wording', 400, backend('badRequest', DEFAULT_OLDER)],
    [
      'orderRequired',
      'the mobile number first',
      400,
      backend('badRequest', 'The mobile phone method cannot be deleted while an alternate mobile phone method exists.'),
    ],
    ['orderRequired', 'by the name of the type', 400, backend('badRequest', 'Delete alternateMobile first.')],
    ['policyBlocksPass', 'a pass by policy', 400, backend('badRequest', POLICY)],
    ['policyBlocksPass', 'a pass by policy, as forbidden', 403, envelope('accessDenied', POLICY)],
    [
      'lifetimeOutOfRange',
      'a lifetime',
      400,
      backend('badRequest', 'Invalid LifetimeInMinutes specified. The valid range between 60 and 480.'),
    ],
    [
      'externalGuest',
      'a guest',
      400,
      backend('badRequest', 'Temporary Access Pass cannot be added to an external guest user'),
    ],
    [
      'unlicensed',
      'without premium',
      403,
      envelope(
        'Authentication_RequestFromNonPremiumTenantOrB2CTenant',
        "Neither tenant is B2C or tenant doesn't have premium license",
      ),
    ],
    [
      'unlicensed',
      'without premium, under another code',
      403,
      envelope('Forbidden', "Tenant is not a B2C tenant and doesn't have premium license"),
    ],
    [
      'unlicensed',
      'without P2',
      400,
      envelope(
        'AadPremiumLicenseRequired',
        'The tenant needs to have Microsoft Entra ID P2 or Microsoft Entra ID Governance license.',
      ),
    ],
    ['forbidden', 'the app, in the backend', 403, backend('accessDenied', 'Request Authorization failed')],
    [
      'forbidden',
      'the app, in the directory',
      403,
      envelope('Authorization_RequestDenied', 'Insufficient privileges to complete the operation.'),
    ],
    ['credentialRefused', 'the token', 401, envelope('InvalidAuthenticationToken', 'Access token has expired.')],
    [
      'notFound',
      'a missing manager',
      404,
      envelope(
        'Request_ResourceNotFound',
        "Resource 'manager' does not exist or one of its queried reference-property objects are not present.",
      ),
    ],
    ['notFound', 'without a body', 404, undefined],
    ['rejected', 'the path', 404, { Message: NO_RESOURCE, MessageDetail: 'No type was found.' }],
    [
      'throttled',
      'for now',
      429,
      {
        error: {
          code: 'TooManyRequests',
          innerError: {
            code: '429',
            date: '2020-08-18T12:51:51',
            message: 'Please retry after',
            status: '429',
            ...ids,
          },
          message: 'Please retry again later.',
        },
      },
    ],
    ['unavailable', 'as broken', 500, envelope('generalException', 'General exception')],
    ['unavailable', 'as overloaded', 503, undefined],
    ['unavailable', 'as late', 504, '<html>Gateway Timeout</html>'],
    ['unavailable', 'with the words of another error', 502, backend('badRequest', DEFAULT_NOW)],
    ['rejected', 'for another reason', 400, envelope('badRequest', 'Resource not found for the segment.')],
    ['rejected', 'the verb', 405, envelope('methodNotAllowed', 'no')],
    ['rejected', 'as a conflict', 409, envelope('Conflict', 'no')],
    ['rejected', 'by sending elsewhere', 302, undefined],
    ['rejected', 'with a body of another shape', 400, { error: 'no' }],
  ])('is %s when it refuses %s', (code, _what, status, body) => {
    expect(refusal(status, body)).toMatchObject({ name: 'EffectError', code });
  });

  it.each([
    [429, true],
    [503, true],
    [401, true],
    [403, false],
    [404, false],
    [400, false],
  ])('%i may go away by itself: %s', (status, expected) => {
    expect(isTransient(refusal(status, undefined))).toBe(expected);
  });

  it('never repeats what Graph wrote, in message, cause or print', () => {
    const text = 'Ada Lindqvist <ada@contoso.example> +47 40055312';
    const error = refusal(400, { error: { code: 'badRequest', message: text, innerError: { message: text } } });
    expect(inspect(error, { depth: 10 })).not.toMatch(/Lindqvist|@contoso|40055312/);
  });

  it('keeps status, code and request id in a cause of the SDK', () => {
    const { cause } = refusal(400, envelope('badRequest', 'no'));
    expect(cause).toBeInstanceOf(GraphError);
    expect(cause).toMatchObject({ statusCode: 400, code: 'badRequest', requestId: 'in-body', body: null });
  });

  it.each([
    ['the header first', { 'request-id': 'in-header' }, envelope('x', 'y'), 'in-header'],
    ['the body', {}, envelope('x', 'y'), 'in-body'],
    ['the body in the other spelling', {}, { error: { innererror: { 'request-id': 'lower' } } }, 'lower'],
    ['nothing where there is none', {}, { error: { innerError: 'odd' } }, undefined],
  ])('takes the request id from %s', (_name, headers, body, expected) => {
    expect(refusal(400, body, headers).requestId).toBe(expected);
  });
});

describe('when Graph says how long to wait', () => {
  it.each([
    ['2.128', 2_128],
    ['0.0001', 1],
    ['120', 120_000],
    ['0', 0],
    ['-5', 0],
    [new Date(NOON + 30_000).toUTCString(), 30_000],
    [new Date(NOON - 30_000).toUTCString(), 0],
    ['soon', undefined],
    ['Infinity', undefined],
    ['', undefined],
    [null, undefined],
  ])('reads %j as %j ms', (header, expected) => {
    expect(retryAfter(header, NOON)).toBe(expected);
  });

  it('says so in the error, and says nothing where Graph does not', () => {
    expect(refusal(429, undefined, { 'retry-after': '2.128' }).retryAfterMs).toBe(2_128);
    expect(refusal(503, undefined, { 'retry-after': '10' }).retryAfterMs).toBe(10_000);
    expect(refusal(429, undefined).retryAfterMs).toBeUndefined();
  });
});

describe('when there is no answer', () => {
  const cause = new TypeError('fetch failed');

  it.each([
    [true, 'timeout'],
    [false, 'unavailable'],
  ] as const)('with the deadline over (%s) it is %s', (late, code) => {
    expect(noAnswer(late, cause)).toMatchObject({ code, cause });
  });
});

describe('when a missing object is an answer', () => {
  it('is undefined for notFound', async () => {
    await expect(unlessNotFound(Promise.reject(new EffectError('notFound', 'no')))).resolves.toBeUndefined();
  });

  it('passes results and other errors on', async () => {
    const other = new EffectError('forbidden', 'no');
    await expect(unlessNotFound(Promise.resolve(1))).resolves.toBe(1);
    await expect(unlessNotFound(Promise.reject(other))).rejects.toBe(other);
  });
});
