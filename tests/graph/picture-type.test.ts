import { pictureType } from '../../graph/picture-type';
import { portrait } from '../../simulators/entra/portrait';
import { jpeg, png } from './pictures';

describe('when it is asked what a file is', () => {
  it.each([
    ['image/png', png()],
    ['image/png', portrait('Ada').bytes],
    ['image/png', png({ width: 648, height: 648 })],
    ['image/jpeg', jpeg()],
    ['image/jpeg', jpeg({ frame: 0xc2 })],
    ['image/jpeg', jpeg({ width: 648, height: 648 })],
  ])('it is %s by its own bytes', (type, bytes) => {
    expect(pictureType(bytes)).toBe(type);
  });

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['text', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')],
    ['a GIF', Buffer.from('474946383961300030008000', 'hex')],
    ['the start of a PNG', png().subarray(0, 20)],
    ['a PNG with something behind it', Buffer.concat([png(), Buffer.from('<script>')])],
    ['a PNG that unfolds to more than anybody shows', png({ width: 65_000, height: 65_000 })],
    ['a PNG that is high and narrow', png({ width: 1, height: 649 })],
    ['a PNG without a width', png({ width: 0 })],
    ['the start of a JPEG', jpeg().subarray(0, 30)],
    ['a JPEG with something behind it', Buffer.concat([jpeg(), Buffer.from('<script>')])],
    ['a JPEG that unfolds to more than anybody shows', jpeg({ width: 65_000, height: 65_000 })],
    ['a JPEG without a frame', Buffer.from('ffd8ffdb0004010203040506070809ffd9', 'hex')],
    [
      'a JPEG whose first segment is as long as nothing',
      Buffer.from('ffd8ffe00000ffe00000ffe00000ffe00000ffd9', 'hex'),
    ],
    ['a JPEG that is only its ends', Buffer.from('ffd8ffd9', 'hex')],
  ])('%s is no picture', (_what, bytes) => {
    expect(pictureType(bytes)).toBeUndefined();
  });
});
