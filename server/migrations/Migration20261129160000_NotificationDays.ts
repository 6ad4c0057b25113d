import { Migration } from '@mikro-orm/migrations';

/** A notification may name a day: the one on which a hidden file is erased. */
export class Migration20261129160000_NotificationDays extends Migration {
  override up(): void {
    this.addSql(`alter table "notification" add column "day" date null`);
  }

  override down(): void {
    this.addSql(`alter table "notification" drop column "day"`);
  }
}
