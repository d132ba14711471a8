import type { NoticeKind } from './cards';

/** What counts as told once this happens again: what these notices say is news each time. Keys are those of `toldKey`. */
export function toldAnew(told: readonly string[], ...again: readonly NoticeKind[]): readonly string[] {
  return told.filter((key) => !again.some((notice) => key.startsWith(`${notice}:`)));
}
