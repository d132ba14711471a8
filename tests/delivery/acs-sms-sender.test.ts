import { inspect } from 'node:util';
import { AcsSmsSender } from '../../delivery/acs-sms-sender';
import { describeError } from '../../platform/describe-error';
import { Secret } from '../../platform/secret';
import { EffectError, isTransient } from '../../recovery/errors';
import { ACCESS_KEY, AcsStandIn, accepted, delivered } from './acs-stand-in';
import type { Answer } from './acs-stand-in';

const NUMBER = '+4799999999';
const TEXT = 'open https://latchkey.example/reveal/the-token-of-the-link';

let service: AcsStandIn;
let url: string;

beforeEach(async () => {
  service = new AcsStandIn();
  url = await service.start();
});
afterEach(() => service.stop());

const sender = (deadlineMs = 5_000): AcsSmsSender => {
  const connectionString = Secret.of(`endpoint=${url}/;accesskey=${ACCESS_KEY}`);
  return new AcsSmsSender({ connectionString, from: '+18005550100', deadlineMs });
};

const sendAndFail = async (deadlineMs?: number): Promise<EffectError> => {
  const error: unknown = await sender(deadlineMs)
    .send(Secret.of(NUMBER), Secret.of(TEXT))
    .then(() => undefined)
    .catch((thrown: unknown) => thrown);
  if (error instanceof EffectError) return error;
  throw new Error(`expected an EffectError, got ${inspect(error)}`);
};

const answer = (status: number, body: unknown = { error: { message: `no to ${NUMBER}` } }): Answer => ({
  kind: 'answer',
  status,
  body,
});

/** Everything that a log, a crash report or a debugger could print of an error. */
const printed = (error: EffectError): string =>
  [
    inspect(error, { depth: 12, showHidden: true }),
    JSON.stringify(error, Object.getOwnPropertyNames(error)),
    JSON.stringify(describeError(error)),
    inspect(error.cause, { depth: 12, showHidden: true }),
  ].join('\n');

describe('when a text message is sent', () => {
  it('speaks the wire format of the service, signed', async () => {
    await sender().send(Secret.of(NUMBER), Secret.of(TEXT));
    expect(service.received).toEqual([
      {
        method: 'POST',
        url: '/sms?api-version=2021-03-07',
        signed: true,
        body: {
          from: '+18005550100',
          message: TEXT,
          smsRecipients: [
            { to: NUMBER, repeatabilityRequestId: expect.any(String), repeatabilityFirstSent: expect.any(String) },
          ],
          smsSendOptions: { enableDeliveryReport: false },
        },
      },
    ]);
  });
});

const refusedOne = (httpStatusCode: number): Answer =>
  accepted([{ to: NUMBER, httpStatusCode, successful: false, errorMessage: `bad number ${NUMBER}` }]);

describe('when the service does not take the message', () => {
  const faults: readonly (readonly [string, Answer, string, boolean])[] = [
    ['401', answer(401), 'forbidden', false],
    ['403', answer(403), 'forbidden', false],
    ['400', answer(400), 'rejected', false],
    ['404', answer(404), 'rejected', false],
    ['408', answer(408), 'timeout', true],
    ['429', answer(429), 'throttled', true],
    ['500', answer(500), 'unavailable', true],
    ['503', answer(503), 'unavailable', true],
    ['504 with no JSON', answer(504, '<html>'), 'unavailable', true],
    ['202 that is no JSON', answer(202, `<p>${NUMBER}`), 'unavailable', true],
    ['202 without a result', accepted([]), 'unavailable', true],
    ['202, but this number is bad', refusedOne(400), 'rejected', false],
    ['202, but this number is throttled', refusedOne(429), 'throttled', true],
    ['202, but the carrier is down', refusedOne(500), 'unavailable', true],
    ['a closed connection', { kind: 'hangUp' }, 'unavailable', true],
  ];

  it.each(faults)(
    'turns %s into an EffectError, once, without a secret in it',
    async (_name, given, code, transient) => {
      service.answer = given;
      const error = await sendAndFail();
      expect(error.code).toBe(code);
      expect(isTransient(error)).toBe(transient);
      expect(service.received).toHaveLength(1);
      for (const secret of [NUMBER, 'the-token-of-the-link', ACCESS_KEY]) expect(printed(error)).not.toContain(secret);
    },
  );

  it('gives up at the deadline', async () => {
    service.answer = { kind: 'silence' };
    const error = await sendAndFail(200);
    expect(error.code).toBe('timeout');
    expect(printed(error)).not.toContain(NUMBER);
  });

  it.each([
    ['7', 7_000],
    ['2.128', 2_128],
    ['soon', undefined],
  ])('keeps Retry-After %s and the request id', async (header, retryAfterMs) => {
    service.answer = { kind: 'answer', status: 429, body: {}, headers: { 'retry-after': header } };
    const error = await sendAndFail();
    expect(error.retryAfterMs).toBe(retryAfterMs);
    expect(error.requestId).toBe('sms-1');
  });

  it('cannot reach a service that is gone', async () => {
    const late = sender();
    await service.stop();
    await expect(late.send(Secret.of(NUMBER), Secret.of(TEXT))).rejects.toMatchObject({
      code: 'unavailable',
      cause: { name: 'RestError', code: 'ECONNREFUSED' },
    });
  });
});

describe('when the connection string is wrong', () => {
  it.each([
    ['nothing', ''],
    ['no key', 'endpoint=https://latchkey.example/'],
    ['no address', `endpoint=;accesskey=${ACCESS_KEY}`],
    ['no address in it', `endpoint=nowhere;accesskey=${ACCESS_KEY}`],
    ['plain http to another machine', `endpoint=http://sms.latchkey.example/;accesskey=${ACCESS_KEY}`],
    ['another protocol', `endpoint=ftp://sms.latchkey.example/;accesskey=${ACCESS_KEY}`],
    ['somebody else’s service', `endpoint=https://sms.latchkey.example/;accesskey=${ACCESS_KEY}`],
    ['another order', `accesskey=${ACCESS_KEY};endpoint=https://latchkey.example/`],
  ])('says so without quoting it: %s', (_name, text) => {
    const make = () => new AcsSmsSender({ connectionString: Secret.of(text), from: '+18005550100' });
    expect(make).toThrow(EffectError);
    expect(make).toThrow(/^the SMS connection string is not/);
    expect(make).not.toThrow(ACCESS_KEY);
  });
});

describe('when the same client sends again after a failure', () => {
  it('sends', async () => {
    const one = sender();
    service.answer = answer(503);
    await expect(one.send(Secret.of(NUMBER), Secret.of(TEXT))).rejects.toMatchObject({ code: 'unavailable' });
    service.answer = accepted([delivered(NUMBER)]);
    await expect(one.send(Secret.of(NUMBER), Secret.of(TEXT))).resolves.toBeUndefined();
  });
});
