import { Migration } from '@mikro-orm/migrations';

/** Uploads under way, and what became of a file's content on its way in. */
export class Migration20261125161500_Uploads extends Migration {
  override up(): void {
    this.addSql(
      `create table "upload" ("id" uuid not null, "account_id" uuid not null references "account" ("id"), "material_id" uuid not null references "material" ("id") on delete cascade, "name" text not null, "role" text null, "replaces_id" uuid null, "length" bigint not null, "received" bigint not null default 0, "sha256" text null, "state" text not null default 'OPEN', "refusal" jsonb null, "file_id" uuid null, "created_at" timestamptz not null default now(), "last_byte_at" timestamptz not null default now(), primary key ("id"))`,
    );
    this.addSql(
      `alter table "upload" add constraint "upload_state_check" check ("state" in ('OPEN', 'STORED', 'REFUSED', 'DROPPED'))`,
    );
    this.addSql(
      `alter table "upload" add constraint "upload_received_check" check ("received" between 0 and "length")`,
    );
    this.addSql(`create index "upload_account_id_index" on "upload" ("account_id", "created_at")`);
    this.addSql(`create index "upload_material_id_index" on "upload" ("material_id")`);
    this.addSql(`create index "upload_last_byte_at_index" on "upload" ("last_byte_at")`);
    this.addSql(
      `alter table "file_content" add column "scan_state" text not null default 'SKIPPED', add column "threat" text null, add column "step" text null, add column "failure" text null, add column "warnings" text[] not null default '{}', add column "cleaned_sha256" text null`,
    );
    this.addSql(
      `alter table "file_content" add constraint "file_content_scan_state_check" check ("scan_state" in ('PENDING', 'CLEAN', 'INFECTED', 'TOO_LARGE', 'SKIPPED'))`,
    );
  }

  override down(): void {
    this.addSql(
      `alter table "file_content" drop column "scan_state", drop column "threat", drop column "step", drop column "failure", drop column "warnings", drop column "cleaned_sha256"`,
    );
    this.addSql(`drop table "upload"`);
  }
}
