import type { LocalInstallation } from '../local';
import { Secret } from '../platform/secret';
import { PEOPLE } from '../simulators/entra/contoso-ids';
import { userById } from '../simulators/entra/people';
import { localAccount } from '../simulators/local-account';
import { DemoError } from './demo-error';
import { formsOf } from './spellings';
import { storedText } from './stored-text';
import { mustShow, pressForCard, waitForVerb } from './story';

export interface Telling {
  readonly say: (line: string) => void;
  /** What the product has logged so far. */
  readonly log: readonly string[];
}

/** Numbers and pass as the people in the story saw them. */
interface Seen {
  readonly matchNumber: string;
  readonly releaseCode: string;
  readonly pass: string;
}

function check(holds: boolean, what: string): void {
  if (!holds) throw new DemoError(what);
}

async function approve({ cloud: { teams } }: LocalInstallation, say: Telling['say']): Promise<[string, string]> {
  await teams.say('ada', 'I lost my phone');
  await waitForVerb(teams, 'ada', 'request.confirm');
  say(
    '\n1. Ada writes "I lost my phone". Her card shows what is registered, what will go, and that it cannot be undone.',
  );
  const matchNumber = mustShow(await pressForCard(teams, 'ada', 'request.confirm'), 'matchNumber');
  say(`2. She confirms. Only her side shows a number: ${matchNumber}`);
  await waitForVerb(teams, 'marcus', 'approval.approve');
  say('3. Marcus, her manager, did not have the app: it was installed for him through Graph, and he got a card.');
  await pressForCard(teams, 'marcus', 'approval.approve');
  const inputs = { matchNumber, verifiedBy: 'knownNumber' };
  const releaseCode = mustShow(await pressForCard(teams, 'marcus', 'approval.confirmApprove', inputs), 'releaseCode');
  say(
    `4. He calls Ada on a number he knows, hears ${matchNumber}, types it and approves. His card shows: ${releaseCode}`,
  );
  return [matchNumber, releaseCode];
}

async function reveal({ cloud }: LocalInstallation, releaseCode: string, say: Telling['say']): Promise<string> {
  const before = cloud.tenant.writes.filter(({ userId }) => userId === PEOPLE.ada).length;
  check(before === 0, 'something was written on the account before the reveal');
  await waitForVerb(cloud.teams, 'ada', 'pass.reveal');
  const pass = mustShow(await pressForCard(cloud.teams, 'ada', 'pass.reveal', { releaseCode }), 'pass');
  say(`5. He reads it out, she types it. Only now the pass is minted, and shown once: ${pass.slice(0, 2)}••••••`);
  return pass;
}

async function enrol({ cloud, latchkey }: LocalInstallation, pass: string, say: Telling['say']): Promise<void> {
  await latchkey.runner.idle();
  const ada = userById(cloud.tenant, PEOPLE.ada);
  const left = ada.methods.map(({ type }) => type).join(', ');
  say(`6. The lost methods are gone, the default one last. What stays: ${left}`);
  const account = localAccount(cloud.tenant);
  const enrolled = await account.enrolWithPass(PEOPLE.ada, Secret.of(pass), 'authenticator');
  check(enrolled.ok, 'the pass did not let Ada sign in and enrol');
  say('7. Ada signs in with the pass and enrols her new phone.');
}

function safeOrder({ cloud: { tenant } }: LocalInstallation): void {
  const writes = tenant.writes.filter(({ userId, by }) => userId === PEOPLE.ada && !by.startsWith('user:'));
  const mint = writes.findIndex(({ method, path }) => method === 'POST' && path.endsWith('temporaryAccessPassMethods'));
  const remove = writes.findIndex(({ method }) => method === 'DELETE');
  check(mint >= 0 && remove > mint, 'a method was deleted before the pass was minted');
  check(tenant.zeroMoments.length === 0, 'the account stood with neither method nor pass for a moment');
}

async function completed(installation: LocalInstallation, say: Telling['say']): Promise<string> {
  const { cloud, latchkey } = installation;
  const { ledger } = latchkey.storage;
  const [stored] = await ledger.listByEmployee(cloud.settings.tenantId, PEOPLE.ada, 1);
  const id = stored?.request.id ?? '';
  await cloud.teams.shows('ada', (message) => JSON.stringify(message.card ?? '').includes('You are back in'));
  const end = await ledger.read(cloud.settings.tenantId, id);
  check(end?.request.state === 'completed', `the case did not close itself: it is ${end?.request.state ?? 'missing'}`);
  safeOrder(installation);
  say('8. Latchkey sees the new method and closes the case. Never was the account without method and pass.');
  return end?.request.shortCode ?? '';
}

async function searchSecrets(installation: LocalInstallation, seen: Seen, telling: Telling): Promise<void> {
  const stored = await storedText(installation.cloud.settings.connectionString);
  const everything = `${stored}\n${telling.log.join('')}`;
  const found = formsOf(Secret.of(seen.pass)).filter((form) => everything.includes(form));
  check(found.length === 0, 'the pass was found in storage or in the log');
  telling.say('9. The pass is in no table, no queue and no log line.');
}

async function verifyAudit(
  { cloud, latchkey }: LocalInstallation,
  shortCode: string,
  say: Telling['say'],
): Promise<void> {
  let entries = 0;
  for await (const trail of latchkey.storage.verifyAll({ tenantIds: [cloud.settings.tenantId] })) {
    const { firstBad } = trail.report;
    check(trail.report.ok, `the audit trail does not hold: ${firstBad?.row ?? ''} ${firstBad?.why ?? ''}`);
    entries += trail.report.entries;
  }
  check(entries > 0, 'there is no audit trail');
  say(`10. The audit trail of ${shortCode} verifies: ${String(entries)} entries, each chained to the one before.`);
}

/** Plays one recovery from the lost phone to the closed case. Throws `DemoError` at the first step that does not hold. */
export async function playRecovery(installation: LocalInstallation, telling: Telling): Promise<void> {
  const { say } = telling;
  const [matchNumber, releaseCode] = await approve(installation, say);
  const pass = await reveal(installation, releaseCode, say);
  await enrol(installation, pass, say);
  const shortCode = await completed(installation, say);
  await installation.latchkey.runner.idle();
  await searchSecrets(installation, { matchNumber, releaseCode, pass }, telling);
  await verifyAudit(installation, shortCode, say);
}
