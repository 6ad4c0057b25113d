import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DraftSaver, type SaveAnswer, type Values } from './draft-saver.svelte.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A draft as the bank keeps it: refuses what was made from an older version. */
class Bank {
  version = 1;
  reachable = true;
  patches: Values[] = [];
  constructor(public values: Values) {}
  send = async (patch: Values, expected: number): Promise<SaveAnswer> => {
    if (!this.reachable) throw new TypeError('Failed to fetch');
    this.patches.push(patch);
    if (expected !== this.version) return { kind: 'conflict', version: this.version, values: this.values };
    this.version += 1;
    this.values = { ...this.values, ...patch };
    return { kind: 'saved', version: this.version, values: this.values };
  };
}

class Memory {
  items = new Map<string, string>();
  getItem = (key: string) => this.items.get(key) ?? null;
  setItem = (key: string, value: string) => void this.items.set(key, value);
  removeItem = (key: string) => void this.items.delete(key);
  key = (at: number) => [...this.items.keys()][at] ?? null;
  get length() {
    return this.items.size;
  }
  /** All that is kept. */
  get text() {
    return [...this.items.values()].join();
  }
}

function open(bank: Bank, store = new Memory()) {
  const shown: Record<string, unknown> = {};
  const saver = new DraftSaver({
    version: bank.version,
    values: bank.values,
    send: bank.send,
    show: (values) => Object.assign(shown, values),
    store,
    key: 'draft',
  });
  return { saver, shown, store };
}

test('keys typed one after another are sent once, after a pause', async () => {
  const bank = new Bank({ title: '' });
  const { saver } = open(bank);
  for (const title of ['У', 'Ур', 'Урок']) saver.change('title', title);
  expect(saver.state).toBe('waiting');
  await vi.runAllTimersAsync();
  expect(bank.patches).toEqual([{ title: 'Урок' }]);
  expect(saver.state).toBe('saved');
});

test('what is typed while a patch is on its way is sent after it', async () => {
  const bank = new Bank({ title: '', annotation: '' });
  const { saver } = open(bank);
  saver.change('title', 'Урок');
  const first = saver.flush();
  saver.change('annotation', 'О дробях');
  await first;
  await vi.runAllTimersAsync();
  expect(bank.values).toEqual({ title: 'Урок', annotation: 'О дробях' });
  expect(bank.version).toBe(3);
});

test('a lost connection loses nothing: it is tried again until it is back', async () => {
  const bank = new Bank({ title: '' });
  bank.reachable = false;
  const { saver, store } = open(bank);
  saver.change('title', 'Урок');
  await vi.advanceTimersByTimeAsync(5_000);
  expect(saver.state).toBe('unreachable');
  expect(store.text).toContain('Урок');
  bank.reachable = true;
  await vi.advanceTimersByTimeAsync(30_000);
  expect(bank.values.title).toBe('Урок');
  expect(saver.state).toBe('saved');
  expect(store.length).toBe(0);
});

test('a tab that was closed before the answer gives its text to the next one', async () => {
  const bank = new Bank({ title: '' });
  bank.reachable = false;
  const { saver, store } = open(bank);
  saver.change('title', 'Урок');
  await vi.advanceTimersByTimeAsync(1_000);
  saver.stop = () => {};
  bank.reachable = true;
  const next = open(bank, store);
  expect(next.shown).toEqual({ title: 'Урок' });
  await vi.runAllTimersAsync();
  expect(bank.values.title).toBe('Урок');
});

test('two tabs that were closed without a connection both give their texts to the next ones', async () => {
  const bank = new Bank({ title: '', annotation: '' });
  bank.reachable = false;
  const one = open(bank);
  const two = open(bank, one.store);
  one.saver.change('title', 'Урок');
  two.saver.change('annotation', 'О дробях');
  two.saver.change('title', 'Урок физики');
  await vi.advanceTimersByTimeAsync(1_000);
  for (const { saver } of [one, two]) saver.flush = async () => {};
  bank.reachable = true;
  const next = open(bank, one.store);
  await vi.runAllTimersAsync();
  const last = open(bank, one.store);
  await vi.runAllTimersAsync();
  const { title } = bank.values;
  expect([next.shown.title, title]).toEqual([title, title]);
  const theirs = title === 'Урок' ? 'Урок физики' : 'Урок';
  expect(last.saver.conflicts).toEqual([{ name: 'title', mine: theirs, theirs: title }]);
  await last.saver.resolve('title', 'theirs');
  await vi.runAllTimersAsync();
  expect(bank.values).toEqual({ title, annotation: 'О дробях' });
  expect(one.store.length).toBe(0);
});

test('what no window has written is thrown away, and what lies behind it is shown', async () => {
  const bank = new Bank({ title: '' });
  bank.reachable = false;
  const { saver, store } = open(bank);
  saver.change('title', 'Урок');
  saver.stop = () => {};
  for (const [at, text] of ['нет', '{}', 'null', '{"base":[],"pending":1}'].entries())
    store.setItem(`draft  ${at}`, text);
  bank.reachable = true;
  const next = open(bank, store);
  expect(next.shown).toEqual({ title: 'Урок' });
  await vi.runAllTimersAsync();
  expect(store.length).toBe(0);
});

test('two tabs that change different fields are merged', async () => {
  const bank = new Bank({ title: 'Урок', annotation: '' });
  const one = open(bank);
  const two = open(bank);
  one.saver.change('title', 'Урок математики');
  await vi.runAllTimersAsync();
  two.saver.change('annotation', 'О дробях');
  await vi.runAllTimersAsync();
  expect(bank.values).toEqual({ title: 'Урок математики', annotation: 'О дробях' });
  expect(two.shown).toEqual({ title: 'Урок математики' });
  expect(two.saver.state).toBe('saved');
});

test('two texts of one field are both kept until the author chooses', async () => {
  const bank = new Bank({ title: 'Урок' });
  const one = open(bank);
  const two = open(bank);
  one.saver.change('title', 'Урок математики');
  await vi.runAllTimersAsync();
  two.saver.change('title', 'Урок физики');
  await vi.runAllTimersAsync();
  expect(two.saver.state).toBe('conflict');
  expect(two.saver.conflicts).toEqual([{ name: 'title', mine: 'Урок физики', theirs: 'Урок математики' }]);
  expect(bank.values.title).toBe('Урок математики');
  await two.saver.resolve('title', 'mine');
  expect(bank.values.title).toBe('Урок физики');
  expect(two.saver.state).toBe('saved');
});

test('the text of the other tab is taken when the author says so', async () => {
  const bank = new Bank({ title: 'Урок' });
  const one = open(bank);
  const two = open(bank);
  one.saver.change('title', 'Урок математики');
  await vi.runAllTimersAsync();
  two.saver.change('title', 'Урок физики');
  await vi.runAllTimersAsync();
  await two.saver.resolve('title', 'theirs');
  expect(two.shown).toEqual({ title: 'Урок математики' });
  expect(two.saver.unsaved).toBe(false);
  expect(bank.patches.length).toBe(2);
});

test('a refused field says why and is sent again when it is mended', async () => {
  const bank = new Bank({ title: 'Урок' });
  const { saver } = open(bank);
  const refuse = vi.spyOn(bank, 'send');
  const refusing = new DraftSaver({
    version: 1,
    values: bank.values,
    send: async (patch, expected) =>
      patch.title === ''
        ? { kind: 'refused', message: 'Проверьте', fields: { title: 'нужно заполнить' } }
        : refuse(patch, expected),
    show: () => {},
    store: new Memory(),
    key: 'draft',
  });
  refusing.change('title', '');
  await vi.runAllTimersAsync();
  expect(refusing.state).toBe('refused');
  expect(refusing.faults).toEqual({ title: 'нужно заполнить' });
  refusing.change('title', 'Урок физики');
  await vi.runAllTimersAsync();
  expect(refusing.state).toBe('saved');
  expect(refusing.faults).toEqual({});
  expect(saver.unsaved).toBe(false);
});

test('a page that is loaded anew before the author chose asks again', async () => {
  const bank = new Bank({ title: 'Урок', annotation: '' });
  const one = open(bank);
  const two = open(bank);
  one.saver.change('title', 'Урок математики');
  await vi.runAllTimersAsync();
  two.saver.change('title', 'Урок физики');
  await vi.runAllTimersAsync();
  const next = open(bank, two.store);
  await vi.runAllTimersAsync();
  expect(bank.values.title).toBe('Урок математики');
  expect(next.saver.conflicts).toEqual([{ name: 'title', mine: 'Урок физики', theirs: 'Урок математики' }]);
  await next.saver.resolve('title', 'mine');
  expect(open(bank, two.store).saver.state).toBe('saved');
});
