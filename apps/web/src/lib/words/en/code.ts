/** A block of code. */
export const codeWords = {
  /** What a block is called for whoever hears it. The language may be one that is not known here, as it was typed. */
  block: (language: string) => (language ? `${language} code` : 'Code'),
  copy: 'Copy',
  copied: 'Copied',
  notCopied: 'Not copied',
};
