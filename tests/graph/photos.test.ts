import nock from 'nock';
import { createPhotos } from '../../graph/photos';
import { CONTOSO_TENANT_ID as TENANT, PEOPLE } from '../../simulators/entra/contoso-ids';
import { userById } from '../../simulators/entra/people';
import { contosoGraph, scriptedClient } from './contoso-graph';
import { jpeg, png } from './pictures';

afterEach(() => {
  nock.abortPendingRequests();
  nock.cleanAll();
});

function contoso(roles?: readonly string[]) {
  const { tenant, graph } = contosoGraph(roles);
  const { photo } = createPhotos(graph);
  const ada = userById(tenant, PEOPLE.ada);
  return { tenant, ada, photo: (person: string = PEOPLE.ada) => photo(TENANT, person) };
}

describe('when the photo of a person is read (T19)', () => {
  it.each([
    ['image/jpeg', 'image/jpeg', jpeg()],
    ['image/png', 'image/png', png()],
    ['image/jpeg', 'Image/JPEG; charset=binary', jpeg()],
  ])('%s comes as an address that holds it', async (type, label, bytes) => {
    const { ada, photo } = contoso();
    ada.photo = { type: label, bytes };
    await expect(photo()).resolves.toBe(`data:${type};base64,${bytes.toString('base64')}`);
  });

  it('whoever has none has none, and that is no error', async () => {
    await expect(contoso().photo(PEOPLE.noor)).resolves.toBeUndefined();
  });

  it.each([
    ['a page', 'text/html', Buffer.from('<script>alert(1)</script>')],
    ['a drawing that can run', 'image/svg+xml', Buffer.from('<svg onload="alert(1)"/>')],
    ['a page that calls itself a picture', 'image/png', Buffer.from('<script>alert(1)</script>')],
    ['a picture that calls itself another', 'image/png', jpeg()],
    ['a picture that calls itself a page', 'text/html', png()],
    ['nothing', 'image/png', Buffer.alloc(0)],
    ['a picture of a thousand pixels a side', 'image/png', png({ width: 1_000, height: 1_000 })],
  ])('%s is not shown', async (_what, type, bytes) => {
    const { ada, photo } = contoso();
    ada.photo = { type, bytes };
    await expect(photo()).resolves.toBeUndefined();
  });

  it('one of 4 KB is taken, and one byte more is refused', async () => {
    const { ada, photo } = contoso();
    const filling = 4_096 - png({ filling: 0 }).length;
    ada.photo = { type: 'image/png', bytes: png({ filling }) };
    await expect(photo()).resolves.toMatch(/^data:image\/png;base64,/);
    ada.photo = { type: 'image/png', bytes: png({ filling: filling + 1 }) };
    await expect(photo()).rejects.toMatchObject({ code: 'rejected' });
  });

  it.each([
    [403, 'forbidden'],
    [429, 'throttled'],
    [503, 'unavailable'],
  ])('%i is said, not hidden', async (status, code) => {
    const { tenant, photo } = contoso();
    tenant.switches.faults.push({ method: 'GET', path: /photos/, status, times: 1 });
    await expect(photo()).rejects.toMatchObject({ code });
  });

  it('nobody waits for it longer than three seconds', async () => {
    const client = scriptedClient(undefined);
    await createPhotos(() => client).photo(TENANT, PEOPLE.ada);
    expect(client.calls).toEqual([expect.objectContaining({ deadlineMs: 3_000 })]);
  });

  it('User.Read.All is enough, and so is ProfilePhoto.Read.All', async () => {
    await expect(contoso(['User.Read.All']).photo()).resolves.toMatch(/^data:/);
    nock.cleanAll();
    await expect(contoso(['ProfilePhoto.Read.All']).photo()).resolves.toMatch(/^data:/);
    nock.cleanAll();
    await expect(contoso(['GroupMember.Read.All']).photo()).rejects.toMatchObject({ code: 'forbidden' });
  });
});
