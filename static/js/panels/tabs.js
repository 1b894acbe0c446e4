/** Tabs by the pattern that screen readers know: one in the order of focus, arrows move between them. */

/**
 * @param {HTMLElement} list holds the tabs; each names its panel by aria-controls
 * @param {{onChoose: (panel: string) => void}} options
 */
export function createTabs(list, { onChoose }) {
  const tabs = /** @type {HTMLElement[]} */ ([...list.querySelectorAll("[role=tab]")]);

  /** @param {HTMLElement} chosen */
  function choose(chosen) {
    for (const tab of tabs) {
      const selected = tab === chosen;
      tab.setAttribute("aria-selected", String(selected));
      tab.tabIndex = selected ? 0 : -1;
      const panel = document.getElementById(tab.getAttribute("aria-controls") ?? "");
      if (panel) panel.hidden = !selected;
    }
    onChoose(chosen.getAttribute("aria-controls") ?? "");
  }

  for (const [i, tab] of tabs.entries()) {
    tab.addEventListener("click", () => choose(tab));
    tab.addEventListener("keydown", (event) => {
      const move = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!move) return;
      const next = tabs[(i + move + tabs.length) % tabs.length];
      choose(next);
      next.focus();
      event.preventDefault();
    });
  }
  list.hidden = false;
}
