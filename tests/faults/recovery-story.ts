import { Secret } from '../../platform/secret';
import { userById } from '../../simulators/entra/people';
import { localAccount } from '../../simulators/local-account';
import { hasButton, press, reads, shown } from './chats';
import type { Insisting } from './insist';
import { insist } from './insist';
import type { Pair } from './pairs';

export type Story = Insisting;

const PHRASE = 'I lost my phone';

/** Says it, confirms the draft, and reads the number off the own screen. */
export function opens(story: Story, { employee }: Pair): Promise<string> {
  const { teams } = story;
  return insist(story, employee, 'a match number', async () => {
    const number = (): string | undefined => shown(teams, employee, 'matchNumber');
    if (number() !== undefined) return number();
    if (!hasButton(teams, employee, 'request.confirm')) await teams.say(employee, PHRASE);
    if (hasButton(teams, employee, 'request.confirm')) await press(teams, employee, 'request.confirm');
    return number();
  });
}

/** Types the number heard on the phone and reads the release code off the own screen. */
export function approves(story: Story, { manager }: Pair, matchNumber: string): Promise<string> {
  const { teams } = story;
  const inputs = { matchNumber, verifiedBy: 'knownNumber' };
  return insist(story, manager, 'a release code', async () => {
    const code = (): string | undefined => shown(teams, manager, 'releaseCode');
    if (code() !== undefined) return code();
    if (hasButton(teams, manager, 'approval.approve')) await press(teams, manager, 'approval.approve');
    if (hasButton(teams, manager, 'approval.confirmApprove'))
      await press(teams, manager, 'approval.confirmApprove', inputs);
    return code();
  });
}

/** The employee asks for the code once more, and the manager looks for it. */
const looksUpCode = (story: Story, { manager }: Pair): Promise<string> =>
  insist(story, manager, 'the release code again', () => shown(story.teams, manager, 'releaseCode'));

const REVEAL = ['pass.reveal', 'pass.revealAgain'] as const;

/** Types the code that the manager's screen shows, until a pass is shown that was not refused at the sign-in. */
function reveals(story: Story, pair: Pair, refused: ReadonlySet<string>): Promise<string> {
  const { teams } = story;
  const { employee, manager } = pair;
  let tries = 0;
  return insist(story, employee, 'a pass', async () => {
    const pass = (): string | undefined => {
      const text = shown(teams, employee, 'pass');
      return text !== undefined && !refused.has(text) ? text : undefined;
    };
    if (pass() !== undefined) return pass();
    const verb = REVEAL.find((one) => hasButton(teams, employee, one));
    if (verb === undefined) return undefined;
    // A code that did not work twice is asked for anew, as people do on the phone.
    if (tries > 1 && hasButton(teams, manager, 'approval.newCode')) await press(teams, manager, 'approval.newCode');
    const releaseCode = await looksUpCode(story, pair);
    tries += 1;
    await press(teams, employee, verb, { releaseCode });
    return pass();
  });
}

/** Of the lost phone: as many as the plan holds. */
const LOST = new Set(['microsoftAuthenticator', 'phone', 'softwareOath']);

/** Somebody takes minutes to set up a new phone; by then the lost one's methods are gone. */
export function waitsForRemoval(story: Story, { employee, employeeId }: Pair): Promise<true> {
  const left = (): boolean => userById(story.tenant, employeeId).methods.some(({ type }) => LOST.has(type));
  return insist(story, employee, 'the lost methods to go', () => (left() ? undefined : true));
}

/** Reveals the pass, signs in with it and adds a new phone; a pass that does not work is revealed again. */
export async function enrols(story: Story, pair: Pair): Promise<void> {
  const refused = new Set<string>();
  for (;;) {
    const pass = await reveals(story, pair, refused);
    await waitsForRemoval(story, pair);
    const account = localAccount(story.tenant);
    const { ok } = await account.enrolWithPass(pair.employeeId, Secret.of(pass), 'authenticator');
    if (ok) return;
    refused.add(pass);
  }
}

/** One whole recovery, whatever happens to the bot meanwhile. Throws `StuckError`. */
export async function playRecovery(story: Story, pair: Pair): Promise<void> {
  const number = await opens(story, pair);
  await approves(story, pair, number);
  await enrols(story, pair);
  const { teams } = story;
  await insist(story, pair.employee, 'the end', () =>
    reads(teams, pair.employee, 'You are back in') ? true : undefined,
  );
}
