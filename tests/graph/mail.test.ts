import nock from 'nock';
import { createMailSender, type Mail } from '../../graph/mail';
import { Secret } from '../../platform/secret';
import { CONTOSO_TENANT_ID as TENANT, PEOPLE } from '../../simulators/entra/contoso-ids';
import { userById } from '../../simulators/entra/people';
import { contosoGraph, graphNock, clientWith, scriptedClient } from './contoso-graph';

const MAIL: Mail = {
  from: 'latchkey@contoso.example',
  to: Secret.of('ada.lindqvist@post.example'),
  subject: 'Your recovery',
  body: { contentType: 'text', content: Secret.of('https://latchkey.example/reveal/token') },
};

afterEach(() => nock.cleanAll());

describe('when a mail is sent', () => {
  it('goes from the mailbox to the address and is not kept in Sent Items', async () => {
    const { tenant, graph } = contosoGraph();
    const { userPrincipalName: from } = userById(tenant, PEOPLE.marcus);
    const { requestId } = await createMailSender(graph).send(TENANT, { ...MAIL, from });
    expect(requestId).toEqual(expect.any(String));
    expect(tenant.outbox).toMatchObject([
      {
        to: ['ada.lindqvist@post.example'],
        subject: 'Your recovery',
        contentType: 'text',
        content: 'https://latchkey.example/reveal/token',
        savedToSentItems: false,
      },
    ]);
  });

  it('names the mailbox in the path, by address or object id', async () => {
    for (const from of ['latchkey@contoso.example', PEOPLE.marcus]) {
      const scope = graphNock()
        .post(`/v1.0/users/${encodeURIComponent(from)}/sendMail`)
        .reply(202);
      await createMailSender(() => clientWith()).send(TENANT, { ...MAIL, from });
      scope.done();
    }
  });

  it('is sent once, whatever happens', async () => {
    const { tenant, graph } = contosoGraph();
    tenant.switches.faults.push({ path: /sendMail/, status: 504, afterCommit: true, times: 1 });
    const send = createMailSender(graph).send(TENANT, { ...MAIL, from: PEOPLE.marcus });
    await expect(send).rejects.toMatchObject({ code: 'unavailable' });
    expect(tenant.outbox).toHaveLength(1);
  });

  it.each(['', 'x#EXT#@contoso.example', 'a/b@contoso.example', '../x', 'a b@contoso.example', 'a@b@c', '..', '.'])(
    'refuses the mailbox %j before any call',
    async (from) => {
      const client = scriptedClient();
      const send = createMailSender(() => client).send(TENANT, { ...MAIL, from });
      await expect(send).rejects.toMatchObject({ code: 'rejected' });
      expect(client.calls).toEqual([]);
    },
  );

  it('is forbidden where the app may not send', async () => {
    const { graph } = contosoGraph(['User.Read.All']);
    const send = createMailSender(graph).send(TENANT, { ...MAIL, from: PEOPLE.marcus });
    await expect(send).rejects.toMatchObject({ code: 'forbidden' });
  });
});
