/**
 * Long work that outlives the request that asked for it: a queue in PostgreSQL (pg-boss), shared by all processes.
 * A job is sent in the transaction of what it is about, so that neither is there without the other. It may run twice,
 * when its process dies, so every handler is idempotent; after its last try it is parked until somebody looks at it.
 */
import { randomUUID } from 'node:crypto';
import type { EntityManager } from '@mikro-orm/postgresql';
import { fromKysely, type KyselyTransactionLike, PgBoss, type Queue } from 'pg-boss';

/** Schema of the queue in the bank's database. */
const JOBS_SCHEMA = 'pgboss';
/** Where jobs lie that failed at each try. */
const PARKED = 'parked';
/** A process that does not say for so long that it still works on a job is taken for dead, seconds. */
const HEARTBEAT = 30;
/** How long parked jobs are kept, seconds. */
const PARKED_FOR = 90 * 24 * 3600;
/** Pause before the second try, seconds. */
const PAUSE = 5;
/** Longest wait for the jobs under way when the process ends, milliseconds. */
const STOP_LIMIT_MS = 15_000;

/** How a kind of job is run. */
export interface JobOptions {
  /** How often it is tried before it is parked; 3 unless said. */
  readonly tries?: number;
  /** Pause before the second try, seconds; it doubles with each further one. 5 unless said. */
  readonly pause?: number;
  /** Longest pause between two tries, seconds; without it each is twice the one before. */
  readonly longestPause?: number;
  /** Longest time of one try, seconds; 900 unless said. */
  readonly limit?: number;
  /** How many this process runs at a time; 1 unless said. */
  readonly concurrency?: number;
  /** How long a job is kept after it was done, seconds; a week unless said, less for what others should not read. */
  readonly kept?: number;
  /** Times at which it is sent by itself, without data: five fields of cron, Moscow time. */
  readonly cron?: string;
}

/** What a handler learns beside the data. */
export interface JobRun {
  readonly id: string;
  /** From 1. */
  readonly attempt: number;
  /** Aborted when the job has taken too long or the process ends. */
  readonly signal: AbortSignal;
}

/** Does one job. What it throws makes the job be tried again. */
export type JobHandler<T extends object> = (data: T, run: JobRun) => Promise<void>;

/** How a job is sent. */
export interface SendOptions {
  /** Sends in the transaction of this manager: the job is there when the change is. */
  readonly em?: EntityManager;
  /** Of jobs of one kind and key that still wait, only the first is kept. */
  readonly key?: string;
  /** Not before so many seconds have passed. */
  readonly after?: number;
}

/** How many jobs of a kind are in a state. */
export interface JobCount {
  readonly job: string;
  readonly state: 'waiting' | 'active' | 'parked';
  readonly count: number;
}

/** What the queue stands on. */
export interface JobsOptions {
  /** Hears of each try that failed, and of faults of the queue itself. */
  readonly report: (error: Error, job?: string) => void;
  /** False for tests: nothing runs but by `drain`, and no clock ticks. */
  readonly background?: boolean;
}

interface Definition {
  readonly options: JobOptions;
  readonly handler: JobHandler<never>;
}

/** The queue of one process. */
export class Jobs {
  readonly #definitions = new Map<string, Definition>();
  readonly #boss: PgBoss;
  #started: Promise<void> | undefined;

  /** @param url connection string of the bank's database */
  constructor(
    url: string,
    private readonly options: JobsOptions,
  ) {
    const background = options.background ?? true;
    this.#boss = new PgBoss({
      connectionString: url,
      application_name: 'metodbank jobs',
      schema: JOBS_SCHEMA,
      createSchema: false, // a migration has made it
      max: 4,
      schedule: background,
      supervise: background,
      useListenNotify: background,
    });
    this.#boss.on('error', (error) => options.report(error));
  }

  /** Says how jobs of a kind are done; to be called before the work begins. */
  define<T extends object>(name: string, options: JobOptions, handler: JobHandler<T>): void {
    if (this.#definitions.has(name)) throw new Error(`The job ${name} is defined twice`);
    this.#definitions.set(name, { options, handler: handler as JobHandler<never> });
  }

  /** Sends a job. */
  async send(name: string, data: object, { em, key, after }: SendOptions = {}): Promise<void> {
    const { longestPause, pause = PAUSE } = this.#definition(name).options;
    await this.#start();
    await this.#boss.send(name, data, {
      // said with each job, for a queue cannot learn it later
      ...(longestPause && { retryDelayMax: longestPause, retryDelay: pause, retryBackoff: true }),
      singletonKey: key ?? randomUUID(),
      startAfter: after ?? 0,
      ...(em && { db: fromKysely(transactionOf(em)) }),
    });
  }

  /** Begins to work on the jobs of all kinds. */
  async work(): Promise<void> {
    await this.#start();
    for (const [name, { options }] of this.#definitions)
      for (let worker = 0; worker < (options.concurrency ?? 1); worker += 1) await this.#hire(name);
  }

  /**
   * Works in the caller's name on what waits until nothing does; tests use it in place of `work`.
   * @param early does also what should wait for its time, further tries among it
   * @returns how many tries there were
   */
  async drain({ early = false }: { early?: boolean } = {}): Promise<number> {
    await this.#start();
    const signal = new AbortController().signal;
    for (let tries = 0, before = -1; ;) {
      if (tries === before) return tries;
      before = tries;
      for (const name of this.#definitions.keys()) {
        const jobs = await this.#boss.fetch<object>(name, { batchSize: 1, ignoreStartAfter: early });
        for (const job of jobs) {
          tries += 1;
          await this.#run(name, job.data, { ...job, signal }).then(
            () => this.#boss.complete(name, job.id),
            (error: Error) => this.#boss.fail(name, job.id, { message: error.message }),
          );
        }
      }
    }
  }

  /** How many jobs wait, run and are parked, by kind. */
  async counts(): Promise<JobCount[]> {
    await this.#start();
    const { rows } = await this.#boss.getDb().executeSql(COUNTS, [[...this.#definitions.keys()]]);
    return rows as JobCount[];
  }

  /** Gives parked jobs of a kind their tries anew; returns how many. */
  async retryParked(name: string): Promise<number> {
    await this.#start();
    return this.#boss.redrive(PARKED, { sourceName: name });
  }

  /** Waits for the jobs under way and leaves; what was not done, other processes do. */
  async stop(): Promise<void> {
    if (!this.#started) return;
    await this.#started.catch(() => {});
    await this.#boss.stop({ graceful: true, timeout: STOP_LIMIT_MS });
  }

  async #hire(name: string): Promise<void> {
    const worker: string = await this.#boss.work<object, void, { includeMetadata: true }>(
      name,
      { includeMetadata: true },
      async ([job]) => {
        if (job) await this.#run(name, job.data, job);
        this.#boss.notifyWorker(worker); // it looks for the next job at once, not after a pause
      },
    );
  }

  async #run(name: string, data: object | null, job: JobMeta): Promise<void> {
    const { handler } = this.#definition(name);
    try {
      const { id, signal, retryCount } = job;
      await handler((data ?? {}) as never, { id, signal, attempt: retryCount + 1 });
    } catch (error) {
      this.options.report(error as Error, name);
      throw error;
    }
  }

  #definition(name: string): Definition {
    const definition = this.#definitions.get(name);
    if (!definition) throw new Error(`Nobody has defined the job ${name}`);
    return definition;
  }

  #start(): Promise<void> {
    return (this.#started ??= this.#open());
  }

  async #open(): Promise<void> {
    await this.#boss.start();
    const known = new Map((await this.#boss.getQueues()).map((queue) => [queue.name, queue]));
    if (!known.has(PARKED)) await this.#boss.createQueue(PARKED, { retentionSeconds: PARKED_FOR });
    const { background = true } = this.options;
    for (const [name, { options }] of this.#definitions) {
      const wanted = queueOf(options);
      const present = known.get(name);
      if (!present) await this.#boss.createQueue(name, { ...wanted, ...FIXED });
      else if (Object.entries(wanted).some(([key, value]) => present[key as keyof Queue] !== value))
        await this.#boss.updateQueue(name, wanted);
      if (background && options.cron)
        await this.#boss.schedule(name, options.cron, {}, { tz: 'Europe/Moscow', missed: 'once' });
    }
    if (background) await this.#forgetSchedules();
  }

  /** A kind of job that is no more, or comes no more by itself, leaves no schedule behind. */
  async #forgetSchedules(): Promise<void> {
    for (const { name } of await this.#boss.getSchedules())
      if (!this.#definitions.get(name)?.options.cron) await this.#boss.unschedule(name);
  }
}

interface JobMeta {
  readonly id: string;
  readonly signal: AbortSignal;
  readonly retryCount: number;
}

/** Cannot change while there is the queue. `short` lets one job of a key wait. */
const FIXED = { policy: 'short', deadLetter: PARKED } as const;

function queueOf({ tries = 3, pause = PAUSE, limit = 900, kept = 7 * 24 * 3600 }: JobOptions) {
  return {
    retryLimit: tries - 1,
    retryDelay: pause,
    retryBackoff: true,
    expireInSeconds: limit,
    deleteAfterSeconds: kept,
    heartbeatSeconds: HEARTBEAT,
    notify: true,
  };
}

function transactionOf(em: EntityManager): KyselyTransactionLike {
  const transaction = em.getTransactionContext();
  if (!transaction) throw new Error('A job is sent in a transaction of its manager: use em.transactional');
  return transaction as never;
}

const COUNTS = `
  select name as job, case state when 'active' then 'active' else 'waiting' end as state, count(*)::int as count
  from ${JOBS_SCHEMA}.job
  where name = any ($1::text[]) and state in ('created', 'retry', 'active')
  group by 1, 2
  union all
  select source_name, 'parked', count(*)::int
  from ${JOBS_SCHEMA}.job where name = '${PARKED}' and state = 'created' group by 1`;
