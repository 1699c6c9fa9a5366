//! Every sentence exists in every language, is said somewhere, and is not asked for in vain.

use std::collections::{BTreeMap, BTreeSet};

use super::Finding;
use super::files;
use super::fluent::{Entry, Locale};
use super::literals;
use super::source::Source;

const RULE: &str = "key";
/// The language the others are translated from.
const SOURCE: &str = "locales/zh-Hans";
/// A language that must be there too.
const REQUIRED: &str = "locales/en";
/// The functions that say a sentence by its key. A literal given to one of them must be a key.
const LOOKUPS: [&str; 1] = ["say"];

/// Checks locales, vocabularies and the code that asks for their keys.
pub fn check(texts: &[(String, String)], sources: &[Source]) -> Vec<Finding> {
    let read = |is_wanted: &dyn Fn(&str) -> bool| -> Vec<Locale> {
        let files = texts
            .iter()
            .filter(|(path, _)| files::has_extension(path, "ftl") && is_wanted(path));
        files.map(|(path, text)| Locale::read(path, text)).collect()
    };
    let locales = languages(read(&|path| path.starts_with("locales/")));
    let overlays = read(&|path| path.starts_with("rules/"));
    let Some(source) = locales.iter().find(|locale| locale.path == SOURCE) else {
        return vec![Finding::at(
            RULE,
            SOURCE,
            1,
            "missing; it is the language the others come from".to_owned(),
        )];
    };
    let mut findings = Vec::new();
    if !locales.iter().any(|locale| locale.path == REQUIRED) {
        findings.push(Finding::at(
            RULE,
            REQUIRED,
            1,
            format!("missing; translate {SOURCE}"),
        ));
    }
    for locale in locales.iter().chain(&overlays) {
        findings.extend(well_formed(locale));
    }
    for locale in locales.iter().filter(|locale| locale.path != SOURCE) {
        findings.extend(translated(source, locale));
    }
    let uses = Uses::collect(texts, sources, locales.iter().chain(&overlays));
    let unused = |entry: &&Entry| !uses.include(&entry.key);
    for entry in source.entries.iter().filter(unused) {
        findings.push(at(
            entry,
            "no code says it; delete it in every language, or use it",
        ));
    }
    for overlay in &overlays {
        let strange = overlay
            .entries
            .iter()
            .filter(|entry| !source.has(&entry.key))
            .filter(unused);
        findings.extend(strange.map(|entry| at(entry, "renames nothing: no locale has this key")));
    }
    findings.extend(resolved(source, &locales, &overlays));
    findings.extend(asked_for(source, &overlays, sources));
    findings.extend(asked_in_templates(source, &overlays, texts));
    findings
}

/// A template says a sentence by a key in quotation marks right after `say(`, `say1(` …
fn asked_in_templates(source: &Locale, overlays: &[Locale], texts: &[(String, String)]) -> Vec<Finding> {
    let is_known = |key: &str| source.has(key) || overlays.iter().any(|overlay| overlay.has(key));
    let mut findings = Vec::new();
    for (path, text) in texts.iter().filter(|(path, _)| is_template(path)) {
        for (line, at) in text.lines().zip(1..) {
            for piece in line.split("say").skip(1) {
                let opened = piece.trim_start_matches(|c: char| c.is_ascii_digit());
                let key = opened.strip_prefix("(\"").and_then(|rest| rest.split('"').next());
                if let Some(key) = key.filter(|key| is_key(key) && !is_known(key)) {
                    let what = format!("asks for `{key}`, which no locale has; add it to {SOURCE}");
                    findings.push(Finding::at(RULE, path, at, what).about(key));
                }
            }
        }
    }
    findings
}

fn is_template(path: &str) -> bool {
    path.starts_with("crates/") && path.contains("/templates/")
}

/// The files of each folder together: a language.
fn languages(files: Vec<Locale>) -> Vec<Locale> {
    let mut found: Vec<Locale> = Vec::new();
    for mut file in files {
        let folder = file
            .path
            .rsplit_once('/')
            .map_or("", |(folder, _)| folder)
            .to_owned();
        if let Some(language) = found.iter_mut().find(|language| language.path == folder) {
            language.join(file);
        } else {
            file.path = folder;
            found.push(file);
        }
    }
    found
}

fn at(entry: &Entry, what: &str) -> Finding {
    Finding::at(RULE, &entry.file, entry.line, format!("`{}`: {what}", entry.key)).about(&entry.key)
}

fn well_formed(locale: &Locale) -> Vec<Finding> {
    let broken = locale.broken.iter();
    let mut findings: Vec<Finding> = broken
        .map(|(file, line, why)| Finding::at(RULE, file, *line, format!("Fluent cannot read this: {why}")))
        .collect();
    let mut seen = BTreeSet::new();
    let twice = locale
        .entries
        .iter()
        .filter(|entry| !seen.insert((entry.part.as_str(), entry.key.as_str())));
    findings.extend(twice.map(|entry| at(entry, "is there twice; keep one")));
    findings
}

fn translated(source: &Locale, locale: &Locale) -> Vec<Finding> {
    let mut findings = Vec::new();
    for entry in source.entries.iter().filter(|entry| !locale.has(&entry.key)) {
        findings.push(at(entry, &format!("not in {}; translate it", locale.path)));
    }
    for entry in &locale.entries {
        let Some(original) = source.find(&entry.key) else {
            findings.push(at(
                entry,
                &format!("not in {SOURCE}; delete it, or write the original"),
            ));
            continue;
        };
        // A term takes no figures, only grammar (a plural form), which each language has its own way.
        let is_term = entry.key.starts_with('-');
        for variable in entry
            .variables
            .difference(&original.variables)
            .filter(|_| !is_term)
        {
            findings.push(at(
                entry,
                &format!("uses `{variable}`, which the original does not know"),
            ));
        }
    }
    findings
}

/// What refers to something must find it: in the source language, or in every pack's vocabulary.
fn resolved(source: &Locale, locales: &[Locale], overlays: &[Locale]) -> Vec<Finding> {
    let mut packs: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for overlay in overlays {
        let pack = overlay.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        packs
            .entry(pack)
            .or_default()
            .extend(overlay.entries.iter().map(|entry| entry.key.as_str()));
    }
    let in_every_pack = |key: &str| !packs.is_empty() && packs.values().all(|keys| keys.contains(key));
    let mut findings = Vec::new();
    for locale in locales.iter().chain(overlays) {
        for entry in &locale.entries {
            for reference in &entry.references {
                if !source.has(reference) && !locale.has(reference) && !in_every_pack(reference) {
                    findings.push(at(entry, &format!("refers to `{reference}`, which is nowhere")));
                }
            }
        }
    }
    findings
}

fn asked_for(source: &Locale, overlays: &[Locale], sources: &[Source]) -> Vec<Finding> {
    let is_known = |key: &str| source.has(key) || overlays.iter().any(|overlay| overlay.has(key));
    let mut findings = Vec::new();
    for file in sources
        .iter()
        .filter(|file| file.path.starts_with("crates/") && !file.is_test)
    {
        for literal in literals::given_to(file.tokens.clone(), &LOOKUPS) {
            if is_key(&literal.value) && !is_known(&literal.value) && !file.is_test_line(literal.line) {
                let what = format!(
                    "asks for `{}`, which no locale has; add it to {SOURCE}",
                    literal.value
                );
                findings.push(Finding::at(RULE, &file.path, literal.line, what).about(&literal.value));
            }
        }
    }
    findings
}

fn is_key(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && !text.ends_with('-')
        && text
            .chars()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-')
}

/// What the code and the other sentences say.
struct Uses {
    whole: BTreeSet<String>,
    prefixes: BTreeSet<String>,
    templates: String,
}

impl Uses {
    fn collect<'a>(
        texts: &[(String, String)],
        sources: &[Source],
        locales: impl Iterator<Item = &'a Locale>,
    ) -> Uses {
        let mut whole = BTreeSet::new();
        let mut prefixes = BTreeSet::new();
        for literal in sources
            .iter()
            .filter(|file| file.path.starts_with("crates/"))
            .flat_map(|file| &file.literals)
        {
            let start = literal.value.split('{').next().unwrap_or_default();
            if start.ends_with('-') && start.len() > 2 {
                prefixes.insert(start.to_owned());
            }
            whole.insert(literal.value.clone());
        }
        whole.extend(
            locales
                .flat_map(|locale| &locale.entries)
                .flat_map(|entry| entry.references.clone()),
        );
        let templates = texts.iter().filter(|(path, _)| is_template(path));
        Uses {
            whole,
            prefixes,
            templates: templates.map(|(_, text)| text.as_str()).collect(),
        }
    }

    fn include(&self, key: &str) -> bool {
        self.whole.contains(key)
            || self.prefixes.iter().any(|prefix| key.starts_with(prefix))
            || self.templates.contains(&format!("\"{key}\""))
    }
}

#[cfg(test)]
mod tests {
    use super::check;
    use crate::tidy::source::Source;

    const CODE: &str =
        "//! x\nfn f() { l.say(\"standing-met\", &[(\"on\", x)]); g(format!(\"refusal-{}\", x)) }\n";
    const GOOD: &str = "standing-met = { -a } { $on }\nrefusal-too-early = b\n-a = c\n";

    fn whats(zh: &str, en: &str, overlay: &str) -> Vec<String> {
        let files = [
            ("locales/zh-Hans/base.ftl", zh),
            ("locales/en/base.ftl", en),
            ("rules/p/vocabulary.ftl", overlay),
        ];
        let texts: Vec<_> = files
            .map(|(path, text)| (path.to_owned(), text.to_owned()))
            .into();
        let sources = [Source::parse("crates/i18n/src/lib.rs", CODE).unwrap()];
        check(&texts, &sources)
            .into_iter()
            .map(|finding| finding.what)
            .collect()
    }

    #[track_caller]
    fn finds(zh: &str, en: &str, overlay: &str, expected: &str) {
        let found = whats(zh, en, overlay);
        assert!(
            found.len() == 1 && found[0].contains(expected),
            "expected one `{expected}`, found {found:?}"
        );
    }

    #[test]
    fn good_locales_are_quiet() {
        assert!(whats(GOOD, GOOD, "-a = d\n").is_empty());
    }

    #[test]
    fn both_languages_have_the_same_keys() {
        finds(
            GOOD,
            &GOOD.replace("refusal-too-early = b\n", ""),
            "",
            "translate it",
        );
        finds(
            GOOD,
            &format!("{GOOD}standing-met2 = x\n"),
            "",
            "write the original",
        );
        finds(GOOD, &GOOD.replace("$on", "$no"), "", "does not know");
        assert!(
            whats(GOOD, &GOOD.replace("-a = c", "-a = { $form }"), "").is_empty(),
            "a term's own grammar"
        );
    }

    #[test]
    fn keys_are_there_once_and_used() {
        finds(&format!("{GOOD}-a = e\n"), GOOD, "", "twice");
        let extra = format!("{GOOD}idle-key = e\n");
        finds(&extra, &extra, "", "no code says it");
        finds(GOOD, GOOD, "idle-key = e\n", "renames nothing");
        let both = "## zh-Hans\n-a = e\n## en\n-a = e\n";
        assert!(
            whats(GOOD, GOOD, both).is_empty(),
            "a key in two parts is no duplicate"
        );
    }

    #[test]
    fn what_is_asked_for_exists() {
        let without = GOOD.replace("standing-met = { -a } { $on }", "refusal-x = { -a }");
        finds(&without, &without, "", "asks for `standing-met`");
        let without = GOOD.replace("-a = c\n", "");
        assert_eq!(
            whats(&without, &without, "").len(),
            2,
            "the term is nowhere, in either language"
        );
        assert!(
            whats(&without, &without, "-a = c\n").is_empty(),
            "every vocabulary has the term"
        );
    }

    #[test]
    fn what_a_template_asks_for_exists() {
        let page = "<p>{{ v.say(\"standing-met\") }}{{ v.say1(\"standing-lost\", \"n\", n) }}</p>";
        let texts = [
            ("locales/zh-Hans/base.ftl", GOOD),
            ("locales/en/base.ftl", GOOD),
            ("crates/web/templates/a.html", page),
        ]
        .map(|(path, text)| (path.to_owned(), text.to_owned()));
        let sources = [Source::parse("crates/i18n/src/lib.rs", CODE).unwrap()];
        let found = check(&texts, &sources);
        assert!(
            found.len() == 1 && found[0].what.contains("standing-lost"),
            "{found:?}"
        );
    }

    #[test]
    fn unreadable_lines_are_found() {
        assert!(!whats(&format!("{GOOD}refusal-b = {{ $x\n"), GOOD, "").is_empty());
    }
}
