using Orleans.Configuration;

namespace Payments.Host.Cluster;

/// <summary>
/// How soon a silo that is gone counts as dead. Until then its grains answer nobody; a living silo that is taken for dead must end and start again, which costs more than
/// the seconds that are won, so a silo may stand still for six seconds (a garbage collection, a moved virtual machine) without a vote against it.
/// </summary>
internal static class Liveness
{
    /// <summary>How often each silo asks the others whether they live, and how long an answer may take.</summary>
    private static readonly TimeSpan Probe = TimeSpan.FromSeconds(2);

    /// <summary>Unanswered probes in a row that make a silo vote another dead: 6 to 8 seconds after its process ended, 8 to 10 after its network did.</summary>
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
        options.NumMissedProbesLimit = MissedProbes;
        options.TableRefreshTimeout = Look;
        options.IAmAliveTablePublishTimeout = Sign;
    }

    /// <summary>Sets a front's part.</summary>
    public static void SetUp(GatewayOptions options) => options.GatewayListRefreshPeriod = Look;
}
