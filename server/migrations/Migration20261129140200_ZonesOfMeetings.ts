import { Migration } from '@mikro-orm/migrations';

/** The council has a time zone, and a meeting keeps the one that it was planned in: all until now were Moscow's. */
export class Migration20261129140200_ZonesOfMeetings extends Migration {
  override up(): void {
    for (const table of ['council', 'meeting'])
      this.addSql(`alter table "${table}" add column "time_zone" text not null default 'Europe/Moscow'`);
    // a bank of one territory lives by its clock, if that is one that the database can tell
    this.addSql(
      `update "council" set "time_zone" = t."time_zone" from "territory" t
       where (select count(*) from "territory") = 1 and t."time_zone" in (select name from pg_timezone_names)`,
    );
  }

  override down(): void {
    for (const table of ['council', 'meeting']) this.addSql(`alter table "${table}" drop column "time_zone"`);
  }
}
