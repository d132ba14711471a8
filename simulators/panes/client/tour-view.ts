import type { TourStep } from '../tour';
import { button, element, hidden } from './dom';
import { icon } from './icons';

export interface TourView {
  readonly root: HTMLElement;
  readonly setDone: (count: number) => void;
}

function stepItem(step: TourStep, index: number, onGo: (where: string) => void): HTMLElement {
  const number = element('span', { class: 'step-number', attributes: { 'aria-hidden': 'true' } }, String(index + 1));
  const title = element('span', { class: 'step-title' }, step.title);
  const words = element('span', { class: 'step-words' }, title, element('span', { class: 'step-text' }, step.text));
  const go = button(
    {
      class: 'step-button',
      onClick: () => {
        onGo(step.where);
      },
    },
    number,
    words,
  );
  return element('li', { class: 'step' }, go);
}

function markStep(item: HTMLElement, index: number, done: number): void {
  const isDone = index < done;
  item.classList.toggle('is-done', isDone);
  item.classList.toggle('is-current', index === done);
  if (index === done) item.setAttribute('aria-current', 'step');
  else item.removeAttribute('aria-current');
  const number = item.querySelector('.step-number');
  if (isDone) number?.replaceChildren(icon('check'));
  const wasTold = item.querySelector('.visually-hidden') !== null;
  if (isDone && !wasTold) item.firstElementChild?.append(hidden(' (done)'));
}

/** What to try, in order; a press on a step goes where it happens. */
export function tourView(tour: readonly TourStep[], onGo: (where: string) => void): TourView {
  const items = tour.map((step, index) => stepItem(step, index, onGo));
  const root = element('ol', { class: 'tour', attributes: { 'aria-label': 'What to try' } }, ...items);
  return {
    root,
    setDone: (count) => {
      items.forEach((item, index) => {
        markStep(item, index, count);
      });
    },
  };
}
