import { Migration } from '@mikro-orm/migrations';

const OF_ACCOUNT = `foreign key ("account_id") references "account" ("id") on delete cascade`;

/** Codes of an authenticator app beside the password, the codes for when it is lost, and signing in step by step. */
export class Migration20261129110000_SecondFactors extends Migration {
  override up(): void {
    this.addSql(
      `create table "totp_factor" ("account_id" uuid not null, "secret" text not null, "started_by" text not null, "started_at" timestamptz not null default now(), "confirmed_at" timestamptz null, "last_step" bigint null, primary key ("account_id"))`,
    );
    this.addSql(`alter table "totp_factor" add constraint "totp_factor_account_id_foreign" ${OF_ACCOUNT}`);
    this.addSql(
      `create table "recovery_code" ("account_id" uuid not null, "code_hash" text not null, primary key ("account_id", "code_hash"))`,
    );
    this.addSql(
      `alter table "recovery_code" add constraint "recovery_code_account_id_foreign" ${OF_ACCOUNT}`,
    );
    this.addSql(
      `create table "sign_in_ticket" ("token_hash" text not null, "kind" text not null, "account_id" uuid null, "data" jsonb not null default '{}', "expires_at" timestamptz not null, primary key ("token_hash"))`,
    );
    this.addSql(`create index "sign_in_ticket_account_id_index" on "sign_in_ticket" ("account_id")`);
    this.addSql(`create index "sign_in_ticket_expires_at_index" on "sign_in_ticket" ("expires_at")`);
    this.addSql(
      `alter table "sign_in_ticket" add constraint "sign_in_ticket_account_id_foreign" ${OF_ACCOUNT}`,
    );
    // sessions of today began with the password alone
    this.addSql(`alter table "session" add column "two_factors" boolean not null default false`);
  }

  override down(): void {
    this.addSql(`alter table "session" drop column "two_factors"`);
    this.addSql(`drop table "sign_in_ticket", "recovery_code", "totp_factor"`);
  }
}
