import type { Millis, ObjectId } from './terms';

/** What security has to have done before an incident is closed, in the order of the card. */
export const INCIDENT_TASKS = ['reached', 'found', 'password', 'reviewed'] as const;
export type IncidentTask = (typeof INCIDENT_TASKS)[number];

/**
 * The answers of a task that has some; the other tasks take words alone. The person is reached by the number that HR holds
 * or in person: what a chat, a mail or a caller says comes from whoever has the account.
 */
export const TASK_ANSWERS = {
  reached: ['hrNumber', 'inPerson'],
  found: [],
  password: ['reset', 'notNeeded'],
  reviewed: [],
} as const satisfies Readonly<Record<IncidentTask, readonly string[]>>;
export type TaskAnswer = (typeof TASK_ANSWERS)[IncidentTask][number];

/** The newest filling of a task; earlier ones stand in the trail. */
export interface FilledTask {
  readonly at: Millis;
  readonly by: ObjectId;
  /** Set where the task has answers. */
  readonly answer?: TaskAnswer;
  /** Their own words, at most `MOST_TASK_WORDS` characters. Shown as a TextRun only. */
  readonly text: string;
}

export const MOST_TASK_WORDS = 200;

/** What was filled so far, each task by its newest filling. */
export type FilledTasks = Readonly<Partial<Record<IncidentTask, FilledTask>>>;

/** Those that nobody has filled. */
export function openTasks({ tasks = {} }: { readonly tasks?: FilledTasks }): readonly IncidentTask[] {
  return INCIDENT_TASKS.filter((task) => tasks[task] === undefined);
}

/** True where the task takes this answer: one of its own, or none where it has none. */
export function isAnswerOf(task: IncidentTask, answer: TaskAnswer | undefined): boolean {
  const answers: readonly TaskAnswer[] = TASK_ANSWERS[task];
  return answer === undefined ? answers.length === 0 : answers.includes(answer);
}
