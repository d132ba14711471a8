import { clean, neutral, visible } from '../../cards/plain-text';

describe('when words go into a TextRun', () => {
  it.each([
    ['Ada Lovelace', 'Ada Lovelace'],
    ['  Ada\n\tLovelace ', 'Ada Lovelace'],
    ['Søren Ærøskøbing-Ødegård', 'Søren Ærøskøbing-Ødegård'],
    ['李小龍', '李小龍'],
    ['محمد علي', 'محمد علي'],
    ['Ada\u202eecalevoL', 'AdaecalevoL'],
    ['A\u200bd\u200ea\u0000', 'Ada'],
    ['${name}', '$ {name}'],
    ['$\u200b{name}', '$ {name}'],
    ['[x](http://evil.example)', '[x](http://evil.example)'],
  ])('makes %j visible as %j', (given, expected) => {
    expect(clean(given, 60)).toBe(expected);
  });

  it('cuts what is too long, never inside a character', () => {
    expect(clean('abcdef', 6)).toBe('abcdef');
    expect(clean('abcdefg', 6)).toBe('abcde…');
    expect(clean('👩‍🚒'.repeat(9), 6).endsWith('…')).toBe(true);
    expect(clean('🇳🇴'.repeat(9), 6)).toBe('🇳🇴…');
  });

  it('stays quick for a novel', () => {
    expect(clean('x'.repeat(1_000_000), 20)).toHaveLength(20);
  });
});

describe('when words go where Markdown is read', () => {
  it.each([
    ['[x](http://evil.example)', 'x (http evil.example)'],
    ['h\u200bttp:\u200b//evil', 'http evil'],
    ['**bold** _it_ `code` # h > q | t ~s~ !', 'bold it code h q t s'],
    ['<at>Ada</at>', 'at Ada /at'],
    ['R&D', 'R and D'],
    ['see WWW.evil.example', 'see www evil.example'],
    ['\\[x\\]', 'x'],
  ])('takes the sting out of %j', (given, expected) => {
    expect(neutral(given, 60)).toBe(expected);
  });
});

describe('when any text is put on a card', () => {
  it('keeps letters of every script', () => {
    expect(visible('Ünïcødé 漢字 – “quotes” • …')).toBe('Ünïcødé 漢字 – “quotes” • …');
  });
});
