// What a term means, beside the term: on focus, tap, key and pointer; Escape takes it away (WCAG 1.4.13).
(function () {
  const id = "begrepp-ruta";
  let owner = null;
  let leaving = 0;

  function hide() {
    const box = document.getElementById(id);
    if (box) box.remove();
    owner = null;
  }

  function show(term) {
    clearTimeout(leaving);
    if (owner === term) return;
    hide();
    const text = document.getElementById(term.getAttribute("aria-describedby"));
    if (!text) return;
    const box = document.createElement("div");
    box.id = id;
    box.textContent = text.textContent;
    box.setAttribute("aria-hidden", "true"); // already the button's description
    document.body.append(box);
    const at = term.getBoundingClientRect();
    const room = document.documentElement.clientWidth - box.offsetWidth - 8;
    box.style.left = Math.max(8, Math.min(at.left, room)) + scrollX + "px";
    box.style.top = at.bottom + 6 + scrollY + "px";
    owner = term;
  }

  function termOf(event) {
    return event.target.closest ? event.target.closest(".term") : null;
  }

  document.addEventListener("focusin", function (event) {
    const term = termOf(event);
    if (term) show(term);
    else hide();
  });
  document.addEventListener("click", function (event) {
    const term = termOf(event);
    if (term) { term.focus(); show(term); }
  });
  document.addEventListener("mouseover", function (event) {
    const term = termOf(event);
    if (term) show(term);
    else if (event.target.closest && event.target.closest("#" + id)) clearTimeout(leaving);
  });
  document.addEventListener("mouseout", function (event) {
    const left = termOf(event) || (event.target.closest && event.target.closest("#" + id));
    if (left && document.activeElement !== owner) {
      clearTimeout(leaving);
      leaving = setTimeout(hide, 250); // time to reach the box itself
    }
  });
  document.addEventListener("focusout", hide);
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") hide();
    const term = termOf(event);
    if (!term || (event.key !== "Enter" && event.key !== " ")) return;
    event.preventDefault(); // a blank would scroll the page
    if (owner === term) hide();
    else show(term);
  });
})();
