//! Invented trees of three sizes, from a seed: five levels, a year of lectures, some late, excused, closed, joint.

use jiff::civil::{Date, date};
use kaijiang_domain::figures::{
    Attendances, Columns, CompiledRules, Credits, NONE, SessionCells, SlotSpec, day_number, preorder,
};

pub const SLOTS: usize = 5;
pub const SPEAKERS: u16 = 7;
pub const MICRO: u16 = 3;

pub fn today() -> Date {
    date(2020, 12, 10)
}

/// A small seeded generator (splitmix64): the same world from the same seed on every machine.
pub struct Dice(pub u64);

impl Dice {
    pub fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub fn below(&mut self, limit: u32) -> u32 {
        (((self.roll() >> 32) * u64::from(limit)) >> 32) as u32
    }

    pub fn once_in(&mut self, times: u32) -> bool {
        self.below(times) == 0
    }
}

pub struct Size {
    pub name: &'static str,
    /// Organisations at each of the upper four levels, and in all.
    pub upper: [u32; 4],
    pub organisations: u32,
    pub lectures: u32,
    pub people: u32,
    pub seats: u32,
    pub runs: usize,
}

pub const COUNTY: Size = Size {
    name: "county",
    upper: [1, 3, 16, 80],
    organisations: 1_200,
    lectures: 6_000,
    people: 0,
    seats: 0,
    runs: 401,
};
pub const PROVINCE: Size = Size {
    name: "province",
    upper: [1, 16, 136, 1_600],
    organisations: 200_000,
    lectures: 1_000_000,
    people: 3_000_000,
    seats: 16_600_000,
    runs: 31,
};
pub const NATION: Size = Size {
    name: "nation",
    upper: [1, 31, 2_850, 40_000],
    organisations: 2_000_000,
    lectures: 8_000_000,
    people: 0,
    seats: 0,
    runs: 9,
};

/// kind (4) × themed (2) × speaker class × own or joint
pub fn class(kind: u16, themed: bool, speaker: u16, joint: bool) -> u16 {
    ((kind * 2 + u16::from(themed)) * SPEAKERS + speaker) * 2 + u16::from(joint)
}

pub fn kind_of(class: u16) -> u16 {
    class / (4 * SPEAKERS)
}

pub fn is_themed(class: u16) -> bool {
    class / (2 * SPEAKERS) % 2 == 1
}

pub fn rules() -> CompiledRules {
    let quarter = |first: Date, last: Date, late: Date, risk: Date| SlotSpec {
        first,
        last,
        late_until: Some(late),
        minimum: 1,
        at_risk_from: risk,
        overdue_from: last.tomorrow().unwrap(),
    };
    let on = |month, day| date(2020, month, day);
    let slots = vec![
        quarter(on(1, 1), on(3, 31), on(4, 15), on(3, 2)),
        quarter(on(4, 1), on(6, 30), on(7, 15), on(6, 1)),
        quarter(on(7, 1), on(9, 30), on(10, 15), on(9, 1)),
        quarter(on(10, 1), on(12, 31), date(2021, 1, 15), on(12, 2)),
        quarter(on(6, 15), on(7, 15), on(7, 31), on(6, 16)),
    ];
    let classes = (0..4 * 2 * SPEAKERS * 2).map(|class| match (kind_of(class), is_themed(class)) {
        (MICRO, _) => 0,
        (_, true) => 0b1_1111,
        (_, false) => 0b0_1111,
    });
    CompiledRules::new(slots, classes.collect()).unwrap()
}

pub fn cells() -> SessionCells {
    let of_class = (0..4 * 2 * SPEAKERS * 2).map(|class| u8::try_from(class / 2 % SPEAKERS).ok());
    let quarters = rules().slots()[..4]
        .iter()
        .map(|slot| (slot.first, slot.last))
        .collect::<Vec<_>>();
    SessionCells::new(of_class.collect(), &quarters)
}

/// A tree, its lectures and its people.
pub struct World {
    pub columns: Columns,
    /// owed, excused, closed, planned
    pub flags: Vec<[u8; 4]>,
    pub credits: Credits,
    pub lectures: Vec<(u16, Vec<(u32, u16)>)>,
    pub branches: Vec<u32>,
    pub homes: Vec<u32>,
    pub seats: Attendances,
    pub seat_rows: Vec<(u32, u32)>,
}

pub fn build(size: &Size) -> World {
    let mut dice = Dice(20_200_701);
    let (parents, levels) = tree(size, &mut dice);
    let kinds = levels.iter().map(|&level| u8::from(level == 4)).collect();
    let mut columns = Columns::new(parents, kinds, SLOTS).unwrap();
    let flags: Vec<[u8; 4]> = levels.iter().map(|&level| duties(level, &mut dice)).collect();
    for (org, &[owed, excused, closed, planned]) in (0..).zip(&flags) {
        columns.owe(org, u64::from(owed));
        columns.excuse(org, u64::from(excused));
        columns.close(org, u64::from(closed));
        columns.plan(org, u64::from(planned));
    }
    let branches: Vec<u32> = (0..)
        .zip(&levels)
        .filter(|org| *org.1 == 4)
        .map(|org| org.0)
        .collect();
    let mut credits = Credits::with_capacity(size.lectures as usize * 21 / 20);
    let lectures: Vec<_> = (0..size.lectures)
        .map(|_| lecture(&branches, &mut dice))
        .collect();
    for (day, named) in &lectures {
        credits.push(*day, named);
    }
    let homes: Vec<u32> = (0..size.people)
        .map(|_| branches[dice.below(branches.len() as u32) as usize])
        .collect();
    let seat_rows = sit(size, &homes, &lectures, &mut dice);
    let mut seats = Attendances::with_capacity(seat_rows.len());
    for &(lecture, person) in &seat_rows {
        seats.push(lecture, person);
    }
    World {
        columns,
        flags,
        credits,
        lectures,
        branches,
        homes,
        seats,
        seat_rows,
    }
}

fn tree(size: &Size, dice: &mut Dice) -> (Vec<u32>, Vec<u8>) {
    let (mut parents, mut levels) = (vec![NONE], vec![0_u8]);
    let mut above = 0..1_u32;
    let mut left = size.organisations;
    for (level, count) in (1_u8..).zip(size.upper[1..].iter().copied().chain([0])) {
        left -= above.len() as u32;
        let count = if level == 4 { left } else { count };
        let start = above.end;
        for each in 0..count {
            // everyone has somebody below, the rest falls at random
            let pick = if each < above.len() as u32 {
                each
            } else {
                dice.below(above.len() as u32)
            };
            parents.push(above.start + pick);
            levels.push(level);
        }
        above = start..start + count;
    }
    let numbering = preorder(&parents).unwrap();
    let levels = numbering.order.iter().map(|&old| levels[old as usize]).collect();
    (numbering.parents, levels)
}

fn duties(level: u8, dice: &mut Dice) -> [u8; 4] {
    let owed = match level {
        4 => 0b1_1111,
        3 => 0b1_0000,
        _ => 0,
    };
    let excused = if dice.once_in(50) { 1 << dice.below(5) } else { 0 };
    let closed = if dice.once_in(200) { 0b0_1100 } else { 0 };
    let planned = if dice.below(10) < 6 { 0b0_1000 } else { 0 };
    [owed, excused, closed, planned]
}

pub fn lecture(branches: &[u32], dice: &mut Dice) -> (u16, Vec<(u32, u16)>) {
    let day = day_number(date(2020, 1, 1)) + dice.below(366) as u16;
    let kind = if dice.once_in(10) {
        MICRO
    } else {
        dice.below(3) as u16
    };
    let (themed, speaker) = (dice.once_in(6), dice.below(u32::from(SPEAKERS)) as u16);
    let hosts = if dice.once_in(33) { 2 + dice.below(2) } else { 1 };
    let first = dice.below(branches.len() as u32);
    let mut named: Vec<(u32, u16)> = Vec::with_capacity(hosts as usize);
    for host in 0..hosts {
        // half of the joint lectures are with a neighbour, half with anyone
        let pick = match host {
            0 => first,
            _ if dice.once_in(2) => (first + host) % branches.len() as u32,
            _ => dice.below(branches.len() as u32),
        };
        let org = branches[pick as usize];
        if named.iter().all(|other| other.0 != org) {
            named.push((org, class(kind, themed, speaker, host > 0)));
        }
    }
    (day, named)
}

/// Who sat where: mostly people of the host, some guests.
fn sit(size: &Size, homes: &[u32], lectures: &[(u16, Vec<(u32, u16)>)], dice: &mut Dice) -> Vec<(u32, u32)> {
    let mut rows = Vec::with_capacity(size.seats as usize);
    if size.seats == 0 {
        return rows;
    }
    let mut members: Vec<u32> = (0..size.people).collect();
    members.sort_by_key(|&person| homes[person as usize]);
    let start = |org: u32| members.partition_point(|&person| homes[person as usize] < org);
    for (lecture, (_, named)) in (0_u32..).zip(lectures) {
        let host = named[0].0;
        let (first, end) = (start(host), start(host + 1));
        let seats = size.seats / size.lectures + u32::from(dice.below(10) < 6);
        for seat in 0..seats {
            let own = end > first && seat < 13;
            let person = if own {
                members[first + dice.below((end - first) as u32) as usize]
            } else {
                dice.below(size.people)
            };
            rows.push((lecture, person));
        }
    }
    rows
}
