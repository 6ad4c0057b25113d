import { Migration } from '@mikro-orm/migrations';

const BASE = `"id" uuid not null primary key, "created_at" timestamptz not null, "updated_at" timestamptz not null, "version" int not null default 1`;
const ACCOUNT = `uuid not null references "account" ("id") on delete cascade`;
const MATERIAL = `uuid not null references "material" ("id") on delete cascade`;

/** What readers say of materials: use reports and comments, ratings, complaints; and what people are told of. */
export class Migration20261125201000_Discussion extends Migration {
  override up(): void {
    this.addSql(
      `create table "post" (${BASE}, "kind" text not null check ("kind" in ('USE_REPORT', 'COMMENT')), "account_id" ${ACCOUNT}, "material_id" ${MATERIAL}, "body" text not null, "used_on" date null, "class_name" text null, "variant_id" uuid null references "material" ("id") on delete set null, "edited_at" timestamptz null, "hidden_at" timestamptz null, "hidden_by_id" uuid null references "account" ("id") on delete set null, "hidden_reason" text null, check (("kind" = 'USE_REPORT') = ("used_on" is not null)), check (("kind" = 'USE_REPORT') = ("class_name" is not null)))`,
    );
    this.addSql(
      `create index "post_shown_index" on "post" ("material_id", "kind", "created_at" desc, "id" desc) where "hidden_at" is null`,
    );
    this.addSql(`create index "post_account_id_created_at_index" on "post" ("account_id", "created_at")`);
    this.addSql(
      `create table "rating" ("account_id" ${ACCOUNT}, "material_id" ${MATERIAL}, "stars" smallint not null check ("stars" between 1 and 5), "rated_at" timestamptz not null default now(), primary key ("material_id", "account_id"))`,
    );
    this.addSql(`create index "rating_account_id_index" on "rating" ("account_id")`);
    this.addSql(
      `create table "complaint" (${BASE}, "account_id" ${ACCOUNT}, "material_id" ${MATERIAL}, "post_id" uuid null references "post" ("id") on delete cascade, "reason" text not null check ("reason" in ('COPYRIGHT', 'PERSONAL_DATA', 'MISTAKE', 'OFFENCE', 'SPAM', 'OTHER')), "body" text null, "state" text not null default 'NEW' check ("state" in ('NEW', 'UPHELD', 'DISMISSED')), "decided_by_id" uuid null references "account" ("id") on delete set null, "decided_at" timestamptz null, "answer" text null)`,
    );
    this.addSql(
      `create index "complaint_new_index" on "complaint" ("created_at", "id") where "state" = 'NEW'`,
    );
    this.addSql(`create index "complaint_material_id_index" on "complaint" ("material_id")`);
    this.addSql(
      `create index "complaint_account_id_created_at_index" on "complaint" ("account_id", "created_at")`,
    );
    this.addSql(
      `create table "notification" ("id" uuid not null primary key, "account_id" ${ACCOUNT}, "kind" text not null, "path" text not null, "subject" text not null, "actor_name" text null, "detail" text null, "key" text null, "created_at" timestamptz not null, "read_at" timestamptz null, "mailed_at" timestamptz null, unique ("account_id", "key"))`,
    );
    this.addSql(
      `create index "notification_account_id_created_at_index" on "notification" ("account_id", "created_at" desc)`,
    );
    this.addSql(
      `create index "notification_unread_index" on "notification" ("account_id") where "read_at" is null`,
    );
    for (const table of ['post', 'rating'])
      this.addSql(
        `create trigger "bank_changed" after insert or update or delete or truncate on "${table}" for each statement execute function announce_bank_change()`,
      );
  }

  override down(): void {
    this.addSql(`drop table "notification", "complaint", "rating", "post"`);
  }
}
