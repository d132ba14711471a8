import { moment } from '../cards/moments';
import { clean } from '../cards/plain-text';
import type { Alarm } from '../recovery/cards';
import type { ObjectId } from '../recovery/terms';
import { ANCHORS } from '../words/anchors';
import { FLOOD } from '../words/flood';
import { openGroupsText } from '../words/open-groups';
import { STAND_IN } from '../words/stand-in';
import { STOP } from '../words/stop';
import { STUCK } from '../words/stuck';
import type { People } from './people';
import { MORE_REPLIES } from './replies';

type Flood = Extract<Alarm, { readonly kind: 'flood' }>;
type StandIn = Extract<Alarm, { readonly kind: 'standIn' }>;

const NAME = 60;
const REASON = 300;

/** Names can be chosen by whoever they belong to, ids cannot: both are said. */
async function named(people: People, tenantId: ObjectId, id: ObjectId | undefined): Promise<string> {
  if (id === undefined) return MORE_REPLIES.aColleague;
  const person = await people.find(tenantId, id);
  return person === undefined ? id : `${clean(person.displayName, NAME)} (${id})`;
}

async function floodText(people: People, tenantId: ObjectId, { of, person, cause }: Flood): Promise<string> {
  return FLOOD[of](await named(people, tenantId, person), await named(people, tenantId, cause));
}

async function standInText(people: People, tenantId: ObjectId, { manager, named: news }: StandIn): Promise<string> {
  const person = await people.find(tenantId, manager);
  const name = person === undefined ? MORE_REPLIES.aColleague : clean(person.displayName, NAME);
  return news === undefined
    ? STAND_IN.toldEnded(name)
    : STAND_IN.toldNamed(name, moment(news.from), moment(news.until));
}

/** Names and reasons are people's own: made harmless here, and sent as plain text. */
export async function alarmText(people: People, tenantId: ObjectId, about: Alarm): Promise<string> {
  switch (about.kind) {
    case 'record':
      return MORE_REPLIES.integrityAlarm(about.requestId);
    case 'openGroups':
      return openGroupsText(about.groups, about.required);
    case 'standstill':
      return STUCK.standstill(about.code);
    case 'anchors':
      return ANCHORS.unread(about.code);
    case 'stop': {
      const by = about.by === undefined ? STOP.itself : clean(about.by, NAME);
      return (about.paused ? STOP.toldPaused : STOP.toldResumed)(by, clean(about.reason, REASON));
    }
    case 'standIn':
      return standInText(people, tenantId, about);
    case 'flood':
      return floodText(people, tenantId, about);
  }
}
