/**
 * Whether somebody who pressed this goes on writing. Whoever came by keyboard goes on from where they are; and
 * on a phone the field would bring the keyboard up over what is read.
 */
export function goesOnWriting({ detail }: MouseEvent): boolean {
  return detail !== 0 && !matchMedia('(pointer: coarse)').matches;
}
