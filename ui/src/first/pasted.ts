/** An invitation as it was copied where it was made: both lines with their names, or one of them alone. */

interface Pasted {
  url?: string;
  invitation?: string;
}

/** What of an invitation stands in words that are pasted; nothing where they are no more than what a field takes. */
export function readInvitation(words: string): Pasted {
  const url = /https?:\/\/[^\s]+/.exec(words)?.[0];
  const invitation = /bt1\.[^\s]+/.exec(words)?.[0];
  return { ...(url && { url }), ...(invitation && { invitation }) };
}

/** Takes a pasted invitation apart: each part goes where it belongs. Words that are none are pasted as ever. */
export function pasteInto(take: (pasted: Pasted) => void): (event: ClipboardEvent) => void {
  return (event) => {
    const pasted = readInvitation(event.clipboardData?.getData('text/plain') ?? '');
    if (!pasted.invitation && !pasted.url) return;
    event.preventDefault();
    take(pasted);
  };
}
