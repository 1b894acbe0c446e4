/** Tabs by the pattern that screen readers know: one in the order of focus, arrows move between them. */

/**
 * @param {HTMLElement} list holds the tabs; each names its panel by aria-controls
 * @param {{onChoose: (panel: string) => void}} options told of the first one too
 */
export function createTabs(list, { onChoose }) {
  const tabs = /** @type {HTMLElement[]} */ ([...list.querySelectorAll("[role=tab]")]);
  const panelOf = (/** @type {HTMLElement} */ tab) => tab.getAttribute("aria-controls") ?? "";

  /** @param {HTMLElement} chosen */
  function choose(chosen) {
    for (const tab of tabs) {
      const selected = tab === chosen;
      tab.setAttribute("aria-selected", String(selected));
      tab.tabIndex = selected ? 0 : -1;
      const panel = document.getElementById(panelOf(tab));
      if (panel) panel.hidden = !selected;
    }
    chosen.scrollIntoView({ block: "nearest", inline: "nearest" });
    onChoose(panelOf(chosen));
  }

  for (const tab of tabs) {
    tab.addEventListener("click", () => choose(tab));
    tab.addEventListener("keydown", (event) => {
      const move = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!move) return;
      const open = tabs.filter((each) => !each.hidden);
      const next = open[(open.indexOf(tab) + move + open.length) % open.length];
      choose(next);
      next.focus();
      event.preventDefault();
    });
  }
  list.hidden = false;

  /** Where not all tabs have room, a fade tells on which sides there are more. */
  function fade() {
    list.classList.toggle("more-before", list.scrollLeft > 1);
    list.classList.toggle("more-after", list.scrollLeft + list.clientWidth < list.scrollWidth - 1);
  }
  list.addEventListener("scroll", fade, { passive: true });
  new ResizeObserver(fade).observe(list);

  return {
    /** The tab of a panel; an unknown one changes nothing. @param {string | null} panel */
    choose(panel) {
      const tab = tabs.find((each) => panelOf(each) === panel && !each.hidden);
      if (tab && tab.getAttribute("aria-selected") !== "true") choose(tab);
    },
    /** Takes a tab away that has nothing to show, unless it is the chosen one. @param {string} panel @param {boolean} offered */
    offer(panel, offered) {
      const tab = tabs.find((each) => panelOf(each) === panel);
      const hidden = !offered && tab?.getAttribute("aria-selected") !== "true";
      if (!tab || tab.hidden === hidden) return;
      tab.hidden = hidden;
      requestAnimationFrame(fade);
    },
  };
}
