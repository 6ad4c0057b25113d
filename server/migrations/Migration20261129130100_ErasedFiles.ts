import { Migration } from '@mikro-orm/migrations';

/** Hidden files whose bytes are gone: what the history keeps of them. */
export class Migration20261129130100_ErasedFiles extends Migration {
  override up(): void {
    this.addSql(
      `create table "erased_file" ("id" uuid not null primary key, "material_version_id" uuid not null references "material_version" ("id") on delete cascade, "name" text not null, "size" double precision not null, "sha256" text not null, "hidden_at" timestamptz not null, "hidden_by_owner" boolean not null, "hidden_reason" text not null, "erased_at" timestamptz not null default now())`,
    );
    this.addSql(
      `create index "erased_file_material_version_id_index" on "erased_file" ("material_version_id")`,
    );
    this.addSql(
      `create index "stored_file_hidden_at_index" on "stored_file" ("hidden_at") where "hidden_at" is not null`,
    );
  }

  override down(): void {
    this.addSql(`drop index "stored_file_hidden_at_index"`);
    this.addSql(`drop table "erased_file"`);
  }
}
