import { Migration } from '@mikro-orm/migrations';

/** Certificates and the counters of their numbers. */
export class Migration20261125155000_Certificates extends Migration {
  override up(): void {
    this.addSql(
      `create table "certificate_counter" ("kind" text not null, "year" int not null, "last" int not null, primary key ("kind", "year"))`,
    );
    this.addSql(
      `create table "certificate" ("id" uuid not null, "created_at" timestamptz not null, "updated_at" timestamptz not null, "version" int not null default 1, "kind" text not null, "number" text not null, "person_id" uuid not null, "material_version_id" uuid null, "snapshot" jsonb not null, "sha256" text null, "check_code" text not null, "status" text not null default 'VALID', "issued_at" timestamptz not null, "annulled_at" timestamptz null, "annulment_reason" text null, primary key ("id"))`,
    );
    this.addSql(`alter table "certificate" add constraint "certificate_number_unique" unique ("number")`);
    this.addSql(
      `alter table "certificate" add constraint "certificate_check_code_unique" unique ("check_code")`,
    );
    this.addSql(
      `alter table "certificate" add constraint "certificate_kind_material_version_id_person_id_unique" unique ("kind", "material_version_id", "person_id")`,
    );
    this.addSql(
      `create index "certificate_person_id_issued_at_index" on "certificate" ("person_id", "issued_at")`,
    );
    this.addSql(
      `alter table "certificate" add constraint "certificate_kind_check" check ("kind" in ('PUBLICATION', 'REVIEW', 'EVENT', 'TALK'))`,
    );
    this.addSql(
      `alter table "certificate" add constraint "certificate_status_check" check ("status" in ('VALID', 'ANNULLED'))`,
    );
    // nobody annuls without saying why and when
    this.addSql(
      `alter table "certificate" add constraint "certificate_annulment_check" check (("status" = 'ANNULLED') = ("annulled_at" is not null) and ("status" = 'ANNULLED') = (coalesce("annulment_reason", '') <> ''))`,
    );
    this.addSql(
      `alter table "certificate" add constraint "certificate_publication_check" check ("kind" <> 'PUBLICATION' or "material_version_id" is not null)`,
    );
    this.addSql(
      `alter table "certificate" add constraint "certificate_person_id_foreign" foreign key ("person_id") references "person" ("id")`,
    );
    this.addSql(
      `alter table "certificate" add constraint "certificate_material_version_id_foreign" foreign key ("material_version_id") references "material_version" ("id")`,
    );
    this.addSql(
      `create trigger "bank_changed" after insert or update or delete or truncate on "certificate" for each statement execute function announce_bank_change()`,
    );
  }

  override down(): void {
    this.addSql(`drop table "certificate", "certificate_counter"`);
  }
}
