import { asObjectId } from '../../recovery/terms';
import { GRAPH_CALLS, PERMISSIONS } from '../../graph/permissions';

const names = Object.keys(PERMISSIONS);

describe('when the permissions of the executor are listed (T20)', () => {
  it('names each with the id of its app role', () => {
    const ids = Object.values(PERMISSIONS).map(({ id }) => id);
    expect(ids.filter((id) => asObjectId(id) !== id)).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('lists no permission that no call needs', () => {
    const used = new Set<string>(GRAPH_CALLS.map(({ permission }) => permission));
    expect(names.filter((name) => !used.has(name))).toEqual([]);
  });

  it('writes each call once, with a path and a sentence that says why', () => {
    const calls = GRAPH_CALLS.map(({ call }) => call);
    expect(new Set(calls).size).toBe(calls.length);
    for (const { call, why } of GRAPH_CALLS) {
      // In brackets: which property is written, where one call writes several.
      expect(call).toMatch(/^(GET|POST|PATCH|DELETE) \/[\w{}/.$]+( \(\w+\))?$/);
      expect(why).toMatch(/^[A-Z].+\.$/);
    }
  });

  it('needs nothing that reaches over everything; one such is optional, for one call', () => {
    const wide = names.filter((name) =>
      /^(Directory\.|UserAuthenticationMethod\.ReadWrite|User\.ReadWrite)/.test(name),
    );
    expect(wide).toEqual(['UserAuthenticationMethod.ReadWrite.All']);
    expect(PERMISSIONS['UserAuthenticationMethod.ReadWrite.All'].optional).toBe(true);
    expect(GRAPH_CALLS.filter(({ permission }) => wide.includes(permission)).map(({ call }) => call)).toEqual([
      'PATCH /users/{id}/authentication/signInPreferences',
    ]);
  });
});
