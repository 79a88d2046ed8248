// The little that a page does in the browser: colours, width, menu, folding, focus and paper.
(function () {
  const tema = window.insatskollTema;
  const narrow = matchMedia("(max-width: 720px)");

  let sent = null;

  function view() {
    sent = { scheme: tema.current(), narrow: narrow.matches };
    return sent;
  }

  function send() {
    dash_clientside.set_props("view", { data: view() });
  }

  function expand(button, open) {
    button.setAttribute("aria-expanded", String(open));
  }

  function isOpen(button) {
    return button.getAttribute("aria-expanded") === "true";
  }

  function closeMenu() {
    const button = document.getElementById("meny-knapp");
    if (button) expand(button, false);
  }

  function changeScheme() {
    tema.choose(tema.current() === "dark" ? "light" : "dark");
    send();
  }

  function fold(button) {
    const open = !isOpen(button);
    expand(button, open);
    const body = button.closest("tbody");
    body.classList.toggle("folded", !open);
    body.classList.toggle("unfolded", open);
    unfolded.set(body.id, open);
  }

  document.addEventListener("click", function (event) {
    const button = event.target.closest("button");
    if (button && button.id === "meny-knapp") expand(button, !isOpen(button));
    else if (button && button.id === "tema-knapp") changeScheme();
    else if (button && button.classList.contains("fold")) fold(button);
    else if (event.target.closest("#meny a, a.brand")) closeMenu();
  });

  document.addEventListener("keydown", function (event) {
    const button = document.getElementById("meny-knapp");
    if (event.key === "Escape" && button && isOpen(button)) {
      expand(button, false);
      button.focus();
    }
  });

  // Paper is narrow too, and a window may pass through widths: only what lasts is another view.
  let settling = 0;
  narrow.addEventListener("change", function () {
    clearTimeout(settling);
    settling = setTimeout(function () {
      if (!printing && narrow.matches !== sent.narrow) send();
    }, 200);
  });

  // Every answer replaces the whole page. A new page begins at its heading; on the same page the
  // reader stays where she was, with what she had unfolded.
  const unfolded = new Map();
  let focused = null;
  let path = location.pathname;
  let heading = null;

  function keyOf(details) {
    const section = details.closest("section[id]");
    return (section ? section.id : "") + "|" + details.querySelector("summary").textContent;
  }

  document.addEventListener("toggle", function (event) {
    if (event.target.tagName === "DETAILS" && !printing) {
      unfolded.set(keyOf(event.target), event.target.open);
    }
  }, true);

  document.addEventListener("focusin", function (event) {
    focused = event.target.id || (event.target.closest("main") ? "" : null);
  });

  function arrive() {
    const now = document.querySelector("main h1");
    if (!now || now === heading) return;
    const isFirst = heading === null;
    heading = now;
    if (location.pathname !== path) {
      path = location.pathname;
      unfolded.clear();
      scrollTo(0, 0);
      now.focus({ preventScroll: true });
    } else if (!isFirst) {
      document.querySelectorAll("details").forEach(function (details) {
        const open = unfolded.get(keyOf(details));
        if (open !== undefined) details.open = open;
      });
      document.querySelectorAll("tbody[id] .fold").forEach(function (button) {
        const open = unfolded.get(button.closest("tbody").id);
        if (open !== undefined && open !== isOpen(button)) fold(button);
      });
      if (focused !== null && document.activeElement === document.body) refocus();
    }
  }

  function refocus() {
    const same = document.getElementById(focused) || heading;
    same.focus({ preventScroll: true });
    if (same.type === "search") same.setSelectionRange(same.value.length, same.value.length);
  }

  new MutationObserver(arrive).observe(document.body, { childList: true, subtree: true });

  // Paper shows every table, and charts as wide as the paper.
  let printing = null;
  addEventListener("beforeprint", function () {
    printing = [...document.querySelectorAll(".table-details:not([open])")];
    printing.forEach((details) => { details.open = true; });
    document.querySelectorAll(".js-plotly-plot").forEach((plot) => {
      window.Plotly.relayout(plot, { width: 660 });
    });
  });
  addEventListener("afterprint", function () {
    printing.forEach((details) => { details.open = false; });
    printing = null;
    document.querySelectorAll(".js-plotly-plot").forEach((plot) => {
      window.Plotly.relayout(plot, { width: null, autosize: true });
    });
  });

  // Dash says nothing when the server does not answer: what was chosen and what is shown differ.
  const ask = window.fetch;
  window.fetch = async function (...request) {
    const isUpdate = String(request[0]).includes("_dash-update-component");
    try {
      const answer = await ask.apply(this, request);
      if (isUpdate) tell(answer.status >= 500);
      return answer;
    } catch (error) {
      if (isUpdate) tell(true);
      throw error;
    }
  };

  function tell(failed) {
    const old = document.getElementById("avbrott");
    if (old) old.remove();
    if (!failed) return;
    const note = document.createElement("p");
    note.id = "avbrott";
    note.className = "banner stale";
    note.setAttribute("role", "alert");
    note.textContent = "Det gick inte att hämta uppgifterna: servern svarar inte. " +
      "Det som visas kan vara något annat än det du valde. Ladda om sidan.";
    const main = document.querySelector("main");
    (main || document.body).prepend(note);
  }

  window.insatskollAvbrott = tell;
  window.dash_clientside = Object.assign({}, window.dash_clientside, {
    insatskoll: { view: view },
  });
})();
