import type { PaneCommand } from '../pane-view';
import { button, element } from './dom';

export type OnCommand = (command: PaneCommand) => void;

/** The commands of the app that are offered at this place, as entries of a menu. */
export function commandItems(
  commands: readonly PaneCommand[],
  place: PaneCommand['context'][number],
  onCommand: OnCommand,
): readonly HTMLElement[] {
  const offered = commands.filter(({ context }) => context.includes(place));
  return offered.map((command) => {
    const item: HTMLElement = button(
      {
        class: 'menu-item',
        attributes: { title: command.description },
        onClick: () => {
          item.closest('details')?.removeAttribute('open');
          onCommand(command);
        },
      },
      command.title,
    );
    return item;
  });
}

/** A menu behind a sign; nothing where it would be empty. */
export function menuOf(label: string, sign: string, items: readonly HTMLElement[]): HTMLDetailsElement | undefined {
  if (items.length === 0) return undefined;
  const summary = element('summary', { attributes: { 'aria-label': label, title: label } }, sign);
  return element('details', { class: 'menu' }, summary, element('div', { class: 'menu-list' }, ...items));
}
