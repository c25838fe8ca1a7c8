/** To the questions about the prompt: where they stand beside it, else in their dialog. */
export function focusAbout(openDialog: () => void): true {
  const about = document.querySelector<HTMLElement>("[data-about] :is(input, textarea)");
  const fold = about?.closest("details");
  if (fold) fold.open = true;
  if (about === null) openDialog();
  else about.focus();
  return true;
}
