import type { RequestView } from './request-view';

/** Who reads a sentence: the employee is “you”, everybody else reads the employee's name. */
export function readerOf(view: Pick<RequestView, 'viewer'>): 'employee' | 'others' {
  return view.viewer.role === 'employee' ? 'employee' : 'others';
}
