import type { Scenario } from '../../recovery/terms';
import { EXIT, printExplanation } from '../../scripts/policy-explain';
import { open } from '../support/domain-stories';
import type { World, WorldOptions } from '../support/domain-world';
import { createWorld } from '../support/domain-world';
import { TENANT } from '../support/request-builder';
import { GROUPS, WHO } from '../support/sample-people';
import { selfWorld } from '../support/self-verified-stories';

const WRITES = new Set([
  ...['passes.issue', 'passes.remove', 'methods.remove', 'methods.prefer', 'accounts.revokeSessions'],
  ...[
    'accounts.disable',
    'sightings.record',
    'sightings.recordLook',
    'ledger.open',
    'ledger.commit',
    'ledger.commitAll',
    'ledger.raise',
  ],
  ...['ledger.journal', 'ledger.lease', 'drafts.put', 'links.put', 'queue.wake', 'cards.project', 'cards.notify'],
  ...['keptContacts.change', 'keptContacts.remove', 'lastMembers.save', 'outOfBand.sendLink', 'outOfBand.sendNotice'],
]);

const written = (world: World): readonly string[] => world.ports.calls.filter((call) => WRITES.has(call));

async function explained(world: World, address: string, scenario: Scenario = 'lostPhone') {
  const lines: string[] = [];
  const deps = { deps: world.deps, say: (line: string) => void lines.push(line) };
  const code = await printExplanation(deps, { tenantIds: [TENANT], address, scenario });
  return { code, lines, text: lines.join('\n') };
}

const BOARD: WorldOptions = {
  policy: { tiers: [{ name: 'board', groupIds: ['board-group'], overrides: { approval: 'dualApproval' } }] },
};

describe('when the policy is explained for one person', () => {
  it('says who they are, the route, who would be asked, and every rule', async () => {
    const world = await createWorld();
    const { code, lines } = await explained(world, 'ada@contoso.example');
    expect(code).toBe(EXIT.explained);
    expect(lines.slice(0, 4)).toEqual([
      `ada (ada@contoso.example), ${WHO.ada}`,
      expect.stringMatching(/^If they asked now \(lostPhone\): (one person|two people) approves?$/),
      'Asked:',
      '  1. manager: max (max@contoso.example)',
    ]);
    for (const rule of ['account.member', 'account.breakGlass', 'account.roles', 'risk.user', 'history.recoveries'])
      expect(lines).toContainEqual(expect.stringMatching(new RegExp(`^  ok +${rule} +[A-Z].*\\.$`)));
    expect(lines).toContainEqual(expect.stringMatching(/^ {2}ok +manager\.stable +The manager is enabled/));
  });

  it.each([
    ['mail', 'ada@contoso.example'],
    ['object id', WHO.ada],
    ['object id in upper case', WHO.ada.toUpperCase()],
  ])('finds them by %s', async (_how, address) => {
    const { code, lines } = await explained(await createWorld(), address);
    expect([code, lines[0]]).toEqual([EXIT.explained, `ada (ada@contoso.example), ${WHO.ada}`]);
  });

  it('writes nothing, whatever it reads for the first time', async () => {
    const world = await createWorld(BOARD);
    await explained(world, WHO.ada);
    // Nobody has ever looked at Colin's contacts and managers.
    await explained(world, WHO.colin);
    expect(written(world)).toEqual([]);
  });

  it('says which groups anybody may write who may write groups', async () => {
    const world = await createWorld();
    world.directory.openGroups.add(GROUPS.duty);
    expect((await explained(world, WHO.ada)).lines).toContain(
      'Groups: helpdesk role-assignable, duty not role-assignable, security role-assignable',
    );
    world.ports.fail('directory.isRoleAssignable', 'forbidden');
    expect((await explained(world, WHO.ada)).text).toContain('Groups: helpdesk not readable, duty not readable');
  });

  it('says whether a code may do in place of an approver, where the number is, and why not', async () => {
    const world = await selfWorld();
    expect((await explained(world, WHO.ada, 'newPhone')).lines).toContain(
      'A code in place of an approver: yes, to •• alternateMobilePhone; the manager is told',
    );
    world.directory.risks.set(WHO.ada, 'low');
    const odd = await explained(world, WHO.ada, 'newPhone');
    expect(odd.text).toContain('A code in place of an approver: no, a person has to look (selfVerified.rules)');
    const other = await explained(world, WHO.ada, 'lostPhone');
    expect(other.text).toContain('A code in place of an approver: not in this policy for this scenario');
    expect(written(world)).toEqual([]);
  });

  it('says what is refused, and why', async () => {
    const world = await createWorld();
    world.directory.rolesOf.set(WHO.ada, {
      globalAdministrator: true,
      privileged: true,
      roles: ['Global Administrator'],
    });
    const { code, text } = await explained(world, WHO.ada);
    expect(code).toBe(EXIT.explained);
    expect(text).toContain('refused (globalAdministrator)');
    expect(text).toContain('Asked: nobody');
    expect(text).toMatch(/stricter +account\.roles +The account is a Global Administrator\./);
  });

  it('says what is held, and who decides once it is released', async () => {
    const world = await createWorld();
    world.directory.risks.set(WHO.ada, 'high');
    const { text } = await explained(world, WHO.ada);
    expect(text).toContain('held until security releases it (risk.user)');
    expect(text).toContain(
      'Asked, once it is released:\n  1. manager: max (max@contoso.example)\n  2. security team: ',
    );
  });

  it('says what could not be read and what there is no licence for', async () => {
    const world = await createWorld();
    world.ports.fail('directory.roles', 'forbidden');
    world.ports.fail('directory.risk', 'unlicensed');
    world.ports.fail('passes.policyFor', 'forbidden');
    const { text } = await explained(world, WHO.ada);
    expect(text).toContain('Could not be read: account.roles');
    expect(text).toContain('Not available with this licence: risk.user');
    expect(text).toContain('Temporary Access Pass: the tenant’s policy could not be read');
  });

  it('says which tiers count and what they change', async () => {
    const world = await createWorld(BOARD);
    world.directory.groups.set('board-group', [WHO.ada]);
    const { text } = await explained(world, WHO.ada);
    expect(text).toContain('two people approve');
    expect(text).toContain('Tiers: board');
  });

  it('says that nothing would be done where requests are only evaluated', async () => {
    const { text } = await explained(await createWorld({ policy: { mode: 'evaluation' } }), WHO.ada);
    expect(text).toContain('Mode: evaluation, so nothing would be done on the account');
  });

  it('names a request that is open already', async () => {
    const world = await createWorld();
    await open(world);
    expect((await explained(world, WHO.ada)).text).toMatch(/^Open already: LK-/m);
  });

  it.each([
    ['passes that are switched off', { enabled: false }, 'switched off in the tenant, so an approval would be refused'],
    ['somebody who may have none', { inScope: false }, 'not allowed for this person, so an approval would be refused'],
  ])('warns of %s', async (_what, policy, said) => {
    const world = await createWorld();
    world.passes.policy = { ...world.passes.policy, ...policy };
    expect((await explained(world, WHO.ada)).text).toContain(`Temporary Access Pass: ${said}`);
  });

  it('says politely that there is no such person', async () => {
    const { code, lines } = await explained(await createWorld(), 'nobody@contoso.example');
    expect(code).toBe(EXIT.unknownPerson);
    expect(lines).toEqual([
      'Nobody here has the mail address, user name or object id “nobody@contoso.example”. Please check it and try again.',
    ]);
  });
});
