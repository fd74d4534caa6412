//! Clusters of known systems, by the rules that their makers and users publish: Kafka, Cassandra, Elasticsearch.
//! The rules that hold for any system are in `fleet` and `storage`.

use super::Domain;
use super::domain::{at_least, not_negative, positive, positive_share, round_up};
use super::types::{Count, Information, Ratio, Size, Throughput, ThroughputEach, Time, Typed};

formulas! {
    /// The disk that a Kafka cluster needs for what it retains.
    ///
    /// `ingress * retention * replication / fill`, in bytes, before compression by the cluster.
    ///
    /// # Errors
    /// A negative ingress or retention; a replication below 1; a fill that is not above 0 and at most 1.
    ///
    /// Source: published sizing guides for Kafka, which plan disks 70% full.
    pub fn kafka_disk(
        ingress: Throughput,
        retention: Time,
        replication: Ratio = 3.0,
        fill: Ratio = 0.7,
    ) -> Result<Information, Domain> {
        not_negative("ingress", ingress)?;
        not_negative("retention", retention)?;
        at_least("replication", replication, 1.0)?;
        positive_share("fill", fill)?;
        Ok(ingress * retention * replication / fill)
    }

    /// The brokers whose disks hold what a Kafka cluster retains.
    ///
    /// `ceil(kafka_disk / disk)`, in brokers, where `disk` is what one broker has.
    ///
    /// # Errors
    /// A negative ingress or retention; a disk of 0 or less; a replication below 1; a fill that is not above 0 and at
    /// most 1.
    ///
    /// Source: published sizing guides for Kafka.
    pub fn kafka_brokers(
        ingress: Throughput,
        retention: Time,
        disk: Size,
        replication: Ratio = 3.0,
        fill: Ratio = 0.7,
    ) -> Result<Count, Domain> {
        positive("disk", disk)?;
        let needed = kafka_disk(ingress, retention, replication, fill)?;
        Ok(Count::from_base(round_up((needed / disk).base())))
    }

    /// The partitions that a Kafka topic needs.
    ///
    /// `ceil(max(ceil(throughput / producer), ceil(throughput / consumer), consumers) * growth)`, in partitions, where
    /// `producer` and `consumer` are what one partition takes in and one consumer reads, and each consumer of a group
    /// needs a partition of its own.
    ///
    /// # Errors
    /// A negative throughput or number of consumers; a producer or consumer of 0 or less; a growth below 1.
    ///
    /// Source: J. Rao, How to Choose the Number of Topics/Partitions in a Kafka Cluster, Confluent.
    pub fn kafka_partitions(
        throughput: Throughput,
        producer: ThroughputEach,
        consumer: ThroughputEach,
        consumers: Ratio = 1.0,
        growth: Ratio = 1.0,
    ) -> Result<Count, Domain> {
        not_negative("throughput", throughput)?;
        positive("producer", producer)?;
        positive("consumer", consumer)?;
        not_negative("consumers", consumers)?;
        at_least("growth", growth, 1.0)?;
        let to_write = round_up((throughput / producer).base());
        let to_read = round_up((throughput / consumer).base());
        let today = to_write.max(to_read).max(consumers.base());
        Ok(Count::from_base(round_up(today * growth.base())))
    }

    /// The bytes a second that come into the brokers of a Kafka cluster.
    ///
    /// `writes * replication * headroom`, in bytes a second: from producers, and from leaders to followers. Netflix
    /// plans with a headroom of 1.4.
    ///
    /// # Errors
    /// Negative writes; a replication or headroom below 1.
    ///
    /// Source: Netflix, service-capacity-modeling, Kafka model.
    pub fn kafka_inbound(
        writes: Throughput,
        replication: Ratio = 3.0,
        headroom: Ratio = 1.0,
    ) -> Result<Throughput, Domain> {
        not_negative("writes", writes)?;
        at_least("replication", replication, 1.0)?;
        at_least("headroom", headroom, 1.0)?;
        Ok(writes * replication * headroom)
    }

    /// The bytes a second that go out of the brokers of a Kafka cluster.
    ///
    /// `writes * (groups + replication - 1) * headroom`, in bytes a second: to each consumer group, and from leaders to
    /// followers. Netflix plans with a headroom of 1.4.
    ///
    /// # Errors
    /// Negative writes or groups; a replication or headroom below 1.
    ///
    /// Source: Netflix, service-capacity-modeling, Kafka model.
    pub fn kafka_outbound(
        writes: Throughput,
        groups: Ratio,
        replication: Ratio = 3.0,
        headroom: Ratio = 1.0,
    ) -> Result<Throughput, Domain> {
        not_negative("writes", writes)?;
        not_negative("groups", groups)?;
        at_least("replication", replication, 1.0)?;
        at_least("headroom", headroom, 1.0)?;
        Ok(writes * (groups.base() + replication.base() - 1.0) * headroom)
    }

    /// The nodes of a Cassandra cluster.
    ///
    /// `ceil(data * replication / (disk * formatted * utilization))`, in nodes, where `disk` is the raw disk of one
    /// node, a tenth of which is lost to formatting, and half of the rest is kept free for compaction.
    ///
    /// # Errors
    /// Negative data; a disk of 0 or less; a replication below 1; a share that is not above 0 and at most 1.
    ///
    /// Source: DataStax, Estimating usable disk capacity.
    pub fn cassandra_nodes(
        data: Information,
        disk: Size,
        replication: Ratio = 3.0,
        utilization: Ratio = 0.5,
        formatted: Ratio = 0.9,
    ) -> Result<Count, Domain> {
        not_negative("data", data)?;
        positive("disk", disk)?;
        at_least("replication", replication, 1.0)?;
        positive_share("utilization", utilization)?;
        positive_share("formatted", formatted)?;
        let usable = disk * formatted * utilization;
        Ok(Count::from_base(round_up((data * replication / usable).base())))
    }

    /// The storage of an Elasticsearch cluster.
    ///
    /// `ingest * retention * (1 + replicas) * (1 + overhead)`, in bytes, where replicas come on top of the primary and
    /// the overhead is for merges and free space.
    ///
    /// # Errors
    /// A negative ingest, retention, number of replicas or overhead.
    ///
    /// Source: published sizing guides for Elasticsearch, with an overhead of 15%.
    pub fn elasticsearch_storage(
        ingest: Throughput,
        retention: Time,
        replicas: Ratio = 1.0,
        overhead: Ratio = 0.15,
    ) -> Result<Information, Domain> {
        not_negative("ingest", ingest)?;
        not_negative("retention", retention)?;
        not_negative("replicas", replicas)?;
        not_negative("overhead", overhead)?;
        Ok(ingest * retention * ((1.0 + replicas.base()) * (1.0 + overhead.base())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formulas::{refused, worked};

    const DAY: f64 = 86_400.0;

    #[test]
    fn worked_answers() {
        worked(FORMULAS, "kafka_disk", &[200e6, 7.0 * DAY, 3.0, 0.7], 518.4e12);
        worked(FORMULAS, "kafka_brokers", &[200e6, 7.0 * DAY, 2e12, 3.0, 0.7], 260.0);
        worked(FORMULAS, "kafka_partitions", &[500e6, 10e6, 20e6, 30.0, 2.0], 100.0);
        worked(FORMULAS, "kafka_inbound", &[100e6, 3.0, 1.0], 300e6);
        worked(FORMULAS, "kafka_outbound", &[100e6, 4.0, 3.0, 1.0], 600e6);
        worked(FORMULAS, "cassandra_nodes", &[100e12, 4.0 * 2e12, 3.0, 0.5, 0.9], 84.0);
        worked(FORMULAS, "elasticsearch_storage", &[100e9 / DAY, 30.0 * DAY, 1.0, 0.15], 6.9e12);
    }

    #[test]
    fn refusals() {
        refused(FORMULAS, "kafka_disk", &[1.0, 1.0, 3.0, 0.0], "fill");
        refused(FORMULAS, "kafka_brokers", &[1.0, 1.0, 0.0, 3.0, 0.7], "disk");
        refused(FORMULAS, "kafka_partitions", &[1.0, 1.0, 0.0, 1.0, 1.0], "consumer");
        refused(FORMULAS, "cassandra_nodes", &[1.0, 1.0, 0.0, 0.5, 0.9], "replication");
    }
}
