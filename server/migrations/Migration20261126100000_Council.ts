import { Migration } from '@mikro-orm/migrations';

const BASE = `"id" uuid not null primary key, "created_at" timestamptz not null default now(), "updated_at" timestamptz not null default now(), "version" int not null default 1`;
const COUNCIL = '0199f000-0000-7000-8000-000000000001';
const FORM = '0199f000-0000-7000-8000-000000000010';

/** The criteria that a bank begins with: title, weight, hint. */
const CRITERIA: readonly (readonly [string, number, string])[] = [
  [
    'Актуальность',
    2,
    'Отвечает ли материал на вопрос, который сегодня стоит перед педагогами. 5 – проблема названа и подтверждена, 3 – важность понятна, но не показана, 0 – неясно, кому и зачем это нужно.',
  ],
  [
    'Соответствие ФГОС',
    3,
    'Согласуются ли цели, содержание и планируемые результаты с ФГОС и федеральной программой своего уровня. 5 – всё согласовано, 3 – есть частные расхождения, 0 – противоречит стандарту.',
  ],
  [
    'Новизна',
    1,
    'Что здесь сделано иначе, чем в известных материалах: приём, форма, сочетание. 5 – новое решение, 3 – известное приспособлено к своим условиям, 0 – пересказ чужого.',
  ],
  [
    'Методическая грамотность',
    3,
    'Связаны ли цель, содержание, методы и оценка; верны ли термины и факты; подходит ли всё возрасту. 5 – замечаний нет, 3 – есть исправимые недочёты, 0 – грубые ошибки.',
  ],
  [
    'Результативность',
    2,
    'Показан ли результат: что изменилось у детей или педагогов и как это узнали. 5 – есть данные и способ проверки, 3 – результат описан словами, 0 – о результате ничего нет.',
  ],
  [
    'Тиражируемость',
    2,
    'Сможет ли коллега взять материал и применить: хватает ли пошаговых описаний, приложений, указаний об условиях. 5 – можно брать и работать, 3 – придётся додумать, 0 – повторить нельзя.',
  ],
  [
    'Оформление и права',
    1,
    'Читается ли материал, названы ли источники, есть ли права на рисунки, тексты и музыку, нет ли персональных данных детей. 5 – всё в порядке, 3 – мелкие огрехи, 0 – нарушены чужие права.',
  ],
];

/** The council's rules and the form of review, which does not change once it is in use. */
export class Migration20261126100000_Council extends Migration {
  override up(): void {
    this.addSql(
      `create table "council" (${BASE}, "name" text not null, "short_name" text not null, "quorum" text not null default 'HALF' check ("quorum" in ('HALF', 'TWO_THIRDS')), "casting_vote" boolean not null default true, "spread_limit" int not null default 30 check ("spread_limit" between 5 and 100), "pass_score" int not null default 60 check ("pass_score" between 0 and 100), "review_days" int not null default 14 check ("review_days" between 1 and 90), "blind_review" boolean not null default true, "same_organization_conflict" boolean not null default true)`,
    );
    this.addSql(
      `create table "review_form" (${BASE}, "edition" int not null unique check ("edition" > 0), "title" text not null, "max_score" int not null default 5 check ("max_score" between 1 and 10), "frozen_at" timestamptz null)`,
    );
    this.addSql(
      `create table "review_criterion" (${BASE}, "form_id" uuid not null references "review_form" ("id"), "position" int not null, "title" text not null, "hint" text not null, "weight" int not null check ("weight" between 1 and 10), unique ("form_id", "position") deferrable initially deferred)`,
    );
    this.addSql(
      `create function keep_used_review_form() returns trigger language plpgsql as $$
       begin
         if tg_table_name = 'review_form' then
           if old.frozen_at is not null then raise exception 'review form % is in use', old.id using errcode = '23000'; end if;
         elsif exists (select 1 from review_form f where f.frozen_at is not null
             and f.id in (case when tg_op <> 'INSERT' then old.form_id end, case when tg_op <> 'DELETE' then new.form_id end)) then
           raise exception 'the review form of a criterion is in use' using errcode = '23000';
         end if;
         return case when tg_op = 'DELETE' then old else new end;
       end $$`,
    );
    this.addSql(
      `create trigger "keep_used" before update or delete on "review_form" for each row execute function keep_used_review_form()`,
    );
    this.addSql(
      `create trigger "keep_used" before insert or update or delete on "review_criterion" for each row execute function keep_used_review_form()`,
    );
    this.addSql(
      `insert into "council" ("id", "name", "short_name") values ('${COUNCIL}', 'Научно-методический совет', 'НМС')`,
    );
    this.addSql(
      `insert into "review_form" ("id", "edition", "title") values ('${FORM}', 1, 'Экспертный лист методического материала')`,
    );
    for (const [position, [title, weight, hint]] of CRITERIA.entries())
      this.addSql(
        `insert into "review_criterion" ("id", "form_id", "position", "title", "hint", "weight") values ('0199f000-0000-7000-8000-0000000000${String(20 + position)}', '${FORM}', ${position}, '${title}', '${hint}', ${weight})`,
      );
  }

  override down(): void {
    this.addSql(`drop table "review_criterion", "review_form", "council"`);
    this.addSql(`drop function keep_used_review_form()`);
  }
}
