import type { AuditEntry } from '../recovery/audit-entry';
import type { Actor, EventOf, EventType, RecoveryEvent } from '../recovery/events';
import type { MethodKind } from '../recovery/methods';
import { isNoLink } from '../recovery/step-failure';
import type { ObjectId } from '../recovery/terms';
import { FRAUD_REASONS, VERIFIED_BY } from '../words/choices';
import { ID_WORDS } from '../words/counter';
import { INCIDENT_REASONS, TASKS } from '../words/incident';
import { PROGRESS } from '../words/progress';
import { scenarioWords } from '../words/scenarios';
import { NEW_PASSWORD, PASSWORD_REASONS } from '../words/new-password';
import { METHOD_NAMES, TIMELINE, TIMELINE_WORDS } from '../words/timeline';
import type { Moment, Timeline } from './card-data';
import type { IncidentView } from './incident-view';
import { moment } from './moments';
import { nameOf } from './people';
import { clean } from './plain-text';
import { proofWords } from './proof';

const WORDS = 90;
const LINE = 200;

type Line = ((who: string, whom: string, what: string) => string) | 'noise';

// Typed so that the compiler names an event that has no sentence.
const SENTENCES: Readonly<Record<EventType, Line>> = TIMELINE;
const METHODS: Readonly<Record<MethodKind, string>> = METHOD_NAMES;

/** Why it was reported, as whoever reported it has chosen. */
export function fraudReason(why: string): string {
  const table: Readonly<Record<string, string>> = { ...FRAUD_REASONS, ...INCIDENT_REASONS };
  return Object.hasOwn(table, why) ? (table[why] ?? '') : '';
}

interface About {
  readonly whom?: ObjectId;
  readonly what?: string;
}

const ofMethod = ({ kind }: { readonly kind: MethodKind }): About => ({ what: METHODS[kind] });
const ofChannel = ({ channel }: { readonly channel: 'email' | 'sms' }): About => ({
  what: TIMELINE_WORDS.channel[channel],
});
const ofReason = ({ reason }: { readonly reason: string }): About => ({ what: clean(reason, WORDS) });
const ofApprover = ({ approver }: { readonly approver: ObjectId }): About => ({ whom: approver });
const ofSignature = ({ approver, verifiedBy }: EventOf<'approved'> | EventOf<'slotApproved'>): About => ({
  whom: approver,
  what: VERIFIED_BY[verifiedBy].record,
});

/** What an event says beside who did it. */
const ABOUT: { readonly [T in EventType]?: (event: EventOf<T>) => About } = {
  opened: ({ request: { scenario, proof } }) => ({
    what: [scenarioWords(scenario).label, ...(proof === undefined ? [] : [proofWords(proof)])].join('; '),
  }),
  joined: ({ who }) => ({ whom: who }),
  takenOver: ({ requester, begun }) => ({ whom: requester, ...(begun?.proof && { what: proofWords(begun.proof) }) }),
  attended: ({ attendant }) => ({ whom: attendant }),
  idChecked: ({ document }) => ({ what: ID_WORDS[document].record }),
  approverAsked: ofApprover,
  approverUnreachable: ofApprover,
  approverSteppedUp: ofApprover,
  matchFailed: ofApprover,
  slotApproved: ofSignature,
  approved: ofSignature,
  selfVerified: ({ decided }) => ({ what: clean(decided.selfVerified?.masked ?? '', WORDS) }),
  codeRenewed: ({ why }) => (why === undefined ? {} : { what: TIMELINE_WORDS[why] }),
  released: ofReason,
  shieldLifted: ofReason,
  fraudReported: ({ why }) => ({ what: fraudReason(why) }),
  linkSent: ofChannel,
  linkFailed: ({ channel, code }) => ({
    what: TIMELINE_WORDS.channel[channel] + (isNoLink(code) ? `: ${TIMELINE_WORDS.noLink[code]}` : ''),
  }),
  revealMoved: ({ delivery }) => ofChannel(delivery),
  methodRemoved: ofMethod,
  defaultSwitched: ({ standInKind }) => ({ what: METHODS[standInKind] }),
  methodKept: ofMethod,
  enrolmentSeen: ofMethod,
  enrolmentChecked: ({ outcome }) => ({ what: TIMELINE_WORDS.checked[outcome] }),
  intruderRemoved: ofMethod,
  passwordChangeAsked: ({ reason }) => ({ what: PASSWORD_REASONS[reason] }),
  passwordChangeRequired: ({ askedBy, reason }) => ({ whom: askedBy, what: PASSWORD_REASONS[reason] }),
  passwordChangeNotDone: ({ why }) => ({ what: NEW_PASSWORD.notDone(why) }),
  taskDone: ({ task }) => ({ what: TASKS[task].name }),
};

function aboutOf(event: RecoveryEvent): About {
  // The entry of an event's own type takes that event.
  const about = ABOUT[event.type] as ((one: RecoveryEvent) => About) | undefined;
  return about?.(event) ?? {};
}

function actorOf(view: IncidentView, by: Actor): string {
  if (by.kind === 'person') return nameOf(view, by.id);
  return by.kind === 'holder' ? PROGRESS.holder[by.of] : TIMELINE_WORDS.itself;
}

/** Everybody whom the trail names: who did something, and to whom. */
export function namedInTrail(trail: readonly AuditEntry[]): readonly ObjectId[] {
  const people = trail.flatMap(({ event }) => {
    const { whom } = aboutOf(event);
    return [...(event.by.kind === 'person' ? [event.by.id] : []), ...(whom === undefined ? [] : [whom])];
  });
  return [...new Set(people)];
}

function lineOf(view: IncidentView, { event }: AuditEntry): readonly Moment[] {
  const says = SENTENCES[event.type];
  if (says === 'noise') return [];
  const { whom, what = '' } = aboutOf(event);
  return [
    {
      when: `${moment(event.at, view.timeZone)} · `,
      text: clean(says(actorOf(view, event.by), nameOf(view, whom ?? view.request.employee), what), LINE),
    },
  ];
}

/** Who did what and when, without what tells nobody anything; what is left out in the middle is counted. */
export function timelineOf(view: IncidentView, most: number): Timeline {
  const { title, left, unreadable } = TIMELINE_WORDS;
  if (view.trail === 'unreadable') return { title, lines: [{ when: '! ', text: unreadable }] };
  const lines = view.trail.flatMap((entry) => lineOf(view, entry));
  const hidden = lines.length - most;
  if (hidden <= 0) return { title, lines };
  // The first ones say how it began, the others how it stands.
  const first = Math.ceil(most / 3);
  const gap = { when: '… ', text: left(hidden) };
  return { title, lines: [...lines.slice(0, first), gap, ...lines.slice(first - most)] };
}
