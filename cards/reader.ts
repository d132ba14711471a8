import type { NoticeReader } from '../words/notices';
import type { StepsReader } from './steps';
import type { RequestView } from './request-view';

/** Who reads a sentence: the employee is “you”, everybody else reads the employee's name. */
export function readerOf(view: Pick<RequestView, 'viewer'>): 'employee' | 'others' {
  return view.viewer.role === 'employee' ? 'employee' : 'others';
}

/** Who reads a notice. */
export function noticeReaderOf(view: Pick<RequestView, 'viewer'>): NoticeReader {
  const { role, former } = view.viewer;
  if (role !== 'attendant') return readerOf(view);
  return former === true ? 'relieved' : 'attendant';
}

/** How much of the steps somebody reads: an attendant no more than who opened it. */
export function stepsReaderOf({ viewer }: Pick<RequestView, 'viewer'>): StepsReader {
  return viewer.role === 'attendant' ? 'requester' : viewer.role;
}

/** A colleague who asked, or who was first when somebody else took it over. Who opened it with the helpdesk's proof sees more. */
export function onlyFollows({ request, viewer }: Pick<RequestView, 'request' | 'viewer'>): boolean {
  const { requester, joined, proof } = request;
  // An onlooker, e.g. a manager who is told, has the role without having asked.
  if (viewer.role !== 'requester' || ![requester, ...joined].includes(viewer.person)) return false;
  return proof === undefined || viewer.person !== requester;
}
