import { SAID } from '../words/said';
import type { NotBegun } from './fair-turns';

/** The answer to a turn that was not begun. Nothing is read of storage for it. */
export type AwayAnswer =
  | { readonly kind: 'say'; readonly words: string }
  /** It was said already: the chat is not filled with it. */
  | { readonly kind: 'nothing' }
  /** Nobody is listening for words; whoever delivered it may do so again. */
  | { readonly kind: 'later'; readonly afterMs: number };

const LATER_MS = 5_000;

/** A press always gets its words, because Teams shows an error in place of no answer; a chat gets them once in a spell. */
export function answerToTurnedAway(type: string, { turnedAway, first }: NotBegun): AwayAnswer {
  const words = turnedAway === 'presser' ? SAID.tooFast : SAID.tooBusy;
  if (type === 'invoke') return { kind: 'say', words };
  if (type !== 'message' || turnedAway === 'instance') return { kind: 'later', afterMs: LATER_MS };
  return first ? { kind: 'say', words } : { kind: 'nothing' };
}
