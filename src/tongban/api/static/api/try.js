/* Reads the OpenAPI document and makes a form of every operation; what is sent goes out with the key of the page. */
"use strict";

(() => {
    const place = document.getElementById("operations");
    const words = place.dataset;

    const made = (name, properties = {}, ...inner) => {
        const element = Object.assign(document.createElement(name), properties);
        element.append(...inner);
        return element;
    };

    const resolved = (schema, all) => {
        const name = schema.$ref && schema.$ref.split("/").pop();
        return name ? all.components.schemas[name] : schema;
    };

    const variant = (schema, all) => {
        const whole = resolved(schema, all);
        return whole.anyOf ? resolved(whole.anyOf.find((one) => one.type !== "null"), all) : whole;
    };

    const example = (given, all) => {
        const schema = variant(given, all);
        if (given.default !== undefined) return given.default;
        if (schema.enum) return schema.enum[0];
        if (schema.const !== undefined) return schema.const;
        if (schema.type === "array") return [example(schema.items, all)];
        if (schema.type === "integer" || schema.type === "number") return schema.minimum || 0;
        if (schema.type === "boolean") return false;
        if (schema.type !== "object") return schema.format === "date" ? new Date().toISOString().slice(0, 10) : "";
        const needed = (schema.required || []).map((name) => [name, example(schema.properties[name], all)]);
        return Object.fromEntries(needed);
    };

    const labelled = (id, text, control, help) => {
        const field = made("div", { className: "field" }, made("label", { htmlFor: id, textContent: text }), control);
        if (help) {
            field.append(made("p", { className: "help", id: `${id}-help`, textContent: help }));
            control.setAttribute("aria-describedby", `${id}-help`);
        }
        return field;
    };

    const control = (parameter, id, all) => {
        const schema = variant(parameter.schema, all);
        const name = `${parameter.in}:${parameter.name}`;
        if (!schema.enum) return made("input", { id, name, autocomplete: "off", spellcheck: false });
        const choices = ["", ...schema.enum].map((value) => made("option", { value, textContent: value || "–" }));
        return made("select", { id, name }, ...choices);
    };

    const fieldOf = (parameter, id, all) => {
        const one = control(parameter, id, all);
        if (parameter.name === "Idempotency-Key") one.value = crypto.randomUUID ? crypto.randomUUID() : String(Date.now());
        one.required = parameter.required;
        const mark = parameter.required ? ` · ${words.needed}` : "";
        return labelled(id, `${parameter.name}${mark}`, one, parameter.description);
    };

    const bodyOf = (operation, id, all) => {
        const content = operation.requestBody && operation.requestBody.content;
        if (!content) return [];
        if (!content["application/json"]) return [labelled(id, words.file, made("input", { id, name: "file", type: "file", required: true }))];
        const text = JSON.stringify(example(content["application/json"].schema, all), null, 2);
        return [labelled(id, words.body, made("textarea", { id, name: "body", value: text, spellcheck: false }))];
    };

    const request = (method, path, form) => {
        const key = document.getElementById("key").value;
        const headers = key ? { Authorization: `Bearer ${key}` } : {};
        const query = new URLSearchParams();
        for (const [name, value] of new FormData(form)) {
            const [where, what] = name.split(/:(.*)/s);
            if (where === "path") path = path.replace(`{${what}}`, encodeURIComponent(value));
            if (where === "query" && value) query.set(what, value);
            if (where === "header" && value) headers[what] = value;
        }
        const { body, file } = form.elements;
        if (body) headers["Content-Type"] = "application/json";
        const url = query.size ? `${path}?${query}` : path;
        return fetch(url, { method, headers, body: body ? body.value : file && file.files[0], credentials: "omit" });
    };

    const shown = async (answer) => {
        const told = ["ETag", "Retry-After"].filter((name) => answer.headers.has(name)).map((name) => `${name}: ${answer.headers.get(name)}\n`);
        const kind = answer.headers.get("Content-Type") || "";
        const body = kind.includes("json") ? JSON.stringify(await answer.json(), null, 2) : kind;
        return `${answer.status} ${answer.statusText}\n${told.join("")}\n${body}`;
    };

    const sent = async (event, method, path, output) => {
        event.preventDefault();
        output.hidden = false;
        output.textContent = "…";
        try {
            output.textContent = await shown(await request(method, path, event.target));
        } catch {
            output.textContent = words.failed;
        }
    };

    // The document says everything twice: "受理: take the application on", "Cases 办件".
    const chinese = document.documentElement.lang.startsWith("zh");

    const named = (summary) => {
        const [term, words] = summary.split(/: (.*)/s);
        if (chinese || !words) return term;
        return words[0].toUpperCase() + words.slice(1);
    };

    const grouped = (tag) => {
        const [english, term] = tag.split(" ");
        return chinese ? term : english;
    };

    const foldOf = (method, path, operation, all) => {
        const id = operation.operationId;
        const output = made("pre", { hidden: true, tabIndex: 0 });
        output.setAttribute("role", "region");
        output.setAttribute("aria-live", "polite");
        output.setAttribute("aria-label", `${words.answer}: ${id}`);
        const fields = (operation.parameters || []).map((one, at) => fieldOf(one, `${id}-${at}`, all));
        const button = made("button", { className: "btn-main", textContent: words.send });
        const form = made("form", {}, made("p", { className: "told", lang: "en", textContent: operation.description }), ...fields, ...bodyOf(operation, `${id}-body`, all), made("div", { className: "row actions" }, button), output);
        form.addEventListener("submit", (event) => sent(event, method.toUpperCase(), path, output));
        const summary = made("summary", {}, made("b", { textContent: method.toUpperCase() }), ` ${path} — ${named(operation.summary)}`);
        return made("details", { className: "operation", id }, summary, form);
    };

    const build = (all) => {
        const groups = new Map();
        for (const [path, methods] of Object.entries(all.paths)) {
            for (const [method, operation] of Object.entries(methods)) {
                const [tag] = operation.tags;
                if (!groups.has(tag)) groups.set(tag, made("section", {}, made("h2", { textContent: grouped(tag) })));
                groups.get(tag).append(foldOf(method, path, operation, all));
            }
        }
        place.replaceChildren(...groups.values());
    };

    fetch(words.document).then((answer) => answer.json()).then(build).catch(() => {
        place.textContent = words.failed;
    });
})();
