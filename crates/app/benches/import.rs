//! To come: how quick an import is.

fn main() {}
