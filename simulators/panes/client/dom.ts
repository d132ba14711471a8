import { PageError } from './page-error';

export type Child = Node | string | undefined;

export interface ElementOptions {
  readonly class?: string;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly onClick?: (event: MouseEvent) => void;
}

/** Makes an element. Strings become text nodes, never markup: what people wrote comes through here. */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  options: ElementOptions,
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  if (options.class !== undefined) made.className = options.class;
  for (const [name, value] of Object.entries(options.attributes ?? {})) made.setAttribute(name, value);
  const target: HTMLElement = made;
  if (options.onClick) target.addEventListener('click', options.onClick);
  made.append(...children.filter((child) => child !== undefined));
  return made;
}

/** A button that never submits a form by accident. */
export const button = (options: ElementOptions, ...children: readonly Child[]): HTMLButtonElement =>
  element('button', { ...options, attributes: { type: 'button', ...options.attributes } }, ...children);

/** Text for a screen reader only. */
export const hidden = (text: string): HTMLElement => element('span', { class: 'visually-hidden' }, text);

/** An element that index.html has. */
export function byId(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (found === null) throw new PageError('elementMissing', `index.html has no element "${id}".`);
  return found;
}
