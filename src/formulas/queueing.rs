//! Queueing: Little's law, utilization, and how long requests wait and take with one server or several.
//! The probability that they wait at all is in `erlang`.

use super::Domain;
use super::domain::{not_negative, positive, require_or_endless, share_below_one, whole};
use super::erlang::computable;
use super::kernel::erlang::waiting;
use super::kernel::root::root;
use super::types::{Count, Rate, Ratio, Time, Typed};

formulas! {
    /// How many requests are in a system, by Little's law.
    ///
    /// `rate * time`, in things: the average number, of any system that is stable, whatever the distributions.
    ///
    /// # Errors
    /// A negative rate or time.
    ///
    /// Source: J. D. C. Little, A Proof for the Queuing Formula L = λW, 1961.
    pub fn little_number(rate: Rate, time: Time) -> Result<Count, Domain> {
        not_negative("rate", rate)?;
        not_negative("time", time)?;
        Ok(rate * time)
    }

    /// The rate at which requests pass through a system, by Little's law.
    ///
    /// `number / time`, in things a second: the throughput of so many connections or threads.
    ///
    /// # Errors
    /// A negative number; a time of 0 or less.
    ///
    /// Source: J. D. C. Little, A Proof for the Queuing Formula L = λW, 1961.
    pub fn little_rate(number: Count, time: Time) -> Result<Rate, Domain> {
        not_negative("number", number)?;
        positive("time", time)?;
        Ok(number / time)
    }

    /// How long requests stay in a system, by Little's law.
    ///
    /// `number / rate`, in seconds: the average time.
    ///
    /// # Errors
    /// A negative number; a rate of 0 or less.
    ///
    /// Source: J. D. C. Little, A Proof for the Queuing Formula L = λW, 1961.
    pub fn little_time(number: Count, rate: Rate) -> Result<Time, Domain> {
        not_negative("number", number)?;
        positive("rate", rate)?;
        Ok(number / rate)
    }

    /// The share of time that servers are busy.
    ///
    /// `arrival_rate / (service_rate * servers)`, where the service rate is that of one server. At 1 and above the
    /// queue grows without end.
    ///
    /// # Errors
    /// A negative arrival rate; a service rate of 0 or less; servers that are not a whole number of 1 or more.
    ///
    /// Source: the utilization law, L. Kleinrock, Queueing Systems, volume 1.
    pub fn server_utilization(arrival_rate: Rate, service_rate: Rate, servers: Count = 1.0) -> Result<Ratio, Domain> {
        not_negative("arrival_rate", arrival_rate)?;
        positive("service_rate", service_rate)?;
        let servers = whole("servers", servers, 1.0)?;
        Ok(arrival_rate / service_rate / servers)
    }

    /// The load that requests offer, in erlangs: the number of servers that they keep busy.
    ///
    /// `arrival_rate * service_time`.
    ///
    /// # Errors
    /// A negative rate or time.
    ///
    /// Source: A. K. Erlang, 1917; Little's law for the servers.
    pub fn offered_load(arrival_rate: Rate, service_time: Time) -> Result<Ratio, Domain> {
        not_negative("arrival_rate", arrival_rate)?;
        not_negative("service_time", service_time)?;
        Ok(Ratio::from_base((arrival_rate * service_time).base()))
    }

    /// The average wait before one server (M/M/1).
    ///
    /// `u / (service_rate - arrival_rate)`, in seconds, where `u` is the utilization; for Poisson arrivals and
    /// exponential service times.
    ///
    /// # Errors
    /// A negative arrival rate, or one that is not below the service rate; a service rate of 0 or less.
    ///
    /// Source: L. Kleinrock, Queueing Systems, volume 1.
    pub fn mm1_wait(arrival_rate: Rate, service_rate: Rate) -> Result<Time, Domain> {
        let queue = Queue::single(arrival_rate, service_rate)?;
        Ok(Time::from_base(queue.waiting / queue.drain()))
    }

    /// The average response time of one server (M/M/1): wait and service.
    ///
    /// `1 / (service_rate - arrival_rate)`, in seconds, for Poisson arrivals and exponential service times.
    ///
    /// # Errors
    /// A negative arrival rate, or one that is not below the service rate; a service rate of 0 or less.
    ///
    /// Source: L. Kleinrock, Queueing Systems, volume 1.
    pub fn mm1_response(arrival_rate: Rate, service_rate: Rate) -> Result<Time, Domain> {
        let queue = Queue::single(arrival_rate, service_rate)?;
        Ok(Time::from_base(1.0 / queue.drain()))
    }

    /// The average number of requests before and in one server (M/M/1).
    ///
    /// `u / (1 - u)`, in things, where `u` is the utilization; for Poisson arrivals and exponential service times.
    ///
    /// # Errors
    /// A negative arrival rate, or one that is not below the service rate; a service rate of 0 or less.
    ///
    /// Source: L. Kleinrock, Queueing Systems, volume 1.
    pub fn mm1_number(arrival_rate: Rate, service_rate: Rate) -> Result<Count, Domain> {
        let queue = Queue::single(arrival_rate, service_rate)?;
        Ok(Count::from_base(queue.waiting / queue.spare))
    }

    /// The wait before one server (M/M/1) that a share of the requests does not exceed.
    ///
    /// `max(0, ln(u / (1 - quantile)) / (service_rate - arrival_rate))`, in seconds, where `u` is the utilization.
    ///
    /// # Errors
    /// A negative arrival rate, or one that is not below the service rate; a service rate of 0 or less; a quantile
    /// below 0, or of 1 or more.
    ///
    /// Source: L. Kleinrock, Queueing Systems, volume 1.
    pub fn mm1_wait_quantile(arrival_rate: Rate, service_rate: Rate, quantile: Ratio = 0.99) -> Result<Time, Domain> {
        share_below_one("quantile", quantile)?;
        Ok(Time::from_base(Queue::single(arrival_rate, service_rate)?.wait_quantile(quantile.base())))
    }

    /// The response time of one server (M/M/1) that a share of the requests does not exceed.
    ///
    /// `-ln(1 - quantile) / (service_rate - arrival_rate)`, in seconds: response times are exponential too.
    ///
    /// # Errors
    /// A negative arrival rate, or one that is not below the service rate; a service rate of 0 or less; a quantile
    /// below 0, or of 1 or more.
    ///
    /// Source: L. Kleinrock, Queueing Systems, volume 1.
    pub fn mm1_response_quantile(
        arrival_rate: Rate,
        service_rate: Rate,
        quantile: Ratio = 0.99,
    ) -> Result<Time, Domain> {
        share_below_one("quantile", quantile)?;
        let queue = Queue::single(arrival_rate, service_rate)?;
        Ok(Time::from_base(-(-quantile.base()).ln_1p() / queue.drain()))
    }

    /// The average wait before several servers with one queue (M/M/c).
    ///
    /// `C / (servers * service_rate - arrival_rate)`, in seconds, where `C` is the probability of Erlang C and the
    /// service rate that of one server; for Poisson arrivals and exponential service times.
    ///
    /// # Errors
    /// A negative arrival rate, or one that the servers cannot keep up with, or beyond 10^8 times the service rate; a
    /// service rate of 0 or less; servers that are not a whole number of 1 or more.
    ///
    /// Source: L. Kleinrock, Queueing Systems, volume 1.
    pub fn mmc_wait(arrival_rate: Rate, service_rate: Rate, servers: Count) -> Result<Time, Domain> {
        let queue = Queue::new(arrival_rate, service_rate, servers)?;
        Ok(Time::from_base(queue.waiting / queue.drain()))
    }
    cost 250

    /// The average response time of several servers with one queue (M/M/c): wait and service.
    ///
    /// `C / (servers * service_rate - arrival_rate) + 1 / service_rate`, in seconds, where `C` is the probability of
    /// Erlang C and the service rate that of one server; for Poisson arrivals and exponential service times.
    ///
    /// # Errors
    /// A negative arrival rate, or one that the servers cannot keep up with, or beyond 10^8 times the service rate; a
    /// service rate of 0 or less; servers that are not a whole number of 1 or more.
    ///
    /// Source: L. Kleinrock, Queueing Systems, volume 1.
    pub fn mmc_response(arrival_rate: Rate, service_rate: Rate, servers: Count) -> Result<Time, Domain> {
        let queue = Queue::new(arrival_rate, service_rate, servers)?;
        Ok(Time::from_base(queue.waiting / queue.drain() + 1.0 / queue.service_rate))
    }
    cost 250

    /// The wait before several servers with one queue (M/M/c) that a share of the requests does not exceed.
    ///
    /// `max(0, ln(C / (1 - quantile)) / (servers * service_rate - arrival_rate))`, in seconds, where `C` is the
    /// probability of Erlang C; a wait is exponential, if there is one.
    ///
    /// # Errors
    /// A negative arrival rate, or one that the servers cannot keep up with, or beyond 10^8 times the service rate; a
    /// service rate of 0 or less; servers that are not a whole number of 1 or more; a quantile below 0, or of 1 or
    /// more.
    ///
    /// Source: L. Kleinrock, Queueing Systems, volume 1.
    pub fn mmc_wait_quantile(
        arrival_rate: Rate,
        service_rate: Rate,
        servers: Count,
        quantile: Ratio = 0.99,
    ) -> Result<Time, Domain> {
        share_below_one("quantile", quantile)?;
        Ok(Time::from_base(Queue::new(arrival_rate, service_rate, servers)?.wait_quantile(quantile.base())))
    }
    cost 300

    /// The response time of several servers with one queue (M/M/c) that a share of the requests does not exceed.
    ///
    /// The time `t` at which `(1 - C) * e^(-m t) + C * P(wait + service > t)` is `1 - quantile`, in seconds, where `C`
    /// is the probability of Erlang C, `m` the service rate, and a wait and a service are exponential with rates of
    /// `servers * m - arrival_rate` and `m`. High quantiles are longer than those of the wait with an average service
    /// added.
    ///
    /// # Errors
    /// A negative arrival rate, or one that the servers cannot keep up with, or beyond 10^8 times the service rate; a
    /// service rate of 0 or less; servers that are not a whole number of 1 or more; a quantile below 0, or of 1 or
    /// more.
    ///
    /// Source: derived from the exponential wait of M/M/c, L. Kleinrock, Queueing Systems, volume 1; by Chandrupatla's method.
    pub fn mmc_response_quantile(
        arrival_rate: Rate,
        service_rate: Rate,
        servers: Count,
        quantile: Ratio = 0.99,
    ) -> Result<Time, Domain> {
        share_below_one("quantile", quantile)?;
        Ok(Time::from_base(Queue::new(arrival_rate, service_rate, servers)?.response_quantile(quantile.base())))
    }
    cost 1_000

    /// The average wait before servers when neither arrivals nor service times are exponential (Allen-Cunneen).
    ///
    /// `mmc_wait * (arrival_scv + service_scv) / 2`, in seconds. A squared coefficient of variation is variance over
    /// squared mean: 1 for exponential times, 0 for equal ones, 4 and more for service times with a heavy tail. Exact
    /// for one server with Poisson arrivals, an approximation otherwise.
    ///
    /// # Errors
    /// A negative arrival rate, or one that the servers cannot keep up with, or beyond 10^8 times the service rate; a
    /// service rate of 0 or less; servers that are not a whole number of 1 or more; a negative coefficient.
    ///
    /// Source: A. O. Allen, Probability, Statistics and Queueing Theory, 1990; Pollaczek-Khinchine for one server.
    pub fn allen_cunneen_wait(
        arrival_rate: Rate,
        service_rate: Rate,
        servers: Count = 1.0,
        arrival_scv: Ratio = 1.0,
        service_scv: Ratio = 1.0,
    ) -> Result<Time, Domain> {
        not_negative("arrival_scv", arrival_scv)?;
        not_negative("service_scv", service_scv)?;
        let queue = Queue::new(arrival_rate, service_rate, servers)?;
        let variation = f64::midpoint(arrival_scv.base(), service_scv.base());
        Ok(Time::from_base(queue.waiting / queue.drain() * variation))
    }
}

/// What an unstable queue does.
const QUEUE: &str = "the queue grows without end";

/// A stable queue with Poisson arrivals and exponential service times.
struct Queue {
    /// Services a second of one server.
    service_rate: f64,
    /// Servers that are idle on average.
    spare: f64,
    /// The probability that a request waits.
    waiting: f64,
}

impl Queue {
    /// A queue before one server.
    fn single(arrival_rate: Rate, service_rate: Rate) -> Result<Self, Domain> {
        let load = load(arrival_rate, service_rate)?.base();
        require_or_endless(load < 1.0, "arrival_rate", "must be less than `service_rate`", QUEUE)?;
        Ok(Self { service_rate: service_rate.base(), spare: 1.0 - load, waiting: load })
    }

    /// A queue before several servers.
    fn new(arrival_rate: Rate, service_rate: Rate, servers: Count) -> Result<Self, Domain> {
        let load = load(arrival_rate, service_rate)?;
        let servers = whole("servers", servers, 1.0)?;
        let must = "must be less than `service_rate * servers`";
        require_or_endless(load.base() < servers, "arrival_rate", must, QUEUE)?;
        let load = computable("arrival_rate", load)?;
        Ok(Self { service_rate: service_rate.base(), spare: servers - load, waiting: waiting(load, servers) })
    }

    /// The rate at which the queue gets shorter while all servers are busy, in requests a second.
    fn drain(&self) -> f64 {
        self.service_rate * self.spare
    }

    fn wait_quantile(&self, quantile: f64) -> f64 {
        ((self.waiting / (1.0 - quantile)).ln() / self.drain()).max(0.0)
    }

    /// Between 0 and the sum of two quantiles that are each exceeded half as often; the logarithm of what exceeds a time
    /// is nearly straight.
    fn response_quantile(&self, quantile: f64) -> f64 {
        let exceeded = 1.0 - quantile;
        let longest_wait = ((2.0 * self.waiting / exceeded).ln() / self.spare).max(0.0);
        let longest = longest_wait + (2.0 / exceeded).ln();
        let excess = |time: f64| (self.response_exceeds(time) / exceeded).max(f64::MIN_POSITIVE).ln();
        root(0.0, longest, 0.0, excess) / self.service_rate
    }

    /// The probability that a response takes longer than `time`, in average services. Written so that nothing cancels
    /// or overflows where the rates of wait and service, `spare` and 1, are alike.
    fn response_exceeds(&self, time: f64) -> f64 {
        let slower = self.spare.min(1.0);
        let difference = (self.spare - 1.0).abs();
        let faster_part = if difference == 0.0 { time } else { -(-difference * time).exp_m1() / difference };
        let wait_and_service = (-slower * time).exp() * (1.0 + slower * faster_part);
        (1.0 - self.waiting) * (-time).exp() + self.waiting * wait_and_service
    }
}

/// The load in erlangs.
fn load(arrival_rate: Rate, service_rate: Rate) -> Result<Ratio, Domain> {
    not_negative("arrival_rate", arrival_rate)?;
    positive("service_rate", service_rate)?;
    Ok(arrival_rate / service_rate)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formulas::simulation::Random;
    use crate::formulas::{apply, refused, worked};

    #[test]
    fn worked_answers() {
        worked(FORMULAS, "little_number", &[10e3, 0.05], 500.0);
        worked(FORMULAS, "little_rate", &[500.0, 0.05], 10e3);
        worked(FORMULAS, "little_time", &[500.0, 10e3], 0.05);
        worked(FORMULAS, "server_utilization", &[800.0, 100.0, 10.0], 0.8);
        worked(FORMULAS, "offered_load", &[5000.0, 0.008], 40.0);
        worked(FORMULAS, "mm1_response", &[80.0, 100.0], 0.05);
        worked(FORMULAS, "mm1_wait", &[80.0, 100.0], 0.04);
        worked(FORMULAS, "mm1_number", &[80.0, 100.0], 4.0);
        worked(FORMULAS, "mm1_response_quantile", &[80.0, 100.0, 0.5], 0.034_657_4);
        worked(FORMULAS, "mm1_response_quantile", &[80.0, 100.0, 0.99], 0.230_259);
        worked(FORMULAS, "mmc_wait", &[800.0, 100.0, 10.0], 2.04590e-3);
        worked(FORMULAS, "mmc_response", &[800.0, 100.0, 10.0], 12.0459e-3);
        worked(FORMULAS, "mmc_wait_quantile", &[800.0, 100.0, 10.0, 0.90], 7.04493e-3);
        worked(FORMULAS, "mmc_wait_quantile", &[800.0, 100.0, 10.0, 0.99], 18.5579e-3);
        worked(FORMULAS, "mmc_response_quantile", &[800.0, 100.0, 10.0, 0.99], 49.4611e-3);
        worked(FORMULAS, "allen_cunneen_wait", &[800.0, 100.0, 10.0, 1.0, 4.0], 5.11475e-3);
        worked(FORMULAS, "allen_cunneen_wait", &[80.0, 100.0, 1.0, 1.0, 4.0], 0.1);
    }

    #[test]
    fn several_servers_that_are_one() {
        for arrivals in [0.0, 1.0, 50.0, 99.0, 99.999_999] {
            for quantile in [0.0, 0.5, 0.99, 0.999_999] {
                for (one, several) in
                    [("mm1_wait_quantile", "mmc_wait_quantile"), ("mm1_response_quantile", "mmc_response_quantile")]
                {
                    let expected = apply(FORMULAS, one, &[arrivals, 100.0, quantile]).unwrap();
                    worked(FORMULAS, several, &[arrivals, 100.0, 1.0, quantile], expected);
                }
            }
        }
    }

    #[test]
    fn alike_rates_of_wait_and_service() {
        // Nine of ten servers busy: the queue drains at the rate of one server.
        let exact = apply(FORMULAS, "mmc_response_quantile", &[900.0, 100.0, 10.0, 0.99]).unwrap();
        for arrivals in [900.0 - 1e-7, 900.0 + 1e-7] {
            worked(FORMULAS, "mmc_response_quantile", &[arrivals, 100.0, 10.0, 0.99], exact);
        }
    }

    #[test]
    fn a_simulated_queue_waits_as_often_and_as_long() {
        const REQUESTS: usize = 300_000;
        let mut random = Random::new(1917);
        let (mut now, mut free_at) = (0.0, [0.0_f64; 10]);
        let (mut waits, mut waited, mut responses) = (0.0, 0.0, Vec::with_capacity(REQUESTS));
        for _ in 0..REQUESTS {
            now += random.exponential(800.0);
            let first = (0..free_at.len()).min_by(|&a, &b| free_at[a].total_cmp(&free_at[b])).unwrap();
            let wait = f64::max(free_at[first] - now, 0.0);
            let response = wait + random.exponential(100.0);
            free_at[first] = now + response;
            waits += f64::from(u8::from(wait > 0.0));
            waited += wait;
            responses.push(response);
        }
        responses.sort_by(f64::total_cmp);
        let arguments = [800.0, 100.0, 10.0];
        let expected = |name| apply(FORMULAS, name, &arguments).unwrap();
        let quantile = apply(FORMULAS, "mmc_response_quantile", &[800.0, 100.0, 10.0, 0.99]).unwrap();
        for (simulated, expected) in [
            (waits / REQUESTS as f64, waiting(8.0, 10.0)),
            (waited / REQUESTS as f64, expected("mmc_wait")),
            (responses[REQUESTS * 99 / 100], quantile),
        ] {
            assert!((simulated / expected - 1.0).abs() < 0.05, "{simulated} is not near {expected}");
        }
    }

    #[test]
    fn refusals() {
        refused(FORMULAS, "little_rate", &[1.0, 0.0], "time");
        refused(FORMULAS, "mm1_wait", &[100.0, 100.0], "arrival_rate");
        refused(FORMULAS, "mmc_wait", &[1000.0, 100.0, 10.0], "arrival_rate");
        refused(FORMULAS, "mmc_wait", &[800.0, 100.0, 10.5], "servers");
        refused(FORMULAS, "mmc_wait", &[1e9, 1.0, 1e10], "arrival_rate");
        refused(FORMULAS, "mmc_response_quantile", &[800.0, 100.0, 10.0, 1.0], "quantile");
        refused(FORMULAS, "allen_cunneen_wait", &[80.0, 100.0, 1.0, -1.0, 1.0], "arrival_scv");
    }
}
