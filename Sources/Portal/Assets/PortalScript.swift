/// The script of the portal: copy buttons, and search as one types; all pages work without it.
enum PortalScript {
  static let text = """
    "use strict";
    for (const button of document.querySelectorAll("[data-copies]")) {
      button.hidden = false;
      button.addEventListener("click", async () => {
        const text = document.getElementById(button.dataset.copies);
        try {
          await navigator.clipboard.writeText(text.textContent);
          button.textContent = "Copied";
          setTimeout(() => { button.textContent = "Copy"; }, 2000);
        } catch {
          getSelection().selectAllChildren(text);
        }
      });
    }

    const field = document.querySelector("input[data-search]");
    if (field) {
      const list = document.createElement("ul");
      list.id = "hits";
      list.className = "hits";
      list.hidden = true;
      list.setAttribute("role", "listbox");
      list.setAttribute("aria-label", "Hits");
      const said = document.createElement("div");
      said.className = "said";
      said.setAttribute("aria-live", "polite");
      field.form.append(list, said);
      field.setAttribute("role", "combobox");
      field.setAttribute("aria-expanded", "false");
      field.setAttribute("aria-controls", "hits");
      field.setAttribute("aria-autocomplete", "list");

      let chosen = -1, timer, latest = 0;
      const show = open => {
        list.hidden = !open;
        field.setAttribute("aria-expanded", String(open));
        if (!open) choose(-1);
      };
      const choose = number => {
        chosen = number;
        for (const [position, option] of [...list.children].entries()) {
          option.setAttribute("aria-selected", String(position === number));
          if (position === number) option.scrollIntoView({block: "nearest"});
        }
        if (number < 0) field.removeAttribute("aria-activedescendant");
        else field.setAttribute("aria-activedescendant", list.children[number].id);
      };
      const open = option => { location.href = field.dataset.root + option.dataset.path; };
      const part = (parent, name, className, text) => {
        const element = document.createElement(name);
        if (className) element.className = className;
        element.textContent = text;
        parent.append(element);
      };
      const search = async () => {
        const query = field.value.trim(), number = ++latest;
        if (!query) { show(false); return; }
        try {
          const response = await fetch(field.dataset.search + "?q=" + encodeURIComponent(query));
          if (!response.ok || number !== latest) return;
          const {hits, count} = await response.json();
          if (number !== latest) return;
          list.replaceChildren(...hits.slice(0, 10).map((hit, position) => {
            const option = document.createElement("li");
            option.id = "hit-" + position;
            option.dataset.path = hit.path;
            option.setAttribute("role", "option");
            option.setAttribute("aria-selected", "false");
            const method = hit.request && hit.request.split(" ")[0];
            if (method) { part(option, "span", "method " + method.toLowerCase(), method); option.append(" "); }
            part(option, "strong", "", hit.title);
            part(option, "small", "", [hit.heading, hit.excerpt].filter(Boolean).join(": "));
            option.addEventListener("mousedown", event => { event.preventDefault(); open(option); });
            return option;
          }));
          said.textContent = count === 1 ? "1 hit" : count + " hits";
          show(hits.length > 0);
        } catch {
          show(false);
        }
      };
      field.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(search, 120); });
      field.addEventListener("keydown", event => {
        const last = list.children.length - 1;
        if (event.key === "ArrowDown" && !list.hidden) { event.preventDefault(); choose(chosen < last ? chosen + 1 : 0); }
        else if (event.key === "ArrowUp" && !list.hidden) { event.preventDefault(); choose(chosen > 0 ? chosen - 1 : last); }
        else if (event.key === "Enter" && chosen >= 0) { event.preventDefault(); open(list.children[chosen]); }
        else if (event.key === "Escape") show(false);
      });
      field.addEventListener("blur", () => show(false));
      addEventListener("keydown", event => {
        const isTyping = /^(input|textarea|select)$/i.test(event.target.tagName);
        if ((event.key === "/" && !isTyping) || (event.key === "k" && (event.ctrlKey || event.metaKey))) {
          event.preventDefault();
          field.focus();
          field.select();
        }
      });
    }

    """
}
