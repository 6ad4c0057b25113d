import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { Pool } from 'pg';
import type { JobCount } from './jobs.js';

/** The figures that a monitoring system collects from `/metrics`. */
export class Metrics {
  readonly registry = new Registry();

  /** Time from the request's head to the end of its answer, seconds. */
  readonly requests = new Histogram({
    name: 'metodbank_http_request_duration_seconds',
    help: 'Time to answer a request, by route, method and class of status',
    labelNames: ['route', 'method', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [this.registry],
  });

  /** GraphQL answers by where they came from. */
  readonly answers = new Counter({
    name: 'metodbank_graphql_answers_total',
    help: 'GraphQL answers: remembered, executed or refused for asking too much',
    labelNames: ['outcome'],
    registers: [this.registry],
  });

  /** Errors that nobody expected. */
  readonly defects = new Counter({
    name: 'metodbank_unexpected_errors_total',
    help: 'Errors answered as INTERNAL_SERVER_ERROR',
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  /** Shows how busy a pool of database connections is. */
  watchPool(pool: Pool): void {
    new Gauge({
      name: 'metodbank_database_connections',
      help: 'Connections of the pool for public reads',
      labelNames: ['state'],
      registers: [this.registry],
      collect() {
        this.set({ state: 'open' }, pool.totalCount);
        this.set({ state: 'idle' }, pool.idleCount);
        this.set({ state: 'waiting' }, pool.waitingCount);
      },
    });
  }

  /** Shows what the job queue has before it and what it gave up. */
  watchJobs(counts: () => Promise<JobCount[]>): void {
    new Gauge({
      name: 'metodbank_jobs',
      help: 'Jobs by kind: waiting, active, and parked after their last try',
      labelNames: ['job', 'state'],
      registers: [this.registry],
      async collect() {
        this.reset();
        const found = await counts().catch(() => []); // the other figures are told without a database, too
        for (const { job, state, count } of found) this.set({ job, state }, count);
      },
    });
  }
}
