import { z } from 'zod';
import type { Clock } from '../platform/clock';
import type { Directory } from '../recovery/ports';
import type { Millis } from '../recovery/terms';
import { read, type GraphOf } from './client';
import { userPath } from './object-path';

const MOMENT = z.object({ dateTime: z.string(), timeZone: z.string() });

const SETTING = z.object({
  status: z.string(),
  scheduledStartDateTime: MOMENT.nullish(),
  scheduledEndDateTime: MOMENT.nullish(),
});

/** Graph writes UTC unless another zone is asked for, without a `Z`; a moment in any other zone is not understood. */
function momentOf(moment: z.output<typeof MOMENT> | null | undefined): Millis {
  return moment?.timeZone.toUpperCase() === 'UTC' ? Date.parse(`${moment.dateTime.replace(/Z$/, '')}Z`) : NaN;
}

function isOn(setting: z.output<typeof SETTING>, now: Millis): boolean {
  if (setting.status !== 'scheduled') return setting.status === 'alwaysEnabled';
  return momentOf(setting.scheduledStartDateTime) <= now && now < momentOf(setting.scheduledEndDateTime);
}

/** Whether somebody's automatic replies are on. Throws where there is no mailbox that Graph reads. */
export function createAwayReader({
  graph,
  clock,
}: {
  readonly graph: GraphOf;
  readonly clock: Clock;
}): Directory['isAway'] {
  return async (tenantId, id) => {
    const path = userPath(id, 'mailboxSettings', 'automaticRepliesSetting');
    const answer = await graph(tenantId).call({ operation: 'directory.isAway', method: 'GET', path });
    return isOn(read(SETTING, answer), clock.now());
  };
}
