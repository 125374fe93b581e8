using Orleans.Configuration;

namespace Payments.Host.Cluster;

/// <summary>
/// How soon a silo that is gone counts as dead. Until then its grains answer nobody; a living silo that is taken for dead must end and start again, which costs more than the seconds that are won.
/// </summary>
/// <remarks>
/// Orleans adapts the timeout of a probe to the answers that it had, between <see cref="ProbeFloor"/> and <see cref="ProbeCeiling"/>, and suppresses the vote against a silo that sent anything within
/// the ceiling times <see cref="MissedProbes"/>. The ceiling therefore says how long a silo that was cut off is believed: with Orleans' default (four times the probe) that took 32 seconds.
/// </remarks>
internal static class Liveness
{
    /// <summary>The timeout of a probe before there are answers to learn from.</summary>
    private static readonly TimeSpan Probe = TimeSpan.FromSeconds(1.5);

    /// <summary>The least timeout of a probe, and the least time between two: a killed silo is voted dead after four, since each is refused at once.</summary>
    private static readonly TimeSpan ProbeFloor = TimeSpan.FromSeconds(1);

    /// <summary>The greatest timeout of a probe. Four of them, six seconds, are how long a silo may stand still (a garbage collection, a moved virtual machine) without a vote against it.</summary>
    private static readonly TimeSpan ProbeCeiling = TimeSpan.FromSeconds(1.5);

    /// <summary>Unanswered probes in a row that make a silo vote another dead.</summary>
    private const int MissedProbes = 4;

    /// <summary>How often silos read the table of members, which tells a silo that it was declared dead where nobody else can, and fronts that of gateways.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How often a silo writes that it lives. Three missed make its entry stale, so that after the end of all silos at once new ones at other addresses need not wait for the dead;
    /// a database that takes no writes for ten seconds does not suffice for that.
    /// </summary>
    private static readonly TimeSpan Sign = TimeSpan.FromSeconds(10);

    /// <summary>Sets a silo's part.</summary>
    public static void SetUp(ClusterMembershipOptions options)
    {
        options.ProbeTimeout = Probe;
        options.MinProbeTimeout = ProbeFloor;
        options.MaxProbeTimeout = ProbeCeiling;
        options.NumMissedProbesLimit = MissedProbes;
        options.TableRefreshTimeout = Look;
        options.IAmAliveTablePublishTimeout = Sign;
    }

    /// <summary>Sets a front's part.</summary>
    public static void SetUp(GatewayOptions options) => options.GatewayListRefreshPeriod = Look;
}
