import { Migration } from '@mikro-orm/migrations';

const BASE = `"id" uuid not null, "created_at" timestamptz not null, "updated_at" timestamptz not null, "version" int not null default 1`;

/** Meetings of the council, what they decide, and their signed protocols. */
export class Migration20261126202000_Meetings extends Migration {
  override up(): void {
    this.addSql(
      `create table "meeting" (${BASE}, "status" text not null default 'PLANNED', "starts_at" timestamptz not null, "place" text not null, "protocol_number" int null, "protocol_year" int null, "signed_at" timestamptz null, "signed_by_id" uuid null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "meeting" add constraint "meeting_status_check" check ("status" in ('PLANNED', 'OPEN', 'CLOSED', 'PROTOCOL_SIGNED'))`,
    );
    this.addSql(
      `alter table "meeting" add constraint "meeting_protocol_unique" unique ("protocol_year", "protocol_number")`,
    );
    this.addSql(
      `alter table "meeting" add constraint "meeting_signed_by_id_foreign" foreign key ("signed_by_id") references "account" ("id")`,
    );
    this.addSql(
      `create table "meeting_member" (${BASE}, "meeting_id" uuid not null, "account_id" uuid not null, "name" text not null, "role" text not null, "present" boolean not null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "meeting_member" add constraint "meeting_member_unique" unique ("meeting_id", "account_id")`,
    );
    this.addSql(
      `create table "agenda_item" (${BASE}, "meeting_id" uuid not null, "position" int not null, "title" text not null, "material_id" uuid null, "heard" text not null default '', "spoke" text not null default '', "votes_for" int null, "votes_against" int null, "votes_abstained" int null, "chair_decides" boolean not null default false, "outcome" text null, "resolution" text not null default '', "due_date" date null, "reason" text null, primary key ("id"))`,
    );
    this.addSql(`create index "agenda_item_meeting_id_index" on "agenda_item" ("meeting_id", "position")`);
    this.addSql(`create index "agenda_item_material_id_index" on "agenda_item" ("material_id")`);
    this.addSql(
      `alter table "agenda_item" add constraint "agenda_item_outcome_check" check ("outcome" in ('PUBLISH', 'RECOMMEND', 'RETURN', 'REJECT', 'NOTE'))`,
    );
    for (const table of ['meeting_member', 'agenda_item'])
      this.addSql(
        `alter table "${table}" add constraint "${table}_meeting_id_foreign" foreign key ("meeting_id") references "meeting" ("id") on delete cascade`,
      );
    this.addSql(
      `alter table "meeting_member" add constraint "meeting_member_account_id_foreign" foreign key ("account_id") references "account" ("id")`,
    );
    this.addSql(
      `alter table "agenda_item" add constraint "agenda_item_material_id_foreign" foreign key ("material_id") references "material" ("id")`,
    );
    this.addSql(
      `create table "meeting_protocol" ("meeting_id" uuid not null primary key references "meeting" ("id"), "docx" bytea not null, "pdf" bytea not null, "sha256" text not null, "created_at" timestamptz not null default now())`,
    );
    this.addSql(`create table "protocol_counter" ("year" int not null primary key, "last" int not null)`);
    // what was signed stays as it was signed
    this.addSql(`
      create function refuse_signed_change() returns trigger language plpgsql as $$
      begin
        raise exception 'a signed protocol never changes' using errcode = 'restrict_violation';
      end $$`);
    this.addSql(
      `create trigger "meeting_protocol_fixed" before update or delete on "meeting_protocol" for each row execute function refuse_signed_change()`,
    );
    this.addSql(
      `create trigger "meeting_fixed" before update or delete on "meeting" for each row when (old.status = 'PROTOCOL_SIGNED') execute function refuse_signed_change()`,
    );
    this.addSql(`
      create function refuse_signed_agenda() returns trigger language plpgsql as $$
      begin
        if exists (select from meeting m where m.id = old.meeting_id and m.status = 'PROTOCOL_SIGNED') then
          raise exception 'a signed protocol never changes' using errcode = 'restrict_violation';
        end if;
        return coalesce(new, old);
      end $$`);
    for (const table of ['meeting_member', 'agenda_item'])
      this.addSql(
        `create trigger "${table}_fixed" before update or delete on "${table}" for each row execute function refuse_signed_agenda()`,
      );
  }

  override down(): void {
    this.addSql(
      `drop table "meeting_protocol", "protocol_counter", "agenda_item", "meeting_member", "meeting"`,
    );
    this.addSql(`drop function refuse_signed_change, refuse_signed_agenda`);
  }
}
