import { toPerson, USER, USER_SELECT } from '../../graph/person';
import { PEOPLE } from '../../simulators/entra/contoso-ids';

const FULL = {
  id: PEOPLE.ada.toUpperCase(),
  displayName: 'Ada Lindqvist',
  givenName: 'Ada',
  mail: 'ada@contoso.example',
  userPrincipalName: 'ada.lindqvist@contoso.example',
  jobTitle: 'Engineer',
  department: 'Research',
  accountEnabled: true,
  userType: 'Member',
  createdDateTime: '2023-08-03T12:00:00Z',
  onPremisesSyncEnabled: true,
  externalUserState: null,
  proxyAddresses: ['SMTP:ada@contoso.example', 'smtp:al@sales.example'],
  identities: [{ signInType: 'userPrincipalName', issuer: 'contoso.example', issuerAssignedId: 'ada' }],
};
const BARE = { id: PEOPLE.ada, userPrincipalName: 'ada@contoso.example' };

const person = (changes: object) => toPerson(USER.parse({ ...FULL, ...changes }));

describe('when Graph describes a person', () => {
  it('makes a person of the domain', () => {
    expect(person({})).toEqual({
      id: PEOPLE.ada,
      displayName: 'Ada Lindqvist',
      givenName: 'Ada',
      mail: 'ada@contoso.example',
      userPrincipalName: 'ada.lindqvist@contoso.example',
      aliases: ['ada@contoso.example', 'al@sales.example'],
      jobTitle: 'Engineer',
      department: 'Research',
      accountEnabled: true,
      userType: 'member',
      createdAt: Date.parse('2023-08-03T12:00:00Z'),
      onPremisesSynced: true,
    });
  });

  it('takes the cautious value for what Graph does not say', () => {
    expect(toPerson(USER.parse(BARE))).toEqual({
      id: PEOPLE.ada,
      displayName: 'ada@contoso.example',
      userPrincipalName: 'ada@contoso.example',
      accountEnabled: false,
      userType: 'unknown',
      onPremisesSynced: false,
    });
  });

  it('asks for what it reads', () => {
    expect(USER_SELECT.split(',').sort()).toEqual(Object.keys(USER.shape).sort());
  });

  it.each([
    [{ userType: 'Member' }, 'member'],
    [{ userType: 'Guest' }, 'guest'],
    [{ userType: null }, 'unknown'],
    [{ userType: 'Other' }, 'unknown'],
    [{ userType: 'Member', externalUserState: 'Accepted' }, 'guest'],
    [{ userType: 'Member', identities: [{ signInType: 'federated', issuer: 'ExternalAzureAD' }] }, 'guest'],
    [{ userType: 'Member', identities: null }, 'member'],
  ])('calls somebody with %j a %s', (changes, userType) => {
    expect(person(changes).userType).toBe(userType);
  });

  it.each([
    [{ accountEnabled: false }, false],
    [{ accountEnabled: null }, false],
  ])('calls the account of somebody with %j enabled: %s', (changes, enabled) => {
    expect(person(changes).accountEnabled).toBe(enabled);
  });

  it.each(['x', '', 'ada@contoso.example'])('refuses the id %j', (id) => {
    expect(() => person({ id })).toThrow(expect.objectContaining({ code: 'rejected' }));
  });
});
