import { Migration } from '@mikro-orm/migrations';

/** What makes guessing passwords slow, and the devices that strangers' guesses do not shut out. */
export class Migration20261125160500_SignIn extends Migration {
  override up(): void {
    this.addSql(
      `create table "sign_in_attempt" ("key" text not null, "free" int not null, "failures" int not null, "last_at" timestamptz not null, "blocked_until" timestamptz null, "refused" boolean not null, primary key ("key"))`,
    );
    this.addSql(`create index "sign_in_attempt_last_at_index" on "sign_in_attempt" ("last_at")`);
    this.addSql(
      `create table "known_device" ("token_hash" text not null, "account_id" uuid not null, "created_at" timestamptz not null default now(), primary key ("account_id", "token_hash"))`,
    );
    this.addSql(
      `alter table "known_device" add constraint "known_device_account_id_foreign" foreign key ("account_id") references "account" ("id") on delete cascade`,
    );
  }

  override down(): void {
    this.addSql(`drop table "known_device", "sign_in_attempt"`);
  }
}
