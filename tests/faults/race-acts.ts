import { actionsOf } from '../../simulators/teams/card';
import type { PressOutcome } from '../../simulators/teams/invoke-answer';
import type { LocalTeams } from '../../simulators/teams/local-teams';
import type { ChatMessage } from '../../simulators/teams/message';
import { ChaosError } from './chaos-error';
import { hasButton } from './chats';
import { insist } from './insist';
import type { Pair } from './pairs';
import { pause } from './pause';
import type { Story } from './recovery-story';
import { approves, opens } from './recovery-story';

/** Two presses that are sent at the same moment, to two processes. */
export type Press = () => Promise<PressOutcome>;
export type Presses = readonly [first: Press, second: Press];

export const RACE_KINDS = [
  ...(['approve/approve', 'approve/deny', 'approve/cancel', 'reveal/reveal'] as const),
  'approve/expire',
] as const;
export type RaceKind = (typeof RACE_KINDS)[number];

const has =
  (verb: string) =>
  ({ card }: ChatMessage): boolean =>
    JSON.stringify(card ?? '').includes(`"${verb}"`);

/** The press as the client would send it: the token of the card as it stands now, whatever becomes of the card. */
function held(teams: LocalTeams, who: string, onCardWith: string, verb: string, inputs: object): Press {
  const { cards, id } = teams.find(who, has(onCardWith));
  const token = cards.flatMap(actionsOf).find((action) => action.verb === onCardWith)?.data?.['token'];
  if (typeof token !== 'string') throw new ChaosError(`the card with ${onCardWith} has no token`);
  return () => teams.perform(who, id, { type: 'Action.Execute', verb, data: { token, ...inputs } });
}

const waitForButton = (story: Story, who: string, verb: string): Promise<true> =>
  insist(story, who, verb, () => (hasButton(story.teams, who, verb) ? true : undefined));

async function toDecide(story: Story, pair: Pair): Promise<{ readonly approve: Press; readonly deny: Press }> {
  const { teams } = story;
  const matchNumber = await opens(story, pair);
  await waitForButton(story, pair.manager, 'approval.approve');
  const by = (verb: string, inputs: object): Press => held(teams, pair.manager, 'approval.approve', verb, inputs);
  return {
    approve: by('approval.confirmApprove', { matchNumber, verifiedBy: 'knownNumber' }),
    deny: by('approval.confirmDeny', { reason: 'denied.other' }),
  };
}

/** Nobody has heard six digits and typed them sooner. Until then the bots may still draw the card that is typed on. */
const TYPING_MS = 1_500;

/** Brings a recovery to the point where the two can happen at once. */
export const PREPARE: Readonly<Record<RaceKind, (story: Story, pair: Pair) => Promise<Presses>>> = {
  'approve/approve': async (story, pair) => {
    const { approve } = await toDecide(story, pair);
    return [approve, approve];
  },
  'approve/deny': async (story, pair) => {
    const { approve, deny } = await toDecide(story, pair);
    return [approve, deny];
  },
  'approve/cancel': async (story, pair) => {
    const { approve } = await toDecide(story, pair);
    await waitForButton(story, pair.employee, 'request.cancel');
    return [approve, held(story.teams, pair.employee, 'request.cancel', 'request.cancel', {})];
  },
  // The expiry is nobody's press: the clock brings it, see `race-expiry.ts`.
  'approve/expire': async (story, pair) => {
    const { approve } = await toDecide(story, pair);
    return [approve, () => Promise.resolve({ kind: 'message', text: '' })];
  },
  'reveal/reveal': async (story, pair) => {
    const releaseCode = await approves(story, pair, await opens(story, pair));
    await waitForButton(story, pair.employee, 'pass.reveal');
    await pause(TYPING_MS);
    const reveal = held(story.teams, pair.employee, 'pass.reveal', 'pass.reveal', { releaseCode });
    return [reveal, reveal];
  },
};
