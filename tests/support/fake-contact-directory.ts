import type { ContactDirectory, DirectoryEntry, MemberPage } from '../../recovery/contact-directory';
import type { ObjectId } from '../../recovery/terms';
import type { FakeDirectory } from './fake-directory';

/** Entries of people, and the groups of a fake directory, a few members a page. */
export class FakeContactDirectory implements ContactDirectory {
  readonly entries = new Map<ObjectId, DirectoryEntry>();
  pageSize = 100;

  constructor(private readonly directory: FakeDirectory) {}

  async entry(tenantId: ObjectId, id: ObjectId): Promise<DirectoryEntry | undefined> {
    const person = await this.directory.person(tenantId, id);
    if (person === undefined) return undefined;
    return this.entries.get(id) ?? { mails: [], own: [person.userPrincipalName] };
  }

  async members(_tenantId: ObjectId, groupId: ObjectId, after = '0'): Promise<MemberPage> {
    const ids = this.directory.groups.get(groupId) ?? [];
    const end = Number(after) + this.pageSize;
    return { ids: ids.slice(Number(after), end), ...(end < ids.length && { after: String(end) }) };
  }
}
