import { Migration } from '@mikro-orm/migrations';

/** Who follows which author, theme or network. */
export class Migration20261125202000_Following extends Migration {
  override up(): void {
    this.addSql(
      `create table "follow" ("account_id" uuid not null references "account" ("id") on delete cascade, "kind" text not null check ("kind" in ('AUTHOR', 'THEME', 'NETWORK')), "target_id" uuid not null, "created_at" timestamptz not null default now(), primary key ("account_id", "kind", "target_id"))`,
    );
    this.addSql(`create index "follow_target_index" on "follow" ("kind", "target_id")`);
  }

  override down(): void {
    this.addSql(`drop table "follow"`);
  }
}
