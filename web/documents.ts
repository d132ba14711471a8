import type { Document } from '../words/privacy-and-terms';
import { html } from './html';
import type { Screen } from './screen';

/** A page of headed paragraphs: privacy, terms. */
export function documentScreen(face: string, { heading, sections }: Document): Screen {
  const body = sections.map(
    (section) =>
      html`<h2>${section.heading}</h2>
        ${section.sentences.map((sentence) => html`<p>${sentence}</p>`)}`,
  );
  return { face, status: 200, heading, body: html`${body}` };
}
