/** To the questions about the prompt: where they stand beside it, else in their dialog. */
export function focusAbout(openDialog: () => void, field = ":is(input, textarea)"): true {
  const about = document.querySelector<HTMLElement>(`[data-about] ${field}`);
  const fold = about?.closest("details");
  if (fold) fold.open = true;
  if (about === null) openDialog();
  else about.focus();
  return true;
}
