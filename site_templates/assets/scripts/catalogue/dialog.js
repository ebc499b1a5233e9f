// On narrow screens the boxes stand in a dialog, which the browser keeps the focus in.

const WIDE = "(min-width: 52.01rem)";

/**
 * @param {HTMLFormElement} form
 */
export function offerDialog(form) {
  const dialog = form.querySelector("dialog");
  const groups = form.querySelector(".portal-finder__groups");
  const open = form.querySelector(".portal-finder__open");
  const place = groups?.parentElement;
  if (!dialog || !groups || !place || !(open instanceof HTMLButtonElement)) return;

  open.addEventListener("click", () => {
    dialog.querySelector(".portal-dialog__body")?.append(groups);
    dialog.showModal();
  });
  dialog.addEventListener("close", () => {
    place.append(groups);
    open.focus();
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  for (const button of dialog.querySelectorAll(".portal-dialog__close, .portal-dialog__show")) {
    button.addEventListener("click", () => dialog.close());
  }
  matchMedia(WIDE).addEventListener("change", () => dialog.close());
}
