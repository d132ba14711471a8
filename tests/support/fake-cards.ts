import type { Alarm, Cards, Delivered, NoticeKind } from '../../recovery/cards';
import type { RecoveryRequest } from '../../recovery/request';
import type { ObjectId, State } from '../../recovery/terms';
import { viewersOf } from '../../recovery/viewers';

type FloodAlarm = Extract<Alarm, { readonly kind: 'flood' }>;

interface Projection {
  readonly state: State;
  readonly round: number;
  readonly people: readonly ObjectId[];
  /** State of what the cards were said to show already. */
  readonly drawn: State | undefined;
}

/** Remembers whose cards were drawn in which state, and whose phone buzzed. */
export class FakeCards implements Cards {
  readonly projections: Projection[] = [];
  readonly notices: { readonly person: ObjectId; readonly notice: NoticeKind; readonly state: State }[] = [];
  /** People whom Teams does not let us write to. */
  readonly unreachable = new Set<ObjectId>();

  async project(request: RecoveryRequest, drawn?: RecoveryRequest): Promise<Delivered> {
    const people = viewersOf(request).flatMap(({ person, former }) => (former === true ? [] : [person]));
    this.projections.push({ state: request.state, round: request.round, people, drawn: drawn?.state });
    const lost = people.filter((person) => this.unreachable.has(person));
    return {
      reached: people.filter((person) => !this.unreachable.has(person)),
      unreachable: lost.map((person) => ({ person, why: 'notInstalled' })),
    };
  }

  async notify(person: ObjectId, notice: NoticeKind, request: RecoveryRequest): Promise<boolean> {
    if (this.unreachable.has(person)) return false;
    this.notices.push({ person, notice, state: request.state });
    return true;
  }

  readonly refreshed: State[] = [];

  async refresh(request: RecoveryRequest): Promise<void> {
    this.refreshed.push(request.state);
  }

  readonly alarms: ObjectId[] = [];

  /** Whom a standstill was told, with its code. */
  readonly standstills: (readonly [ObjectId, string])[] = [];

  /** Whom it was told that the anchors cannot be read, with the code. */
  readonly unread: (readonly [ObjectId, string])[] = [];

  /** Which floods were told, and whom. */
  readonly floods: (readonly [ObjectId, FloodAlarm])[] = [];

  /** Who was told that the switch was turned, how and why. */
  readonly stops: (readonly [ObjectId, boolean, string])[] = [];

  /** Who was told that they stand in for somebody, or no longer do. */
  readonly standIns: (readonly [ObjectId, 'named' | 'ended'])[] = [];

  async alarm(_tenantId: ObjectId, person: ObjectId, about: Alarm): Promise<boolean> {
    if (this.unreachable.has(person)) return false;
    if (about.kind === 'stop') this.stops.push([person, about.paused, about.reason]);
    else if (about.kind === 'standIn') this.standIns.push([person, about.named === undefined ? 'ended' : 'named']);
    else if (about.kind === 'standstill') this.standstills.push([person, about.code]);
    else if (about.kind === 'flood') this.floods.push([person, about]);
    else if (about.kind === 'anchors') this.unread.push([person, about.code]);
    else this.alarms.push(person);
    return true;
  }

  /** Whom a notice reached, in order. */
  told(notice: NoticeKind): readonly ObjectId[] {
    return this.notices.filter((one) => one.notice === notice).map(({ person }) => person);
  }
}
