import { BotError } from '../../bot/errors';
import { connectorFailure } from '../../bot/connector-failure';
import { EffectError, RecoveryError } from '../../recovery/errors';

const rest = (statusCode: number | undefined, headers: Readonly<Record<string, string>> = {}) =>
  Object.assign(new Error('a long body with names in it'), {
    ...{ name: 'RestError', ...(statusCode !== undefined && { statusCode }) },
    response: { headers: new Headers(headers) },
  });
const named = (name: string) => Object.assign(new Error('x'), { name });

describe('when the connector refuses a message', () => {
  it.each([
    [403, 'blocked'],
    [404, 'gone'],
    [410, 'gone'],
  ])('knows what HTTP %i means', (status, kind) => {
    expect(connectorFailure(rest(status))).toEqual({ kind });
  });

  it.each([
    [429, 'throttled'],
    [412, 'throttled'],
    [401, 'unavailable'],
    [408, 'unavailable'],
    [500, 'unavailable'],
    [502, 'unavailable'],
    [503, 'unavailable'],
    [504, 'unavailable'],
    [400, 'rejected'],
    [413, 'rejected'],
  ])('hands HTTP %i on as %s', (status, code) => {
    expect(connectorFailure(rest(status))).toMatchObject({ kind: 'failed', error: { name: 'EffectError', code } });
  });

  it('waits as long as it is told', () => {
    expect(connectorFailure(rest(429, { 'retry-after': '17' }))).toMatchObject({ error: { retryAfterMs: 17_000 } });
    expect(connectorFailure(rest(412))).toMatchObject({ error: { retryAfterMs: 5_000 } });
    expect(connectorFailure(rest(429, { 'retry-after': 'soon' }))).toMatchObject({ error: { retryAfterMs: 5_000 } });
  });

  it('says nothing of the answer in its own words', () => {
    const failure = connectorFailure(rest(400));
    expect(failure.kind === 'failed' && failure.error.message).toBe('Teams answered HTTP 400');
  });
});

describe('when the connector does not answer', () => {
  it.each([
    ['a broken connection', rest(undefined), 'unavailable'],
    ['our deadline', named('AbortError'), 'timeout'],
    ['no token for the bot', new BotError('tokenUnavailable', 'x'), 'unavailable'],
    ['a failed fetch', new TypeError('fetch failed'), 'unavailable'],
  ])('takes %s for trouble that passes', (_name, error, code) => {
    expect(connectorFailure(error)).toMatchObject({ kind: 'failed', error: { code } });
  });
});

describe('when it is not the connector’s doing', () => {
  it.each([
    ['a row that does not hold', new RecoveryError('integrity', 'x')],
    ['a mistake of ours', new TypeError('x is not a function')],
    ['a changed SDK', new BotError('sdkChanged', 'x')],
    ['a text', 'thrown text'],
  ])('leaves %s alone', (_name, error) => {
    expect(connectorFailure(error)).toEqual({ kind: 'other' });
  });

  it('hands an effect error on as it is', () => {
    const error = new EffectError('throttled', 'x', { retryAfterMs: 9 });
    expect(connectorFailure(error)).toEqual({ kind: 'failed', error });
  });
});
