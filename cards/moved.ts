import { chatEnds } from '../recovery/chat-time';
import { MOVED } from '../words/moved';
import { contactKind } from './link-places';
import { clockTime } from './moments';
import { employeeName } from './people';
import { onlyFollows, readerOf } from './reader';
import type { RequestView } from './request-view';

/** Until when this chat may show the pass, where that has an end. */
export function chatUntil({ request, timeZone }: RequestView): string | undefined {
  const ends = chatEnds(request);
  return ends === undefined ? undefined : MOVED.until(clockTime(ends, timeZone));
}

/** Where the pass went once the chat had its time, until it was shown. Which number or address it is, nobody reads here. */
export function movedNote(view: RequestView): string | undefined {
  const { state, movedAt, delivery } = view.request;
  const waits = state === 'approved' || state === 'awaitingApproval';
  if (movedAt === undefined || !waits || onlyFollows(view)) return undefined;
  const isOwn = readerOf(view) === 'employee';
  const name = employeeName(view);
  if (delivery.place === 'link') {
    const contact = contactKind(delivery);
    return isOwn ? MOVED.employee.link(contact) : MOVED.others.link(name, contact);
  }
  return isOwn ? MOVED.employee.inPerson : MOVED.others.inPerson(name);
}
