// What a reader chooses, and the links she follows: to the address, without loading all anew.
(function () {
  // Keys pass through choices on their way to the one that is meant, so they are waited for.
  const PAUSE = 500; // ms
  let isKeyed = false;
  let timer = 0;
  let wanted = null; // the page and its address as they will be when all that is chosen has come

  document.addEventListener("keydown", function (event) {
    isKeyed = event.key !== "Enter";
    if (event.key === "Enter" && event.target.matches("input[data-parameter]")) choose(event.target);
  }, true);
  document.addEventListener("pointerdown", function () { isKeyed = false; }, true);

  document.addEventListener("change", function (event) {
    const control = event.target.closest("select[data-parameter]");
    if (control && !adds(control)) choose(control, isKeyed ? PAUSE : 0);
  });
  // The cross of a search field.
  document.addEventListener("search", function (event) {
    if (event.target.matches("[data-parameter]") && !event.target.value) choose(event.target);
  });
  // What is added waits for its button: a list is listened through by keys.
  document.addEventListener("click", function (event) {
    const button = event.target.closest("button[data-adds]");
    const control = button && document.getElementById(button.dataset.adds);
    if (control && control.value) choose(control);
    follow(event);
  });

  function adds(control) {
    return document.querySelector(`button[data-adds="${control.id}"]`) !== null;
  }

  // The server knows which choices go together: it answers with the address to go to. What was
  // chosen a moment ago and has not come yet goes with it.
  function choose(control, pause) {
    clearTimeout(timer);
    const { pathname: page, search } = location;
    if (!wanted || wanted.page !== page) wanted = { page, search: new URLSearchParams(search) };
    const name = control.dataset.parameter;
    const data = { page, search: `?${wanted.search}`, name, value: control.value };
    if (!adds(control)) wanted.search.set(name, control.value);
    timer = setTimeout(send, pause || 0, data);
  }

  function send(data) {
    if (data.page === location.pathname) dash_clientside.set_props("valt", { data });
  }

  function forget() {
    clearTimeout(timer);
    wanted = null;
  }

  function arrive(told) {
    const here = location.pathname + location.search;
    if (told.search === null || told.page + told.search === here) restore();
    else if (told.page === location.pathname) visit(told.page + told.search);
    return dash_clientside.no_update;
  }

  // What was chosen does not exist any more, or is there: the controls show what the page does.
  function restore() {
    forget();
    document.querySelectorAll("select[data-parameter]").forEach(function (control) {
      control.selectedIndex = [...control.options].findIndex((option) => option.defaultSelected);
    });
  }

  function visit(address) {
    forget();
    history.pushState({}, "", address);
    dispatchEvent(new CustomEvent("_dashprivate_pushstate"));
  }

  addEventListener("popstate", forget);

  function follow(event) {
    const link = event.target.closest("a[href]");
    const isOrdinary = !event.button && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (!link || !isOrdinary || link.target || link.hasAttribute("download")) return;
    const isHere = link.pathname === location.pathname && link.search === location.search;
    if (link.origin !== location.origin || isHere) return;
    event.preventDefault();
    visit(link.href);
  }

  window.dash_clientside = Object.assign({}, window.dash_clientside, { val: { arrive } });
})();
