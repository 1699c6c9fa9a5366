#![allow(
    clippy::all,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::as_conversions,
    clippy::pedantic,
    missing_docs,
    reason = "x"
)]
use cpu_time::ThreadTime as Instant;
use kaijiang_evidence::text::*;
use serde_json::{Value, json};
struct Texts(Vec<String>);
impl Corpus for Texts {
    fn read(&self, d: u32, into: &mut Normalised) {
        into.read(&self.0[d as usize])
    }
}
fn lines(path: &str) -> Vec<Value> {
    std::fs::read_to_string(path)
        .unwrap()
        .lines()
        .map(|l| serde_json::from_str(l).unwrap())
        .collect()
}
fn build(texts: &Texts) -> Index {
    let mut n = Normalised::default();
    let mut i = if texts.0.len() < 1000 {
        Index::small()
    } else {
        Index::default()
    };
    for t in &texts.0 {
        n.read(t);
        i.load(n.letters()).unwrap();
    }
    i.settle();
    i
}
fn main() {
    let args: Vec<String> = std::env::args().collect();
    let mut docs = lines(&format!("{}/docs.jsonl", args[1]));
    docs.sort_by_key(|d| d["date"].as_str().unwrap().to_owned());
    let quotable = Texts(
        lines(&format!("{}/quotable.jsonl", args[1]))
            .iter()
            .map(|d| d["text"].as_str().unwrap().to_owned())
            .collect(),
    );
    let texts = Texts(
        docs.iter()
            .map(|d| d["text"].as_str().unwrap().to_owned())
            .collect(),
    );
    let bytes: usize = texts.0.iter().map(String::len).sum();
    let began = Instant::now();
    let mut n = Normalised::new("x");
    eprintln!("table {:?}", began.elapsed());
    let began = Instant::now();
    for t in &texts.0 {
        n.read(t);
    }
    let t = began.elapsed().as_secs_f64();
    eprintln!("normalise {:.1} MB/s", bytes as f64 / 1e6 / t);
    let began = Instant::now();
    let mut seeds = Vec::new();
    let mut c = 0;
    for t in &texts.0 {
        n.read(t);
        fingerprint(n.letters(), &mut seeds);
        c += seeds.len();
    }
    let t = began.elapsed().as_secs_f64();
    eprintln!("normalise+winnow {:.1} MB/s, seeds {c}", bytes as f64 / 1e6 / t);
    let began = Instant::now();
    let index = build(&texts);
    let t = began.elapsed().as_secs_f64();
    eprintln!(
        "index {:.0} docs/s  {:.3} of text",
        docs.len() as f64 / t,
        index.bytes() as f64 / bytes as f64
    );
    let qindex = build(&quotable);
    let search = Search {
        index: &index,
        corpus: &texts,
        quotable_index: &qindex,
        quotable: &quotable,
        limits: {
            let mut l = Thresholds::default();
            if let Ok(f) = std::env::var("FLAGGED") {
                l.flagged = f.parse().unwrap();
            }
            if let Ok(f) = std::env::var("WORTH") {
                l.worth = f.parse().unwrap();
            }
            if let Ok(f) = std::env::var("SHORTEST") {
                l.shortest = f.parse().unwrap();
            }
            if let Ok(f) = std::env::var("NAMED") {
                l.named = f.parse().unwrap();
            }
            l
        },
    };
    let mut scratch = Scratch::default();
    let mut out = String::new();
    let mut times = vec![];
    for (i, d) in docs.iter().enumerate() {
        let began = Instant::now();
        n.read(&texts.0[i]);
        let r = search.report(
            &n,
            |s| {
                let e = &docs[s as usize];
                if e["date"].as_str() >= d["date"].as_str() {
                    Relation::NotEarlier
                } else if e["author"] == d["author"] {
                    Relation::Own
                } else {
                    Relation::Other
                }
            },
            &mut scratch,
        );
        times.push(began.elapsed().as_secs_f64() * 1e3);
        let mut m = vec![];
        for x in &r.matches {
            let norm = Normalised::new(&texts.0[x.source as usize]);
            let o = |n: &Normalised, r: &std::ops::Range<u32>| n.original(r.start as usize..r.end as usize);
            let p: Vec<Value> = x.passages.iter().map(|p| { let (a,b)=(o(&n,&p.letters),o(&norm,&p.source)); json!({"start":a.start,"end":a.end,"source_start":b.start,"source_end":b.end,"seeds":p.seeds,"rare":p.rare,"common":p.common,"score":p.score,"len":p.length()}) }).collect();
            m.push(json!({"source": docs[x.source as usize]["id"], "share": x.share, "passages": p}));
        }
        out += &json!({"doc": d["id"], "flagged": r.is_flagged, "share": r.share, "matches": m, "set": r.shares.set_phrases, "quot": r.shares.quotable, "n": n.len()}).to_string();
        out.push('\n');
    }
    times.sort_by(f64::total_cmp);
    eprintln!(
        "query p50 {:.3} p99 {:.3} max {:.3} ms",
        times[times.len() / 2],
        times[times.len() * 99 / 100],
        times[times.len() - 1]
    );
    std::fs::write(&args[2], out).unwrap();
}
