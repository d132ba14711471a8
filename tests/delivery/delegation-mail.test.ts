import { createDelegationMails } from '../../delivery/delegation-mail';
import { Secret } from '../../platform/secret';
import { SETTINGS } from '../support/sample-people';
import { TENANT } from '../support/request-builder';

const MAILBOX = { id: 'mailbox', channel: 'email', address: Secret.of('max@contoso.example'), masked: '' } as const;
const FACTS = {
  delegateName: 'Olga\nwww.evil.example <b>',
  delegateAddress: 'olga@contoso.example\nhttps://evil.example/',
  from: Date.parse('2026-11-29T07:00:00Z'),
  until: Date.parse('2026-12-06T00:00:00Z'),
};

describe('when a manager is told by mail of a stand-in', () => {
  it('reads who, from when until when, and how to end it; names stay names', async () => {
    const sent: string[] = [];
    const mails = createDelegationMails({
      mail: {
        send: async (tenantId, to, subject, text) => void sent.push(tenantId, to.reveal(), subject, text.reveal()),
      },
      tenants: { find: () => SETTINGS },
    });
    await mails.sendNamed(TENANT, MAILBOX, FACTS);
    const [tenantId, to, subject, text = ''] = sent;
    expect([tenantId, to, subject]).toEqual([
      TENANT,
      'max@contoso.example',
      'A stand-in for you was named in Latchkey',
    ]);
    expect(text).toContain('at Contoso as your stand-in: from 2026-11-29 07:00 UTC until 2026-12-06 00:00 UTC');
    expect(text).toContain('write “stand-in off” to Latchkey');
    expect(text).not.toMatch(/https?:|<b>|www\.evil\.example/);
  });
});
