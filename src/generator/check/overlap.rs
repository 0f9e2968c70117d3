//! Whether two templates can write the same message, so that reading it back is ambiguous.

use std::borrow::Cow;
use std::collections::VecDeque;

use crate::generator::model::{SegmentModel, TemplateModel};

/// A part of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token {
    /// This character.
    Character(char),
    /// The value of the placeholder of this number.
    Value(usize),
}

/// A template, prepared to be compared with others.
///
/// A value is assumed to be one word. Messages with different whitespace are then never the same, and
/// most pairs of templates differ in a word without a value.
#[derive(Debug)]
pub struct Pattern {
    tokens: Vec<Token>,
    /// The words of the messages, which the whitespace separates.
    words: Vec<Word>,
    whitespace: Vec<char>,
    repeats_value: bool,
}

#[derive(Debug)]
enum Word {
    Constant(String),
    Varying(Vec<Token>),
}

impl Pattern {
    pub fn of(template: &TemplateModel) -> Self {
        let tokens = tokens(template);
        let is_space =
            |token: &Token| matches!(token, Token::Character(space) if space.is_whitespace());
        let whitespace = tokens.iter().filter_map(|token| match token {
            Token::Character(space) if space.is_whitespace() => Some(*space),
            _ => None,
        });
        Self {
            words: tokens.split(is_space).map(Word::of).collect(),
            whitespace: whitespace.collect(),
            repeats_value: repeats_value(&tokens),
            tokens,
        }
    }

    /// An upper bound for the cost of the comparison with `other`.
    pub fn work(&self, other: &Self) -> usize {
        if self.whitespace == other.whitespace {
            self.tokens.len().saturating_mul(other.tokens.len()).max(1)
        } else {
            self.whitespace.len().max(1)
        }
    }

    /// A message that both templates can write, with values of one word each; `None` if there is none,
    /// or if one template is a special case of the other: it has more literal text, so that all of
    /// its messages are read as its own.
    ///
    /// A template that repeats a placeholder only overlaps one with the same parts.
    pub fn common_message(&self, other: &Self) -> Option<String> {
        let words = || self.words.iter().zip(&other.words);
        let same_constants = || {
            words().all(|pair| match pair {
                (Word::Constant(one), Word::Constant(other)) => one == other,
                _ => true,
            })
        };
        if self.whitespace != other.whitespace || !same_constants() {
            return None;
        }
        let common: Option<Vec<String>> =
            words().map(|(one, other)| shortest_common(&one.tokens(), &other.tokens())).collect();
        let common = common?;
        if self.tokens != other.tokens {
            let special_case =
                covers(&self.tokens, &other.tokens) != covers(&other.tokens, &self.tokens);
            if special_case || self.repeats_value || other.repeats_value {
                return None;
            }
        }
        let whitespace = self.whitespace.iter().map(char::to_string).chain([String::new()]);
        Some(common.into_iter().zip(whitespace).map(|(word, space)| word + &space).collect())
    }
}

impl Word {
    fn of(tokens: &[Token]) -> Self {
        let constant: Option<String> = tokens
            .iter()
            .map(|token| match token {
                Token::Character(character) => Some(*character),
                Token::Value(_) => None,
            })
            .collect();
        constant.map_or_else(|| Self::Varying(tokens.to_vec()), Self::Constant)
    }

    fn tokens(&self) -> Cow<'_, [Token]> {
        match self {
            Self::Constant(text) => text.chars().map(Token::Character).collect(),
            Self::Varying(tokens) => tokens.into(),
        }
    }
}

fn tokens(template: &TemplateModel) -> Vec<Token> {
    let names = template.placeholders();
    let mut tokens = Vec::new();
    for piece in &template.segments {
        match piece {
            SegmentModel::Literal(text) => tokens.extend(text.chars().map(Token::Character)),
            SegmentModel::Placeholder(name) => {
                let number = names.iter().position(|known| known == name);
                tokens.push(Token::Value(number.unwrap_or_default()));
            }
        }
    }
    tokens
}

fn repeats_value(tokens: &[Token]) -> bool {
    let mut next = 0;
    tokens.iter().any(|token| match token {
        Token::Value(number) if *number < next => true,
        Token::Value(_) => {
            next += 1;
            false
        }
        Token::Character(_) => false,
    })
}

/// Whether every message of `special` is also one of `general`.
fn covers(general: &[Token], special: &[Token]) -> bool {
    // `reached[at]`: whether the tokens of `general` so far can write the first `at` of `special`.
    let mut reached = vec![false; special.len() + 1];
    reached[0] = true;
    for token in general {
        let mut next = vec![false; special.len() + 1];
        match token {
            Token::Value(_) => {
                let mut any = false;
                for (at, next) in next.iter_mut().enumerate() {
                    any |= reached[at];
                    *next = any;
                }
            }
            Token::Character(_) => {
                for (at, other) in special.iter().enumerate() {
                    next[at + 1] = reached[at] && token == other;
                }
            }
        }
        reached = next;
    }
    reached[special.len()]
}

/// How far a message is written: after how many tokens, and whether the next value has begun.
type Written = (usize, bool);

/// The shortest word that both can write, if each value has at least one character.
fn shortest_common(one: &[Token], other: &[Token]) -> Option<String> {
    let width = 2 * (other.len() + 1);
    let number = |(one, other): (Written, Written)| {
        (2 * one.0 + usize::from(one.1)) * width + 2 * other.0 + usize::from(other.1)
    };
    // For each state: the character that led to it, and the state before.
    let mut came_by: Vec<Option<(char, usize)>> = vec![None; 2 * (one.len() + 1) * width];
    let start = ((0, false), (0, false));
    let mut waiting = VecDeque::from([start]);
    while let Some(state) = waiting.pop_front() {
        if is_end(one, state.0) && is_end(other, state.1) {
            let mut text = Vec::new();
            let mut at = number(state);
            while let Some((character, before)) = came_by[at].filter(|_| at != number(start)) {
                text.push(character);
                at = before;
            }
            return Some(text.into_iter().rev().collect());
        }
        for first in steps(one, state.0) {
            for second in steps(other, state.1) {
                let character = match (first.0, second.0) {
                    (Some(first), Some(second)) if first == second => first,
                    (Some(_), Some(_)) => continue,
                    (Some(known), None) | (None, Some(known)) => known,
                    (None, None) => 'x',
                };
                let next = (first.1, second.1);
                let came = &mut came_by[number(next)];
                if came.is_none() && next != start {
                    *came = Some((character, number(state)));
                    waiting.push_back(next);
                }
            }
        }
    }
    None
}

fn is_end(tokens: &[Token], (at, begun): Written) -> bool {
    at + usize::from(begun) == tokens.len()
}

/// The characters that can come next, `None` for any character of a word, each with the state after it.
fn steps(tokens: &[Token], (at, begun): Written) -> impl Iterator<Item = (Option<char>, Written)> {
    let step = |at: usize| match tokens.get(at) {
        Some(Token::Character(character)) => Some((Some(*character), (at + 1, false))),
        Some(Token::Value(_)) => Some((None, (at, true))),
        None => None,
    };
    let after = if begun { step(at + 1) } else { None };
    step(at).into_iter().chain(after)
}

#[cfg(test)]
mod tests {
    use super::Pattern;
    use crate::generator::model::{SegmentModel, TemplateModel};

    /// The template in which `*` and capital letters stand for placeholders.
    fn template(text: &str) -> TemplateModel {
        let mut pieces = Vec::new();
        for character in text.chars() {
            match (character, pieces.last_mut()) {
                ('*' | 'A'..='Z', _) => {
                    pieces.push(SegmentModel::Placeholder(character.to_string()))
                }
                (_, Some(SegmentModel::Literal(text))) => text.push(character),
                _ => pieces.push(SegmentModel::Literal(character.to_string())),
            }
        }
        TemplateModel { text: text.to_owned(), segments: pieces }
    }

    fn common(one: &str, other: &str) -> Option<String> {
        let (one_pattern, other_pattern) =
            (Pattern::of(&template(one)), Pattern::of(&template(other)));
        let found = one_pattern.common_message(&other_pattern);
        let turned = other_pattern.common_message(&one_pattern);
        assert_eq!(found.is_some(), turned.is_some(), "{one}, {other}");
        found
    }

    #[test]
    fn a_message_that_two_templates_can_write_is_found() {
        assert_eq!(common("A of 3", "2 of B").as_deref(), Some("2 of 3"));
        assert_eq!(common("no A", "no B").as_deref(), Some("no x"));
        assert_eq!(common("A: B", "C: D").as_deref(), Some("x: x"));
        assert_eq!(common("A-b-C", "D-e-F").as_deref(), Some("x-e-b-x"));
        assert_eq!(common("A is A", "B is B").as_deref(), Some("x is x"));
    }

    #[test]
    fn templates_with_distinct_words_do_not_overlap() {
        assert_eq!(common("no A", "none of B"), None);
        assert_eq!(common("A is missing", "B is wrong"), None);
        assert_eq!(common("a", "b"), None);
        assert_eq!(common("", "A"), None);
    }

    #[test]
    fn values_are_single_words() {
        assert_eq!(common("missing A", "B is wrong"), None);
        assert_eq!(common("missing A", "B-wrong"), None);
    }

    #[test]
    fn special_cases_do_not_overlap() {
        assert_eq!(common("invalid A", "invalid key"), None);
        assert_eq!(common("invalid A", "invalid A: B"), None);
        assert_eq!(common("A: B", "C: D: E"), None);
    }

    #[test]
    fn templates_that_repeat_a_placeholder_overlap_only_their_like() {
        assert_eq!(common("A is A", "B is C"), None);
        assert_eq!(common("A-A", "b-C"), None);
    }
}
