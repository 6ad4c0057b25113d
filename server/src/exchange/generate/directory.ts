import { toSlug } from '../../platform/slug.js';
import { generatedId } from './id.js';
import type { Random } from './random.js';

const SURNAMES =
  'Абрамова Агапова Баринова Белоусова Вдовина Ветрова Гаврилова Глебова Давыденко Дорошенко Ершова Жилина Журавель Завьялова Зуева Игнатова Казакова Калугина Лапина Логинова Макеева Мишурова Назарова Носова Орехова Осипова Панкова Пахомова Рогова Родина Савина Сафронова Тарасенко Терехова Уварова Усова Фирсова Фролова Хохлова Цветкова Чернова Чижова Шевчук Шилова Щеглова Юдина Яшина Якимова'.split(
    ' ',
  );
const FIRST_NAMES =
  'Алла Анна Валентина Вера Галина Дарья Евгения Елена Жанна Зоя Инна Ирина Кира Лариса Лидия Людмила Марина Мария Надежда Наталья Нина Оксана Ольга Полина Раиса Светлана София Тамара Татьяна Юлия'.split(
    ' ',
  );
const PATRONYMICS =
  'Алексеевна Андреевна Борисовна Викторовна Владимировна Геннадьевна Дмитриевна Евгеньевна Ивановна Игоревна Константиновна Леонидовна Михайловна Николаевна Олеговна Павловна Петровна Романовна Сергеевна Юрьевна'.split(
    ' ',
  );
const VILLAGES =
  'Берёзовская Боровая Вишнёвская Дальняя Дубравинская Еловская Заозёрная Ивняковская Калиновская Каменская Ключевская Лесногорская Луговская Медведицкая Новосёловская Озёрная Ольховская Песчаная Приреченская Раздольненская Родниковская Сосновская Степная Тополевская Ясеневская'.split(
    ' ',
  );
const GARDENS =
  'Аистёнок Василёк Гномик Дюймовочка Ёлочка Журавушка Звёздочка Ивушка Колосок Лучик Муравейник Незабудка Огонёк Подснежник Радуга Сказка Теремок Улыбка Чебурашка Ягодка'.split(
    ' ',
  );
const POSTS = [
  'учитель начальных классов',
  'учитель русского языка и литературы',
  'учитель математики',
  'воспитатель',
  'педагог-психолог',
  'учитель-логопед',
  'методист',
  'заместитель директора',
  'учитель физики',
  'музыкальный руководитель',
];

/** A row of a table, by its columns. */
export type Row = Record<string, unknown>;

/** Organisations, networks of two or three of them, and people, as rows. */
export interface GeneratedDirectory {
  organizations: (Row & { id: string; short_name: string })[];
  networks: (Row & { id: string })[];
  members: Row[];
  people: (Row & { id: string; name: string; shortName: string; post: string; organization: string })[];
}

/** The directory of a large bank, always the same. */
export function generateDirectory(random: Random, now: string): GeneratedDirectory {
  const stamp = { created_at: now, updated_at: now };
  const organizations = Array.from({ length: 200 }, (_, at) => {
    const garden = at % 3 === 0;
    const number = 100 + at;
    const name = garden
      ? `МДОБУ № ${number} «${GARDENS[at % GARDENS.length]}»`
      : `МОБУ ${VILLAGES[at % VILLAGES.length]} СОШ № ${number}`;
    const kind = garden ? 'KINDERGARTEN' : 'SCHOOL';
    return {
      ...stamp,
      id: generatedId('01', at),
      slug: toSlug(name),
      short_name: name,
      full_name: name,
      kind,
    };
  });
  const networks: GeneratedDirectory['networks'] = [];
  const members: Row[] = [];
  for (let at = 0; at < 120; at++) {
    const parts = [
      organizations[at]!,
      organizations[at + 60]!,
      ...(at % 4 === 0 ? [organizations[at + 80]!] : []),
    ];
    const name = parts.map(({ short_name }) => short_name).join(' – ');
    const network = {
      ...stamp,
      id: generatedId('02', at),
      slug: `generated-${at + 1}`,
      name,
      basis: 'Соглашение о сетевом взаимодействии',
    };
    networks.push(network);
    parts.forEach((part, position) =>
      members.push({
        ...stamp,
        id: generatedId('03', at * 4 + position),
        network_id: network.id,
        organization_id: part.id,
        position,
      }),
    );
  }
  const people = Array.from({ length: 5000 }, (_, at) => {
    const [last, first, patronymic] = [
      random.pick(SURNAMES),
      random.pick(FIRST_NAMES),
      random.pick(PATRONYMICS),
    ];
    const organization = random.favourite(organizations);
    const name = `${last} ${first} ${patronymic}`;
    const shortName = `${last}\u00A0${first[0]}.\u00A0${patronymic[0]}.`;
    const post = random.pick(POSTS);
    const person = {
      id: generatedId('04', at),
      slug: `${toSlug(name)}-${at + 1}`,
      last_name: last,
      first_name: first,
      patronymic,
    };
    return {
      ...stamp,
      ...person,
      position: post,
      organization_id: organization.id,
      name,
      shortName,
      post,
      organization: organization.short_name,
    };
  });
  return { organizations, networks, members, people };
}
