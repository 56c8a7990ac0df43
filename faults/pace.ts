/** The clients live so many times faster than we do, so that a dead line is noticed in half a second. */
export const clientSpeed = 10;
