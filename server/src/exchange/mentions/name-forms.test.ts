import { describe, expect, test } from 'vitest';
import { nameForms } from './name-forms.js';

function found(name: string, text: string): boolean {
  const { part, words } = nameForms(name);
  return [part, ...words].every((pattern) => new RegExp(pattern, 'iu').test(text));
}

describe.each([
  ['Барсукова-Зимородкина', 'Спасибо Ульяне Барсуковой-Зимородкиной!'],
  ['барсукова', 'урок барсуковой'],
  ['Горький', 'рассказы Горького'],
  ['Толстая', 'у Толстой'],
  ['Коваленко', 'с Коваленко.'],
  ['Кравец', 'с Кравцом'],
  ['Сергей Юрьевич', 'к Сергею Юрьевичу'],
  ['Абрам', 'Абрама'],
  ['Павел Ильич', 'Павлу Ильичу'],
  ['Ким', 'Киму'],
  ['Семёнов', 'Семенову'],
  ['Семенов', 'Семёновым'],
  ['Любовь Петровна', 'с Любовью Петровной'],
  ['Барсукова Ульяна Яновна', 'Барсуковой У. Я.'],
  ['Барсукова Ульяна Яновна', 'Ульяне Яновне Барсуковой'],
  ['Smith', 'by Smith, 2026'],
  ["О'Нил", "об О'Ниле"],
])('%s', (name, text) => {
  test(`is found in «${text}»`, () => expect(found(name, text)).toBe(true));
});

describe.each([
  ['Иванов', 'Мария Ивановна'],
  ['Иванов', 'в Ивановской области'],
  ['Ким', 'кимоно'],
  ['Барсукова Ульяна', 'Барсукова Ольга'],
  ['Smith', 'Smithson'],
  ['Ли', 'нелишне'],
])('%s', (name, text) => {
  test(`is not found in «${text}»`, () => expect(found(name, text)).toBe(false));
});
