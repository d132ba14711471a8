import { ownMailbox } from '../../recovery/own-mailbox';

const OWN = { mail: 'Ada@contoso.example', userPrincipalName: 'ada.l@contoso.example' };

describe('when an address may be that of the locked mailbox', () => {
  it.each([
    ['its mail, in other letters', 'ADA@contoso.example', [], 'ownMailbox'],
    ['its user principal name', 'ada.l@contoso.example', [], 'ownMailbox'],
    ['its mail with a tag', 'ada+home@contoso.example', [], 'ownMailbox'],
    ['another name of it', 'al@sales.example', ['AL@sales.example'], 'ownMailbox'],
    ['another name with a tag', 'al+x+y@sales.example', ['al@sales.example'], 'ownMailbox'],
    ['a name that bears a tag itself', 'al@sales.example', ['al+old@sales.example'], 'ownMailbox'],
    ['a colleague’s, where its names are known', 'bo@contoso.example', [], undefined],
    ['a colleague’s, where they are not said', 'bo@contoso.example', undefined, 'maybeOwnMailbox'],
    ['a house above, likewise', 'bo@example', undefined, 'maybeOwnMailbox'],
    ['a house below, likewise', 'bo@mail.contoso.example', undefined, 'maybeOwnMailbox'],
    ['a house that only ends alike', 'bo@mycontoso.example', undefined, undefined],
    ['somebody else’s house', 'ada@home.example', undefined, undefined],
    ['a tag without a name before the house', 'ada@contoso.example+x', [], undefined],
  ] as const)('%s', (_what, address, aliases, expected) => {
    expect(ownMailbox({ ...OWN, ...(aliases && { aliases }) }, address)).toBe(expected);
  });

  it('an account without a mail has no house of that', () => {
    expect(ownMailbox({ mail: '', userPrincipalName: 'ada@contoso.example' }, 'ada@home.example')).toBeUndefined();
  });
});
