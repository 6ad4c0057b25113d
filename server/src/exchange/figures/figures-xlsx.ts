import type { CouncilFigures } from '../../council/figures/figures.type.js';
import type { Period } from '../../platform/period.js';
import { dayInFigures } from '../../platform/time-zone.js';
import { safeText } from '../csv.js';

const STATES: Partial<Record<CouncilFigures['times'][number]['state'], string>> = {
  SUBMITTED: 'На рассмотрении',
  IN_REVIEW: 'На экспертизе',
  COUNCIL: 'На заседании',
  REVISION: 'На доработке',
};
const DECISIONS: Readonly<Record<CouncilFigures['decisions'][number]['kind'], string>> = {
  PUBLISH: 'Опубликовать',
  MINOR_CHANGE: 'Принять небольшое изменение',
  RETURN: 'Вернуть на доработку',
  REJECT: 'Отклонить',
  WITHDRAW: 'Отозвать',
  REINSTATE: 'Вернуть в банк',
};

type Cell = string | number;
interface Sheet {
  readonly name: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** Writes figures as an XLSX, a sheet for each table; texts of people are never formulas. */
export async function figuresXlsx(figures: CouncilFigures, { from, to }: Period): Promise<Buffer> {
  const { default: excel } = await import('exceljs');
  const book = new excel.Workbook();
  book.creator = 'Методбанк';
  for (const { name, head, rows } of sheetsOf(figures)) {
    const sheet = book.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 3 }] });
    sheet.addRow([`${name}, ${dayInFigures(from)} – ${dayInFigures(to)}`]).font = { bold: true, size: 13 };
    sheet.addRow([]);
    sheet.addRow([...head]).font = { bold: true };
    for (const row of rows)
      sheet.addRow(row.map((cell) => (typeof cell === 'string' ? safeText(cell) : cell)));
    head.forEach(
      (title, at) => (sheet.getColumn(at + 1).width = at === 0 ? 44 : Math.max(14, title.length + 2)),
    );
  }
  return Buffer.from(await book.xlsx.writeBuffer());
}

function sheetsOf(figures: CouncilFigures): Sheet[] {
  const of = ({ title, count, recommended }: CouncilFigures['themes'][number]) => [title, count, recommended];
  const publications = ['Материалов', 'Рекомендовано НМС'];
  return [
    {
      name: 'Время в состояниях',
      head: ['Состояние', 'Случаев', 'Медиана, дней', '90 % не дольше, дней'],
      rows: figures.times.map(({ state, count, median, p90 }) => [
        STATES[state] ?? state,
        ...[count, round(median), round(p90)],
      ]),
    },
    {
      name: 'Рецензенты',
      head: ['Рецензент', 'Организация', 'Назначено', 'Ждём', 'Сдано', 'С опозданием'],
      rows: figures.reviewers.map(({ shortName, organizationName, asked, open, sent, late }) => [
        shortName,
        organizationName ?? '',
        ...[asked, open, sent, late],
      ]),
    },
    {
      name: 'Решения',
      head: ['Решение', 'Всего', 'По протоколам'],
      rows: [
        ...figures.decisions.map(({ kind, count, byProtocol }) => [DECISIONS[kind], count, byProtocol]),
        ['Подписано протоколов', figures.protocols, figures.protocols],
        ...(figures.returnShare === null ? [] : [['Доля возвратов, %', round(figures.returnShare * 100)]]),
      ],
    },
    {
      name: 'Круги до публикации',
      head: ['Подан раз', 'Публикаций'],
      rows: figures.rounds.map(({ rounds, count }) => [rounds, count]),
    },
    { name: 'По темам', head: ['Тема', ...publications], rows: figures.themes.map(of) },
    { name: 'По организациям', head: ['Организация', ...publications], rows: figures.organizations.map(of) },
  ];
}

const round = (value: number): number => Math.round(value * 10) / 10;
