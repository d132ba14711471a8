import { wordsOfHtml } from '../../../../simulators/panes/client/mail-words';

describe('when a mail is shown', () => {
  it.each([
    ['paragraphs', '<p>One</p>\n<p>Two<br>lines</p>', 'One\nTwo\nlines'],
    [
      'links',
      'Read <a class="x" href="http://127.0.0.1:1/a?b=1&amp;c=2">this</a>.',
      'Read this http://127.0.0.1:1/a?b=1&c=2 .',
    ],
    ['links that show their address', '<a href="http://x.example/">http://x.example/</a>', 'http://x.example/'],
    ['lists', '<ul><li>a</li><li>b</li></ul>', 'a\nb'],
    ['entities', 'A &amp; B &lt;c&gt; &#65;&#x42; &unknown; &#9999999999;', 'A & B <c> AB &unknown; &#9999999999;'],
    ['what nobody sees', '<head><title>t</title></head><style>p{}</style><!-- c --><script>x()</script>Hi', 'Hi'],
    ['attributes that act', '<img src=x onerror="alert(1)">Hi', 'Hi'],
    ['a sign that is no tag', '1 < 2 and 3 > 2', '1 < 2 and 3 > 2'],
  ])('keeps the words of %s', (_name, html, words) => {
    expect(wordsOfHtml(html)).toBe(words);
  });
});
