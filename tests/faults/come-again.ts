import type { PressOutcome } from '../../simulators/teams/invoke-answer';
import type { LocalTeams } from '../../simulators/teams/local-teams';
import { refusalText } from '../../words/replies';

/** What people are told who were not served: nothing was done, and they may press again. */
const COME_AGAIN: ReadonlySet<string> = new Set(
  (['directoryUnavailable', 'graphUnavailable', 'storageUnavailable', 'stillWorking'] as const).map((code) =>
    refusalText(code),
  ),
);

export const isLost = ({ kind }: PressOutcome): boolean => kind === 'unreachable';

export const isToComeAgain = (outcome: PressOutcome): boolean =>
  isLost(outcome) || (outcome.kind === 'message' && COME_AGAIN.has(outcome.text));

/** True where such an answer came too late for the press, and stands in the chat. */
export const wasToldLate = (teams: LocalTeams, who: string): boolean =>
  teams.chat(who).some(({ author, text }) => author === 'bot' && COME_AGAIN.has(text));
