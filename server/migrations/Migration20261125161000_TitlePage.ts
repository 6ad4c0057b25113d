import { Migration } from '@mikro-orm/migrations';

const ORDERED = ['contribution', 'stored_file'];

/** Places on a title page and among files are compared at the end of a transaction: an order is changed as one. */
export class Migration20261125161000_TitlePage extends Migration {
  override up(): void {
    for (const table of ORDERED) {
      const constraint = `"${table}_material_version_id_position_unique"`;
      this.addSql(`alter table "${table}" drop constraint ${constraint}`);
      this.addSql(
        `alter table "${table}" add constraint ${constraint} unique ("material_version_id", "position") deferrable initially deferred`,
      );
    }
  }

  override down(): void {
    for (const table of ORDERED) {
      const constraint = `"${table}_material_version_id_position_unique"`;
      this.addSql(`alter table "${table}" drop constraint ${constraint}`);
      this.addSql(
        `alter table "${table}" add constraint ${constraint} unique ("material_version_id", "position")`,
      );
    }
  }
}
