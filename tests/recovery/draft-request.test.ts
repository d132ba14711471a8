import type { DraftInput } from '../../recovery/draft-request';
import { draftRequest } from '../../recovery/draft-request';
import type { DraftOutcome, DraftView } from '../../recovery/outcome';
import { PROOF_CODES } from '../../recovery/proof-codes';
import { open } from '../support/domain-stories';
import type { World } from '../support/domain-world';
import { createWorld, newest } from '../support/domain-world';
import { MINUTE, START } from '../support/fake-clock';
import { OTHER_TENANT, TENANT } from '../support/request-builder';
import { GROUPS, WHO } from '../support/sample-people';
import { PROOF } from '../support/sample-proof';

const draft = (world: World, input: Partial<DraftInput> = {}): Promise<DraftOutcome> =>
  draftRequest(world.deps, { tenantId: TENANT, presser: WHO.ada, scenario: 'lostPhone', ...input });

function view(outcome: DraftOutcome): DraftView {
  if (outcome.kind !== 'draft') throw new Error(outcome.kind === 'refused' ? outcome.code : outcome.kind);
  return outcome;
}

const kinds = (methods: DraftView['registered']): readonly string[] => methods.map(({ kind }) => kind);

describe('when an employee says what happened', () => {
  it('shows what goes, what stays and what still works, and opens nothing', async () => {
    const world = await createWorld({
      methods: ['password', 'microsoftAuthenticator', 'mobilePhone', 'windowsHelloForBusiness', 'email'],
    });
    const shown = view(await draft(world));
    expect(shown.own).toBe(true);
    expect(kinds(shown.willGo)).toEqual(['microsoftAuthenticator', 'mobilePhone']);
    expect(kinds(shown.willStay)).toEqual(['password', 'windowsHelloForBusiness', 'email']);
    expect(kinds(shown.stillWorks)).toEqual(['windowsHelloForBusiness']);
    expect(shown.contacts.map(({ channel }) => channel)).toEqual(['email']);
    expect(shown.notOffered).toEqual([
      { kind: 'mobilePhone', channel: 'sms', masked: '•• mobilePhone', why: 'onLostDevice' },
    ]);
    expect(await world.ledger.listOpen(TENANT)).toEqual([]);
    expect(world.cards.notices).toEqual([]);
  });

  it('is kept for half an hour', async () => {
    const world = await createWorld();
    const { id, expiresAt } = view(await draft(world)).draft;
    expect(expiresAt).toBe(START + 30 * MINUTE);
    world.clock.advance(30 * MINUTE - 1);
    expect(await world.deps.drafts.get(TENANT, id)).toBeDefined();
    world.clock.advance(1);
    expect(await world.deps.drafts.get(TENANT, id)).toBeUndefined();
  });

  it('cuts long words', async () => {
    const shown = view(await draft(await createWorld(), { details: 'x'.repeat(5_000) }));
    expect(shown.draft.details).toHaveLength(500);
  });

  it('remembers the contacts it saw, so that fresh ones can be told from old ones', async () => {
    const world = await createWorld();
    await draft(world);
    const seen = (await world.sightings.about(TENANT, WHO.ada)).contact;
    expect(seen.map(({ firstSeen, baseline }) => [firstSeen, baseline])).toEqual([
      [START, false],
      [START, false],
    ]);
  });
});

describe('when the helpdesk opens for somebody', () => {
  const helpdesk = { presser: WHO.helen, address: 'ada@contoso.example', proof: PROOF } as const;

  it.each([WHO.ada, WHO.ada.toUpperCase(), 'ada@contoso.example'])('finds them by %s', async (address) => {
    const shown = view(await draft(await createWorld(), { ...helpdesk, address }));
    expect(shown).toMatchObject({
      own: false,
      employee: { id: WHO.ada },
      draft: { proof: PROOF, requester: WHO.helen },
    });
  });

  it('sees none of their methods', async () => {
    const shown = view(await draft(await createWorld(), helpdesk));
    expect([shown.registered, shown.willGo, shown.willStay, shown.stillWorks]).toEqual([[], [], [], []]);
  });

  it('naming oneself needs no proof', async () => {
    const shown = view(await draft(await createWorld(), { address: 'ada@contoso.example' }));
    expect(shown.own).toBe(true);
  });

  it.each<readonly [string, Partial<DraftInput>, string]>([
    ['no proof', { presser: WHO.helen, address: WHO.ada }, 'proofMissing'],
    ['no ticket', { ...helpdesk, proof: { ...PROOF, ticket: ' ' } }, 'proofMissing'],
    ['an unknown address', { ...helpdesk, address: "o'neil@contoso.example" }, 'personNotFound'],
    ['an unknown id', { ...helpdesk, address: '00000000-0000-4000-8000-00000000ffff' }, 'personNotFound'],
  ])('%s is refused', async (_what, input, code) => {
    const world = await createWorld();
    expect(await draft(world, input)).toMatchObject({ kind: 'refused', code });
    expect(world.ports.count('drafts.put')).toBe(0);
  });
});

describe('when the helpdesk says how it recognised somebody (T17)', () => {
  const saying = (proof: string) => ({ presser: WHO.helen, address: WHO.ada, proof: { ...PROOF, proof } });

  it.each(PROOF_CODES)('takes %s', async (code) => {
    expect(view(await draft(await createWorld(), saying(code))).draft.proof).toEqual({ ...PROOF, proof: code });
  });

  it.each([
    ...[
      '',
      '  ',
      'we chatted, and he knew the birthday',
      'code to the recovery mailbox',
      'proof.chat',
      'proof.birthday',
    ],
    ...[
      'identityCard',
      'PROOF.VIDEO',
      ' proof.video',
      'proof.video, and a chat',
      '__proto__',
      'toString',
      'length',
      '0',
    ],
  ])('refuses whatever is not on the list: “%s”', async (said) => {
    const world = await createWorld();
    expect(await draft(world, saying(said))).toEqual({ kind: 'refused', code: 'proofMissing' });
    expect(world.ports.count('drafts.put')).toBe(0);
    expect(world.ledger.journaled).toMatchObject([{ by: WHO.helen, what: 'draft: proofMissing' }]);
    expect(JSON.stringify(world.ledger.journaled)).not.toContain('birthday');
  });
});

describe('when it can only be no', () => {
  it.each<readonly [string, (world: World) => unknown, Partial<DraftInput>, string]>([
    ['the tenant is not served', () => undefined, { tenantId: OTHER_TENANT }, 'notSetUp'],
    ['a suspicion never resets', () => undefined, { scenario: 'suspicious' }, 'suspiciousNeverResets'],
    [
      'the account is disabled',
      (world) => world.directory.change(WHO.ada, { accountEnabled: false }),
      {},
      'employeeDisabled',
    ],
    ['the account is a guest', (world) => world.directory.change(WHO.ada, { userType: 'guest' }), {}, 'employeeGuest'],
    [
      'a Global Administrator',
      (world) => world.directory.rolesOf.set(WHO.ada, { globalAdministrator: true, privileged: true, roles: ['GA'] }),
      {},
      'globalAdministrator',
    ],
    ['an emergency account', (world) => world.directory.groups.set(GROUPS.breakGlass, [WHO.ada]), {}, 'breakGlass'],
    [
      'emergency accounts unreadable',
      (world) => world.ports.fail('directory.isMember', 'forbidden'),
      {},
      'directoryUnavailable',
    ],
    ['methods unreadable', (world) => world.ports.fail('methods.list', 'throttled'), {}, 'directoryUnavailable'],
    ['the account unreadable', (world) => world.ports.fail('directory.person', 'timeout'), {}, 'directoryUnavailable'],
    ['the account forbidden', (world) => world.ports.fail('directory.person', 'forbidden'), {}, 'graphUnavailable'],
    ['nothing to remove', () => undefined, { scenario: 'lostKey' }, 'nothingToRemove'],
  ])('%s', async (_what, change, input, code) => {
    const world = await createWorld();
    await change(world);
    expect(await draft(world, input)).toMatchObject({ kind: 'refused', code });
  });

  it('an open request is shown instead of a second draft', async () => {
    const world = await createWorld();
    await open(world);
    const { request } = await newest(world);
    expect(await draft(world)).toMatchObject({ kind: 'alreadyOpen', stored: { request: { id: request.id } } });
  });

  it('a refusal is in the journal, without anybody’s words', async () => {
    const world = await createWorld();
    await draft(world, { scenario: 'lostKey', details: 'my own words' });
    expect(world.ledger.journaled).toEqual([
      { at: START, by: WHO.ada, name: 'mfa.recovery.refusal', what: 'draft: nothingToRemove' },
    ]);
  });
});
