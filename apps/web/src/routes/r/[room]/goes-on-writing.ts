/** Whether somebody pressed this with a key. In Firefox a link that is pressed by Enter says that it was clicked. */
export function isByKeyboard({ detail, currentTarget }: MouseEvent): boolean {
  return detail === 0 || (currentTarget instanceof Element && currentTarget.matches(':focus-visible'));
}

/** With what somebody pressed. */
export type Pressed = 'pointer' | 'keyboard' | 'touch';

export function howPressed(event: MouseEvent): Pressed {
  return isByKeyboard(event) ? 'keyboard' : goesOnWriting(event) ? 'pointer' : 'touch';
}

/**
 * Whether somebody who pressed this goes on writing. Whoever came by keyboard goes on from where they are; and
 * on a phone the field would bring the keyboard up over what is read.
 */
export function goesOnWriting(event: MouseEvent): boolean {
  return !isByKeyboard(event) && !matchMedia('(pointer: coarse)').matches;
}
