import { FRAME } from '../words/frame';
import type { Page, Section } from './card-data';
import { bullets } from './lines';

function withoutPhoto({ profile, ...page }: Page): Page | undefined {
  if (profile?.photo === undefined) return undefined;
  const { photo: _photo, ...rest } = profile;
  return { ...page, profile: rest };
}

/** Without its last line, and with a line that says how many are left out. */
function shorter(section: Section): Section | undefined {
  const { lines, cut } = section;
  const shown = cut === undefined || cut === 0 ? lines : lines.slice(0, -1);
  if (cut === undefined || shown.length === 0) return undefined;
  return { ...section, cut: cut + 1, lines: [...shown.slice(0, -1), ...bullets([FRAME.more(cut + 1)])] };
}

function withFewerLines({ sections = [], ...page }: Page): Page | undefined {
  const smaller = sections.map((one) => shorter(one) ?? one);
  return smaller.every((one, at) => one === sections[at]) ? undefined : { ...page, sections: smaller };
}

/** For a card that Teams would not take: first without its photo, then with a line less. `undefined` where nothing may go. */
export function smallerPage(page: Page): Page | undefined {
  return withoutPhoto(page) ?? withFewerLines(page);
}
