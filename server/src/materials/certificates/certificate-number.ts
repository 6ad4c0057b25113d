import type { EntityManager } from '@mikro-orm/postgresql';
import { CertificateKind } from './certificate-enums.js';

/** «Свидетельство о публикации», «об экспертизе», «о мероприятии», «о докладе». */
const PREFIXES: Readonly<Record<CertificateKind, string>> = {
  PUBLICATION: 'СП',
  REVIEW: 'СЭ',
  EVENT: 'СМ',
  TALK: 'СД',
};

/** The numbers of one kind and year, held until the transaction ends: nobody else gives any meanwhile. */
export interface HeldNumbers {
  /** The moment of the issue, by the database's clock. */
  readonly now: Date;
  /** Gives the next numbers. */
  take(count: number): Promise<string[]>;
}

/**
 * Locks the counter of a kind for the present year in Moscow. A transaction that is rolled back or dies gives its
 * numbers back, so that there are no gaps; those who wait for the lock see afterwards what was issued under it.
 */
export async function holdNumbers(em: EntityManager, kind: CertificateKind): Promise<HeldNumbers> {
  const [row] = await em.execute<{ year: number; now: Date }[]>(
    `insert into certificate_counter (kind, year, last)
     values (?, extract(year from now() at time zone 'Europe/Moscow')::int, 0)
     on conflict (kind, year) do update set last = certificate_counter.last
     returning year, clock_timestamp() as now`,
    [kind],
  );
  const { year, now } = row!;
  return {
    now: new Date(now),
    async take(count) {
      const [counter] = await em.execute<{ last: number }[]>(
        `update certificate_counter set last = last + ? where kind = ? and year = ? returning last`,
        [count, kind, year],
      );
      const first = counter!.last - count + 1;
      return Array.from(
        { length: count },
        (_, at) => `${PREFIXES[kind]}-${year}-${String(first + at).padStart(6, '0')}`,
      );
    },
  };
}
