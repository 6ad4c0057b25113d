import { Migration } from '@mikro-orm/migrations';

/** Who has asked for notifications by mail, and since when. */
export class Migration20261125204000_NotificationMail extends Migration {
  override up(): void {
    this.addSql(
      `create table "notification_mail" ("account_id" uuid not null primary key references "account" ("id") on delete cascade, "since" timestamptz not null default now())`,
    );
  }

  override down(): void {
    this.addSql(`drop table "notification_mail"`);
  }
}
