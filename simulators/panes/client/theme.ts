import { createSignal } from '../../signal';

export type Theme = 'dark' | 'light';

const KEY = 'latchkey-theme';

/** Tells the new theme after a change. */
export const themeChanged = createSignal<Theme>();

function preferred(): Theme {
  const stored = localStorage.getItem(KEY);
  if (stored === 'dark' || stored === 'light') return stored;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

export const currentTheme = (): Theme => (document.documentElement.dataset['theme'] === 'dark' ? 'dark' : 'light');

function apply(theme: Theme): void {
  document.documentElement.dataset['theme'] = theme;
  themeChanged.emit(theme);
}

export function startTheme(): void {
  apply(preferred());
}

export function toggleTheme(): void {
  const next = currentTheme() === 'dark' ? 'light' : 'dark';
  localStorage.setItem(KEY, next);
  apply(next);
}
