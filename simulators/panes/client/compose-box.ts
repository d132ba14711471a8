import { button, element } from './dom';
import { icon } from './icons';

export interface ComposeBoxInput {
  readonly label: string;
  readonly onSay: (text: string) => void;
}

export interface ComposeBox {
  readonly root: HTMLElement;
  /** What to offer above the field. */
  readonly suggest: (suggestions: readonly string[]) => void;
}

function fitHeight(field: HTMLTextAreaElement): void {
  field.style.height = 'auto';
  field.style.height = `${field.scrollHeight}px`;
}

function sendFrom(field: HTMLTextAreaElement, onSay: (text: string) => void): void {
  const text = field.value.trim();
  if (text === '') return;
  field.value = '';
  fitHeight(field);
  onSay(text);
}

/** A small button that says a text. */
export const chip = (text: string, onSay: (text: string) => void): HTMLElement =>
  button(
    {
      class: 'chip',
      onClick: () => {
        onSay(text);
      },
    },
    text,
  );

/** Where a person writes: Enter sends, Shift+Enter makes a line, the chips say the usual things. */
export function composeBox({ label, onSay }: ComposeBoxInput): ComposeBox {
  const attributes = { rows: '1', placeholder: 'Type a message', 'aria-label': label, maxlength: '4000' };
  const field = element('textarea', { class: 'compose-field', attributes });
  field.addEventListener('input', () => {
    fitHeight(field);
  });
  field.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    sendFrom(field, onSay);
  });
  const onClick = (): void => {
    sendFrom(field, onSay);
  };
  const send = button({ class: 'send', attributes: { 'aria-label': 'Send' }, onClick }, icon('send'));
  const chips = element('div', { class: 'chips' });
  return {
    root: element('div', { class: 'compose' }, chips, element('div', { class: 'compose-row' }, field, send)),
    suggest: (suggestions) => {
      chips.replaceChildren(...suggestions.map((text) => chip(text, onSay)));
    },
  };
}
