import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Autosave } from './autosave.svelte.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A form whose button tells as the page's does. */
function open() {
  const presses: number[] = [];
  const autosave = new Autosave(() => press());
  const press = () => {
    presses.push(Date.now());
    autosave.pressed();
    autosave.started();
  };
  return { autosave, press, presses };
}

test('what rests is saved once, and what is typed meanwhile afterwards', () => {
  const { autosave, presses } = open();
  autosave.touch();
  expect(autosave.state).toBe('waiting');
  vi.advanceTimersByTime(1500);
  expect([autosave.state, presses.length]).toEqual(['saving', 1]);
  autosave.touch();
  vi.advanceTimersByTime(5000);
  expect(presses).toHaveLength(1);
  autosave.done(true);
  expect([autosave.state, autosave.unsaved]).toEqual(['waiting', true]);
  vi.advanceTimersByTime(1500);
  autosave.done(true);
  expect([autosave.state, autosave.unsaved, presses.length]).toEqual(['saved', false, 2]);
});

test('a press of the button by hand saves once, and is unsaved until it is answered', () => {
  const { autosave, press, presses } = open();
  autosave.touch();
  press();
  expect([autosave.state, autosave.unsaved]).toEqual(['saving', true]);
  vi.advanceTimersByTime(5000);
  expect(presses).toHaveLength(1);
  autosave.done(true);
  expect([autosave.state, autosave.unsaved]).toEqual(['saved', false]);
});

test('after a failure nothing is tried until more is typed or somebody leaves', () => {
  const { autosave, presses } = open();
  autosave.touch();
  autosave.begin();
  autosave.done(false);
  vi.advanceTimersByTime(60_000);
  expect([autosave.state, autosave.unsaved, presses.length]).toEqual(['failed', true, 1]);
  autosave.begin();
  expect(presses).toHaveLength(2);
});

test('while the form is being sent nothing is saved; what was typed meanwhile is, if it was refused', () => {
  const { autosave, presses } = open();
  autosave.touch();
  autosave.stop();
  autosave.touch();
  autosave.begin();
  vi.advanceTimersByTime(5000);
  expect(presses).toEqual([]);
  autosave.resume();
  vi.advanceTimersByTime(1500);
  expect(presses).toHaveLength(1);
});
