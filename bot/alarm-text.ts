import { clean } from '../cards/plain-text';
import type { Alarm } from '../recovery/cards';
import { STOP } from '../words/stop';
import { STUCK } from '../words/stuck';
import { MORE_REPLIES } from './replies';

const NAME = 60;
const REASON = 300;

/** Names and reasons are people's own: made harmless here, and sent as plain text. */
export function alarmText(about: Alarm): string {
  switch (about.kind) {
    case 'record':
      return MORE_REPLIES.integrityAlarm(about.requestId);
    case 'standstill':
      return STUCK.standstill(about.code);
    case 'stop': {
      const by = about.by === undefined ? STOP.itself : clean(about.by, NAME);
      return (about.paused ? STOP.toldPaused : STOP.toldResumed)(by, clean(about.reason, REASON));
    }
  }
}
