/** Makes a field as high as what stands in it, to be attached with how to read that. Most browsers do it by themselves. */
export function growWith(text: () => string): (area: HTMLTextAreaElement) => void {
  return (area) => {
    text();
    if (CSS.supports('field-sizing', 'content')) return;
    area.style.blockSize = 'auto';
    area.style.blockSize = `${area.scrollHeight}px`;
  };
}
