import { Migration } from '@mikro-orm/migrations';

/** Deleting the own account: who has asked, who is gone, and what of others then leads to nobody any more. */
export class Migration20261129120000_AccountDeletion extends Migration {
  override up(): void {
    this.addSql(
      `create table "account_deletion" ("account_id" uuid not null primary key references "account" ("id") on delete cascade, "asked_at" timestamptz not null default now(), "erase_after" timestamptz not null)`,
    );
    this.addSql(`create index "account_deletion_erase_after_index" on "account_deletion" ("erase_after")`);
    this.addSql(
      `create table "erased_account" ("id" uuid not null primary key, "erased_at" timestamptz not null default now())`,
    );
    // stands for somebody who is gone, where others need to know that there was one
    this.addSql(`alter table "account" add column "erased_at" timestamptz null`);
    this.addSql(
      `alter table "notification" add column "actor_id" uuid null references "account" ("id") on delete set null`,
    );
    this.addSql(
      `create index "notification_actor_id_index" on "notification" ("actor_id") where "actor_id" is not null`,
    );
    // a signed protocol keeps the name, but not the way to an account
    this.addSql(`
      create or replace function refuse_signed_change() returns trigger language plpgsql as $$
      begin
        if tg_op = 'UPDATE' and to_jsonb(new) - 'signed_by_id' = to_jsonb(old) - 'signed_by_id' then return new; end if;
        raise exception 'a signed protocol never changes' using errcode = 'restrict_violation';
      end $$`);
    this.addSql(`
      create or replace function refuse_signed_agenda() returns trigger language plpgsql as $$
      begin
        if tg_op = 'UPDATE' and tg_table_name = 'meeting_member'
            and to_jsonb(new) - 'account_id' = to_jsonb(old) - 'account_id' then
          return new;
        end if;
        if exists (select from meeting m where m.id = old.meeting_id and m.status = 'PROTOCOL_SIGNED') then
          raise exception 'a signed protocol never changes' using errcode = 'restrict_violation';
        end if;
        return coalesce(new, old);
      end $$`);
  }

  override down(): void {
    this.addSql(`
      create or replace function refuse_signed_agenda() returns trigger language plpgsql as $$
      begin
        if exists (select from meeting m where m.id = old.meeting_id and m.status = 'PROTOCOL_SIGNED') then
          raise exception 'a signed protocol never changes' using errcode = 'restrict_violation';
        end if;
        return coalesce(new, old);
      end $$`);
    this.addSql(`
      create or replace function refuse_signed_change() returns trigger language plpgsql as $$
      begin
        raise exception 'a signed protocol never changes' using errcode = 'restrict_violation';
      end $$`);
    this.addSql(`alter table "notification" drop column "actor_id"`);
    this.addSql(`alter table "account" drop column "erased_at"`);
    this.addSql(`drop table "erased_account", "account_deletion"`);
  }
}
