//! Tests of the words: see below.
