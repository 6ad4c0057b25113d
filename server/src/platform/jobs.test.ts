import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { bootApp, type BootedApp } from '../../test/app.js';
import { Jobs } from './jobs.js';
import { AuditEvent } from './audit-event.entity.js';

let app: BootedApp;
const open: Jobs[] = [];
const faults: string[] = [];

beforeAll(async () => {
  app = await bootApp();
});
afterAll(() => app.close());
beforeEach(() => {
  faults.length = 0;
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((jobs) => jobs.stop()));
});

function openJobs(background = false): Jobs {
  const jobs = new Jobs(app.databaseUrl, {
    background,
    report: (error, job) => void faults.push(`${job}: ${error.message}`),
  });
  open.push(jobs);
  return jobs;
}

/** Waits until something holds; the test's own time limit ends a wait in vain. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise((resolve) => setTimeout(resolve, 20));
}

test('a job runs once with its data', async () => {
  const jobs = openJobs();
  const seen: unknown[] = [];
  jobs.define('once', {}, async (data, { attempt }) => void seen.push([data, attempt]));
  await jobs.send('once', { to: 'мария@school.example' });
  expect(await jobs.drain()).toBe(1);
  expect(await jobs.drain()).toBe(0);
  expect(seen).toEqual([[{ to: 'мария@school.example' }, 1]]);
});

test('a job is there when the change that sends it is, and not otherwise', async () => {
  const jobs = openJobs();
  const seen: string[] = [];
  jobs.define<{ id: string }>('with-change', {}, async ({ id }) => void seen.push(id));
  const change = (fails: boolean) =>
    app.orm.em.fork().transactional(async (em) => {
      const event = em.create(AuditEvent, {
        actor: 'system',
        action: 'test.done',
        subjectType: 'account',
        subjectId: '01890000-0000-7000-8000-000000000001',
      });
      await jobs.send('with-change', { id: event.id }, { em });
      if (fails) throw new Error('rolled back');
      return event.id;
    });
  await expect(change(true)).rejects.toThrow('rolled back');
  const id = await change(false);
  await jobs.drain();
  expect(seen).toEqual([id]);
});

test('a job without a transaction to belong to is a defect', async () => {
  const jobs = openJobs();
  jobs.define('lonely', {}, async () => {});
  await expect(jobs.send('lonely', {}, { em: app.orm.em.fork() })).rejects.toThrow('em.transactional');
});

test('F10: a job that always fails is parked after three tries, and others are not delayed', async () => {
  const jobs = openJobs();
  let tries = 0;
  let others = 0;
  jobs.define('poison', { pause: 600 }, async () => {
    tries += 1;
    throw new Error('always');
  });
  jobs.define('sound', {}, async () => void (others += 1));
  await jobs.send('poison', {});
  await jobs.send('sound', {});
  await jobs.drain();
  expect([tries, others]).toEqual([1, 1]);
  await jobs.drain({ early: true });
  expect(tries).toBe(3);
  expect(faults).toEqual(['poison: always', 'poison: always', 'poison: always']);
  expect(await jobs.counts()).toEqual([{ job: 'poison', state: 'parked', count: 1 }]);

  expect(await jobs.retryParked('poison')).toBe(1);
  expect(await jobs.counts()).toEqual([{ job: 'poison', state: 'waiting', count: 1 }]);
});

test('of jobs of one key that wait only the first is kept', async () => {
  const jobs = openJobs();
  const seen: unknown[] = [];
  jobs.define<{ n: number }>('keyed', {}, async ({ n }) => void seen.push(n));
  for (const n of [1, 2]) await jobs.send('keyed', { n }, { key: 'a' });
  for (const n of [3, 4]) await jobs.send('keyed', { n });
  await jobs.drain();
  expect(seen).toEqual([1, 3, 4]);
  await jobs.send('keyed', { n: 5 }, { key: 'a' });
  await jobs.drain();
  expect(seen).toEqual([1, 3, 4, 5]);
});

test('what is sent for later waits for its time', async () => {
  const jobs = openJobs();
  let runs = 0;
  jobs.define('later', {}, async () => void (runs += 1));
  await jobs.send('later', {}, { after: 3600 });
  expect(await jobs.drain()).toBe(0);
  expect(await jobs.drain({ early: true })).toBe(1);
});

test('F10: two processes share the work, and each job is done once', async () => {
  const seen: number[] = [];
  const workers = [openJobs(true), openJobs(true)];
  const busy = workers.map(() => 0);
  workers.forEach((jobs, worker) =>
    jobs.define<{ n: number }>('shared', {}, async ({ n }) => {
      busy[worker]! += 1;
      seen.push(n);
      // neither may take all while the other sleeps
      await until(() => busy.every((count) => count > 0));
    }),
  );
  for (let n = 0; n < 20; n += 1) await workers[0]!.send('shared', { n });
  await Promise.all(workers.map((jobs) => jobs.work()));
  await until(() => seen.length >= 20);
  expect(seen.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 20 }, (_, n) => n));
});

test('the figures name what is parked', async () => {
  app.jobs.define('sad', { tries: 1 }, async () => {
    throw new Error('at once');
  });
  await app.jobs.send('sad', {});
  await app.jobs.drain();
  const figures = await (await fetch(`${app.url}/metrics`)).text();
  expect(figures).toContain('metodbank_jobs{job="sad",state="parked"} 1');
});
