import { draftRequest } from '../../recovery/draft-request';
import { isFederated } from '../../recovery/federated-sign-in';
import { createWorld } from '../support/domain-world';
import { TENANT } from '../support/request-builder';
import { samplePerson, SETTINGS, WHO } from '../support/sample-people';
import { PROOF } from '../support/sample-proof';

describe('when a user name is compared with the domains that are federated', () => {
  it.each([
    ['the domain itself', 'ada@contoso.example', true],
    ['in capitals', 'ada@Contoso.EXAMPLE', true],
    ['with a second sign before it', 'a@d@contoso.example', true],
    ['a domain below', 'ada@eu.contoso.example', false],
    ['a domain above', 'ada@example', false],
    ['one that ends alike', 'ada@not-contoso.example', false],
    ['the domain as a name', 'contoso.example@fabrikam.example', false],
    ['a guest from there', 'ada_contoso.example#EXT#@fabrikam.example', false],
    ['a name without a domain', 'contoso.example', false],
    ['nothing before the sign', '@contoso.example', false],
    ['nothing at all', '', false],
  ])('%s: %j is %p', (_what, userPrincipalName, expected) => {
    expect(isFederated({ federatedDomains: ['contoso.example'] }, { userPrincipalName })).toBe(expected);
  });

  it('says no where no domain is listed', () => {
    expect(isFederated({}, samplePerson(WHO.ada))).toBe(false);
  });
});

describe('when the domain of an employee is federated', () => {
  async function drafts(presser: string, federatedDomains: readonly string[]) {
    const world = await createWorld();
    const tenants = { find: () => ({ ...SETTINGS, federatedDomains }) };
    const input = { tenantId: TENANT, presser, scenario: 'lostPhone' } as const;
    const other = presser === WHO.ada ? {} : { address: 'ada@contoso.example', proof: PROOF };
    const outcome = await draftRequest({ ...world.deps, tenants }, { ...input, ...other });
    if (outcome.kind !== 'draft') throw new Error(outcome.kind);
    const { draft: _draft, ...view } = outcome;
    return view;
  }

  it('is said to the employee, and nothing else of the draft is another', async () => {
    const [told, same] = [await drafts(WHO.ada, ['contoso.example']), await drafts(WHO.ada, [])];
    const { federated, ...rest } = told;
    expect(federated).toBe(true);
    expect(JSON.stringify(rest)).toBe(JSON.stringify(same));
  });

  it('is not said to the helpdesk', async () => {
    expect(await drafts(WHO.helen, ['contoso.example'])).not.toHaveProperty('federated');
  });
});
