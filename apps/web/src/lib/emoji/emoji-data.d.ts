/** Made by apps/web/emoji-data.ts, which says how it is written. */
declare module 'virtual:emoji-data' {
  const text: string;
  export default text;
}
