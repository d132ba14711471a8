import { SmsClient } from '@azure/communication-sms';
import type { Server } from 'restify';
import type { Outbox } from '../../simulators/outbox';
import { createOutbox } from '../../simulators/outbox';
import { answerSms, smsRoutes } from '../../simulators/sms-routes';
import { closeServer, createLoopbackServer, listenOnLoopback } from '../../simulators/teams/server';

const KEY = Buffer.from('a key of the local profile').toString('base64');
const TO = '+4791234567';

let server: Server;
let outbox: Outbox;
let url: string;
beforeEach(async () => {
  outbox = createOutbox();
  server = createLoopbackServer();
  smsRoutes({ outbox, accessKey: KEY })(server);
  url = `http://127.0.0.1:${await listenOnLoopback(server, 0)}`;
});
afterEach(() => closeServer(server));

const client = (key = KEY) =>
  new SmsClient(`endpoint=${url}/;accesskey=${key}`, {
    allowInsecureConnection: true,
    retryOptions: { maxRetries: 0 },
  });

describe('when the official client sends', () => {
  it('accepts it and puts it into the outbox', async () => {
    const [answer] = await client().send({ from: '+4790000000', to: [TO], message: 'Your link' });
    expect(answer).toMatchObject({ to: TO, successful: true, httpStatusCode: 202, repeatabilityResult: 'accepted' });
    expect(outbox.posted).toMatchObject([{ kind: 'sms', from: '+4790000000', to: TO, text: 'Your link' }]);
  });

  it('refuses a wrong key and posts nothing', async () => {
    const other = client(Buffer.from('other').toString('base64'));
    const sending = other.send({ from: '+4790000000', to: [TO], message: 'x' });
    await expect(sending).rejects.toMatchObject({ statusCode: 401 });
    expect(outbox.posted).toEqual([]);
  });

  it('says per recipient what was refused', async () => {
    outbox.smsToRefuse = 1;
    const answers = await client().send({ from: '+4790000000', to: [TO, '0047', TO], message: 'x' });
    expect(answers.map(({ httpStatusCode }) => httpStatusCode)).toEqual([503, 400, 202]);
    expect(outbox.posted).toHaveLength(1);
  });
});

describe('when a request comes by hand', () => {
  const call = (body: unknown, authorization = 'HMAC-SHA256 SignedHeaders=x-ms-date;host&Signature=YQ==') => ({
    ...{ pathAndQuery: '/sms', headers: { authorization }, rawBody: JSON.stringify(body) },
  });
  const good = { from: '+471', message: 'x', smsRecipients: [{ to: TO, repeatabilityRequestId: 'r1' }] };

  it('takes any signature where no key is known, but needs one', () => {
    expect(answerSms({ outbox }, new Map(), call(good))).toMatchObject({ status: 202 });
    expect(answerSms({ outbox }, new Map(), call(good, 'Bearer x'))).toMatchObject({ status: 401 });
  });

  it('delivers a repeated request once, under one message id', () => {
    const seen = new Map<string, string>();
    const first = answerSms({ outbox }, seen, call(good));
    expect(answerSms({ outbox }, seen, call(good))).toEqual(first);
    expect(outbox.posted).toHaveLength(1);
  });

  it.each([
    ['no recipients', { ...good, smsRecipients: [] }],
    ['no text', { ...good, message: undefined }],
    ['no object', 'x'],
    ['no JSON', undefined],
  ])('refuses %s', (_name, body) => {
    expect(answerSms({ outbox }, new Map(), call(body))).toMatchObject({ status: 400 });
    expect(outbox.posted).toEqual([]);
  });
});
