import { Migration } from '@mikro-orm/migrations';

/** What was searched for and not found, or found and not opened: by words and day, never by person. */
export class Migration20261129140000_SearchQueries extends Migration {
  override up(): void {
    this.addSql(
      `create table search_query (
         terms text primary key,
         query text not null,
         times int not null default 0,
         first_at timestamptz not null default now(),
         last_at timestamptz not null default now())`,
    );
    this.addSql(
      `create table search_query_daily (
         terms text not null references search_query on delete cascade,
         day date not null,
         nothing int not null default 0,
         shown int not null default 0,
         opened int not null default 0,
         primary key (terms, day))`,
    );
    this.addSql(`create index search_query_daily_day_index on search_query_daily (day)`);
    this.addSql(
      `insert into search_query (terms, query, times, first_at, last_at)
       select terms, query, times, first_at, last_at from search_gap`,
    );
    this.addSql(
      `insert into search_query_daily (terms, day, nothing)
       select terms, (last_at at time zone 'utc')::date, times from search_gap`,
    );
    this.addSql(`drop table search_gap`);
  }

  override down(): void {
    this.addSql(
      `create table search_gap (
         terms text primary key,
         query text not null,
         times int not null default 1,
         first_at timestamptz not null default now(),
         last_at timestamptz not null default now())`,
    );
    this.addSql(
      `insert into search_gap (terms, query, times, first_at, last_at)
       select q.terms, q.query, sum(d.nothing)::int, q.first_at, q.last_at
       from search_query q join search_query_daily d on d.terms = q.terms
       group by q.terms having sum(d.nothing) > 0`,
    );
    this.addSql(`drop table search_query_daily, search_query`);
  }
}
