/* A sheet takes the focus, keeps Tab inside, closes by Escape, and gives the focus back. */
export function openDialog(element, onClose) {
  const before = document.activeElement;
  document.body.append(element);
  const inside = () => [...element.querySelectorAll('button, input, select, textarea, [tabindex="0"]')].filter((e) => !e.disabled && e.offsetParent !== null);
  const onKey = (event) => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      close();
    } else if (event.key === 'Tab') {
      const all = inside();
      const edge = event.shiftKey ? all[0] : all.at(-1);
      if (document.activeElement === edge || !element.contains(document.activeElement)) {
        event.preventDefault();
        (event.shiftKey ? all.at(-1) : all[0])?.focus();
      }
    }
  };
  element.addEventListener('keydown', onKey);
  element.tabIndex = -1;
  element.focus({ preventScroll: true });
  function close() {
    element.remove();
    if (before?.isConnected) before.focus({ preventScroll: true });
    onClose?.();
  }
  return close;
}
