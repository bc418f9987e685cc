import type { Attachment } from 'svelte/attachments';

/** Keeps a text area as high as what stands in it. `value` is read so that a change from elsewhere counts too. */
export function grow(value: () => string): Attachment<HTMLTextAreaElement> {
  return (area) => {
    void value();
    const fit = () => {
      area.style.height = '0';
      area.style.height = `${area.scrollHeight}px`;
    };
    const watch = new ResizeObserver(fit);
    fit();
    watch.observe(area.parentElement ?? area);
    return () => watch.disconnect();
  };
}
