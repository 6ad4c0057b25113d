/**
 * The texts that people consent to, a document for each purpose (152-FZ, art. 9 and 10.1). A text that somebody has
 * agreed to never changes: a new wording is a new version.
 */
import { createHash } from 'node:crypto';
import type { LocalizedText } from '../../platform/localized.js';
import { ConsentKind } from './consent.entity.js';

/** A text to consent to. */
export interface ConsentDocument {
  readonly kind: ConsentKind;
  readonly version: string;
  readonly title: LocalizedText;
  /** Paragraphs with empty lines between them; the Russian one is binding. */
  readonly text: LocalizedText;
  /** Whether there is no account without it. */
  readonly required: boolean;
}

const VERSION = '2026-11-25';

/** Who processes the data, and where they are shown: every consent names both (152-FZ, art. 9 and 10.1). */
export interface ConsentParty {
  /** Name, address, ИНН and ОГРН of the operator; null where the deployment did not say. */
  readonly operator: string | null;
  readonly publicUrl: string;
}

/** The present texts of a deployment. */
export class ConsentDocuments {
  /** In the order of the forms. */
  readonly all: readonly ConsentDocument[];

  constructor(party: ConsentParty) {
    this.all = textsFor(party);
  }

  /** The present text of a purpose. */
  of(kind: ConsentKind): ConsentDocument {
    return this.all.find((document) => document.kind === kind)!;
  }
}

/** SHA-256 of the binding text, lower-case hex. */
export const textHash = ({ text }: ConsentDocument): string =>
  createHash('sha256').update(text.ru).digest('hex');

const textsFor = ({ operator, publicUrl }: ConsentParty): ConsentDocument[] => [
  {
    kind: ConsentKind.PROCESSING,
    version: VERSION,
    required: true,
    title: {
      ru: 'Согласие на обработку персональных данных',
      en: 'Consent to the processing of personal data',
    },
    text: {
      ru: `Я даю оператору этого банка методических материалов согласие на обработку моих персональных данных.

Оператор: ${operator ?? `организация, которая ведёт банк ${publicUrl}`}.

Зачем: чтобы завести учётную запись, узнавать меня при входе, вести мои черновики, отзывы и свидетельства, отвечать на обращения.

Какие данные: фамилия, имя, отчество, адрес электронной почты, место работы, должность, квалификационная категория; записи о входах (время, сетевой адрес, вид устройства).

Что с ними делают: собирают, записывают, хранят, уточняют, используют, удаляют – с помощью программ, на серверах оператора.

Сколько: пока существует учётная запись. Согласие можно отозвать в любой день: удалите учётную запись или напишите оператору. Авторство уже опубликованных материалов и выданные свидетельства хранятся и после этого, потому что этого требует закон об авторском праве.`,
      en: `I consent that the operator of this bank of methodological materials processes my personal data.

The operator: ${operator ?? `the organisation that runs the bank ${publicUrl}`}.

Why: to keep an account, to know me when I sign in, to keep my drafts, reviews and certificates, to answer me.

Which: surname, first name and patronymic, e-mail address, place of work, post, qualification; records of signing in (time, network address, kind of device).

What is done: collecting, recording, keeping, correcting, using, deleting, by programs, on the operator's servers.

How long: while the account exists. The consent can be withdrawn any day: delete the account or write to the operator. Authorship of what was published and certificates that were issued are kept after that, as the law on authorship demands.`,
    },
  },
  {
    kind: ConsentKind.DISTRIBUTION,
    version: VERSION,
    required: false,
    title: {
      ru: 'Согласие на распространение персональных данных',
      en: 'Consent to making personal data public',
    },
    text: {
      ru: `Я разрешаю оператору показывать неограниченному кругу лиц на страницах ${publicUrl} мои данные: фамилию, имя, отчество, должность, место работы, квалификационную категорию и сведения о себе – только те из них, что я сам открою в профиле.

Оператор: ${operator ?? `организация, которая ведёт банк ${publicUrl}`}.

Зачем: чтобы коллеги знали автора материала и могли найти другие его работы.

Запреты и условия: данные, не открытые в профиле, не показываются никому, кроме сотрудников банка. Контакты не показываются никогда.

Сколько: до отзыва. После отзыва на общих страницах остаётся только имя автора при опубликованных материалах; остальное исчезает сразу.`,
      en: `I allow the operator to show to everybody, on the pages of ${publicUrl}: my surname, first name and patronymic, post, place of work, qualification and what I say of myself – only what I open in my profile.

The operator: ${operator ?? `the organisation that runs the bank ${publicUrl}`}.

Why: so that colleagues know who wrote a material and find other works of the same author.

Conditions: what is not opened in the profile is shown to nobody but the bank's staff. Contacts are never shown.

How long: until it is withdrawn. Then only the author's name stays with published materials; the rest disappears at once.`,
    },
  },
  {
    kind: ConsentKind.MAILING,
    version: VERSION,
    required: false,
    title: { ru: 'Согласие на рассылку', en: 'Consent to letters' },
    text: {
      ru: `Я согласен получать на почту письма банка: подборки новых материалов по моим подпискам и поискам, напоминания о сроках и уведомления.

Оператор: ${operator ?? `организация, которая ведёт банк ${publicUrl}`}.

Письма о входе, пароле и о моих собственных материалах приходят и без этого согласия: без них нельзя пользоваться записью.

Сколько: до отзыва. Отказаться можно на странице согласий или по ссылке в любом письме.`,
      en: `I agree to get the bank's letters: digests of new materials by my follows and searches, reminders of dates, notifications.

The operator: ${operator ?? `the organisation that runs the bank ${publicUrl}`}.

Letters about signing in, the password and my own materials come without this consent: the account cannot be used without them.

How long: until it is withdrawn, on the page of consents or by the link in any letter.`,
    },
  },
  {
    kind: ConsentKind.MATERIAL_LICENSE,
    version: VERSION,
    required: false,
    title: { ru: 'Согласие на размещение материалов', en: 'Consent to publishing materials' },
    text: {
      ru: `Отправляя материал, я разрешаю банку безвозмездно хранить его, показывать и отдавать читателям на тех условиях использования, которые я выбрал для этого материала.

Банк ведёт: ${operator ?? `организация, которая ведёт банк ${publicUrl}`}.

Я подтверждаю, что материал создан мной и названными соавторами, что чужие тексты и изображения в нём использованы законно и с указанием источника, а согласия родителей детей, которых видно или слышно, собраны.

Сколько: пока материал опубликован. Отозвать можно каждый материал отдельно; отзыв этого согласия запрещает отправлять новые и не убирает опубликованные.`,
      en: `By handing a material in I allow the bank to keep it, show it and give it to readers free of charge, on the terms of use that I chose for it.

The bank is run by: ${operator ?? `the organisation that runs the bank ${publicUrl}`}.

I confirm that it was made by me and the co-authors named, that others' texts and pictures in it are used lawfully and with their source, and that consents of the parents of children who are seen or heard are collected.

How long: while the material is public. Each material can be withdrawn on its own; withdrawing this consent forbids new ones and removes none.`,
    },
  },
];
