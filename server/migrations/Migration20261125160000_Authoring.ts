import { Migration } from '@mikro-orm/migrations';

const STATUSES = `'DRAFT', 'SUBMITTED', 'IN_REVIEW', 'REVISION', 'COUNCIL', 'PUBLISHED', 'OUTDATED', 'REJECTED', 'WITHDRAWN'`;

/** Working versions beside published ones: owners, drafts, freezing, withdrawal, invitations of co-authors. */
export class Migration20261125160000_Authoring extends Migration {
  override up(): void {
    this.addSql(
      `alter table "material" alter column "registration_number" drop not null, alter column "slug" drop not null, add column "owner_id" uuid null references "account" ("id"), add column "draft_version_id" uuid null references "material_version" ("id") on delete set null, add column "draft_status" text null, add column "review_round" int not null default 0, add column "withdrawn_reason" text null, add column "withdrawn_at" timestamptz null, add column "replaced_by_id" uuid null references "material" ("id") on delete set null`,
    );
    this.addSql(
      `alter table "material" add constraint "material_draft_status_check" check ("draft_status" in (${STATUSES}))`,
    );
    this.addSql(
      `alter table "material" add constraint "material_draft_version_id_unique" unique ("draft_version_id")`,
    );
    this.addSql(`create index "material_owner_id_index" on "material" ("owner_id")`);
    this.addSql(
      `alter table "material_version" alter column "license" drop not null, add column "child_consent_count" int null, add column "child_consent_place" text null, add column "frozen_at" timestamptz null, add column "published_at" timestamptz null`,
    );
    this.addSql(
      `update "material_version" v set "frozen_at" = v."created_at", "published_at" = case when m."published_version_id" = v."id" then coalesce(m."published_at", v."created_at") else v."created_at" end from "material" m where m."id" = v."material_id" and m."published_version_id" is not null`,
    );
    this.addSql(
      `alter table "material_version" add constraint "material_version_frozen_license_check" check ("frozen_at" is null or "license" is not null)`,
    );
    this.addSql(
      `create table "material_version_based_on" ("id" serial primary key, "material_version_id" uuid not null references "material_version" ("id") on update cascade on delete cascade, "material_id" uuid not null references "material" ("id") on update cascade on delete cascade)`,
    );
    this.addSql(
      `create index "material_version_based_on_version" on "material_version_based_on" ("material_version_id")`,
    );
    this.addSql(
      `create index "material_version_based_on_material" on "material_version_based_on" ("material_id")`,
    );
    this.addSql(
      `alter table "contribution" add column "invited_email" text null, add column "declined_at" timestamptz null`,
    );
    this.addSql(
      `create index "contribution_invited_email_index" on "contribution" ("invited_email") where "invited_email" is not null`,
    );
    this.addSql(
      `create table "idempotency_key" ("account_id" uuid not null, "key" text not null, "operation" text not null, "subject_id" uuid not null, "created_at" timestamptz not null, primary key ("account_id", "key"))`,
    );
  }

  override down(): void {
    this.addSql(`drop table "idempotency_key", "material_version_based_on"`);
    this.addSql(`alter table "contribution" drop column "invited_email", drop column "declined_at"`);
    this.addSql(
      `alter table "material_version" drop column "child_consent_count", drop column "child_consent_place", drop column "frozen_at", drop column "published_at"`,
    );
    this.addSql(
      `alter table "material" drop column "owner_id", drop column "draft_version_id", drop column "draft_status", drop column "review_round", drop column "withdrawn_reason", drop column "withdrawn_at", drop column "replaced_by_id"`,
    );
  }
}
