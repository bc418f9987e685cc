import type { Text } from '../../src/ipc';

/** All the words of a text, a line for each block. */
export function words(text: Text): string {
  const of = (blocks: Text['document']['blocks']): string[] =>
    (blocks ?? []).flatMap((block) => {
      if (block.type === 'paragraph' || block.type === 'heading')
        return [
          (block.content ?? [])
            .map((run) => run.text)
            .join('')
            .trim(),
        ];
      if (block.type === 'list') return (block.items ?? []).flatMap((item) => of(item.blocks));
      return block.type === 'quote' ? of(block.blocks) : [];
    });
  return [text.title, ...of(text.document.blocks)].join('\n');
}
