import { answer, refuse, transact } from './commit';
import type { Deps } from './deps';
import type { FilledTask, IncidentTask, TaskAnswer } from './incident-tasks';
import { isAnswerOf, MOST_TASK_WORDS } from './incident-tasks';
import type { Outcome } from './outcome';
import { done } from './outcome';
import type { RequestId } from './terms';
import { uninvolvedSenior } from './uninvolved-senior';
import type { Who } from './verb';
import { verb } from './verb';

export interface FillInput extends Who {
  readonly requestId: RequestId;
  readonly task: IncidentTask;
  readonly answer?: TaskAnswer | undefined;
  readonly text: string;
}

/** The same once more: a second press, or Teams asking twice. */
const isSame = (filled: FilledTask | undefined, { presser, answer: given }: FillInput, text: string): boolean =>
  filled !== undefined && filled.by === presser && filled.text === text && filled.answer === given;

/** Fills one task of an incident, or corrects it: the trail keeps what stood there before. Nothing changes once it is closed. */
export const fillTask = verb('fillTask', async (deps: Deps, input: FillInput): Promise<Outcome> =>
  transact(deps, input, async (stored) => {
    const guarded = await uninvolvedSenior(deps, input, stored);
    if ('answer' in guarded) return guarded;
    const { incident } = guarded.request;
    const { task, presser } = input;
    const text = input.text.trim().slice(0, MOST_TASK_WORDS);
    if (incident.closedAt !== undefined) return refuse('incidentClosed', { stored });
    if (text === '' || !isAnswerOf(task, input.answer)) return refuse('taskIncomplete', { stored });
    if (isSame(incident.tasks?.[task], input, text)) return answer(done(stored));
    const answered = input.answer === undefined ? {} : { answer: input.answer };
    const by = { kind: 'person', id: presser } as const;
    return { event: { type: 'taskDone', at: deps.clock.now(), by, task, ...answered, text } };
  }),
);
