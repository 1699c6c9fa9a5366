//! The `kaijiang` binary.
fn main() {}
