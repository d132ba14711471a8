import nock from 'nock';
import { createContactDirectory } from '../../graph/contact-directory';
import { CONTOSO_TENANT_ID as TENANT, GROUPS, PEOPLE } from '../../simulators/entra/contoso-ids';
import { addGroup, addUser, userById } from '../../simulators/entra/people';
import { contosoGraph, scriptedClient } from './contoso-graph';

const { ada, hana, breakGlass } = PEOPLE;
const NOBODY = 'a0da0099-0000-4000-8000-000000000099';

afterEach(() => nock.cleanAll());

function contoso(roles?: readonly string[]) {
  const { tenant, graph } = contosoGraph(roles);
  return { tenant, contacts: createContactDirectory(graph) };
}

const written = (entry: object) =>
  createContactDirectory(() => scriptedClient({ userPrincipalName: 'ada@contoso.example', ...entry }));

describe('when the entry of somebody is read', () => {
  it('gives number and other mail addresses, masked, and what is the account’s own', async () => {
    const { tenant, contacts } = contoso();
    userById(tenant, ada).proxyAddresses.push('smtp:ada@sales.contoso.example');
    const entry = await contacts.entry(TENANT, ada);
    expect(entry).toMatchObject({
      number: { channel: 'sms', masked: '+47 ••• •• 312' },
      mails: [{ channel: 'email', masked: 'a•••@post.example' }],
    });
    expect([entry?.number?.address.reveal(), entry?.mails[0]?.address.reveal()]).toEqual([
      '+4740055312',
      'ada.lindqvist@post.example',
    ]);
    expect(entry?.own).toEqual([
      'ada.lindqvist@contoso.example',
      'ada.lindqvist@contoso.example',
      'ada.lindqvist@contoso.example',
      'ada@sales.contoso.example',
    ]);
    expect(JSON.stringify(entry)).not.toMatch(/40055312|ada\.lindqvist@post/);
  });

  it('asks for what it needs in one call, and for no desk phone', async () => {
    const client = scriptedClient({ userPrincipalName: 'a@contoso.example' });
    await createContactDirectory(() => client).entry(TENANT, ada);
    expect(client.calls).toEqual([
      {
        operation: 'contacts.entry',
        method: 'GET',
        path: `/users/${ada}`,
        query: { $select: 'id,mail,userPrincipalName,mobilePhone,otherMails,proxyAddresses' },
      },
    ]);
  });

  it('finds nobody where there is nobody, and throws what is no answer', async () => {
    await expect(contoso().contacts.entry(TENANT, NOBODY)).resolves.toBeUndefined();
    await expect(contoso(['Mail.Send']).contacts.entry(TENANT, ada)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(contoso().contacts.entry(TENANT, 'ada@contoso.example')).rejects.toMatchObject({ code: 'rejected' });
  });

  const numbers: readonly (readonly [string | null, string | undefined])[] = [
    ['+47 400 55 312', '+4740055312'],
    ['+1 (555) 555-1234', '+15555551234'],
    ['+44 20.7946.0018', '+442079460018'],
    ['400 55 312', undefined],
    ['0047 40055312', undefined],
    ['+44 (0)7911 123456', undefined],
    ['+44 ( 0 ) 7911 123456', undefined],
    ['+1 5555551234x12', undefined],
    ['+47 40055312 / 40055313', undefined],
    ['+0 40055312', undefined],
    ['+47', undefined],
    [`+47${'1'.repeat(60)}`, undefined],
    ['ring me', undefined],
    ['', undefined],
    [null, undefined],
  ];
  it.each(numbers)('the number %p is %p', async (mobilePhone, expected) => {
    const entry = await written({ mobilePhone }).entry(TENANT, ada);
    expect(entry?.number?.address.reveal()).toBe(expected);
  });

  const mails: readonly (readonly [string, readonly string[] | null, readonly string[]])[] = [
    ['none', null, []],
    ['twice the same', ['Ada@post.example', ' ada@POST.example '], ['ada@POST.example']],
    ['what is none', ['ada', 'a b@post.example', '@post.example', 'ada@post', 'a@b@post.example'], []],
    [
      'more than anybody needs',
      Array.from({ length: 9 }, (_, at) => `a${String(at)}@post.example`),
      Array.from({ length: 5 }, (_, at) => `a${String(at)}@post.example`),
    ],
  ];
  it.each(mails)('other mail addresses: %s', async (_name, otherMails, expected) => {
    const entry = await written({ otherMails }).entry(TENANT, ada);
    expect(entry?.mails.map(({ address }) => address.reveal())).toEqual(expected);
  });

  it('does not know the own addresses where Graph says nothing of them, and an account without a mailbox has its name', async () => {
    expect(await written({}).entry(TENANT, ada)).not.toHaveProperty('own');
    expect(await written({ proxyAddresses: null }).entry(TENANT, ada)).not.toHaveProperty('own');
    const { contacts } = contoso();
    expect((await contacts.entry(TENANT, breakGlass))?.own).toHaveLength(1);
  });
});

describe('when a group is read page by page', () => {
  it('each page names the next, also for whoever comes back later', async () => {
    const { tenant, contacts } = contoso();
    const people = Array.from({ length: 120 }, (_, at) => {
      const userPrincipalName = `p${String(at)}@contoso.example`;
      return addUser(tenant, { displayName: `P ${String(at)}`, userPrincipalName }).id;
    });
    addGroup(tenant, { ...tenant.groups.get(GROUPS.duty), id: NOBODY, members: people } as Parameters<
      typeof addGroup
    >[1]);
    const first = await contacts.members(TENANT, NOBODY);
    expect(first.ids).toHaveLength(100);
    const second = await contacts.members(TENANT, NOBODY, first.after);
    expect(second).toEqual({ ids: expect.any(Array) });
    expect(new Set([...first.ids, ...second.ids])).toEqual(new Set(people));
  });

  it('people in groups inside count', async () => {
    const { ids, after } = await contoso().contacts.members(TENANT, GROUPS.helpdesk);
    expect([ids.includes(hana), after]).toEqual([true, undefined]);
  });

  it('a link that leads elsewhere is not followed', async () => {
    const { contacts } = contoso();
    await expect(contacts.members(TENANT, GROUPS.duty, 'https://evil.example/beta/users')).rejects.toMatchObject({
      code: 'rejected',
    });
  });
});
