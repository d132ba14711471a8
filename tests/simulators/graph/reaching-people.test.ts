import { APPS, PEOPLE, TEAMS_APP } from '../../../simulators/entra/contoso-ids';
import { contoso, START } from './contoso-caller';

const MARCUS = `/v1.0/users/${PEOPLE.marcus}`;
const APPS_OF_MARCUS = `${MARCUS}/teamwork/installedApps`;
const ASK = `${APPS_OF_MARCUS}?$expand=teamsApp&$filter=${encodeURIComponent(`teamsApp/id eq '${TEAMS_APP.id}'`)}`;
const INSTALL = { 'teamsApp@odata.bind': `https://graph.microsoft.com/v1.0/appCatalogs/teamsApps/${TEAMS_APP.id}` };

describe('when the app is installed for somebody', () => {
  it('it is found by the manifest’s id, installed, and leads to the chat', () => {
    const { call, tenant } = contoso();
    const catalogue = `/v1.0/appCatalogs/teamsApps?$filter=${encodeURIComponent(`externalId eq '${TEAMS_APP.manifestId}'`)}`;
    expect(call('GET', catalogue).body.value).toMatchObject([{ id: TEAMS_APP.id, distributionMethod: 'organization' }]);
    expect(call('GET', ASK).body.value).toEqual([]);
    const told: string[] = [];
    tenant.observers.add(({ method, path, userId }) => told.push(`${method} ${path} ${String(userId)}`));
    const { status, body } = call('POST', APPS_OF_MARCUS, { body: INSTALL });
    expect([status, body]).toEqual([201, undefined]);
    expect(told).toEqual([`POST /users/${PEOPLE.marcus}/teamwork/installedApps ${PEOPLE.marcus}`]);
    const [installation] = call('GET', ASK).body.value;
    expect(Buffer.from(String(installation?.id), 'base64').toString()).toBe(`${PEOPLE.marcus}##${TEAMS_APP.id}`);
    expect(installation?.teamsApp.externalId).toBe(TEAMS_APP.manifestId);
    expect(call('GET', APPS_OF_MARCUS).body.value).toEqual([{ id: String(installation?.id) }]);
    expect(call('GET', `${APPS_OF_MARCUS}/${encodeURIComponent(String(installation?.id))}`).body.id).toBe(
      String(installation?.id),
    );
    const chat = call('GET', `${APPS_OF_MARCUS}/${encodeURIComponent(String(installation?.id))}/chat`).body;
    expect(chat.id).toBe(`19:${PEOPLE.marcus}_${APPS.bot.appId}@unq.gbl.spaces`);
    expect(call('DELETE', `${APPS_OF_MARCUS}/${encodeURIComponent(String(installation?.id))}`).status).toBe(204);
    expect(call('GET', ASK).body.value).toEqual([]);
  });

  it.each([
    ['a conflict', true, 409],
    ['no matter', false, 201],
  ])('a second time is %s', (_, conflictOnInstall, status) => {
    const { call } = contoso({ conflictOnInstall });
    call('POST', APPS_OF_MARCUS, { body: INSTALL });
    expect(call('POST', APPS_OF_MARCUS, { body: INSTALL }).status).toBe(status);
  });

  it.each([
    [{}, 400],
    [{ 'teamsApp@odata.bind': 'https://graph.microsoft.com/v1.0/appCatalogs/teamsApps/other' }, 404],
  ])('%j is refused', (body, status) => {
    expect(contoso().call('POST', APPS_OF_MARCUS, { body }).status).toBe(status);
  });

  it('an app that was only sideloaded cannot be', () => {
    const { call, tenant } = contoso();
    tenant.catalogue.push({
      id: 'own',
      externalId: 'x',
      displayName: 'Own',
      distributionMethod: 'sideloaded',
      botId: 'b',
    });
    const body = { 'teamsApp@odata.bind': 'https://graph.microsoft.com/v1.0/appCatalogs/teamsApps/own' };
    expect(call('POST', APPS_OF_MARCUS, { body }).status).toBe(404);
  });

  it('an installation that is not there is a 404', () => {
    expect(contoso().call('GET', `${APPS_OF_MARCUS}/bm90aGluZw/chat`).status).toBe(404);
  });
});

describe('when mail is sent', () => {
  const message = {
    subject: 'Your request',
    body: { contentType: 'Text', content: 'Somebody asked.' },
    toRecipients: [{ emailAddress: { address: 'ada.lindqvist@post.example' } }],
  };

  it('it is accepted with an empty answer and lies in the outbox', () => {
    const { call, tenant } = contoso();
    const { status, body } = call('POST', `${MARCUS}/sendMail`, { body: { message, saveToSentItems: false } });
    expect([status, body]).toEqual([202, undefined]);
    expect(tenant.outbox).toEqual([
      {
        at: START,
        from: 'marcus.oyelaran@contoso.example',
        to: ['ada.lindqvist@post.example'],
        subject: 'Your request',
        contentType: 'Text',
        content: 'Somebody asked.',
        savedToSentItems: false,
      },
    ]);
  });

  it('it is kept among the sent items unless told otherwise', () => {
    const { call, tenant } = contoso();
    call('POST', `${MARCUS}/sendMail`, { body: { message } });
    expect(tenant.outbox.map(({ savedToSentItems }) => savedToSentItems)).toEqual([true]);
  });

  it.each([{}, { message: { ...message, toRecipients: [] } }, { message: { ...message, toRecipients: ['x'] } }])(
    '%j is refused',
    (body) => {
      const { call, tenant } = contoso();
      expect(call('POST', `${MARCUS}/sendMail`, { body }).status).toBe(400);
      expect(tenant.outbox).toEqual([]);
    },
  );
});
