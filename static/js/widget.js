/** The view of a notebook's widget (anywidget): the player in a frame, and the way from it to the kernel and back. */

/**
 * @typedef {object} Model  of ipywidgets
 * @property {(name: string) => any} get
 * @property {(content: object) => void} send  to the kernel
 * @property {(event: string, listener: (content: any) => void) => void} on
 * @property {(event: string, listener: (content: any) => void) => void} off
 */

/** Widths and heights in pixels, as in notebook.css. */
const NARROW = 640;
const BELOW = 168;

/** The theme of JupyterLab, VS Code or the browser. */
function theme() {
  const { jpThemeLight } = document.body.dataset;
  if (jpThemeLight) return jpThemeLight === "false" ? "dark" : "light";
  const { classList } = document.body;
  if (classList.contains("vscode-high-contrast")) return "contrast";
  if (classList.contains("vscode-dark")) return "dark";
  if (classList.contains("vscode-light")) return "light";
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

/** @param {{model: Model, el: HTMLElement}} view */
function render({ model, el }) {
  const frame = document.createElement("iframe");
  frame.setAttribute("sandbox", "allow-scripts");
  frame.title = model.get("title");
  frame.style.cssText = "display:block;width:100%;border:0;border-radius:12px";
  frame.srcdoc = model.get("page");

  // In a narrow one the inputs lie below the graph.
  const sized = new ResizeObserver(() => {
    frame.style.height = `${Number(model.get("height")) + (el.clientWidth < NARROW ? BELOW : 0)}px`;
  });
  sized.observe(el);
  const tell = (/** @type {object} */ message) => frame.contentWindow?.postMessage(message, "*");
  const fromFrame = (/** @type {MessageEvent} */ { source, data }) => {
    if (source !== frame.contentWindow) return;
    if (data?.type === "ready") {
      if (!model.get("theme")) tell({ type: "dress", theme: theme() });
      model.send({ type: "hello" });
    }
    if (data?.type === "ask") model.send({ type: "ask", id: data.id, question: data.question });
  };
  const fromKernel = (/** @type {object} */ message) => tell(message);
  addEventListener("message", fromFrame);
  model.on("msg:custom", fromKernel);
  el.replaceChildren(frame);
  return () => {
    sized.disconnect();
    removeEventListener("message", fromFrame);
    model.off("msg:custom", fromKernel);
  };
}

export default { render };
