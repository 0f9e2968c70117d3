//! Random numbers for jitter.

use std::hash::{BuildHasher, RandomState};

/// A random number from 0 to 1, for [`RetryPolicy::decide`](crate::retry::RetryPolicy::decide). It is
/// good enough to keep clients apart, and not for secrets.
#[cfg_attr(docsrs, doc(cfg(feature = "std")))]
pub fn jitter() -> f64 {
    // std gives every `RandomState` other keys, so that no dependency is needed.
    let random = RandomState::new().hash_one(0) >> 32;
    random as f64 / f64::from(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::jitter;

    #[test]
    fn numbers_are_between_0_and_1_and_differ() {
        let numbers: Vec<f64> = (0..100).map(|_| jitter()).collect();
        assert!(numbers.iter().all(|number| (0.0..=1.0).contains(number)));
        assert!(numbers.iter().any(|number| *number < 0.5));
        assert!(numbers.iter().any(|number| *number > 0.5));
    }
}
