import { RecoveryError } from '../../recovery/errors';
import type { StoredStop, Stop, Stops } from '../../recovery/stops';
import type { ObjectId } from '../../recovery/terms';
import type { PortWatch } from './port-watch';

const RUNNING: StoredStop = { seq: 1, paused: false, at: 0, by: 'system', reason: 'installed', told: true };

/** The switch of each tenant in memory: every tenant was started and runs, unless a test says otherwise. */
export class FakeStops implements Stops {
  readonly rows = new Map<ObjectId, StoredStop | 'forged' | 'nothing'>();

  async read(tenantId: ObjectId): Promise<StoredStop | undefined> {
    await Promise.resolve();
    const row = this.rows.get(tenantId) ?? RUNNING;
    if (row === 'forged') throw new RecoveryError('integrity', 'the row does not hold');
    return row === 'nothing' ? undefined : row;
  }

  async write(tenantId: ObjectId, stop: Stop, over: number | 'nothing' | 'broken'): Promise<StoredStop | undefined> {
    await Promise.resolve();
    const row = this.rows.get(tenantId) ?? RUNNING;
    const version = row === 'forged' ? 'broken' : row === 'nothing' ? row : row.seq;
    if (version !== over) return undefined;
    const stored = { ...stop, seq: typeof row === 'string' ? 9 : row.seq + 1 };
    this.rows.set(tenantId, stored);
    return stored;
  }

  known(tenantId: ObjectId): boolean | undefined {
    const row = this.rows.get(tenantId) ?? RUNNING;
    return typeof row === 'string' || row.paused;
  }

  /** Stops everything of a tenant, as another instance would. */
  pause(tenantId: ObjectId, paused = true): void {
    this.rows.set(tenantId, { ...RUNNING, seq: 5, paused, by: 'system', reason: 'a test' });
  }

  /** The same, with its reads and writes counted and failing as the test says. */
  watched(ports: PortWatch): Stops {
    const { read, write } = ports.wrap('stops', {
      read: (tenantId: ObjectId) => this.read(tenantId),
      write: (...args: Parameters<Stops['write']>) => this.write(...args),
    });
    return { read, write, known: (tenantId) => this.known(tenantId) };
  }
}
