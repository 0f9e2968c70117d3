//! Characters that look like ASCII ones, or are invisible.

use crate::characters::disturbs_terminal;

/// Pairs of a letter of another script and the one that it looks like.
const LOOK_ALIKES: &str = "аaеeоoрpсcхxуyіiјjѕsһhԁdԛqԝwАAВBЕEКKМMНHОOРPСCТTХXУYІIЈJЅSοoνvρpαaΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧX\
    ‐-‑-‒-–-—-−-․.‚,＿_\u{a0} \u{2002} \u{2003} \u{2009} \u{202f} ’'‘'“\"”\"";

/// What is wrong with a character of a code, if anything: it is invisible, or looks like another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confusable {
    Invisible,
    Like(char),
}

/// Whether `character` looks like an ASCII one.
pub fn confusable(character: char) -> Option<Confusable> {
    if character.is_ascii() {
        return None;
    }
    if disturbs_terminal(character) {
        return Some(Confusable::Invisible);
    }
    // The full-width forms, in the order of ASCII.
    if let '\u{ff01}'..='\u{ff5e}' = character {
        return char::from_u32(u32::from(character) - 0xff01 + 0x21).map(Confusable::Like);
    }
    let mut pairs = LOOK_ALIKES.chars();
    while let (Some(other), Some(ascii)) = (pairs.next(), pairs.next()) {
        if other == character {
            return Some(Confusable::Like(ascii));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{Confusable, LOOK_ALIKES, confusable};

    #[test]
    fn look_alikes_are_of_ascii_characters() {
        let characters: Vec<char> = LOOK_ALIKES.chars().collect();
        for pair in characters.chunks(2) {
            assert!(!pair[0].is_ascii() && pair[1].is_ascii(), "{pair:?}");
        }
    }

    #[test]
    fn other_scripts_are_fine() {
        assert_eq!(confusable('图'), None);
        assert_eq!(confusable('é'), None);
        assert_eq!(confusable('Ａ'), Some(Confusable::Like('A')));
        assert_eq!(confusable('\u{200b}'), Some(Confusable::Invisible));
    }
}
