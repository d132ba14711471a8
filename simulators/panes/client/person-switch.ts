import type { PanePersona } from '../pane-view';
import { avatar } from './avatar';
import { element } from './dom';

/** The head of a pane: whose screen this is. Choosing another person shows that person's screen instead. */
export interface PersonSwitch {
  readonly root: HTMLElement;
  readonly show: (personaId: string) => void;
  /** How many unread messages each person has, by handle. */
  readonly setUnread: (unread: ReadonlyMap<string, number>) => void;
}

export interface PersonSwitchInput {
  readonly personas: readonly PanePersona[];
  readonly label: string;
  readonly onSwitch: (personaId: string) => void;
}

const optionText = ({ name, role }: PanePersona, count: number): string =>
  count === 0 ? `${name} – ${role}` : `${name} – ${role} (${count} new)`;

interface Parts {
  readonly face: HTMLElement;
  readonly name: HTMLElement;
  readonly role: HTMLElement;
  readonly badge: HTMLElement;
  readonly select: HTMLSelectElement;
  readonly options: readonly HTMLOptionElement[];
}

function createParts({ personas, label, onSwitch }: PersonSwitchInput): Parts {
  const options = personas.map((each) => element('option', { attributes: { value: each.id } }, optionText(each, 0)));
  const select = element('select', { class: 'person-select', attributes: { 'aria-label': label } }, ...options);
  select.addEventListener('change', () => {
    onSwitch(select.value);
  });
  return {
    face: element('span', { class: 'face' }),
    name: element('span', { class: 'person-name' }),
    role: element('span', { class: 'person-role' }),
    badge: element('span', { class: 'badge' }),
    ...{ select, options },
  };
}

function showUnread(parts: Parts, personas: readonly PanePersona[], unread: ReadonlyMap<string, number>): void {
  personas.forEach((each, index) => {
    const option = parts.options[index];
    if (option) option.textContent = optionText(each, unread.get(each.id) ?? 0);
  });
  const own = unread.get(parts.select.value) ?? 0;
  parts.badge.textContent = own === 0 ? '' : `${own} new`;
  parts.badge.hidden = own === 0;
}

function showPerson({ select, face, name, role }: Parts, persona: PanePersona): void {
  select.value = persona.id;
  face.replaceChildren(avatar(persona));
  name.textContent = persona.name;
  role.textContent = persona.role;
}

export function personSwitch(input: PersonSwitchInput): PersonSwitch {
  const { personas } = input;
  const parts = createParts(input);
  const { face, name, role, badge, select } = parts;
  const chevron = element('span', { class: 'chevron', attributes: { 'aria-hidden': 'true' } });
  const names = element('span', { class: 'names' }, name, role);
  return {
    root: element('div', { class: 'person' }, face, names, chevron, badge, select),
    show: (personaId) => {
      const persona = personas.find(({ id }) => id === personaId);
      if (persona) showPerson(parts, persona);
    },
    setUnread: (unread) => {
      showUnread(parts, personas, unread);
    },
  };
}
