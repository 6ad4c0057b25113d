import { Migration } from '@mikro-orm/migrations';

/** Calls of the council for materials, and the materials that were begun in answer to them. */
export class Migration20261129142000_MaterialCalls extends Migration {
  override up(): void {
    this.addSql(
      `create table "material_call" ("id" uuid not null, "created_at" timestamptz not null, "updated_at" timestamptz not null, "version" int not null default 1, "theme_id" uuid not null, "kinds" text[] not null, "levels" text[] not null, "text" text not null, "until" date not null, "opened_by_id" uuid not null, "closed_at" timestamptz null, primary key ("id"))`,
    );
    this.addSql(`create index "material_call_theme_id_index" on "material_call" ("theme_id")`);
    this.addSql(
      `alter table "material_call" add constraint "material_call_theme_id_foreign" foreign key ("theme_id") references "priority_theme" ("id")`,
    );
    this.addSql(
      `alter table "material_call" add constraint "material_call_opened_by_id_foreign" foreign key ("opened_by_id") references "account" ("id")`,
    );
    this.addSql(
      `create table "material_call_answer" ("material_id" uuid not null primary key references "material" ("id") on delete cascade, "call_id" uuid not null references "material_call" ("id") on delete cascade)`,
    );
    this.addSql(`create index "material_call_answer_call_id_index" on "material_call_answer" ("call_id")`);
    // everybody sees them: what was remembered before is stale
    this.addSql(
      `create trigger "bank_changed" after insert or update or delete or truncate on "material_call" for each statement execute function announce_bank_change()`,
    );
  }

  override down(): void {
    this.addSql(`drop table "material_call_answer", "material_call"`);
  }
}
