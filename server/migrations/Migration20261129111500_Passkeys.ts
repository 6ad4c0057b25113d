import { Migration } from '@mikro-orm/migrations';

/** Passkeys: public keys by which the owners of accounts sign in without a password. */
export class Migration20261129111500_Passkeys extends Migration {
  override up(): void {
    this.addSql(
      `create table "passkey" ("id" uuid not null, "account_id" uuid not null, "credential_id" text not null, "public_key" bytea not null, "counter" bigint not null, "transports" text[] not null, "name" text not null, "synced" boolean not null, "created_at" timestamptz not null default now(), "last_used_at" timestamptz null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "passkey" add constraint "passkey_credential_id_unique" unique ("credential_id")`,
    );
    this.addSql(`create index "passkey_account_id_index" on "passkey" ("account_id")`);
    this.addSql(
      `alter table "passkey" add constraint "passkey_account_id_foreign" foreign key ("account_id") references "account" ("id") on delete cascade`,
    );
  }

  override down(): void {
    this.addSql(`drop table "passkey"`);
  }
}
