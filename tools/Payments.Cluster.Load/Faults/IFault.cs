namespace Payments.Cluster.Load.Faults;

/// <summary>Something that goes wrong while shops order and payers pay.</summary>
internal interface IFault
{
    /// <summary>What the command line calls it.</summary>
    string Name { get; }

    /// <summary>Whether silos must have networks of their own.</summary>
    bool NeedsNetworks => false;

    /// <summary>Whether silos and fronts must speak TLS.</summary>
    bool NeedsTls => false;

    /// <summary>Whether each silo, with a front of its own, is a cluster that knows nothing of the others on the same database.</summary>
    bool IsApart => false;

    /// <summary>Whether several silos must be seen to write the same states, and some of them to be refused: else nothing was shown.</summary>
    bool MustCollide => false;

    /// <summary>Whether a shop that asks once more, at the next front, must never be disappointed.</summary>
    bool IsMendedByARetry { get; }

    /// <summary>Lets it happen and waits until it is over.</summary>
    /// <exception cref="InvalidOperationException">The cluster did not do what it must.</exception>
    /// <returns>What was seen, in words.</returns>
    Task<string> RunAsync(Cluster cluster, Traffic traffic, TimeSpan time);
}
