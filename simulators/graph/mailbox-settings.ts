import type { JsonObject } from '../entra/exchange';
import { findUser } from '../entra/people';
import { resourceNotFound } from './failure';
import { READ_MAILBOX_SETTINGS } from './grants';
import { context, ok, param, route, type GraphHandler } from './route';

const DAY = 86_400_000;

/** As Outlook writes it: no `Z`, seven digits, the zone beside it. */
function moment(at: number): JsonObject {
  return { dateTime: new Date(at).toISOString().replace('Z', '0000'), timeZone: 'UTC' };
}

const getAutomaticReplies: GraphHandler = (tenant, request) => {
  const name = param(request, 'user');
  const user = findUser(tenant, name);
  if (user === undefined) throw resourceNotFound(name);
  const replies = tenant.automaticReplies.get(user.id);
  const scheduled = typeof replies === 'object';
  const { from, until } = scheduled ? replies : { from: tenant.clock.now(), until: tenant.clock.now() + DAY };
  return ok({
    '@odata.context': context(request, `users('${user.id}')/mailboxSettings/automaticRepliesSetting`),
    status: scheduled ? 'scheduled' : replies === undefined ? 'disabled' : 'alwaysEnabled',
    externalAudience: 'all',
    scheduledStartDateTime: moment(from),
    scheduledEndDateTime: moment(until),
    internalReplyMessage: '',
    externalReplyMessage: '',
  });
};

export const MAILBOX_ROUTES = [
  route('GET', '/users/{user}/mailboxSettings/automaticRepliesSetting', READ_MAILBOX_SETTINGS, getAutomaticReplies),
];
