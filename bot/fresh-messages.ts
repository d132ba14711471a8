import { drawHelpdeskNotice } from '../cards/draw-helpdesk-notice';
import { drawIncident } from '../cards/draw-incident';
import { drawNotice } from '../cards/draw-notice';
import type { Alarm, Audience, NoticeKind } from '../recovery/cards';
import type { IncidentRequest, RecoveryRequest } from '../recovery/request';
import type { ObjectId } from '../recovery/terms';
import { viewerFor } from '../recovery/viewers';
import { TASK_LIST } from '../words/incident';
import { noticeText } from '../words/notices';
import { STUCK } from '../words/stuck';
import { alarmText } from './alarm-text';
import type { ChatReference } from './conversations';
import { baseFace, still } from './face';
import { HelpdeskDigest } from './helpdesk-digest';
import { drawn, INCIDENT_CARDS, incidentView, isForSecurity, trailOf } from './incident-card';
import { HELPDESK_CARDS, isForHelpdesk } from './helpdesk-card';
import type { NotifierDeps } from './notifier-deps';
import { countSent, viewInChat } from './notifier-deps';
import { reach } from './reach';
import { MORE_REPLIES } from './replies';
import { cardMessage, textMessage } from './write-answer';

/** Messages of their own, so that a phone buzzes. */
export class FreshMessages {
  readonly #deps: NotifierDeps;
  readonly #digest: HelpdeskDigest;
  /** Counted apart: no storm of requests that do not get on hides an incident. */
  readonly #incidents: HelpdeskDigest;

  constructor(deps: NotifierDeps) {
    this.#deps = deps;
    this.#digest = new HelpdeskDigest(deps, STUCK.digest);
    this.#incidents = new HelpdeskDigest(deps, TASK_LIST.digest);
  }

  /** People who are no part of the request get one sentence. False when not delivered. */
  async notify(person: ObjectId, notice: NoticeKind, request: RecoveryRequest, as?: Audience): Promise<boolean> {
    const result = await reach(this.#deps, request.tenantId, person, async (chat) => {
      const reader = { tenantId: request.tenantId, person, chat };
      if (isForSecurity(notice, request, person, as)) {
        return this.#incidents.tell(reader, () => this.#postIncidentCard(person, request, chat));
      }
      if (isForHelpdesk(notice, viewerFor(request, person))) {
        return this.#digest.tell(reader, () => this.#postHelpdeskCard(person, request, chat));
      }
      const message = await this.#noticeFor(person, notice, request, chat);
      await this.#deps.sender.post(request.tenantId, chat, message);
    });
    countSent(this.#deps, result.kind === 'done' ? 'notified' : 'unreachable');
    return result.kind === 'done';
  }

  /** The card stays true afterwards, as those of the people in the request do. */
  async #postHelpdeskCard(person: ObjectId, request: RecoveryRequest, chat: ChatReference): Promise<void> {
    const view = await viewInChat(this.#deps, request, { person, role: 'requester' }, chat);
    const message = cardMessage(drawHelpdeskNotice(view));
    const activityId = await this.#deps.sender.post(request.tenantId, chat, message);
    const placement = { conversationId: chat.conversationId, activityId, face: baseFace(view, drawHelpdeskNotice) };
    const key = HELPDESK_CARDS.keyFor(person, activityId);
    await this.#deps.conversations.savePlacement(request.tenantId, request.id, key, placement);
  }

  /** The same for security, with what happened and what is to be done. */
  async #postIncidentCard(person: ObjectId, request: IncidentRequest, chat: ChatReference): Promise<void> {
    const view = await incidentView(this.#deps, request, { person, at: chat }, await trailOf(this.#deps, request));
    const activityId = await this.#deps.sender.post(request.tenantId, chat, cardMessage(drawIncident(view)));
    const placement = { conversationId: chat.conversationId, activityId, face: baseFace(view, drawn(view)) };
    const key = INCIDENT_CARDS.keyFor(person, activityId);
    await this.#deps.conversations.savePlacement(request.tenantId, request.id, key, placement);
  }

  async alarm(tenantId: ObjectId, person: ObjectId, about: Alarm): Promise<boolean> {
    const result = await reach(this.#deps, tenantId, person, async (chat) => {
      await this.#deps.sender.post(tenantId, chat, textMessage(await alarmText(this.#deps.people, tenantId, about)));
    });
    countSent(this.#deps, result.kind === 'done' ? 'notified' : 'unreachable');
    return result.kind === 'done';
  }

  async #noticeFor(person: ObjectId, notice: NoticeKind, request: RecoveryRequest, chat: ChatReference) {
    const viewer = viewerFor(request, person);
    if (viewer !== undefined)
      return cardMessage(drawNotice(still(await viewInChat(this.#deps, request, viewer, chat)), notice));
    const employee = await this.#deps.people.find(request.tenantId, request.employee);
    const name = employee?.displayName ?? MORE_REPLIES.aColleague;
    return textMessage(noticeText(notice, 'others', { shortCode: request.shortCode, name }));
  }
}
