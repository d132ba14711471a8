import { element } from './dom';
import { icon } from './icons';

const COLOURS = 8;

const initialsOf = (name: string): string => {
  const words = name.split(/\s+/).filter((word) => word !== '');
  const letters = [words[0], words.length > 1 ? words.at(-1) : undefined].map((word) => word?.[0] ?? '');
  return letters.join('').toUpperCase();
};

/** The same person always has the same colour. */
function colourOf(id: string): number {
  let sum = 0;
  for (const letter of id) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9_973;
  return sum % COLOURS;
}

/** Initials on a disc, as Teams shows people without a picture. Decoration: the name stands beside it. */
export const avatar = (person: { readonly id: string; readonly name: string }): HTMLElement =>
  element(
    'span',
    { class: `avatar avatar-${colourOf(person.id)}`, attributes: { 'aria-hidden': 'true' } },
    initialsOf(person.name),
  );

export function botAvatar(): HTMLElement {
  const made = element('span', { class: 'avatar avatar-bot', attributes: { 'aria-hidden': 'true' } });
  made.append(icon('key'));
  return made;
}
