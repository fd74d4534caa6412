//! The counted things of the field beyond those that the system of units declares, family by family.
//! Each once. A plural stands in brackets where the rules do not make it.

/// How a noun relates to the dimension it counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relation {
    /// A dimension of its own.
    Own,
    /// Another name for what that noun counts, which is a dimension of its own.
    Named(&'static str),
    /// A kind of request.
    KindOfRequest,
}
use Relation::{KindOfRequest, Named, Own};

/// A noun of the field, as data.
#[derive(Debug, Clone, Copy)]
pub struct Entry {
    /// One of them.
    pub singular: &'static str,
    /// Several of them, where the rules do not say it.
    pub plural: Option<&'static str>,
    /// What it counts.
    pub relation: Relation,
}

macro_rules! plural {
    () => {
        None
    };
    ($plural:ident) => {
        Some(stringify!($plural))
    };
}

macro_rules! nouns {
    ($($relation:expr => $($singular:ident $(($plural:ident))?)+;)+) => {
        &[$($(
            Entry { singular: stringify!($singular), plural: plural!($($plural)?), relation: $relation },
        )+)+]
    };
}

/// The nouns of the field. The place of one is the number of its dimension, after those of the system of units.
#[rustfmt::skip]
pub const NOUNS: &[Entry] = nouns! {
    // Traffic.
    Named("request") => query op operation call hit transaction tx(txs) invocation;
    KindOfRequest => read write search lookup get put insert update delete scan;
    Own => attempt retry redirect response error timeout exception inference;
    // People and their clients.
    Named("user") => DAU(DAU) WAU(WAU) MAU(MAU) CCU(CCU);
    Own => person(people) customer visitor viewer player driver rider follower friend agent account session connection
        device client employee subscriber member guest student patient creator author editor contact group channel team
        company organization tenant household merchant courier passenger participant seller buyer shopper login;
    // Content.
    Named("message") => msg;
    Named("character") => char;
    Own => tweet post paste message notification email comment like photo image thumbnail video song stream file
        document page link url click view impression ad feed timeline delivery story rendition movie show episode album
        artist track playlist article book review question hashtag chat conversation reaction emoji attachment clip
        frame pixel caption upload download visit pin;
    // Commerce and places.
    Named("SKU") => sku;
    Own => order payment product ticket booking seat trip ride location place city country room floor level spot car bus
        vehicle bike scooter hotel restaurant reservation shop store warehouse cart coupon invoice refund listing
        category SKU bid auction parcel package shipment route station stop flight sensor building address;
    // Models of language, and what runs them.
    Named("parameter") => param;
    Own => token prompt layer head model parameter embedding vector epoch step batch expert feature sequence
        completion accelerator chip FLOP(FLOP);
    // Chains of blocks, trading, games.
    Own => slot validator blob wallet contract signature proof trade quote transfer card game lobby tick tournament
        move score;
    // Observability.
    Own => event log metric sample alert span trace line series label tag dashboard incident crash point;
    // Data.
    Own => row record key value entry item object block chunk packet segment word character id edge copy version snapshot
        backup volume stripe extent inode directory folder table index column field cell tuple collection database
        bucket cluster hash node vertex(vertices) element;
    // Work and messaging.
    Own => job task queue topic consumer producer publisher cycle instruction iteration lock build commit test
        repository pipeline deployment;
    // Machines and their parts.
    Named("GPU") => gpu;
    Named("CPU") => cpu;
    Named("VM") => vm;
    Own => machine instance host worker broker shard partition replica disk drive core CPU vCPU GPU TPU thread process
        rack zone region datacenter pod container VM SSD HDD tape hop flow port socket peer proxy switch router cable
        endpoint service credit;
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_another_name_is_a_dimension_of_its_own() {
        let is_base = |name: &str| name == "request" || name == "user";
        for Entry { singular, relation, .. } in NOUNS {
            let Named(other) = relation else { continue };
            let names_one = NOUNS.iter().any(|entry| entry.singular == *other && entry.relation == Own);
            assert!(names_one || is_base(other), "{singular} stands for {other}, which is none");
        }
    }
}
