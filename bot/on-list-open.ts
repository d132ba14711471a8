import { drawOpenList, inOrderOfNeed, MOST_LISTED } from '../cards/draw-open-list';
import { refusalText } from '../words/replies';
import { SAID } from '../words/said';
import { text } from './answer';
import type { Handler } from './handler-deps';
import { MORE_REPLIES } from './replies';

/** "open": the helpdesk's list. Whoever may not see it gets what any words get that mean nothing here. */
export const onListOpen: Handler<object> = async (deps, turn) => {
  const { tenantId, presser, timeZone } = turn;
  const found = await deps.verbs.listOpen({ tenantId, presser });
  if (found.kind === 'refused') {
    return text(found.code === 'notFound' ? SAID.notUnderstood : refusalText(found.code, found.facts));
  }
  const now = deps.clock.now();
  const requests = inOrderOfNeed(
    found.all.map(({ request }) => request),
    now,
  );
  const shown = requests.slice(0, MOST_LISTED);
  const people = await Promise.all(shown.map(({ employee }) => deps.people.find(tenantId, employee)));
  const names = new Map(shown.map(({ id }, at) => [id, people[at]?.displayName ?? MORE_REPLIES.aColleague]));
  const view = { now, requests, nameOf: ({ id }: { readonly id: string }) => names.get(id) ?? MORE_REPLIES.aColleague };
  return { kind: 'card', card: drawOpenList({ ...view, ...(timeZone !== undefined && { timeZone }) }) };
};
