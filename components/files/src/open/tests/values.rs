//! The chart's values, plain and wrapped.
