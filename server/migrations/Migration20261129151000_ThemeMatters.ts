import { Migration } from '@mikro-orm/migrations';

const KINDS = [
  ...['PUBLICATION', 'WITHDRAWAL', 'REINSTATEMENT', 'DOCUMENT', 'OTHER'],
  ...['EXPERIENCE', 'EXPERIENCE_REMOVAL'],
];
const check = (list: readonly string[]): string =>
  `alter table "agenda_item" add constraint "agenda_item_kind_check" check ("kind" in (${list.map((one) => `'${one}'`).join(', ')}))`;

/** A meeting decides on proposed themes. */
export class Migration20261129151000_ThemeMatters extends Migration {
  override up(): void {
    this.addSql(
      `alter table "agenda_item" add column "theme_id" uuid null references "priority_theme" ("id")`,
    );
    this.addSql(`create index "agenda_item_theme_id_index" on "agenda_item" ("theme_id")`);
    this.addSql(`alter table "agenda_item" drop constraint "agenda_item_kind_check"`);
    this.addSql(check([...KINDS, 'THEME']));
  }

  override down(): void {
    this.addSql(`alter table "agenda_item" drop constraint "agenda_item_kind_check"`);
    this.addSql(check(KINDS));
    this.addSql(`alter table "agenda_item" drop column "theme_id"`);
  }
}
