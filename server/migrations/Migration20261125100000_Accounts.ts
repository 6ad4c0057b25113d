import { Migration } from '@mikro-orm/migrations';

const ROLES = [
  'TEACHER',
  'EXPERT',
  'METHODIST',
  'ORG_HEAD',
  'ORG_COORDINATOR',
  'MODERATOR',
  'MUNICIPAL_COORDINATOR',
  'COUNCIL_MEMBER',
  'COUNCIL_SECRETARY',
  'COUNCIL_CHAIR',
  'ADMIN',
];
const BASE = `"id" uuid not null, "created_at" timestamptz not null, "updated_at" timestamptz not null, "version" int not null default 1`;

/** Accounts, the roles that they hold, and the devices on which they are signed in. */
export class Migration20261125100000_Accounts extends Migration {
  override up(): void {
    this.addSql(
      `create table "account" (${BASE}, "email" text not null, "password_hash" text null, "person_id" uuid not null, "email_confirmed_at" timestamptz null, "blocked_at" timestamptz null, primary key ("id"))`,
    );
    this.addSql(`alter table "account" add constraint "account_email_unique" unique ("email")`);
    this.addSql(`alter table "account" add constraint "account_person_id_unique" unique ("person_id")`);
    this.addSql(
      `alter table "account" add constraint "account_person_id_foreign" foreign key ("person_id") references "person" ("id")`,
    );
    this.addSql(
      `create table "role_assignment" (${BASE}, "account_id" uuid not null, "role" text not null, "scope" text not null default 'GLOBAL', "territory_id" uuid null, "organization_id" uuid null, "network_id" uuid null, "basis" text null, "valid_from" date not null default current_date, "valid_to" date null, primary key ("id"))`,
    );
    this.addSql(`create index "role_assignment_account_id_index" on "role_assignment" ("account_id")`);
    this.addSql(
      `alter table "role_assignment" add constraint "role_assignment_role_check" check ("role" in (${ROLES.map((role) => `'${role}'`).join(', ')}))`,
    );
    this.addSql(
      `alter table "role_assignment" add constraint "role_assignment_scope_check" check ("scope" in ('GLOBAL', 'TERRITORY', 'ORGANIZATION', 'NETWORK'))`,
    );
    // a role reaches just as far as its scope says
    this.addSql(
      `alter table "role_assignment" add constraint "role_assignment_place_check" check (("scope" = 'TERRITORY') = ("territory_id" is not null) and ("scope" = 'ORGANIZATION') = ("organization_id" is not null) and ("scope" = 'NETWORK') = ("network_id" is not null))`,
    );
    this.addSql(
      `alter table "role_assignment" add constraint "role_assignment_account_id_foreign" foreign key ("account_id") references "account" ("id")`,
    );
    for (const place of ['territory', 'organization', 'network'])
      this.addSql(
        `alter table "role_assignment" add constraint "role_assignment_${place}_id_foreign" foreign key ("${place}_id") references "${place}" ("id") on delete set null`,
      );
    this.addSql(
      `create table "session" ("id" uuid not null, "token_hash" text not null, "account_id" uuid not null, "created_at" timestamptz not null default now(), "last_seen_at" timestamptz not null default now(), "expires_at" timestamptz not null, "user_agent" text null, "address" text null, primary key ("id"))`,
    );
    this.addSql(`alter table "session" add constraint "session_token_hash_unique" unique ("token_hash")`);
    this.addSql(`create index "session_account_id_index" on "session" ("account_id")`);
    this.addSql(
      `alter table "session" add constraint "session_account_id_foreign" foreign key ("account_id") references "account" ("id")`,
    );
  }

  override down(): void {
    this.addSql(`drop table "session", "role_assignment", "account" cascade`);
  }
}
