import { Migration } from '@mikro-orm/migrations';

/** Where others named somebody whose account was erased: excerpts without the name, until somebody has decided on them. */
export class Migration20261129161000_MentionsLeft extends Migration {
  override up(): void {
    this.addSql(
      `create table "mention_left" ("id" uuid not null primary key, "found_at" timestamptz not null default now(), "place" text not null, "path" text null, "excerpt" text not null)`,
    );
  }

  override down(): void {
    this.addSql(`drop table "mention_left"`);
  }
}
