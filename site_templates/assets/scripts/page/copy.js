// A button beside each piece of text that people copy: code, citations.

const SHOWN_MS = 2000;

/** Put the buttons there, where the browser lets pages write to the clipboard. */
export function offerCopies() {
  const texts = document.querySelector("#portal-content");
  const { copy, copied } = texts instanceof HTMLElement ? texts.dataset : {};
  if (!navigator.clipboard || !copy || !copied) return;
  for (const block of document.querySelectorAll("pre, .portal-citation")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "portal-copy";
    button.textContent = copy;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(block.textContent?.trimEnd() ?? "");
      button.textContent = copied;
      setTimeout(() => { button.textContent = copy; }, SHOWN_MS);
    });
    block.after(button);
  }
}
