import type { DraftView } from '../recovery/outcome';
import type { Scene } from './request-view';

/** A draft as its requester sees it. */
export interface DraftCardView extends Scene {
  readonly draft: DraftView;
}
