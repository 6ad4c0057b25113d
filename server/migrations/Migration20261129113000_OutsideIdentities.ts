import { Migration } from '@mikro-orm/migrations';

/** By which names outside services know the owners of accounts. */
export class Migration20261129113000_OutsideIdentities extends Migration {
  override up(): void {
    this.addSql(
      `create table "outside_identity" ("id" uuid not null, "account_id" uuid not null, "issuer" text not null, "subject" text not null, "email" text not null, "created_at" timestamptz not null default now(), primary key ("id"))`,
    );
    this.addSql(
      `alter table "outside_identity" add constraint "outside_identity_issuer_subject_unique" unique ("issuer", "subject")`,
    );
    this.addSql(
      `alter table "outside_identity" add constraint "outside_identity_account_id_issuer_unique" unique ("account_id", "issuer")`,
    );
    this.addSql(
      `alter table "outside_identity" add constraint "outside_identity_account_id_foreign" foreign key ("account_id") references "account" ("id") on delete cascade`,
    );
  }

  override down(): void {
    this.addSql(`drop table "outside_identity"`);
  }
}
