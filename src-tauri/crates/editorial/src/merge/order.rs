//! Two orders of children become one.
//!
//! What stands where it stood in both is the skeleton. Everything else (put in, moved, kept although the other side
//! removed it) goes into the gap of the skeleton in which its own side has it. Where both sides put something into
//! one gap, each side's stay together, and the side whose first key is smaller goes first: the outcome does not
//! depend on who is called mine.

use std::collections::{BTreeMap, BTreeSet};

/// The order of all keys of `mine` and `theirs`, where `base` is the order both began with.
pub(super) fn merged<K: Copy + Ord>(base: &[K], mine: &[K], theirs: &[K]) -> Vec<K> {
    if mine == theirs {
        return mine.to_vec();
    }
    let at_base: BTreeMap<K, usize> = base
        .iter()
        .enumerate()
        .map(|(at, key)| (*key, at))
        .collect();
    let (one, other) = (Side::of(mine, &at_base), Side::of(theirs, &at_base));
    let skeleton: Vec<K> = base
        .iter()
        .copied()
        .filter(|key| one.steady.contains(key) && other.steady.contains(key))
        .collect();
    let mut gaps = one.gaps(&skeleton, &other);
    let mut other_gaps = other.gaps(&skeleton, &one);
    settle(&mut gaps, &mut other_gaps);

    let mut order = Vec::with_capacity(mine.len().max(theirs.len()));
    for (at, (one, other)) in gaps.iter().zip(&other_gaps).enumerate() {
        order.extend(in_one_gap(one, other));
        order.extend(skeleton.get(at));
    }
    order
}

/// One side's order, seen from the base.
struct Side<'a, K> {
    order: &'a [K],
    /// What stands in the base and was not moved against the rest.
    steady: BTreeSet<K>,
    /// What stands in the base and was moved.
    moved: BTreeSet<K>,
}

impl<'a, K: Copy + Ord> Side<'a, K> {
    fn of(order: &'a [K], at_base: &BTreeMap<K, usize>) -> Self {
        let known: Vec<(K, usize)> = order
            .iter()
            .filter_map(|key| at_base.get(key).map(|at| (*key, *at)))
            .collect();
        let steady = longest_rising(&known);
        let moved = known
            .iter()
            .map(|(key, _)| *key)
            .filter(|key| !steady.contains(key))
            .collect();
        Self {
            order,
            steady,
            moved,
        }
    }

    /// What this side has to place in each gap: before the skeleton, between its members, behind it.
    fn gaps(&self, skeleton: &[K], other: &Self) -> Vec<Vec<K>> {
        let mut gaps = vec![Vec::new(); skeleton.len() + 1];
        let mut gap = 0;
        for key in self.order {
            if skeleton.get(gap) == Some(key) {
                gap += 1;
            } else if !(self.steady.contains(key) && other.moved.contains(key)) {
                // Where only the other side moved it, its place there counts.
                gaps[gap].push(*key);
            }
        }
        gaps
    }
}

/// What both sides place stands in one gap only: the earlier one.
fn settle<K: Copy + Ord>(gaps: &mut [Vec<K>], other_gaps: &mut [Vec<K>]) {
    let gap_of = |gaps: &[Vec<K>]| -> BTreeMap<K, usize> {
        let placed = gaps.iter().enumerate();
        placed
            .flat_map(|(gap, keys)| keys.iter().map(move |key| (*key, gap)))
            .collect()
    };
    let (placed, other_placed) = (gap_of(gaps), gap_of(other_gaps));
    for (gap, keys) in gaps.iter_mut().enumerate() {
        keys.retain(|key| other_placed.get(key).is_none_or(|other| gap <= *other));
    }
    for (gap, keys) in other_gaps.iter_mut().enumerate() {
        keys.retain(|key| placed.get(key).is_none_or(|other| gap <= *other));
    }
}

/// Two sequences for one gap; what stands in both holds them together.
fn in_one_gap<K: Copy + Ord>(one: &[K], other: &[K]) -> Vec<K> {
    let shared = |from: &[K], with: &[K]| -> Vec<K> {
        let with: BTreeSet<K> = with.iter().copied().collect();
        from.iter()
            .copied()
            .filter(|key| with.contains(key))
            .collect()
    };
    let (anchors, again) = (shared(one, other), shared(other, one));
    if anchors != again {
        // Both moved the same things, each its own way: one way counts whole, chosen by what stands there.
        let (first, second) = if anchors < again {
            (one, other)
        } else {
            (other, one)
        };
        let taken: BTreeSet<K> = anchors.into_iter().collect();
        let rest: Vec<K> = second
            .iter()
            .copied()
            .filter(|key| !taken.contains(key))
            .collect();
        return runs(first, &rest);
    }
    let mut order = Vec::with_capacity(one.len() + other.len());
    let (mut one, mut other) = (one, other);
    for anchor in anchors {
        let (before_one, after_one) = cut(one, anchor);
        let (before_other, after_other) = cut(other, anchor);
        order.extend(runs(before_one, before_other));
        order.push(anchor);
        (one, other) = (after_one, after_other);
    }
    order.extend(runs(one, other));
    order
}

fn cut<K: Copy + Ord>(keys: &[K], at: K) -> (&[K], &[K]) {
    match keys.iter().position(|key| *key == at) {
        Some(place) => (&keys[..place], &keys[place + 1..]),
        None => (keys, &[]),
    }
}

/// Two runs, each kept together.
fn runs<K: Copy + Ord>(one: &[K], other: &[K]) -> Vec<K> {
    match (one.first(), other.first()) {
        (Some(a), Some(b)) if b < a => [other, one].concat(),
        _ => [one, other].concat(),
    }
}

/// The keys of a longest part of `known` whose places rise.
pub(crate) fn longest_rising<K: Copy + Ord>(known: &[(K, usize)]) -> BTreeSet<K> {
    // `ends[n]` is the index of the lowest end of a rising part of length n + 1.
    let mut ends: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(known.len());
    for (index, (_, place)) in known.iter().enumerate() {
        let length = ends.partition_point(|end| known[*end].1 < *place);
        before.push(length.checked_sub(1).map(|shorter| ends[shorter]));
        if length == ends.len() {
            ends.push(index);
        } else {
            ends[length] = index;
        }
    }
    let mut steady = BTreeSet::new();
    let mut next = ends.last().copied();
    while let Some(index) = next {
        steady.insert(known[index].0);
        next = before[index];
    }
    steady
}
