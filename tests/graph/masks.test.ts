import { maskAddress, maskPhone, plainName } from '../../graph/masks';

describe('when a phone number is shown', () => {
  it.each([
    ['+47 40055312', '+47 ••• •• 312'],
    ['+1 2065555555', '+1 ••• •• 555'],
    ['+358 401234567', '+358 ••• •• 567'],
    ['+1 5555551234x123', '+1 ••• •• 234'],
    ['+47 400 55 312', '+47 ••• •• 312'],
    ['+4740055312', '••• •• 312'],
    ['+47 123', '+47 ••• •• •••'],
    ['+47 12345', '+47 ••• •• •••'],
    ['40055312', '••• •• 312'],
    ['', '••• •• •••'],
    ['+47 ******12', '+47 ••• •• •••'],
  ])('masks %j as %j', (number, expected) => {
    expect(maskPhone(number)).toBe(expected);
  });
});

describe('when an address is shown', () => {
  it.each([
    ['ada.lindqvist@post.example', 'a•••@post.example'],
    ['a@home.example', 'a•••@home.example'],
    ['"odd@name"@home.example', '"•••@home.example'],
    ['@home.example', '•••'],
    ['nobody', '•••'],
    ['', '•••'],
  ])('masks %j as %j', (address, expected) => {
    expect(maskAddress(address)).toBe(expected);
  });
});

describe('when a name that its owner chose is shown', () => {
  it.each([
    ['Pixel 8', 'Pixel 8'],
    ['  two\n lines\t', 'two lines'],
    ['bell\u0007 and \u202Ereversed\u202C', 'bell and reversed'],
    ['\u0000', ''],
    ['x'.repeat(40), 'x'.repeat(40)],
    ['x'.repeat(41), `${'x'.repeat(39)}…`],
    ['🔑'.repeat(41), `${'🔑'.repeat(39)}…`],
  ])('writes %j as %j', (name, expected) => {
    expect(plainName(name)).toBe(expected);
  });
});
