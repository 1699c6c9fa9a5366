//! The order of a ledger: by a column, equal ones by 序号 and id, so that no page shows a lecture twice or none.
//! Must not choose what is shown.

use std::cmp::Ordering;
use std::collections::HashMap;

use domain::id::{LectureId, OrganisationId};
use domain::lecture::Lecture;
use domain::organisation::Tree;
use jiff::civil::Date;

use super::filter::day_of;

/// A column a ledger is put in order by.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum SortBy {
    /// 序号.
    Number,
    /// The day.
    #[default]
    On,
    /// The host, in the order of the tree.
    Organisation,
    /// 题目.
    Title,
    /// 类型.
    Kind,
    /// 形式.
    Form,
    /// 主讲人.
    Speaker,
    /// 主讲人身份.
    SpeakerClass,
    /// 地点.
    Venue,
    /// 应到人数.
    Expected,
    /// 实到人数.
    Present,
    /// State.
    State,
}

impl SortBy {
    /// All, in the order of the columns.
    pub const ALL: [SortBy; 12] = [
        SortBy::Number,
        SortBy::On,
        SortBy::Organisation,
        SortBy::Title,
        SortBy::Kind,
        SortBy::Form,
        SortBy::Speaker,
        SortBy::SpeakerClass,
        SortBy::Venue,
        SortBy::Expected,
        SortBy::Present,
        SortBy::State,
    ];

    /// The word in an address.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            SortBy::Number => "number",
            SortBy::On => "on",
            SortBy::Organisation => "organisation",
            SortBy::Title => "title",
            SortBy::Kind => "kind",
            SortBy::Form => "form",
            SortBy::Speaker => "speaker",
            SortBy::SpeakerClass => "speaker_class",
            SortBy::Venue => "venue",
            SortBy::Expected => "expected",
            SortBy::Present => "present",
            SortBy::State => "state",
        }
    }
}

/// An order: `title` upwards, `-title` downwards.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Sort {
    /// By which column.
    pub by: SortBy,
    /// The last first.
    pub is_descending: bool,
}

impl Default for Sort {
    /// The latest lecture first.
    fn default() -> Sort {
        Sort {
            by: SortBy::On,
            is_descending: true,
        }
    }
}

impl Sort {
    /// Reads the word of an address; what is none is the default.
    #[must_use]
    pub fn parse(word: &str) -> Sort {
        let bare = word.strip_prefix('-');
        let by = SortBy::ALL
            .into_iter()
            .find(|by| by.word() == bare.unwrap_or(word));
        by.map_or_else(Sort::default, |by| Sort {
            by,
            is_descending: bare.is_some(),
        })
    }

    /// The word in an address.
    #[must_use]
    pub fn word(self) -> String {
        format!("{}{}", if self.is_descending { "-" } else { "" }, self.by.word())
    }
}

/// What a lecture is put in order by.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Key<'a> {
    Number(Option<i64>),
    Day(Option<Date>),
    Place(usize),
    Text(Option<&'a str>),
    State(domain::lecture::StateKind),
}

/// An order over the lectures of a tree.
pub(super) struct Order<'a> {
    sort: Sort,
    tree: &'a Tree,
    numbers: &'a HashMap<LectureId, i64>,
}

impl<'a> Order<'a> {
    pub(super) fn new(sort: Sort, tree: &'a Tree, numbers: &'a HashMap<LectureId, i64>) -> Order<'a> {
        Order { sort, tree, numbers }
    }

    fn key<'l>(&self, lecture: &'l Lecture) -> Key<'l> {
        match self.sort.by {
            SortBy::Number => Key::Number(self.numbers.get(&lecture.id).copied()),
            SortBy::On => Key::Day(day_of(lecture)),
            SortBy::Organisation => {
                let place = |id: OrganisationId| self.tree.range(id).map(|(at, _)| at);
                let host = lecture.hosts.first().and_then(|host| place(host.organisation));
                Key::Place(host.unwrap_or(usize::MAX))
            }
            SortBy::Title => Key::Text(Some(&lecture.title)),
            SortBy::Kind => Key::Text(Some(&lecture.kind)),
            SortBy::Form => Key::Text(lecture.forms.first().map(String::as_str)),
            SortBy::Speaker => {
                let speaker = lecture.speakers.first();
                Key::Text(speaker.and_then(|speaker| speaker.name.as_deref()))
            }
            SortBy::SpeakerClass => Key::Text(lecture.main_class()),
            SortBy::Venue => Key::Text(lecture.venue.as_deref()),
            SortBy::Expected => Key::Number(lecture.expected.map(i64::from)),
            SortBy::Present => Key::Number(lecture.present.map(i64::from)),
            SortBy::State => Key::State(lecture.state.kind()),
        }
    }

    /// Which of two lectures comes first.
    pub(super) fn compare(&self, one: &Lecture, other: &Lecture) -> Ordering {
        let number = |lecture: &Lecture| self.numbers.get(&lecture.id);
        let by_key = self.key(one).cmp(&self.key(other));
        let by_key = by_key.then_with(|| number(one).cmp(&number(other)));
        let turned = if self.sort.is_descending {
            by_key.reverse()
        } else {
            by_key
        };
        turned.then_with(|| one.id.cmp(&other.id))
    }
}
