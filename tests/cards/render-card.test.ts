import type { Page } from '../../cards/card-data';
import { attachment, CARD_TYPE } from '../../cards/card';
import { CardError } from '../../cards/errors';
import { bullets, section as titled } from '../../cards/lines';
import type { Frame } from '../../cards/render-card';
import { likenessOf, renderCard, warmTemplates } from '../../cards/render-card';
import { template, templateDigest, TEMPLATE_NAMES } from '../../cards/templates';
import { Secret } from '../../platform/secret';
import { byId, runs } from './card-content';

const PAGE: Page = { area: 'Area', title: 'Title', tone: 'accent', lead: [{ text: 'Hello' }] };
const FRAME: Frame = { summary: 'Something happened' };

function codeOf(draw: () => unknown): string | undefined {
  try {
    draw();
    return undefined;
  } catch (error) {
    return error instanceof CardError ? error.code : String(error);
  }
}

describe('when a template is expanded', () => {
  it('puts the data into its places', () => {
    const card = renderCard('page', PAGE, FRAME);
    expect(runs(card)).toEqual(['Hello']);
    expect(card.summary).toBe('Something happened');
    expect(attachment(card)).toEqual({ contentType: CARD_TYPE, content: card.content });
  });

  it('refuses a card with a place that was not filled', () => {
    const { title: _left, ...rest } = PAGE;
    // A page without a title, as a mistake in a draw function would hand it over.
    expect(codeOf(() => renderCard('page', rest as Page, FRAME).content)).toBe('unfilled');
  });

  it('refuses a card that Teams would not take', () => {
    const lead = Array.from({ length: 300 }, () => ({ text: 'x'.repeat(60) }));
    expect(codeOf(() => renderCard('page', { ...PAGE, lead }, FRAME).content)).toBe('tooLarge');
  });

  it('leaves out lines only where that may be, the last first, and says how many', () => {
    const lines = bullets(Array.from({ length: 100 }, (_none, at) => `line ${at} `.padEnd(120, 'x')));
    const [section] = titled('Lines', lines);
    if (section === undefined) throw new Error('there are lines');
    expect(codeOf(() => renderCard('page', { ...PAGE, sections: [section] }, FRAME).content)).toBe('tooLarge');
    const said = runs(
      renderCard(
        'page',
        { ...PAGE, sections: [{ ...section, cut: 0 }, ...titled('T', bullets(['all of it']))] },
        FRAME,
      ),
    );
    const shown = lines.filter(({ text }) => said.includes(text));
    expect(shown).toEqual(lines.slice(0, shown.length));
    expect(said).toContain(`and ${100 - shown.length} more`);
    expect(said).toContain('all of it');
  });

  it('shows a secret to the last character, whatever it looks like', () => {
    const pass = 'a${b}*c*_d_\\u0041';
    const words = { label: 'l', error: 'e', placeholder: 'p' };
    const data = {
      ...{ ...PAGE, pass: Secret.of(pass), until: 'u', once: 'o', nobody: 'n', code: words },
      link: { title: 't', url: 'https://aka.ms/mysecurityinfo' },
    };
    const card = renderCard('revealed', data, FRAME);
    expect(byId(card, 'pass')).toMatchObject({ type: 'RichTextBlock', inlines: [{ text: pass }] });
  });

  it('never reads data as a template', () => {
    const card = renderCard('page', { ...PAGE, lead: [{ text: '${title} and ${1 + 1}' }] }, FRAME);
    expect(runs(card)).toEqual(['$ {title} and $ {1 + 1}']);
  });

  it('is expanded once, however often it is read', () => {
    const card = renderCard('page', PAGE, FRAME);
    expect(card.content).toBe(card.content);
  });

  it('tells cards apart without expanding them', () => {
    const likeness = (data: Partial<Page>, frame = FRAME) =>
      likenessOf(renderCard('page', { ...PAGE, ...data }, frame));
    const all = [
      likeness({}),
      likeness({ title: 'Another' }),
      likeness({}, { ...FRAME, summary: 'Another' }),
      likeness({}, { ...FRAME, token: 'another' }),
      likenessOf({ ...renderCard('page', PAGE, FRAME), content: {} }),
    ];
    expect(new Set(all).size).toBe(all.length);
    expect(likeness({})).toBe(all[0]);
  });

  it('never tells a secret by its likeness', () => {
    const words = { label: 'l', error: 'e', placeholder: 'p' };
    const likeness = (pass: string) => {
      const data = { ...PAGE, pass: Secret.of(pass), until: 'u', once: 'o', nobody: 'n', code: words };
      return likenessOf(renderCard('revealed', { ...data, link: { title: 't', url: 'https://aka.ms/x' } }, FRAME));
    };
    expect(likeness('first-pass')).not.toContain('first-pass');
    expect(likeness('first-pass')).toBe(likeness('second-pass'));
  });

  it('knows a template by what is in it', () => {
    const digests = TEMPLATE_NAMES.map(templateDigest);
    expect(new Set(digests).size).toBe(TEMPLATE_NAMES.length);
    expect(TEMPLATE_NAMES.map(templateDigest)).toEqual(digests);
  });

  it('compiles each template once', () => {
    warmTemplates();
    expect(TEMPLATE_NAMES.map(template)).toEqual(TEMPLATE_NAMES.map(template));
    const [first] = TEMPLATE_NAMES;
    expect(first !== undefined && template(first) === template(first)).toBe(true);
  });
});
