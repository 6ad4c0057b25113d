import { Migration } from '@mikro-orm/migrations';

const BASE = `"id" uuid not null, "created_at" timestamptz not null, "updated_at" timestamptz not null, "version" int not null default 1`;
const TEXTS = ['title', 'relevance', 'aim', 'duration', 'leading_idea', 'technology', 'results'];

const KINDS = (list: readonly string[]) =>
  `alter table "agenda_item" add constraint "agenda_item_kind_check" check ("kind" in (${list.map((one) => `'${one}'`).join(', ')}))`;
const OUTCOMES = (list: readonly string[]) =>
  `alter table "agenda_item" add constraint "agenda_item_outcome_check" check ("outcome" in (${list.map((one) => `'${one}'`).join(', ')}))`;
const BEFORE = {
  kinds: ['PUBLICATION', 'WITHDRAWAL', 'REINSTATEMENT', 'DOCUMENT', 'OTHER'],
  outcomes: [
    ...['PUBLISH', 'RECOMMEND', 'RETURN', 'REJECT'],
    ...['WITHDRAW', 'REINSTATE', 'KEEP', 'APPROVE', 'NOTE'],
  ],
};

/** Адреса передового педагогического опыта: what people write of their experience, and the register of it. */
export class Migration20261129131000_ExperienceAddresses extends Migration {
  override up(): void {
    this.addSql(
      `create table "experience_address" (${BASE}, "state" text not null default 'DRAFT', "owner_id" uuid not null, "person_id" uuid not null, "organization_id" uuid null, "theme_id" uuid null, "level" text null, ${TEXTS.map((name) => `"${name}" text not null default ''`).join(', ')}, "submitted_at" timestamptz null, "return_note" text null, "year" int null, "number" int null, "entered_at" timestamptz null, "person_name" text null, "post" text null, "organization_name" text null, "withdrawn_at" timestamptz null, "withdrawn_reason" text null, primary key ("id"))`,
    );
    this.addSql(
      `alter table "experience_address" add constraint "experience_address_state_check" check ("state" in ('DRAFT', 'SUBMITTED', 'RETURNED', 'ENTERED', 'WITHDRAWN'))`,
    );
    this.addSql(
      `alter table "experience_address" add constraint "experience_address_level_check" check ("level" in ('SCHOOL', 'MUNICIPAL', 'REGIONAL', 'FEDERAL'))`,
    );
    this.addSql(
      `alter table "experience_address" add constraint "experience_address_number_unique" unique ("year", "number")`,
    );
    for (const [column, table, onDelete] of [
      ['owner_id', 'account', ''],
      ['person_id', 'person', ''],
      ['organization_id', 'organization', ' on delete set null'],
      ['theme_id', 'priority_theme', ' on delete set null'],
    ] as const) {
      this.addSql(
        `alter table "experience_address" add constraint "experience_address_${column}_foreign" foreign key ("${column}") references "${table}" ("id")${onDelete}`,
      );
      this.addSql(`create index "experience_address_${column}_index" on "experience_address" ("${column}")`);
    }
    this.addSql(
      `create table "experience_address_material" ("id" serial primary key, "experience_address_id" uuid not null references "experience_address" ("id") on update cascade on delete cascade, "material_id" uuid not null references "material" ("id") on update cascade on delete cascade)`,
    );
    for (const column of ['experience_address_id', 'material_id'])
      this.addSql(
        `create index "experience_address_material_${column}_index" on "experience_address_material" ("${column}")`,
      );
    this.addSql(`create table "experience_counter" ("year" int not null primary key, "last" int not null)`);
    this.addSql(
      `alter table "agenda_item" add column "experience_id" uuid null references "experience_address" ("id"), add column "experience_version" int null`,
    );
    this.addSql(`create index "agenda_item_experience_id_index" on "agenda_item" ("experience_id")`);
    this.addSql(`alter table "agenda_item" drop constraint "agenda_item_kind_check"`);
    this.addSql(KINDS([...BEFORE.kinds, 'EXPERIENCE', 'EXPERIENCE_REMOVAL']));
    this.addSql(`alter table "agenda_item" drop constraint "agenda_item_outcome_check"`);
    this.addSql(OUTCOMES([...BEFORE.outcomes, 'ENTER']));
    // drafts are nobody's business: only what the register shows makes answers stale
    this.addSql(
      `create trigger "bank_changed" after update on "experience_address" for each row when (new.state in ('ENTERED', 'WITHDRAWN')) execute function announce_bank_change()`,
    );
  }

  override down(): void {
    this.addSql(`alter table "agenda_item" drop constraint "agenda_item_outcome_check"`);
    this.addSql(OUTCOMES(BEFORE.outcomes));
    this.addSql(`alter table "agenda_item" drop constraint "agenda_item_kind_check"`);
    this.addSql(KINDS(BEFORE.kinds));
    this.addSql(`alter table "agenda_item" drop column "experience_id", drop column "experience_version"`);
    this.addSql(`drop table "experience_counter", "experience_address_material", "experience_address"`);
  }
}
