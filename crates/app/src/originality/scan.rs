//! A heap of documents, each against all earlier ones: `kaijiang originality scan`.
//! Must not decide what is a copy.

use std::io::{self, BufRead, Write};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use evidence::text::{
    Corpus, Index, Match, Normalised, Passage, Relation, Report, Scratch, Search, Thresholds,
};
use serde_json::{Value, json};

use super::document_line::{Dated, Document, RefusedLine, read};

/// Documents that a thread takes at a time.
const TAKEN: usize = 64;

/// What is scanned, and who hears how far it is.
pub struct Scan<'a, D, Q> {
    /// One document a line: `{id, author, date, text}`.
    pub documents: D,
    /// One text a line that anybody may quote: `{id, title, text}`.
    pub quotable: Option<Q>,
    /// Hears of every step.
    pub progress: &'a (dyn Fn(ScanStep) + Sync),
}

/// How far a scan is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScanStep {
    /// Reading the documents.
    Reading,
    /// Asking them one by one.
    Asking {
        /// Asked.
        done: usize,
        /// Of so many.
        of: usize,
    },
}

/// Seconds by the clock on the wall.
#[derive(Debug, Clone, Copy, Default)]
pub struct Seconds {
    /// Texts to letters.
    pub normalise: f64,
    /// Letters to seeds in the index.
    pub index: f64,
    /// All questions.
    pub query: f64,
}

/// What a scan found, and what it cost.
#[derive(Debug)]
pub struct Scanned {
    /// Documents compared.
    pub documents: usize,
    /// Of these flagged.
    pub flagged: usize,
    /// Bytes of their texts.
    pub bytes: usize,
    /// Bytes of the index.
    pub index_bytes: usize,
    /// Time taken.
    pub seconds: Seconds,
    /// Lines of the documents that were refused.
    pub refused: Vec<RefusedLine>,
    /// Lines of the quotable texts that were refused.
    pub refused_quotable: Vec<RefusedLine>,
}

/// Compares every document with all earlier ones, and writes a line for each to `out`, in the order they came in. The
/// same documents give the same bytes, whatever the machine.
///
/// # Errors
/// When reading or writing fails, or there are more letters than an index holds; a bad line is in the answer.
pub fn scan<D: BufRead, Q: BufRead>(scan: Scan<'_, D, Q>, out: &mut dyn Write) -> io::Result<Scanned> {
    (scan.progress)(ScanStep::Reading);
    let (documents, refused) = read(scan.documents, Dated::Yes)?;
    let (quotable, refused_quotable) = match scan.quotable {
        Some(lines) => read(lines, Dated::No)?,
        None => Default::default(),
    };
    let heap = Heap::new(documents);
    let quotable = Heap::as_they_came(quotable);
    let mut seconds = Seconds::default();
    let index = heap.indexed(Index::default(), &mut seconds)?;
    let quotable_index = quotable.indexed(Index::small(), &mut seconds)?;
    let search = Search {
        index: &index,
        corpus: &heap,
        quotable_index: &quotable_index,
        quotable: &quotable,
        limits: Thresholds::default(),
    };
    let began = Instant::now();
    let lines = ask_all(&search, scan.progress);
    seconds.query = began.elapsed().as_secs_f64();
    for (line, _) in heap.in_their_order(&lines) {
        out.write_all(line.as_bytes())?;
        out.write_all(b"\n")?;
    }
    out.flush()?;
    Ok(Scanned {
        documents: heap.documents.len(),
        flagged: lines.iter().filter(|(_, is_flagged)| *is_flagged).count(),
        bytes: heap.documents.iter().map(|document| document.text.len()).sum(),
        index_bytes: index.bytes(),
        seconds,
        refused,
        refused_quotable,
    })
}

/// Documents by their days, so that a lower number is never later.
struct Heap {
    documents: Vec<Document>,
    /// Where each stood.
    came: Vec<usize>,
}

impl Heap {
    fn new(documents: Vec<Document>) -> Heap {
        let mut numbered: Vec<(usize, Document)> = documents.into_iter().enumerate().collect();
        numbered.sort_by(|(_, a), (_, b)| a.date.cmp(&b.date));
        let (came, documents) = numbered.into_iter().unzip();
        Heap { documents, came }
    }

    fn as_they_came(documents: Vec<Document>) -> Heap {
        Heap {
            came: (0..documents.len()).collect(),
            documents,
        }
    }

    fn indexed(&self, mut index: Index, seconds: &mut Seconds) -> io::Result<Index> {
        let mut normalised = Normalised::default();
        for document in &self.documents {
            let began = Instant::now();
            normalised.read(&document.text);
            let read = Instant::now();
            index
                .load(normalised.letters())
                .map_err(|_| io::Error::from(io::ErrorKind::FileTooLarge))?;
            seconds.normalise += (read - began).as_secs_f64();
            seconds.index += read.elapsed().as_secs_f64();
        }
        let began = Instant::now();
        index.settle();
        seconds.index += began.elapsed().as_secs_f64();
        Ok(index)
    }

    fn document(&self, number: u32) -> Option<&Document> {
        self.documents.get(usize::try_from(number).ok()?)
    }

    fn relation(&self, of: &Document, to: u32) -> Relation {
        match self.document(to) {
            Some(other) if other.date >= of.date => Relation::NotEarlier,
            Some(other) if other.author == of.author && !of.author.is_empty() => Relation::Own,
            Some(_) => Relation::Other,
            None => Relation::NotEarlier,
        }
    }

    fn in_their_order<'a, T>(&self, answers: &'a [T]) -> Vec<&'a T> {
        let mut answers: Vec<(usize, &T)> = self.came.iter().copied().zip(answers).collect();
        answers.sort_by_key(|(came, _)| *came);
        answers.into_iter().map(|(_, answer)| answer).collect()
    }
}

impl Corpus for Heap {
    fn read(&self, document: u32, into: &mut Normalised) {
        into.read(
            self.document(document)
                .map_or("", |document| document.text.as_str()),
        );
    }
}

/// What is written of a document, and whether it is flagged.
type Line = (String, bool);

/// The line of each document by its number; asked on every core there is.
fn ask_all(search: &Search<'_, Heap>, progress: &(dyn Fn(ScanStep) + Sync)) -> Vec<Line> {
    let of = search.corpus.documents.len();
    let next = AtomicUsize::new(0);
    let parts: Mutex<Vec<(usize, Vec<Line>)>> = Mutex::new(Vec::new());
    let work = || {
        let (mut scratch, mut normalised) = (Scratch::default(), Normalised::default());
        loop {
            let from = next.fetch_add(TAKEN, Ordering::Relaxed);
            let Some(documents) = search
                .corpus
                .documents
                .get(from..of.min(from + TAKEN))
                .filter(|d| !d.is_empty())
            else {
                return;
            };
            progress(ScanStep::Asking { done: from, of });
            let asked = documents
                .iter()
                .map(|document| ask(search, document, (&mut normalised, &mut scratch)));
            let asked = asked.collect();
            parts
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .push((from, asked));
        }
    };
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(work);
        }
        work();
    });
    let mut parts = parts.into_inner().unwrap_or_else(PoisonError::into_inner);
    parts.sort_by_key(|(from, _)| *from);
    parts.into_iter().flat_map(|(_, lines)| lines).collect()
}

fn ask(
    search: &Search<'_, Heap>,
    document: &Document,
    (normalised, scratch): (&mut Normalised, &mut Scratch),
) -> (String, bool) {
    let heap = search.corpus;
    normalised.read(&document.text);
    let report = search.report(normalised, |other| heap.relation(document, other), scratch);
    (
        line(heap, (document, normalised), &report).to_string(),
        report.is_flagged,
    )
}

fn line(heap: &Heap, (document, text): (&Document, &Normalised), report: &Report) -> Value {
    let matches = report.matches.iter().map(|found| matched(heap, text, found));
    let shares = &report.shares;
    json!({
        "doc": document.id,
        "flagged": report.is_flagged,
        "share": rounded(report.share),
        "shares": {
            "quotable": rounded(shares.quotable),
            "set_phrases": rounded(shares.set_phrases),
            "own_earlier": rounded(shares.own_earlier),
            "others": rounded(shares.others),
        },
        "matches": matches.collect::<Vec<_>>(),
    })
}

fn matched(heap: &Heap, text: &Normalised, found: &Match) -> Value {
    let source = heap.document(found.source);
    let source_text = Normalised::new(source.map_or("", |source| source.text.as_str()));
    let passage = |passage: &Passage| {
        let (here, there) = super::compare::places(passage, text, &source_text);
        json!({ "start": here.start, "end": here.end, "source_start": there.start, "source_end": there.end })
    };
    json!({
        "source": source.map(|source| source.id.as_str()),
        "share": rounded(found.share),
        "passages": found.passages.iter().map(passage).collect::<Vec<_>>(),
    })
}

/// Four digits behind the point.
fn rounded(share: f64) -> f64 {
    (share * 10_000.0).round() / 10_000.0
}

#[cfg(test)]
mod tests {
    use super::{Scan, scan};

    fn found(documents: &str, quotable: Option<&str>) -> (String, usize) {
        let mut out = Vec::new();
        let told = Scan {
            documents: documents.as_bytes(),
            quotable: quotable.map(str::as_bytes),
            progress: &|_| {},
        };
        let scanned = scan(told, &mut out).unwrap();
        (String::from_utf8(out).unwrap(), scanned.flagged)
    }

    const TEXT: &str = "为贯彻落实县委关于乡村振兴的决策部署我们组织党员到田间地头看一看新修的水渠和新建的合作社\
        听一听老支书讲当年怎样带着大家开山引水再想一想自己在岗位上还能为群众做些什么小事实事难事";

    #[test]
    fn s4_a_line_each_in_the_order_they_came() {
        let line = |id: &str, author: &str, date: &str| {
            format!("{{\"id\":\"{id}\",\"author\":\"{author}\",\"date\":\"{date}\",\"text\":\"{TEXT}\"}}\n")
        };
        let documents = [
            line("later", "m", "2020-09-01"),
            line("first", "m", "2019-09-01"),
            line("same-day", "n", "2020-09-01"),
        ];
        let (lines, flagged) = found(&documents.concat(), None);
        let answers: Vec<serde_json::Value> =
            lines.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
        assert_eq!(flagged, 2);
        assert_eq!(
            answers
                .iter()
                .map(|a| a["doc"].as_str().unwrap())
                .collect::<Vec<_>>(),
            ["later", "first", "same-day"]
        );
        assert_eq!(answers[0]["matches"][0]["source"], "first");
        assert_eq!(
            answers[0]["matches"].as_array().unwrap().len(),
            1,
            "one of the same day is not earlier"
        );
        assert_eq!(
            (
                &answers[0]["shares"]["own_earlier"],
                &answers[2]["shares"]["others"]
            ),
            (&1.0.into(), &1.0.into())
        );
        let passage = &answers[0]["matches"][0]["passages"][0];
        assert_eq!(
            (&passage["start"], &passage["end"]),
            (&0.into(), &TEXT.chars().count().into())
        );
        assert_eq!(answers[1]["flagged"], false);
    }

    #[test]
    fn e19_what_may_be_quoted_is_left_out() {
        let line = |id: u32, date: &str| format!("{{\"id\":{id},\"date\":\"{date}\",\"text\":\"{TEXT}\"}}\n");
        let documents = [line(1, "2019-01-01"), line(2, "2020-01-01")].concat();
        let quotable = format!("{{\"id\":\"q\",\"title\":\"t\",\"text\":\"{TEXT}\"}}");
        let (lines, flagged) = found(&documents, Some(&quotable));
        assert_eq!(flagged, 0, "{lines}");
        assert!(lines.contains("\"quotable\":1.0"), "{lines}");
    }
}
