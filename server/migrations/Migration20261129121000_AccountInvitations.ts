import { Migration } from '@mikro-orm/migrations';

/** Invitations to have an account, by administrators. */
export class Migration20261129121000_AccountInvitations extends Migration {
  override up(): void {
    this.addSql(
      `create table "account_invitation" ("id" uuid not null primary key, "created_at" timestamptz not null, "updated_at" timestamptz not null, "version" int not null default 1, "email" text not null unique, "last_name" text not null, "first_name" text not null, "patronymic" text null, "organization_id" uuid null references "organization" ("id") on delete set null, "role" text null, "place_id" uuid null, "basis" text null, "valid_from" date null, "valid_to" date null, "invited_by_id" uuid null references "account" ("id") on delete set null, "token_hash" text null unique, "sent_at" timestamptz null, "expires_at" timestamptz null, check ("role" is not null or "place_id" is null))`,
    );
  }

  override down(): void {
    this.addSql(`drop table "account_invitation"`);
  }
}
