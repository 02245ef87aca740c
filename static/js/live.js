// Forms that htmx serves lose their plain button once htmx is here, and not before: a script may not arrive.
if (window.htmx) document.documentElement.dataset.htmx = "";
