import { plainName } from '../../delivery/plain-name';

describe('when a name stands in a mail', () => {
  it.each([
    ['Ada Lovelace', 'Ada Lovelace'],
    ['Søren O’Neil-Åkesson', 'Søren O’Neil-Åkesson'],
    ["Dr. D'Arcy, Jr. (IT)", "Dr. D'Arcy, Jr. (IT)"],
    ['עדה לאבלייס', 'עדה לאבלייס'],
    ['evil.example', 'evil. example'],
    ['a@b.example', 'a b. example'],
    ['https://evil.example/x?y=1', 'https evil. example x y 1'],
    ['Ada\r\nPay here:', 'Ada Pay here'],
    ['Ada\u202Egnireve', 'Adagnireve'],
    ['<b>Ada</b>', 'b Ada b'],
    ['', 'somebody in your team'],
    ['://', 'somebody in your team'],
    ['x'.repeat(200), `${'x'.repeat(60)}…`],
  ])('%j is %j', (name, plain) => {
    expect(plainName(name)).toBe(plain);
  });
});
