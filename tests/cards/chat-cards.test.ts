import { drawMessage, drawRefusal, refusalNote } from '../../cards/draw-message';
import { drawHelp, drawWelcome } from '../../cards/draw-welcome';
import * as content from './card-content';

function imBacks(card: Parameters<typeof content.ofType>[0]): readonly unknown[] {
  return content
    .ofType(card, 'Action.Submit')
    .map(({ data }) => (data as { msteams: { value: unknown } }).msteams.value);
}

describe('when somebody meets Latchkey', () => {
  it('is greeted by name, and can start with one press that says what it does', () => {
    const card = drawWelcome({ name: 'Ada' });
    expect(content.runs(card)[0]).toBe('Hello Ada.');
    expect(imBacks(card)).toContain('I lost my phone');
    expect(content.executes(card)).toEqual([]);
  });

  it('is greeted without a name as well', () => {
    expect(content.allText(drawWelcome())).not.toContain('Hello undefined');
  });
});

describe('when somebody asks for help', () => {
  it('reads the list, not the welcome again', () => {
    const help = content.allText(drawHelp({ helpdesk: false }));
    expect(help).toContain('status');
    expect(help).not.toContain('Hello');
    expect(help).not.toContain('For the helpdesk');
    expect(content.allText(drawHelp({ helpdesk: true }))).toContain('For the helpdesk');
  });
});

describe('when a message needs no request', () => {
  it('has its text, its lines and its suggestions', () => {
    const says = [{ title: 'Lost', says: 'lost phone' }];
    const card = drawMessage({ title: 'T', text: 'One.', lines: ['a', 'b'], suggestions: says });
    expect(content.runs(card)).toEqual(['One.', 'a', 'b']);
    expect(imBacks(card)).toEqual(['lost phone']);
    expect(card.summary).toBe('T');
  });

  it('says why something was refused, and what to do', () => {
    const card = drawRefusal({ code: 'tooSoonToRemind', facts: { minutes: 3 } });
    expect(content.runs(card)).toEqual([refusalNote('tooSoonToRemind', { minutes: 3 }).text]);
    expect(content.runs(card)[0]).toContain('about 3 minutes');
  });
});
