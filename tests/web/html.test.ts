import { html, markup } from '../../web/html';
import type { Piece } from '../../web/html';

describe('when markup is made from values', () => {
  it.each([
    ['<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
    ['" onload="x', '&quot; onload=&quot;x'],
    ["' x='", '&#39; x=&#39;'],
    ['a & b &lt;', 'a &amp; b &amp;lt;'],
    ['${x}', '${x}'],
    ['مدير', 'مدير'],
    ['', ''],
  ])('escapes %j', (text, expected) => {
    expect(markup(html`<p title="${text}">${text}</p>`)).toBe(`<p title="${expected}">${expected}</p>`);
  });

  it('keeps markup of its own, also in lists, and escapes once', () => {
    const items = ['<a>', 'b'].map((text) => html`<li>${text}</li>`);
    const list = html`<ul>
      ${items}
    </ul>`;
    expect(markup(list).replace(/\s/g, '')).toBe('<ul><li>&lt;a&gt;</li><li>b</li></ul>');
  });

  it.each<readonly [Piece, string]>([
    [false, ''],
    [undefined, ''],
    [0, '0'],
    [[], ''],
    [['<', [html`<b></b>`]], '&lt;<b></b>'],
  ])('prints %j as %j', (piece, expected) => {
    expect(markup(html`${piece}`)).toBe(expected);
  });

  it('takes no look-alike of markup for markup', () => {
    const forged: string = JSON.parse('"<b>"');
    const copy = JSON.parse(JSON.stringify({ text: html`<b></b>` })) as { readonly text: object };
    expect(markup(html`${forged}`)).toBe('&lt;b&gt;');
    expect(copy.text).toEqual({});
  });
});
