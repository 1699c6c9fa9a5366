//! The frame (抽样框, 检查对象名录): all records a draw chooses from, frozen with a hash before anybody knows the seed.
//! Must not leave a record out or name one twice.

use std::collections::BTreeMap;
use std::fmt;

use super::{hash_of, is_hash};

/// One record of a frame.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Line {
    /// Id of the record; first, since lines are in its order.
    pub id: String,
    /// Its stratum.
    pub stratum: String,
    /// SHA-256 of the record as it was then, in hexadecimal.
    pub record: String,
}

/// A frozen frame: lines `stratum TAB id TAB sha256(record) LF`, in the order of the bytes of their ids.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Frame {
    lines: Vec<Line>,
}

/// Why lines are no frame. Lines are counted from 1.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum FrameRefusal {
    /// No record at all.
    Empty,
    /// Not three fields between tabs.
    NotThreeFields {
        /// Which line.
        line: usize,
    },
    /// A stratum or an id that is empty, or holds a tab or a line break.
    NotAField {
        /// What stands there.
        value: String,
    },
    /// A hash that is not 64 lower-case hexadecimal digits.
    NotAHash {
        /// Of which record.
        id: String,
    },
    /// One record twice.
    Twice {
        /// Which.
        id: String,
    },
    /// Lines that are not in the order of their ids: what was frozen was written so, and another order is another hash.
    OutOfOrder {
        /// Which line.
        line: usize,
    },
}

/// What happened to the records since the frame was frozen.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Since {
    /// Entered after the freeze: each is checked, none is drawn for.
    pub entered: Vec<String>,
    /// On record no more: drawn, they cannot be produced, and count as failed.
    pub gone: Vec<String>,
    /// Changed since: what is checked is no longer what was frozen.
    pub changed: Vec<String>,
}

impl Frame {
    /// A frame of these records, whatever their order.
    ///
    /// # Errors
    /// What keeps them from being one.
    pub fn freeze(lines: impl IntoIterator<Item = Line>) -> Result<Frame, FrameRefusal> {
        let mut lines: Vec<Line> = lines.into_iter().collect();
        lines.sort();
        for line in &lines {
            for value in [&line.stratum, &line.id] {
                if value.is_empty() || value.contains(['\t', '\n', '\r']) {
                    return Err(FrameRefusal::NotAField { value: value.clone() });
                }
            }
            if !is_hash(&line.record) {
                return Err(FrameRefusal::NotAHash { id: line.id.clone() });
            }
        }
        let next = lines.iter().skip(1);
        if let Some((line, _)) = lines.iter().zip(next).find(|(line, next)| line.id == next.id) {
            return Err(FrameRefusal::Twice { id: line.id.clone() });
        }
        if lines.is_empty() {
            return Err(FrameRefusal::Empty);
        }
        Ok(Frame { lines })
    }

    /// Reads a frame as it was published. Its text is what was hashed, so nothing is put right: lines out of order are
    /// refused.
    ///
    /// # Errors
    /// What keeps it from being one.
    pub fn read(text: &str) -> Result<Frame, FrameRefusal> {
        let mut lines = Vec::new();
        for (text, line) in text.split_terminator('\n').zip(1..) {
            let mut fields = text.split('\t');
            let (Some(stratum), Some(id), Some(record), None) =
                (fields.next(), fields.next(), fields.next(), fields.next())
            else {
                return Err(FrameRefusal::NotThreeFields { line });
            };
            if lines.last().is_some_and(|last: &Line| last.id.as_str() > id) {
                return Err(FrameRefusal::OutOfOrder { line });
            }
            lines.push(Line {
                id: id.to_owned(),
                stratum: stratum.to_owned(),
                record: record.to_owned(),
            });
        }
        Frame::freeze(lines)
    }

    /// Its records, in the order of their ids.
    #[must_use]
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// SHA-256 of its text: what is published when it is frozen.
    #[must_use]
    pub fn sha256(&self) -> String {
        hash_of(&self.to_string())
    }

    /// How many records each stratum has.
    #[must_use]
    pub fn strata(&self) -> BTreeMap<&str, u64> {
        let mut strata = BTreeMap::new();
        for line in &self.lines {
            *strata.entry(line.stratum.as_str()).or_insert(0) += 1;
        }
        strata
    }

    /// What differs in the records as they are now. Put in after the freeze: checked in full, since whoever knows that a
    /// draw is coming could enter records late. `now` holds id and hash of every record that belongs to the population.
    #[must_use]
    pub fn since<'a>(&self, now: impl IntoIterator<Item = (&'a str, &'a str)>) -> Since {
        let now: BTreeMap<&str, &str> = now.into_iter().collect();
        let then: BTreeMap<&str, &str> = self
            .lines
            .iter()
            .map(|line| (line.id.as_str(), line.record.as_str()))
            .collect();
        let owned = |id: &&str| (*id).to_owned();
        Since {
            entered: now
                .keys()
                .filter(|id| !then.contains_key(*id))
                .map(owned)
                .collect(),
            gone: then
                .keys()
                .filter(|id| !now.contains_key(*id))
                .map(owned)
                .collect(),
            changed: then
                .iter()
                .filter(|(id, hash)| now.get(*id).is_some_and(|is| is != *hash))
                .map(|(id, _)| owned(id))
                .collect(),
        }
    }
}

/// The text that is hashed and published.
impl fmt::Display for Frame {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for line in &self.lines {
            writeln!(f, "{}\t{}\t{}", line.stratum, line.id, line.record)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(id: &str, record: &str) -> Line {
        Line {
            id: id.to_owned(),
            stratum: "1".to_owned(),
            record: hash_of(record),
        }
    }

    #[test]
    fn s2_a_frame_that_could_be_read_two_ways_is_none() {
        let bad_field = |id: &str| Frame::freeze([line(id, "x")]);
        for id in ["", "a\tb", "a\nb", "a\r"] {
            assert_eq!(bad_field(id), Err(FrameRefusal::NotAField { value: id.into() }));
        }
        let mut unhashed = line("a", "x");
        unhashed.record.make_ascii_uppercase();
        assert_eq!(
            Frame::freeze([unhashed]),
            Err(FrameRefusal::NotAHash { id: "a".into() })
        );
        let twice = Frame::freeze([line("a", "x"), line("b", "x"), line("a", "y")]);
        assert_eq!(twice, Err(FrameRefusal::Twice { id: "a".into() }));
        assert_eq!(Frame::freeze([]), Err(FrameRefusal::Empty));
        let frame = Frame::freeze([line("b", "x"), line("a", "x"), line("Z", "x")]).unwrap();
        let text = frame.to_string();
        assert_eq!(Frame::read(&text), Ok(frame), "Z is before a by its byte");
        let turned: Vec<&str> = text.lines().rev().collect();
        let turned = format!("{}\n", turned.join("\n"));
        assert_eq!(Frame::read(&turned), Err(FrameRefusal::OutOfOrder { line: 2 }));
        assert_eq!(
            Frame::read("1\ta\n"),
            Err(FrameRefusal::NotThreeFields { line: 1 })
        );
    }

    #[test]
    fn s2_what_is_entered_after_the_freeze_is_told_apart() {
        let frame = Frame::freeze([line("a", "x"), line("b", "x"), line("c", "x")]).unwrap();
        let (x, y) = (hash_of("x"), hash_of("y"));
        let since = frame.since([("a", x.as_str()), ("c", y.as_str()), ("d", x.as_str())]);
        let one = |id: &str| vec![id.to_owned()];
        assert_eq!(
            since,
            Since {
                entered: one("d"),
                gone: one("b"),
                changed: one("c")
            }
        );
    }
}
