import { Migration } from '@mikro-orm/migrations';

/** A meeting that withdraws a material names another one to read instead. */
export class Migration20261129140300_ReplacementsByCouncil extends Migration {
  override up(): void {
    this.addSql(
      `alter table "agenda_item" add column "replaced_by_id" uuid null references "material" ("id")`,
    );
  }

  override down(): void {
    this.addSql(`alter table "agenda_item" drop column "replaced_by_id"`);
  }
}
