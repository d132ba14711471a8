import { asObjectId } from '../../recovery/terms';

const ID = '0a1b2c3d-4e5f-4a6b-8c7d-9e0f1a2b3c4d';

describe('when a text claims to be an object id', () => {
  it.each([ID, ID.toUpperCase(), 'A0DA0001-11c4-4F3A-8a51-0d6b5f0e1a01'])('takes %s in lower case', (text) => {
    expect(asObjectId(text)).toBe(text.toLowerCase());
  });

  it.each([
    undefined,
    '',
    ' ',
    `${ID} `,
    ` ${ID}`,
    `${ID}\n`,
    `{${ID}}`,
    ID.replaceAll('-', ''),
    ID.slice(0, -1),
    `${ID}0`,
    `${ID.slice(0, -1)}g`,
    'ada@contoso.example',
    '__proto__',
    'ada_contoso.example#EXT#@fabrikam.example',
    `${ID}' or '1' eq '1`,
  ])('refuses %j', (text) => {
    expect(asObjectId(text)).toBeUndefined();
  });
});
