import restify from 'restify';
import { AcsSmsSender } from '../../delivery/acs-sms-sender';
import { createOutOfBand } from '../../delivery/out-of-band';
import { Secret } from '../../platform/secret';
import { createOutbox, nextSms } from '../../simulators/outbox';
import { smsRoutes } from '../../simulators/sms-routes';
import { ACCESS_KEY } from './acs-stand-in';
import { contact, REQUEST } from './requests';

const LINK = 'https://latchkey.example/reveal/the-token-of-the-link';

const server = restify.createServer();
const outbox = createOutbox();

beforeAll(async () => {
  server.use(restify.plugins.bodyParser());
  smsRoutes({ outbox, accessKey: ACCESS_KEY })(server);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
});
afterAll(async () => {
  server.server.closeAllConnections();
  await new Promise<void>((resolve) => {
    server.close(resolve);
  });
});

const outOfBand = (accessKey: string) => {
  const connectionString = Secret.of(
    `endpoint=http://127.0.0.1:${String(server.address().port)}/;accesskey=${accessKey}`,
  );
  return createOutOfBand({
    mail: { send: () => Promise.reject(new Error('not this one')) },
    sms: new AcsSmsSender({ connectionString, from: '+18005550100' }),
    tenants: { find: () => undefined },
    linkMinutes: () => 10,
  });
};

describe('when text messages go to the local outbox', () => {
  it('takes what we send, signed, and shows the link', async () => {
    await outOfBand(ACCESS_KEY).sendLink(contact('sms', '+47 99999999'), REQUEST, Secret.of(LINK));
    const sms = await nextSms(outbox, '+4799999999');
    expect(sms).toMatchObject({ from: '+18005550100', to: '+4799999999', text: expect.stringContaining(LINK) });
  });

  it('says no to another key', async () => {
    const other = Buffer.from('another key').toString('base64');
    const sent = outOfBand(other).sendLink(contact('sms', '+47 99999999'), REQUEST, Secret.of(LINK));
    await expect(sent).rejects.toMatchObject({ code: 'forbidden' });
  });
});
