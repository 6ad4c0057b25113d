import { Migration } from '@mikro-orm/migrations';

const BASE = `"id" uuid not null, "created_at" timestamptz not null, "updated_at" timestamptz not null, "version" int not null default 1`;

/** One-time links of accounts, and the consents of their owners. */
export class Migration20261126195000_Registration extends Migration {
  override up(): void {
    this.addSql(
      `create table "account_token" ("id" uuid not null, "account_id" uuid not null, "purpose" text not null, "token_hash" text not null, "email" text null, "expires_at" timestamptz not null, "created_at" timestamptz not null default now(), primary key ("id"))`,
    );
    this.addSql(
      `alter table "account_token" add constraint "account_token_token_hash_unique" unique ("token_hash")`,
    );
    this.addSql(`create index "account_token_account_id_index" on "account_token" ("account_id")`);
    this.addSql(
      `alter table "account_token" add constraint "account_token_account_id_foreign" foreign key ("account_id") references "account" ("id") on delete cascade`,
    );
    this.addSql(
      `alter table "account_token" add constraint "account_token_purpose_check" check ("purpose" in ('CONFIRM', 'RESET', 'EMAIL'))`,
    );
    this.addSql(
      `create table "consent" (${BASE}, "account_id" uuid not null, "kind" text not null, "text_version" text not null, "text_hash" text not null, "given_at" timestamptz not null, "withdrawn_at" timestamptz null, primary key ("id"))`,
    );
    this.addSql(`create index "consent_account_id_index" on "consent" ("account_id")`);
    this.addSql(
      `alter table "consent" add constraint "consent_kind_check" check ("kind" in ('PROCESSING', 'DISTRIBUTION', 'MAILING', 'MATERIAL_LICENSE'))`,
    );
    // one consent of a kind is in force at a time; those withdrawn stay as evidence
    this.addSql(
      `create unique index "consent_in_force" on "consent" ("account_id", "kind") where "withdrawn_at" is null`,
    );
    this.addSql(
      `alter table "consent" add constraint "consent_account_id_foreign" foreign key ("account_id") references "account" ("id") on delete cascade`,
    );
  }

  override down(): void {
    this.addSql(`drop table "consent", "account_token"`);
  }
}
