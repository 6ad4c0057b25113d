import { Migration } from '@mikro-orm/migrations';

/** A decision keeps who did not vote on it because it was their own matter; of earlier ones it is not known. */
export class Migration20261129140100_VotersOfMatters extends Migration {
  override up(): void {
    this.addSql(`alter table "agenda_item" add column "conflicted" uuid[] null`);
  }

  override down(): void {
    this.addSql(`alter table "agenda_item" drop column "conflicted"`);
  }
}
