//! Why nothing can be planned, concluded or drawn so, in the words of the programme: what `evidence::sampling` and
//! `evidence::draw` refuse, handed on by whoever asks them.
//! Must not word anything.

/// Why no size or bound can be told.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SampleRefusal {
    /// There are no records.
    NoRecords,
    /// More records than are reckoned for.
    TooManyRecords {
        /// The most there may be.
        most: u64,
    },
    /// A tolerable rate of nothing: only looking at every record could show that.
    NothingTolerable,
    /// A tolerable rate of all: there is nothing to find.
    AllTolerable,
    /// A confidence of all or of nothing: no draw gives it.
    NoSuchConfidence,
    /// As many failures are allowed as would be too many.
    TooManyAllowed {
        /// The most that may be allowed.
        most: u64,
    },
    /// More drawn than there are.
    MoreDrawnThanThere,
    /// More drawn than is reckoned for.
    TooManyDrawn {
        /// The most there may be.
        most: u64,
    },
    /// More failed than were drawn.
    MoreFailedThanDrawn,
    /// Fewer drawn than there are strata.
    FewerThanStrata {
        /// How many strata.
        strata: u64,
    },
    /// The good rate of a sequential check is not below the bad one.
    RatesOutOfOrder,
}

/// Why no frame, seed or list comes of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum DrawRefusal {
    /// A frame without a record.
    EmptyFrame,
    /// A line of a frame that is not stratum, id and hash between tabs.
    NotALine {
        /// Which, from 1.
        line: u64,
    },
    /// A frame whose lines are not in the order of their ids.
    OutOfOrder {
        /// Which line, from 1.
        line: u64,
    },
    /// An id, name, stratum or value that is empty, or could be read as more than one.
    NotAField {
        /// What stands there.
        value: String,
    },
    /// A record without a proper hash.
    NotAHash {
        /// Which.
        record: String,
    },
    /// A record, or a party, twice.
    Twice {
        /// Which.
        what: String,
    },
    /// A secret that is too short or not in hexadecimal digits.
    WeakSecret {
        /// Whose.
        party: String,
    },
    /// A secret that is not the one committed to.
    OtherSecret {
        /// Whose.
        party: String,
    },
    /// A commitment copied from another party.
    CopiedCommit {
        /// Whose.
        party: String,
    },
    /// A seed that is not 64 hexadecimal digits.
    NotASeed,
    /// A stratum that the frame does not have.
    NoSuchStratum {
        /// Which.
        stratum: String,
    },
    /// More asked of a stratum than it has.
    TooFew {
        /// Which.
        stratum: String,
        /// How many it has.
        records: u64,
    },
    /// A weight of a record that the frame does not have, or outside its limits.
    NoSuchWeight {
        /// Which record.
        record: String,
    },
}
