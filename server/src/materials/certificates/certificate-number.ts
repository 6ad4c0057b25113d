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
  /** The moment of the issue, by the database's clock; the first one of the day that it is not before. */
  readonly now: Date;
  /** Gives the next numbers. */
  take(count: number): Promise<string[]>;
}

/**
 * Locks the counter of a kind for the year of the issue in Moscow. A transaction that is rolled back or dies gives its
 * numbers back, so that there are no gaps; those who wait for the lock see afterwards what was issued under it.
 * @param notBefore the day `YYYY-MM-DD` of a protocol that the issue rests on: east of Moscow it comes hours earlier
 */
export async function holdNumbers(
  em: EntityManager,
  kind: CertificateKind,
  notBefore: string | null = null,
): Promise<HeldNumbers> {
  const [row] = await em.execute<{ year: number; now: Date }[]>(
    `insert into certificate_counter (kind, year, last)
     values (?, extract(year from greatest(now() at time zone 'Europe/Moscow', ?::date))::int, 0)
     on conflict (kind, year) do update set last = certificate_counter.last
     returning year, greatest(clock_timestamp(), ?::date::timestamp at time zone 'Europe/Moscow') as now`,
    [kind, notBefore, notBefore],
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
