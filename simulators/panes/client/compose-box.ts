import type { PaneCommand } from '../pane-view';
import type { OnCommand } from './command-menu';
import { commandItems, menuOf } from './command-menu';
import { button, element } from './dom';
import { icon } from './icons';

export interface ComposeBoxInput {
  readonly onSay: (text: string) => void;
  /** What the app offers below a compose box. */
  readonly commands: readonly PaneCommand[];
  readonly onCommand: OnCommand;
}

export interface ComposeBox {
  readonly root: HTMLElement;
  /** To whom it goes, for a screen reader. */
  readonly address: (label: string) => void;
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
export function composeBox({ onSay, commands, onCommand }: ComposeBoxInput): ComposeBox {
  const attributes = { rows: '1', placeholder: 'Type a message', maxlength: '4000' };
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
  const menu = menuOf('Actions of apps', '+', commandItems(commands, 'compose', onCommand));
  return {
    root: element('div', { class: 'compose' }, chips, element('div', { class: 'compose-row' }, menu, field, send)),
    address: (label) => {
      field.setAttribute('aria-label', label);
    },
    suggest: (suggestions) => {
      chips.replaceChildren(...suggestions.map((text) => chip(text, onSay)));
    },
  };
}
