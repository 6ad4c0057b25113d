import { Migration } from '@mikro-orm/migrations';

/** Searches of the catalogue that people follow. */
export class Migration20261125203000_SavedSearches extends Migration {
  override up(): void {
    this.addSql(
      `create table "saved_search" ("id" uuid not null primary key, "created_at" timestamptz not null, "updated_at" timestamptz not null, "version" int not null default 1, "account_id" uuid not null references "account" ("id") on delete cascade, "title" text not null, "query" text not null, "filter" jsonb not null, "exact" boolean not null default false, "address" text not null, "mail" text not null default 'NONE' check ("mail" in ('NONE', 'DAY', 'WEEK', 'MONTH')), "token" text not null unique, "mailed_until" timestamptz not null)`,
    );
    this.addSql(`create index "saved_search_account_id_index" on "saved_search" ("account_id")`);
    this.addSql(
      `create index "saved_search_mailed_index" on "saved_search" ("mailed_until") where "mail" <> 'NONE'`,
    );
  }

  override down(): void {
    this.addSql(`drop table "saved_search"`);
  }
}
