import { Migration } from '@mikro-orm/migrations';

/** The texts that people have agreed to, as they were. */
export class Migration20261126204100_ConsentTexts extends Migration {
  override up(): void {
    this.addSql(
      `create table "consent_text" ("hash" text not null, "kind" text not null, "version" text not null, "title" text not null, "body" text not null, "created_at" timestamptz not null default now(), primary key ("hash"))`,
    );
    this.addSql(
      `alter table "consent_text" add constraint "consent_text_kind_check" check ("kind" in ('PROCESSING', 'DISTRIBUTION', 'MAILING', 'MATERIAL_LICENSE'))`,
    );
  }

  override down(): void {
    this.addSql(`drop table "consent_text"`);
  }
}
