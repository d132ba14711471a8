import type { Scenario, ShortCode } from '../recovery/terms';

/** What a plain message asks for. Nothing here approves, denies, reveals or deletes: that takes a press on a card. */
export type Intent =
  /** `pressed`: the words press for speed, which whoever decides is told. */
  | { readonly kind: 'open'; readonly scenario: Exclude<Scenario, 'suspicious'>; readonly pressed?: true }
  | { readonly kind: 'suspicious' }
  /** The old phone is still there and works: they can move to the new one themselves. */
  | { readonly kind: 'hasOldPhone' }
  /** Sign-in trouble, but which? */
  | { readonly kind: 'unsure' }
  | { readonly kind: 'somebodyElse' }
  /** `sure`: the whole message says so; else it was said in passing. */
  | { readonly kind: 'notMe'; readonly sure: boolean; readonly shortCode?: ShortCode }
  /** `name`: a whole name, where no address was written. */
  | {
      readonly kind: 'openFor';
      readonly address?: string;
      readonly name?: string;
      readonly scenario?: Scenario;
      readonly pressed?: true;
    }
  | { readonly kind: 'status'; readonly shortCode?: ShortCode; readonly address?: string }
  | { readonly kind: 'waiting' }
  /** "open": the helpdesk's list. */
  | { readonly kind: 'listOpen' }
  | { readonly kind: 'cancel'; readonly shortCode?: ShortCode }
  | { readonly kind: 'remind'; readonly shortCode?: ShortCode }
  | { readonly kind: 'retry'; readonly shortCode?: ShortCode }
  | { readonly kind: 'liftShield'; readonly shortCode?: ShortCode }
  /** "attend": somebody of the helpdesk takes a case of the counter. */
  | { readonly kind: 'attend'; readonly shortCode?: ShortCode }
  /** "incident": the card on which security works on one. */
  | { readonly kind: 'incident'; readonly shortCode?: ShortCode }
  /** "pause" and "resume", with the reason in the writer's own words. */
  | { readonly kind: 'pause'; readonly reason?: string }
  | { readonly kind: 'resume'; readonly reason?: string }
  /** "stand-in": who answers in a manager's place; `day` as it was written, e.g. `2026-12-05`. */
  | { readonly kind: 'nameStandIn'; readonly address?: string; readonly day?: string }
  | { readonly kind: 'endStandIn' | 'seeStandIn' }
  /** Digits in a message: they count on a card only, so they are not kept. */
  | { readonly kind: 'matchNumber'; readonly shortCode?: ShortCode }
  | { readonly kind: 'releaseCode'; readonly shortCode?: ShortCode }
  /** "approve", "deny", "yes": decisions are made on the card only. */
  | { readonly kind: 'decide'; readonly shortCode?: ShortCode }
  /** "Just give me the pass". */
  | { readonly kind: 'decideForMe' }
  | { readonly kind: 'pressure' }
  | { readonly kind: 'secretInChat' }
  | { readonly kind: 'greeting' }
  | { readonly kind: 'help' }
  | { readonly kind: 'thanks' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'attachment' }
  | { readonly kind: 'noWords' }
  | { readonly kind: 'unknown' };

export type IntentKind = Intent['kind'];
