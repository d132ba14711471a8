import type { IncidentTask, TaskAnswer } from '../../recovery/incident-tasks';
import { INCIDENT_TASKS, TASK_ANSWERS } from '../../recovery/incident-tasks';
import type { RecoveryRequest } from '../../recovery/request';

/** What somebody presses to fill a task, with the last of its answers where it has some. */
export function filled(
  task: IncidentTask,
  text = `done: ${task}`,
): { readonly task: IncidentTask; readonly answer?: TaskAnswer; readonly text: string } {
  const answer: TaskAnswer | undefined = TASK_ANSWERS[task].at(-1);
  return { task, ...(answer === undefined ? {} : { answer }), text };
}

/** The same request as if one person had filled every task at once. */
export function allFilled(request: RecoveryRequest): RecoveryRequest {
  if (request.state !== 'incident') return request;
  const tasks = Object.fromEntries(INCIDENT_TASKS.map((task) => [task, { at: 0, by: '', text: 'all of it' }]));
  return { ...request, incident: { ...request.incident, tasks } };
}
