namespace Payments.Cluster.Load.Faults;

/// <summary>Every fault, by name.</summary>
internal static class AllFaults
{
    private static readonly IFault[] All =
    [
        new KilledSilo(),
        new KilledFront(),
        new PausedSilo("pause-silo", diesOfIt: false),
        new PausedSilo("freeze-silo", diesOfIt: true),
        new DatabaseRestart(),
        new DatabaseFails(),
        new SplitSilos("split", refuses: false, oneWay: false),
        new SplitSilos("split-refused", refuses: true, oneWay: false),
        new SplitSilos("split-one-way", refuses: false, oneWay: true),
        new Twins(),
        new RollingUpgrade(),
        new Strangers(),
    ];

    /// <summary>What they are called.</summary>
    public static IEnumerable<string> Names => All.Select(fault => fault.Name);

    /// <summary>The fault of that name, or null.</summary>
    public static IFault? Find(string name) => Array.Find(All, fault => fault.Name == name);
}
