import { button, element } from './dom';
import { icon } from './icons';

/** The scrolled part of a pane, with a button that leads to what is below. */
export interface ScrollBox {
  readonly root: HTMLElement;
  /** What scrolls. */
  readonly scroll: HTMLElement;
  readonly more: HTMLElement;
  readonly moreWords: HTMLElement;
  /** Something came below the edge and was not seen yet. */
  hasNews: boolean;
}

const MARGIN_PX = 8;
/** Less than this below the edge is the padding under the last message. */
const NEAR_END_PX = 48;

const below = ({ scroll }: ScrollBox): number => scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight;

export const isAtEnd = (box: ScrollBox): boolean => below(box) < 80;

/** Buttons of cards below the edge. */
function hiddenButtons({ scroll }: ScrollBox): readonly HTMLElement[] {
  const edge = scroll.getBoundingClientRect().bottom;
  const buttons = [...scroll.querySelectorAll<HTMLElement>('.ac-pushButton')];
  return buttons.filter((each) => each.getBoundingClientRect().bottom > edge);
}

/** Names the one button that a card puts forward; where there are several, none is preferred. */
function moreWordsOf(box: ScrollBox): string {
  const hidden = hiddenButtons(box);
  const [first, second] = hidden.filter((each) => each.matches('.style-positive'));
  if (first && second === undefined) return `Below: ${first.innerText}`;
  return hidden.length > 0 ? 'Buttons below' : 'More below';
}

/** Shows or hides the button. That something new came is said until its end was seen. */
export function refreshMore(box: ScrollBox, cause?: 'newMessage'): void {
  const isOver = below(box) <= NEAR_END_PX;
  box.hasNews = !isOver && (cause === 'newMessage' || box.hasNews);
  box.more.hidden = isOver;
  if (!isOver) box.moreWords.textContent = box.hasNews ? 'New message' : moreWordsOf(box);
}

/** One screenful on, with a line or two that were there before. */
function scrollOn({ scroll }: ScrollBox): void {
  const isCalm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  scroll.scrollBy({ top: scroll.clientHeight - 64, behavior: isCalm ? 'instant' : 'smooth' });
}

export function createScrollBox(label: string, ...content: readonly HTMLElement[]): ScrollBox {
  const attributes = { tabindex: '0', role: 'log', 'aria-label': label };
  const scroll = element('div', { class: 'scroll', attributes }, ...content);
  const moreWords = element('span', {}, 'More below');
  const onClick = (): void => {
    scrollOn(box);
  };
  const more = button({ class: 'more', onClick }, moreWords, icon('down'));
  more.hidden = true;
  const root = element('div', { class: 'scroll-box' }, scroll, more);
  const box: ScrollBox = { root, scroll, more, moreWords, hasNews: false };
  const refresh = (): void => {
    refreshMore(box);
  };
  scroll.addEventListener('scroll', refresh, { passive: true });
  const sizes = new ResizeObserver(refresh);
  for (const each of [scroll, ...content]) sizes.observe(each);
  return box;
}

export function toEnd({ scroll }: ScrollBox): void {
  scroll.scrollTop = scroll.scrollHeight;
}

/** Scrolls back until the beginning of the view can be seen. */
export function showTop({ scroll }: ScrollBox, view: Element): void {
  const above = scroll.getBoundingClientRect().top - view.getBoundingClientRect().top;
  if (above > 0) scroll.scrollTop -= above + MARGIN_PX;
}

/** Scrolls on until the end of the view can be seen, or as far as its beginning stays. */
export function showRest({ scroll }: ScrollBox, view: Element): void {
  const seen = scroll.getBoundingClientRect();
  const { top, bottom } = view.getBoundingClientRect();
  const on = Math.min(bottom - seen.bottom + MARGIN_PX, top - seen.top - MARGIN_PX);
  if (on > 0) scroll.scrollTop += on;
}

export function isInView({ scroll }: ScrollBox, view: Element): boolean {
  const seen = scroll.getBoundingClientRect();
  const { top, bottom } = view.getBoundingClientRect();
  return bottom > seen.top && top < seen.bottom;
}
