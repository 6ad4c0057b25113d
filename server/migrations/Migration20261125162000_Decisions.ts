import { Migration } from '@mikro-orm/migrations';

/** Decisions on materials, with their reasons and the authors' answers. */
export class Migration20261125162000_Decisions extends Migration {
  override up(): void {
    this.addSql(
      `create table "material_decision" ("id" uuid not null, "created_at" timestamptz not null, "updated_at" timestamptz not null, "version" int not null default 1, "material_id" uuid not null references "material" ("id"), "material_version_id" uuid not null references "material_version" ("id"), "kind" text not null check ("kind" in ('PUBLISH', 'MINOR_CHANGE', 'RETURN', 'REJECT', 'WITHDRAW', 'REINSTATE')), "decided_by_id" uuid null references "account" ("id") on delete set null, "note" text not null default '', "due_date" date null, "reason" text null check ("reason" in ('OFF_TOPIC', 'QUALITY', 'DUPLICATE', 'RIGHTS', 'PLAGIARISM', 'PERSONAL_DATA', 'OTHER')), "answer" text null, primary key ("id"))`,
    );
    this.addSql(`create index "material_decision_material_id_index" on "material_decision" ("material_id")`);
    this.addSql(
      `create index "material_decision_material_version_id_index" on "material_decision" ("material_version_id")`,
    );
  }

  override down(): void {
    this.addSql(`drop table "material_decision"`);
  }
}
