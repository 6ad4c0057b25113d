import { Migration } from '@mikro-orm/migrations';

/** Hidden files whose bytes are gone: what the history keeps of them. */
export class Migration20261129130100_ErasedFiles extends Migration {
  override up(): void {
    this.addSql(
      `create table "erased_file" ("id" uuid not null primary key, "material_version_id" uuid not null references "material_version" ("id") on delete cascade, "name" text not null, "size" double precision not null, "sha256" text not null, "hidden_at" timestamptz not null, "hidden_by_owner" boolean not null, "hidden_reason" text not null, "erased_at" timestamptz not null default now(), "bytes_gone" boolean not null default false)`,
    );
    this.addSql(
      `create index "erased_file_material_version_id_index" on "erased_file" ("material_version_id")`,
    );
    this.addSql(`create index "erased_file_sha256_index" on "erased_file" ("sha256") where not "bytes_gone"`);
    this.addSql(`alter table "stored_file" add column "erase_after" timestamptz null`);
    // whoever hid a file before this release was not told that it goes: ten days from now on
    this.addSql(
      `update "stored_file" set "erase_after" = date_trunc('day', now() + interval '10 days', 'Europe/Moscow') where "hidden_at" is not null`,
    );
    this.addSql(
      `alter table "stored_file" add constraint "stored_file_erase_check" check (("hidden_at" is null) = ("erase_after" is null))`,
    );
    this.addSql(
      `create index "stored_file_erase_after_index" on "stored_file" ("erase_after") where "erase_after" is not null`,
    );
  }

  override down(): void {
    this.addSql(`alter table "stored_file" drop column "erase_after"`);
    this.addSql(`drop table "erased_file"`);
  }
}
