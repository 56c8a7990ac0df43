import { afterEach, describe, expect, test, vi } from 'vitest';
import { applyEdit } from './insert-text.ts';

/** As much of a field, and of a document that can undo what is done by commands, as an edit needs. */
function field(value: string, knowsCommands: boolean) {
  const heard: string[] = [];
  const commands: string[] = [];
  const area = {
    value,
    selected: [0, 0],
    focus: () => {},
    setSelectionRange: (start: number, end: number) => {
      area.selected = [start, end];
    },
    dispatchEvent: (event: Event) => heard.push(event.type),
  };
  vi.stubGlobal('InputEvent', Event);
  vi.stubGlobal('document', {
    execCommand(command: string, _: boolean, text: string) {
      commands.push(command);
      if (!knowsCommands) return false;
      const [start = 0, end = 0] = area.selected;
      area.value = area.value.slice(0, start) + text + area.value.slice(end);
      return true;
    },
  });
  return { area, commands, heard, element: area as unknown as HTMLTextAreaElement };
}

afterEach(() => vi.unstubAllGlobals());

describe('T13 an edit of what is written', () => {
  test('is made by a command, which the browser can undo, and selects', () => {
    const { area, commands, heard, element } = field('a b c', true);
    applyEdit(element, { from: 2, to: 3, insert: '**b**', select: [4, 5] });
    expect(area).toMatchObject({ value: 'a **b** c', selected: [4, 5] });
    expect({ commands, heard }).toEqual({ commands: ['insertText'], heard: [] });
  });

  test('that only takes away is another command', () => {
    const { area, commands, element } = field('- a\n- ', true);
    applyEdit(element, { from: 4, to: 6, insert: '', select: [4, 4] });
    expect(area).toMatchObject({ value: '- a\n', selected: [4, 4] });
    expect(commands).toEqual(['delete']);
  });

  test('is made, and heard of, also where commands do nothing', () => {
    const { area, heard, element } = field('a b c', false);
    applyEdit(element, { from: 2, to: 3, insert: 'x', select: [3, 3] });
    expect(area).toMatchObject({ value: 'a x c', selected: [3, 3] });
    expect(heard).toEqual(['input']);
  });

  test('that changes nothing only selects', () => {
    const { area, commands, heard, element } = field('a b', true);
    applyEdit(element, { from: 1, to: 1, insert: '', select: [1, 2] });
    expect(area).toMatchObject({ value: 'a b', selected: [1, 2] });
    expect([...commands, ...heard]).toEqual([]);
  });
});
