import { Secret } from '../../platform/secret';
import type { BotOrder } from '../../simulators/bot-order';
import { listeningMessage, orderMessage, readListening, readOrder } from '../../simulators/bot-order';

const ORDER: BotOrder = {
  instance: 2,
  port: 0,
  publicUrl: 'http://127.0.0.1:3978',
  storagePrefix: 'a1',
  settings: {
    tenantId: 't',
    tenantName: 'Contoso',
    bot: { id: 'b', password: Secret.of('bot-password') },
    executor: { clientId: 'e', secret: Secret.of('executor-secret') },
    stepUp: { clientId: 'u', secret: Secret.of('step-up-secret'), authenticationContext: 'c1' },
    groups: { helpdesk: 'h', duty: 'd', security: 's', breakGlass: 'g' },
    graphBaseUrl: 'http://127.0.0.1:1',
    entraAuthorityHost: 'http://127.0.0.1:2',
    botOpenIdMetadataUrl: 'http://127.0.0.1:3/openid',
    botLoginUrl: 'http://127.0.0.1:2/token',
    botServiceUrl: 'http://127.0.0.1:3',
    connectionString: Secret.of('AccountKey=account-key'),
    sms: { connectionString: Secret.of('accesskey=sms-key'), from: '+47' },
    mailSender: 'hana',
    manifestId: 'm',
  },
};

describe('when a process tells another one how to start', () => {
  it('the order arrives whole, its secrets as secrets', () => {
    // As the channel between two processes does it.
    const arrived = readOrder(JSON.parse(JSON.stringify(orderMessage(ORDER))));
    expect(arrived?.settings.bot.password.reveal()).toBe('bot-password');
    expect(arrived?.settings.connectionString.reveal()).toBe('AccountKey=account-key');
    expect(JSON.stringify(arrived)).not.toMatch(/bot-password|executor-secret|step-up-secret|account-key|sms-key/);
    expect(JSON.parse(JSON.stringify(arrived))).toEqual(JSON.parse(JSON.stringify(ORDER)));
  });

  it.each([undefined, null, 'order', { kind: 'order' }, { kind: 'time', ms: 1 }, listeningMessage(1)])(
    '%j is no order',
    (message) => {
      expect(readOrder(message)).toBeUndefined();
    },
  );

  it('the answer is the port', () => {
    expect(readListening(listeningMessage(3978))).toBe(3978);
    expect(readListening(orderMessage(ORDER))).toBeUndefined();
  });
});
