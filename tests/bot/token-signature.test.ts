import { createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import type { ChannelKeys } from '../../bot/token-signature';
import { channelKeys, checkSignature } from '../../bot/token-signature';
import { startChannel } from './channel';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = createPublicKey(publicKey.export({ type: 'spki', format: 'pem' })).export({ type: 'spki', format: 'pem' });
const SIGNED = 'header.claims';
const TOKEN = { kid: 'k', signed: SIGNED, signature: sign('RSA-SHA256', Buffer.from(SIGNED), privateKey) };

type Found = Awaited<ReturnType<ChannelKeys['getKey']>>;

const asked: string[] = [];
/** What the SDK found for any key id; `endorsements` comes from the channel, so it may be anything. */
const keysWith = (endorsements: unknown): ChannelKeys => ({
  getKey: async (kid) => {
    asked.push(kid);
    return { key: pem, endorsements } as unknown as Found;
  },
});

const verdict = (keys: ChannelKeys, change: Partial<typeof TOKEN> = {}): Promise<string> =>
  checkSignature(keys, { ...TOKEN, ...change }).then(
    () => 'holds',
    (error: unknown) => String(Reflect.get(Object(error), 'code') ?? error),
  );

describe('when a signature is checked', () => {
  beforeEach(() => {
    asked.length = 0;
  });

  it('holds under a key that may speak for Teams, which is looked up by its id', async () => {
    expect(await verdict(keysWith(['webchat', 'msteams']))).toBe('holds');
    expect(asked).toEqual(['k']);
  });

  it.each<readonly [string, unknown]>([
    ['other channels', ['webchat']],
    ['no channel', []],
    ['nothing', undefined],
    ['a text with the name in it', 'msteams'],
    ['nothing readable', { 0: 'msteams' }],
  ])('does not hold under a key that is endorsed for %s', async (_what, endorsements) => {
    expect(await verdict(keysWith(endorsements))).toBe('endorsement');
  });

  it('does not hold over anything else', async () => {
    expect(await verdict(keysWith(['msteams']), { signed: 'header.others' })).toBe('signature');
  });

  it('does not hold where the channel has no such key', async () => {
    const none: ChannelKeys = { getKey: async () => undefined as unknown as Found };
    expect(await verdict(none)).toBe('signature');
  });

  it('is not called bad where the keys cannot be fetched', async () => {
    const down: ChannelKeys = { getKey: () => Promise.reject(new Error('down')) };
    expect(await verdict(down)).toBe('Error: down');
  });
});

describe('when the channel publishes its keys', () => {
  it('they are fetched where its documents say, with what they are endorsed for', async () => {
    const channel = await startChannel();
    const found = await channelKeys(channel.settings.openIdMetadataUrl ?? '').getKey(channel.key.kid);
    expect(found).toMatchObject({ key: expect.stringContaining('PUBLIC KEY'), endorsements: ['msteams'] });
    expect(channel.fetched).toEqual(['/openid', '/keys']);
    await channel.stop();
  });
});
