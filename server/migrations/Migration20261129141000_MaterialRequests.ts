import { Migration } from '@mikro-orm/migrations';

/** What readers say that they miss; neither who nor when of the day is kept. */
export class Migration20261129141000_MaterialRequests extends Migration {
  override up(): void {
    this.addSql(
      `create table material_request (
         id uuid primary key default gen_random_uuid(),
         day date not null default (now() at time zone 'utc')::date,
         wish text not null,
         kind text,
         level text)`,
    );
    this.addSql(`create index material_request_day_index on material_request (day)`);
  }

  override down(): void {
    this.addSql(`drop table material_request`);
  }
}
